//! The rules as they vote now, with or without a draft in place: their columns and the analysis of them.

use std::sync::Arc;

use super::document::Document;
use super::edit::{Draft, RuleText};
use super::evaluated::{Cache, Evaluated};
use super::reply::{RuleFigures, Totals};
use super::slices::Scope;
use crate::analysis::{Analysis, RuleCounts, analyse, majority_on_gold};
use crate::bits::BitSet;
use crate::gold::GoldSets;
use crate::ids::{LabelId, RuleId};
use crate::revision::Revision;
use crate::rule::Rule;
use crate::rules::{Names, QueryError, Source};
use crate::votes::{Ballot, Vote, VoteColumn, VoteMatrix};

/// One rule as it votes.
#[derive(Clone, Debug)]
pub(super) struct LiveRule {
    /// None for a new draft.
    pub(super) id: Option<RuleId>,
    pub(super) name: String,
    pub(super) label: LabelId,
    pub(super) is_draft: bool,
    pub(super) evaluated: Result<Evaluated, QueryError>,
    /// What it votes, or would vote if it were on.
    pub(super) votes: VoteColumn,
    /// Its column in the matrix, where it votes.
    pub(super) column: Option<usize>,
}

/// All rules and their figures.
#[derive(Clone, Debug, Default)]
pub(super) struct Live {
    /// The document's rules in their order; a new draft last.
    pub(super) rules: Vec<LiveRule>,
    pub(super) matrix: VoteMatrix,
    pub(super) analysis: Analysis,
    /// The same within the slice in force, where one is.
    pub(super) scoped: Option<(Arc<BitSet>, Analysis)>,
}

impl Live {
    /// Evaluates a document's rules, with a draft in place of its rule or behind the others.
    pub(super) fn new(
        document: &Document,
        draft: Option<(&Draft, Option<&Evaluated>)>,
        names: &Names,
        cache: &mut Cache,
        source: &Source<'_>,
        gold: &GoldSets,
    ) -> Self {
        let mut live = Self::default();
        live.matrix.records = source.records();
        live.matrix.labels = document.labels.len();
        for rule in document.rules.iter() {
            let own = draft.filter(|(draft, _)| draft.rule == Some(rule.id));
            let mut cast = match own {
                // A draft without anything to count leaves the votes as they are saved.
                Some((draft, Some(evaluated))) => {
                    cast(document, Stand::of_text(&draft.text), Ok(evaluated.clone()))
                }
                _ => {
                    let evaluated = cache.rule(&rule.query, rule.column.as_ref(), names, source);
                    cast(document, Stand::of_rule(rule), evaluated)
                }
            };
            cast.id = Some(rule.id);
            cast.is_draft = own.is_some();
            live.push(cast, rule.enabled);
        }
        if let Some((draft, Some(evaluated))) = draft
            && draft.rule.is_none()
        {
            let mut cast = cast(document, Stand::of_text(&draft.text), Ok(evaluated.clone()));
            cast.is_draft = true;
            live.push(cast, true);
        }
        live.analysis = analyse(&live.matrix, &gold.dev);
        live
    }

    fn push(&mut self, mut rule: LiveRule, enabled: bool) {
        rule.column = (enabled && rule.evaluated.is_ok()).then(|| {
            self.matrix.columns.push(rule.votes.clone());
            self.matrix.columns.len() - 1
        });
        self.rules.push(rule);
    }

    /// The rule with an id.
    pub(super) fn rule(&self, id: RuleId) -> Option<&LiveRule> {
        self.rules.iter().find(|rule| rule.id == Some(id))
    }

    /// The draft among the rules.
    pub(super) fn draft(&self) -> Option<&LiveRule> {
        self.rules.iter().find(|rule| rule.is_draft)
    }

    /// Looks at a slice's records besides; the figures shown are then theirs.
    pub(super) fn look_within(&mut self, scope: Option<&Scope>) {
        self.scoped = scope.map(|scope| {
            let matrix = self.matrix.within(&scope.records);
            (Arc::clone(&scope.records), analyse(&matrix, &scope.gold.dev))
        });
    }

    /// The votes that count, with the rule of each column.
    pub(super) fn voting(&self) -> impl Iterator<Item = (&LiveRule, &VoteColumn)> {
        let of = |rule: &'_ LiveRule| rule.column.and_then(|column| self.matrix.columns.get(column));
        self.rules.iter().filter_map(move |rule| Some((rule, of(rule)?)))
    }

    /// The analysis that is shown: of the slice in force, else of all records.
    pub(super) fn shown(&self) -> &Analysis {
        self.scoped
            .as_ref()
            .map_or(&self.analysis, |(_, analysis)| analysis)
    }

    /// A rule's figures over all records.
    pub(super) fn figures(&self, rule: &LiveRule) -> RuleFigures {
        figures_of(rule, &self.analysis, None)
    }

    /// A rule's figures as they are shown.
    pub(super) fn shown_figures(&self, rule: &LiveRule) -> RuleFigures {
        let within = self.scoped.as_ref().map(|(records, _)| &**records);
        figures_of(rule, self.shown(), within)
    }

    /// All rules together, as they are shown. `gold` is that of the same records.
    pub(super) fn shown_totals(&self, gold: &GoldSets) -> Totals {
        let sets = &self.shown().sets;
        let (correct, incorrect, undecided) = majority_on_gold(sets, gold);
        Totals {
            covered: sets.covered.count(),
            overlapping: sets.overlapping.count(),
            conflicted: sets.conflicted.count(),
            tied: sets.tied.count(),
            majority: sets.majority.iter().map(BitSet::count).collect(),
            correct,
            incorrect,
            undecided,
        }
    }
}

/// A rule's figures; one that doesn't vote has its coverage alone.
fn figures_of(rule: &LiveRule, analysis: &Analysis, within: Option<&BitSet>) -> RuleFigures {
    let counts = match (rule.column, &rule.evaluated) {
        (Some(column), _) => analysis.rules[column],
        (None, Ok(evaluated)) => RuleCounts {
            coverage: within.map_or_else(
                || evaluated.records.count(),
                |within| evaluated.records.count_and(within),
            ),
            ..RuleCounts::default()
        },
        (None, Err(_)) => RuleCounts::default(),
    };
    let RuleCounts {
        coverage,
        overlaps,
        conflicts,
        correct,
        incorrect,
    } = counts;
    RuleFigures {
        coverage,
        overlaps,
        conflicts,
        correct,
        incorrect,
    }
}
/// What a rule stands for, as saved or as in the editor.
#[derive(Clone, Copy)]
pub(super) struct Stand<'a> {
    name: &'a str,
    label: LabelId,
    against: bool,
    hard: bool,
}

impl<'a> Stand<'a> {
    fn of_rule(rule: &'a Rule) -> Self {
        Self {
            name: &rule.name,
            label: rule.label,
            against: rule.against,
            hard: rule.hard,
        }
    }

    pub(super) fn of_revision(revision: &'a Revision) -> Self {
        Self {
            name: &revision.name,
            label: revision.label,
            against: revision.against,
            hard: revision.hard,
        }
    }

    fn of_text(text: &'a RuleText) -> Self {
        Self {
            name: &text.name,
            label: text.label,
            against: text.against,
            hard: text.hard,
        }
    }
}

/// A rule as it votes, before it has a place.
fn cast(document: &Document, stand: Stand<'_>, evaluated: Result<Evaluated, QueryError>) -> LiveRule {
    let votes = evaluated
        .as_ref()
        .map_or_else(|_| VoteColumn::default(), |found| ballots(document, stand, found));
    LiveRule {
        id: None,
        name: stand.name.to_owned(),
        label: stand.label,
        is_draft: false,
        evaluated,
        votes,
        column: None,
    }
}

/// What a rule votes, and where; a label that is gone gets no vote.
pub(super) fn ballots(document: &Document, stand: Stand<'_>, evaluated: &Evaluated) -> VoteColumn {
    let ballot = |label: LabelId, against: bool, records: &Arc<BitSet>| {
        let label = document.labels.index(label)?;
        Some(Ballot {
            vote: Vote { label, against },
            records: Arc::clone(records),
        })
    };
    let ballots = match &evaluated.by_label {
        Some(by_label) => by_label
            .iter()
            .filter_map(|(label, records)| ballot(*label, false, records))
            .collect(),
        None => ballot(stand.label, stand.against, &evaluated.records)
            .into_iter()
            .collect(),
    };
    VoteColumn::of(ballots).hard(stand.hard)
}
