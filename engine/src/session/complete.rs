//! What may stand at the cursor of a query: words that begin so, columns and their values, word lists and functions,
//! each with the coverage it would add and how pure it is. Candidates are ranked by the length of their lists of
//! records, and only the first few are looked at; what may follow a finished term is asked for apart
//! ([`next`](super::next_words)).

use serde::{Deserialize, Serialize};

use super::known::{Known, Purity};
use super::project::Project;
use crate::bits::BitSet;
use crate::ids::LabelId;
use crate::modality::Modality;
use crate::rules::{KINDS, MEASURES, value_term};

mod place;
pub(super) mod values;

use place::{Place, at_cursor, utf16};

/// Most offers at once.
pub(super) const MOST: usize = 8;

/// Most names of columns and functions before words.
const MOST_NAMES: usize = 3;

/// What a completion is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Completing {
    /// The query as it stands.
    pub query: String,
    /// Where the cursor is, in UTF-16 units.
    pub cursor: u32,
    /// The label that the rule votes for, or against.
    pub label: LabelId,
    /// Whether it votes against it.
    pub against: bool,
}

/// What may stand at the cursor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompleteView {
    /// The query that was asked about.
    pub query: String,
    /// The cursor that was asked about.
    pub cursor: u32,
    /// Whether a term is finished here, so that words that may follow can be asked for.
    pub is_finished: bool,
    /// The offers, the best first.
    pub offers: Vec<Offer>,
}

/// Something to take into the query.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// What it is.
    pub kind: OfferKind,
    /// As it is shown.
    pub shown: String,
    /// What is written in the query, between `start` and `end`.
    pub text: String,
    /// First unit replaced, in UTF-16 units of the query.
    pub start: u32,
    /// One past the last unit replaced.
    pub end: u32,
    /// What it would do; names of columns and functions do nothing yet.
    pub figures: Option<OfferFigures>,
}

/// What an offer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OfferKind {
    /// A word that begins so.
    Word,
    /// A word list.
    List,
    /// A column's name.
    Column,
    /// A column's value.
    Value,
    /// A function or a length.
    Function,
    /// One more word that the rule may match: `, word`.
    Or,
    /// A word that must stand there too.
    And,
    /// A word that must not stand there.
    Not,
}

/// What taking an offer would do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferFigures {
    /// Records that the term matches, of what follows a query those besides the query's own; of what narrows, those that
    /// the whole query would still match.
    pub matches: u32,
    /// Records that no rule covers so far and that would be covered.
    pub adds: u32,
    /// Records of the query that it would no longer match.
    pub loses: u32,
    /// How much of what it matches has the label.
    pub purity: Purity,
}

/// What offers are judged by.
pub(super) struct Judge {
    known: Known,
    /// Records that are covered already.
    covered: BitSet,
    /// The slice in force.
    scope: Option<BitSet>,
}

impl Judge {
    /// What adding a term that matches these records would do.
    pub(super) fn adding(&self, mut records: BitSet) -> OfferFigures {
        if let Some(scope) = &self.scope {
            records.and(scope);
        }
        OfferFigures {
            matches: records.count(),
            adds: records.count_without(&self.covered),
            loses: 0,
            purity: self.known.purity(&records),
        }
    }

    /// What narrowing a query from some records to fewer would do.
    pub(super) fn narrowing(&self, before: &BitSet, mut after: BitSet) -> OfferFigures {
        if let Some(scope) = &self.scope {
            after.and(scope);
        }
        let count = |records: &BitSet| match &self.scope {
            Some(scope) => records.count_and(scope),
            None => records.count(),
        };
        OfferFigures {
            matches: after.count(),
            adds: 0,
            loses: count(before) - after.count(),
            purity: self.known.purity(&after),
        }
    }

    /// What is known of labels.
    pub(super) const fn known(&self) -> &Known {
        &self.known
    }
}

impl Project {
    /// A judge of offers to a rule; `covered` are the records that need no more of it.
    pub(super) fn judge(&self, asked: &Completing, covered: BitSet) -> Judge {
        let mut known = self.known(asked.label);
        if asked.against {
            known.of_label = known.others();
        }
        Judge {
            known,
            covered,
            scope: self.scope.as_ref().map(|scope| (*scope.records).clone()),
        }
    }

    /// What may stand at the cursor.
    pub(super) fn complete(&mut self, asked: &Completing) -> CompleteView {
        let place = at_cursor(&asked.query, asked.cursor);
        let mut offers = match &place {
            Place::Nowhere | Place::Finished { .. } => Vec::new(),
            Place::Word {
                partial,
                function,
                in_phrase,
                ..
            } => {
                let covered = self.saved.analysis.sets.covered.clone();
                let judge = self.judge(asked, covered);
                let mut offers = Vec::new();
                if !in_phrase {
                    self.offer_names(partial, function.as_deref(), &judge, &mut offers);
                }
                if function.as_deref() != Some("missing") && !is_named(partial) {
                    self.offer_words(partial, &judge, &mut offers);
                }
                offers
            }
        };
        let is_finished = self.is_finished(&place);
        if is_finished {
            // The rest of the room is for the words that may follow.
            offers.truncate(MOST / 2);
        }
        let (start, end) = place.range(&asked.query);
        let offers = offers.into_iter().take(MOST).map(|(kind, text, figures)| Offer {
            kind,
            shown: text.clone(),
            text,
            start: utf16(&asked.query, start),
            end: utf16(&asked.query, end),
            figures,
        });
        CompleteView {
            query: asked.query.clone(),
            cursor: asked.cursor,
            is_finished,
            offers: offers.collect(),
        }
    }

    /// Whether a term is finished at the end of the query: by a space or a comma, or as a word that records hold.
    fn is_finished(&self, place: &Place) -> bool {
        match place {
            Place::Finished { at_end } => *at_end,
            Place::Word {
                partial,
                function: None,
                in_phrase: false,
                at_end: true,
                ..
            } => {
                let vocabulary = self.index.vocabulary();
                vocabulary.group(&vocabulary.fold(partial)).is_some()
            }
            _ => false,
        }
    }

    /// Word lists, columns, their values, and functions that begin so.
    fn offer_names(&mut self, partial: &str, function: Option<&str>, judge: &Judge, offers: &mut Vec<Found>) {
        if let Some(name) = partial.strip_prefix('@') {
            return self.offer_lists(name, judge, offers);
        }
        if let Some((column, sign, value)) = self.comparison(partial) {
            return self.offer_values(&column, sign, &value, judge, offers);
        }
        let in_missing = function == Some("missing");
        if partial.is_empty() && !in_missing {
            return;
        }
        let lower = partial.to_lowercase();
        let begins = |name: &str| name.to_lowercase().starts_with(&lower);
        let columns = self.names.fields.iter().map(|field| field.replace(' ', "_"));
        // The columns of images are numbers, most of which no other image has.
        let end = match self.modality() {
            _ if in_missing => "",
            Modality::Image => ">",
            Modality::Text => ":",
        };
        let columns = columns
            .filter(|name| begins(name) && (function.is_none() || in_missing))
            .map(|name| (OfferKind::Column, format!("{name}{end}"), None));
        let functions = KINDS
            .iter()
            .flat_map(|kind| kind.functions)
            .map(|name| format!("{name}("));
        let lengths = MEASURES.iter().map(|name| format!("{name}<"));
        let calls = functions
            .chain(lengths)
            .filter(|name| begins(name) && function.is_none())
            .map(|name| (OfferKind::Function, name, None));
        offers.extend(
            columns
                .chain(calls)
                .take(if in_missing { MOST } else { MOST_NAMES }),
        );
    }

    fn offer_lists(&mut self, name: &str, judge: &Judge, offers: &mut Vec<Found>) {
        let lower = name.to_lowercase();
        let lists = self.names.lists.iter().map(|list| &list.list().name);
        let names: Vec<String> = lists
            .filter(|list| list.to_lowercase().starts_with(&lower))
            .take(MOST)
            .map(|list| format!("@{list}"))
            .collect();
        for term in names {
            let figures = self.records_of_term(&term).map(|records| judge.adding(records));
            offers.push((OfferKind::List, term, figures));
        }
    }

    /// A column, a sign and the beginning of a value, where the term is a comparison so far.
    fn comparison(&self, partial: &str) -> Option<(String, &'static str, String)> {
        let at = partial.find([':', '=', '!'])?;
        let sign = [":", "!=", "="]
            .into_iter()
            .find(|sign| partial[at..].starts_with(sign))?;
        let plain = |name: &str| name.to_lowercase().replace(' ', "_");
        let column = self
            .names
            .fields
            .iter()
            .find(|field| plain(field) == plain(&partial[..at]))?;
        let value = partial[at + sign.len()..].trim_start_matches('"');
        Some((column.clone(), sign, value.to_owned()))
    }

    fn offer_values(
        &mut self,
        column: &str,
        sign: &str,
        value: &str,
        judge: &Judge,
        offers: &mut Vec<Found>,
    ) {
        let Some(values) = self.column_values(column) else {
            return;
        };
        let lower = value.to_lowercase();
        let fits: Vec<usize> = (0..values.len())
            .filter(|&at| values.name(at).to_lowercase().starts_with(&lower))
            .take(MOST)
            .collect();
        for at in fits {
            let records = values.records(at);
            let figures = if sign == "!=" {
                None
            } else {
                Some(judge.adding(records))
            };
            let term = value_term(column, sign, values.name(at));
            offers.push((OfferKind::Value, term, figures));
        }
    }

    /// Words of the vocabulary that begin so, those in most records first.
    fn offer_words(&self, partial: &str, judge: &Judge, offers: &mut Vec<Found>) {
        let index = &self.index;
        let vocabulary = index.vocabulary();
        let folded = vocabulary.fold(partial);
        if folded.is_empty() || !folded.chars().all(|c| c.is_alphanumeric() || c == '_') {
            return;
        }
        let mut groups = vocabulary.groups_beginning(&folded);
        groups.retain(|&group| vocabulary.folded(group) != folded);
        let wanted = MOST.saturating_sub(offers.len());
        keep_most(&mut groups, wanted, |group| index.group_count(group));
        for group in groups {
            let mut records = BitSet::empty(self.corpus.len());
            index.add_group(group, &mut records);
            let word = vocabulary.folded(group).to_owned();
            offers.push((OfferKind::Word, word, Some(judge.adding(records))));
        }
    }

    /// The records of a term, unless it looks at all texts.
    fn records_of_term(&mut self, term: &str) -> Option<BitSet> {
        let parsed = crate::rules::parse(term, &self.names).ok()?;
        let source = self.source();
        (!parsed.condition.scans(&source)).then(|| parsed.condition.select(&source))
    }
}

/// A kind, what is written, and what it would do.
type Found = (OfferKind, String, Option<OfferFigures>);

/// Whether a partial term names a list, a column or a function, and is no beginning of a word.
fn is_named(partial: &str) -> bool {
    partial.starts_with('@') || partial.contains([':', '=', '<', '>', '!', '~', '*'])
}

/// Keeps the groups with most, most first; equals in their order.
pub(super) fn keep_most(groups: &mut Vec<u32>, wanted: usize, most: impl Fn(u32) -> u32) {
    let key = |group: &u32| (std::cmp::Reverse(most(*group)), *group);
    if wanted > 0 && groups.len() > wanted {
        groups.select_nth_unstable_by_key(wanted - 1, key);
    }
    groups.truncate(wanted);
    groups.sort_unstable_by_key(key);
}

#[cfg(test)]
mod tests;
