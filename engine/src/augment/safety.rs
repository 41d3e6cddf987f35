//! The label-safety meter: what becomes of the rules' votes when a record becomes a variant, and which change did it. The
//! rules are asked of parents and variants alike, as of a small corpus of their own. A variant of a text has its parent's
//! fields; one of an image has its parent's name, and the statistics of its own pixels among its fields.
//!
//! The label of a record is the majority of its rules' votes; ties are none. Where records were mixed, a label is kept that
//! any of them has: the mixture has a share of each.

mod blame;
mod fate;
mod rates;
mod texts;

use std::sync::Arc;

pub use blame::Culprit;
pub use fate::Fate;
pub use rates::{Rates, rates};

use self::texts::Texts;
use super::variant::{Change, Edited};
use crate::bits::BitSet;
use crate::corpus::Corpus;
use crate::rules::{Condition, Names};
use crate::votes::{Vote, scores_of};

/// A rule as it is asked of variants.
#[derive(Clone, Debug)]
pub struct JudgingRule {
    /// Its name.
    pub name: String,
    /// What it asks.
    pub condition: Arc<Condition>,
    /// What it votes.
    pub votes: RuleVotes,
    /// Whether it decides.
    pub is_hard: bool,
}

/// What a rule votes where its condition holds.
#[derive(Clone, Debug)]
pub enum RuleVotes {
    /// Always the same.
    One(Vote),
    /// What a field says: values, and the label that each votes for.
    OfField(String, Vec<(String, usize)>),
}

/// The rules, ready to be asked.
#[derive(Clone, Debug)]
pub struct Judge {
    rules: Vec<JudgingRule>,
    /// k.
    labels: usize,
    names: Names,
    unasked: Vec<String>,
}

/// What the rules say of a variant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// What became of the vote.
    pub fate: Fate,
    /// The parent's label, by its place among k.
    pub before: Option<usize>,
    /// The variant's.
    pub after: Option<usize>,
    /// Those of the records that it was mixed with, in order.
    pub partners: Vec<Option<usize>>,
    /// The rules that vote otherwise, and the change that made them.
    pub culprits: Vec<Culprit>,
    /// What each rule says of the variant, by its place among those asked.
    pub votes: Vec<Option<Vote>>,
}

/// A record of a corpus with variants of it.
#[derive(Clone, Debug)]
pub struct Family<'a> {
    /// The record.
    pub record: u32,
    /// The variants.
    pub variants: Vec<Altered<'a>>,
}

/// What rules see of a variant that is not its parent's.
#[derive(Clone, Copy, Debug)]
pub enum Altered<'a> {
    /// Another text.
    Text(&'a Edited),
    /// Another image: its statistics, and the records that it was mixed with.
    Image {
        /// Values of fields, each with the field's place; an empty value is none.
        fields: &'a [(usize, String)],
        /// Records of the same corpus.
        partners: &'a [u32],
    },
}

impl<'a> Altered<'a> {
    const fn partners(&self) -> &'a [u32] {
        match self {
            Self::Text(_) => &[],
            Self::Image { partners, .. } => partners,
        }
    }

    fn changes(&self) -> &'a [Change] {
        match self {
            Self::Text(edited) => &edited.changes,
            Self::Image { .. } => &[],
        }
    }
}

impl Judge {
    /// Takes the rules that vote, over `labels` labels, in a project of these names. Rules that compare a record with
    /// others can't be asked of variants: [`Self::unasked`] names them.
    #[must_use]
    pub fn new(rules: Vec<JudgingRule>, labels: usize, names: Names) -> Self {
        let (unasked, rules): (Vec<_>, Vec<_>) =
            rules.into_iter().partition(|rule| rule.condition.asks_others());
        let unasked = unasked.into_iter().map(|rule| rule.name).collect();
        Self {
            rules,
            labels,
            names,
            unasked,
        }
    }

    /// The rules that are asked, in order.
    #[must_use]
    pub fn rules(&self) -> &[JudgingRule] {
        &self.rules
    }

    /// The names of rules that can't be asked.
    #[must_use]
    pub fn unasked(&self) -> &[String] {
        &self.unasked
    }

    /// What the rules say of each variant, family by family.
    #[must_use]
    pub fn verdicts(&self, corpus: &Corpus, families: &[Family<'_>]) -> Vec<Vec<Verdict>> {
        let mut texts = Texts::new(corpus);
        for family in families {
            let record = family.record;
            texts.push(corpus.text(record), corpus, record, &[]);
            for variant in &family.variants {
                match variant {
                    Altered::Text(edited) => texts.push(&edited.text, corpus, record, &[]),
                    Altered::Image { fields, .. } => texts.push(corpus.text(record), corpus, record, fields),
                }
                for &partner in variant.partners() {
                    texts.push(corpus.text(partner), corpus, partner, &[]);
                }
            }
        }
        let asked = Asked::new(self, texts.finish(&self.names));
        let mut at = 0;
        let mut verdicts = Vec::with_capacity(families.len());
        for family in families {
            let (parent, mut next) = (at, at + 1);
            let verdict = |variant: &Altered<'_>| {
                let verdict = asked.verdict(parent, next, *variant);
                next += crate::num::count(variant.partners().len()) + 1;
                verdict
            };
            verdicts.push(family.variants.iter().map(verdict).collect());
            at = next;
        }
        verdicts
    }

    /// The bytes of records' texts that their rules matched, to be locked: those of rules that vote on the record.
    #[must_use]
    pub fn matched(&self, corpus: &Corpus, records: &[u32]) -> Vec<Vec<std::ops::Range<usize>>> {
        let mut texts = Texts::new(corpus);
        records
            .iter()
            .for_each(|&record| texts.push(corpus.text(record), corpus, record, &[]));
        let asked = Asked::new(self, texts.finish(&self.names));
        (0..crate::num::count(records.len()))
            .map(|text| asked.matched(text))
            .collect()
    }
}

/// Texts with what each rule finds among them.
struct Asked<'a> {
    judge: &'a Judge,
    texts: texts::Read,
    /// A rule each.
    found: Vec<BitSet>,
}

impl<'a> Asked<'a> {
    fn new(judge: &'a Judge, texts: texts::Read) -> Self {
        let found = judge
            .rules
            .iter()
            .map(|rule| texts.select(&rule.condition))
            .collect();
        Self { judge, texts, found }
    }

    fn vote(&self, rule: usize, text: u32) -> Option<Vote> {
        if !self.found[rule].contains(text) {
            return None;
        }
        match &self.judge.rules[rule].votes {
            RuleVotes::One(vote) => Some(*vote),
            RuleVotes::OfField(field, meaning) => {
                let value = self.texts.value(field, text)?;
                meaning
                    .iter()
                    .find(|(known, _)| known == value)
                    .map(|(_, label)| Vote::is(*label))
            }
        }
    }

    fn votes(&self, text: u32) -> Vec<Option<Vote>> {
        (0..self.judge.rules.len())
            .map(|rule| self.vote(rule, text))
            .collect()
    }

    /// The label with the highest score, if any has a vote and no other one as high.
    fn label(&self, votes: &[Option<Vote>]) -> Option<usize> {
        let rules = self.judge.rules.iter().map(|rule| rule.is_hard);
        let cast: Vec<(Vote, bool)> = votes
            .iter()
            .zip(rules)
            .filter_map(|(vote, is_hard)| Some(((*vote)?, is_hard)))
            .collect();
        if cast.is_empty() {
            return None;
        }
        let scores = scores_of(self.judge.labels, &cast);
        let most = scores.iter().max()?;
        let mut best = (0..)
            .zip(&scores)
            .filter(|(_, score)| *score == most)
            .map(|(label, _)| label);
        let first = best.next();
        first.filter(|_| best.next().is_none())
    }

    /// The records that a variant was mixed with stand behind it.
    fn verdict(&self, parent: u32, variant: u32, altered: Altered<'_>) -> Verdict {
        let votes = [parent, variant].map(|text| self.votes(text));
        let [before, after] = [self.label(&votes[0]), self.label(&votes[1])];
        let partners = (variant + 1..).zip(altered.partners());
        let partners: Vec<Option<usize>> = partners.map(|(at, _)| self.label(&self.votes(at))).collect();
        let changed = (0..self.judge.rules.len()).filter(|&rule| votes[0][rule] != votes[1][rule]);
        let culprits = changed
            .map(|rule| self.culprit(rule, votes[0][rule].is_some(), [parent, variant], altered))
            .collect();
        let [_, votes] = votes;
        Verdict {
            fate: Fate::of(before, &partners, after),
            before,
            after,
            partners,
            culprits,
            votes,
        }
    }

    fn culprit(
        &self,
        rule: usize,
        is_lost: bool,
        [parent, variant]: [u32; 2],
        altered: Altered<'_>,
    ) -> Culprit {
        let condition = &self.judge.rules[rule].condition;
        let marks = self
            .texts
            .marks(condition, if is_lost { parent } else { variant });
        Culprit {
            rule,
            is_lost,
            change: blame::change(&marks, is_lost, altered.changes()),
            crossed: match altered {
                Altered::Text(_) => Vec::new(),
                Altered::Image { .. } => self.texts.crossed(condition, parent, variant),
            },
        }
    }

    fn matched(&self, text: u32) -> Vec<std::ops::Range<usize>> {
        let voting = (0..self.judge.rules.len()).filter(|&rule| self.vote(rule, text).is_some());
        voting
            .flat_map(|rule| self.texts.marks(&self.judge.rules[rule].condition, text))
            .collect()
    }
}

#[cfg(test)]
mod tests;
