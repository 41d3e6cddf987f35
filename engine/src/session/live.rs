//! The rules as they vote now, with or without a draft in place: their columns and the analysis of them.

use std::sync::Arc;

use super::document::Document;
use super::edit::Draft;
use super::evaluated::{Cache, Evaluated};
use super::reply::{RuleFigures, Totals};
use super::slices::Scope;
use crate::analysis::{Analysis, RuleCounts, analyse, majority_on_gold};
use crate::bits::BitSet;
use crate::gold::GoldSets;
use crate::ids::{LabelId, RuleId};
use crate::rules::{Names, QueryError, Source};
use crate::votes::{VoteColumn, VoteMatrix};

/// One rule as it votes.
#[derive(Clone, Debug)]
pub(super) struct LiveRule {
    /// None for a new draft.
    pub(super) id: Option<RuleId>,
    pub(super) name: String,
    pub(super) label: LabelId,
    pub(super) is_draft: bool,
    pub(super) evaluated: Result<Evaluated, QueryError>,
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
            let (name, label, evaluated) = match own {
                // A draft without anything to count leaves the votes as they are saved.
                Some((draft, Some(evaluated))) => (&draft.text.name, draft.text.label, Ok(evaluated.clone())),
                _ => (&rule.name, rule.label, cache.get(&rule.query, names, source)),
            };
            live.push(
                document,
                Some(rule.id),
                name,
                label,
                own.is_some(),
                evaluated,
                rule.enabled,
            );
        }
        if let Some((draft, Some(evaluated))) = draft
            && draft.rule.is_none()
        {
            let text = &draft.text;
            live.push(
                document,
                None,
                &text.name,
                text.label,
                true,
                Ok(evaluated.clone()),
                true,
            );
        }
        live.analysis = analyse(&live.matrix, &gold.dev);
        live
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one rule, from two places")]
    fn push(
        &mut self,
        document: &Document,
        id: Option<RuleId>,
        name: &str,
        label: LabelId,
        is_draft: bool,
        evaluated: Result<Evaluated, QueryError>,
        enabled: bool,
    ) {
        let index = document.labels.index(label);
        let column = match (&evaluated, index) {
            (Ok(evaluated), Some(index)) if enabled => {
                self.matrix
                    .columns
                    .push(VoteColumn::single(index, evaluated.records.clone()));
                Some(self.matrix.columns.len() - 1)
            }
            _ => None,
        };
        self.rules.push(LiveRule {
            id,
            name: name.to_owned(),
            label,
            is_draft,
            evaluated,
            column,
        });
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
