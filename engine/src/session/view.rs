//! The project as the page shows it.

use super::draft::problem;
use super::project::Project;
use super::reply::{GoldView, LabelView, ProjectView, RuleView, ValueCount};
use crate::num::count;

impl Project {
    /// Everything the page shows of the project but its records.
    #[must_use]
    pub fn view(&self) -> ProjectView {
        ProjectView {
            name: self.document.name.clone(),
            revision: self.revision,
            records: self.records(),
            labels: self.label_views(),
            rules: self.rule_views(),
            slices: self.slice_views(),
            slice: self.scope.as_ref().map(|scope| scope.slice),
            scope: self
                .scope
                .as_ref()
                .map_or(self.records(), |scope| scope.records.count()),
            totals: self.saved.shown_totals(self.shown_gold()),
            lists: self.list_views(),
            accents: self.document.accents,
            model: (*self.document.model).clone(),
            graph: self.graph_choice(),
            gold: self.gold_view(),
            source: self.source.clone(),
            undo: self.history.undo_words(),
            redo: self.history.redo_words(),
            draft: self.kept_draft.clone(),
        }
    }

    fn label_views(&self) -> Vec<LabelView> {
        let gold = &self.gold_sets;
        let counts = gold
            .dev
            .iter()
            .zip(&gold.held_out)
            .map(|(dev, held_out)| dev.count() + held_out.count());
        let labels = self.document.labels.iter().zip(counts);
        labels
            .map(|(label, gold)| LabelView {
                id: label.id,
                name: label.name.clone(),
                color: label.color,
                rules: count(
                    self.document
                        .rules
                        .iter()
                        .filter(|rule| rule.votes_for(label.id))
                        .count(),
                ),
                gold,
            })
            .collect()
    }

    fn rule_views(&self) -> Vec<RuleView> {
        let rules = self.document.rules.iter().zip(&self.saved.rules);
        rules
            .map(|(rule, live)| RuleView {
                id: rule.id,
                name: rule.name.clone(),
                label: rule.label,
                query: rule.query.clone(),
                note: rule.note.clone(),
                author: rule.author.clone(),
                against: rule.against,
                hard: rule.hard,
                column: rule.column.clone(),
                examples: rule.examples.clone(),
                broken_examples: self.broken_examples(rule),
                enabled: rule.enabled,
                revision: rule.revisions.last().map_or(0, |last| last.number),
                revisions: count(rule.revisions.len().max(1)),
                alternatives: live
                    .evaluated
                    .as_ref()
                    .map_or(1, |evaluated| count(evaluated.condition.alternatives().len())),
                problem: live
                    .evaluated
                    .as_ref()
                    .err()
                    .map(|error| problem(&rule.query, error)),
                figures: self.saved.shown_figures(live),
            })
            .collect()
    }

    fn gold_view(&self) -> GoldView {
        let values = self.gold.values();
        let mut counts = vec![0u32; values.len()];
        for record in self.gold_sets.unknown.iter() {
            if let Some(value) = self.gold.value_of(record)
                && !self.gold_sets.by_hand.contains(record)
            {
                counts[value] += 1;
            }
        }
        let unknown = values.iter().zip(counts).filter(|(_, count)| *count > 0);
        GoldView {
            dev: self.gold_sets.dev_known.count(),
            held_out: self
                .gold_sets
                .held_out
                .iter()
                .map(crate::bits::BitSet::count)
                .sum(),
            by_hand: self.gold_sets.by_hand.count(),
            unknown: unknown
                .map(|(value, count)| ValueCount {
                    value: value.clone(),
                    count,
                })
                .collect(),
            split_column: self.source.mapping.split.clone(),
            split_seed: self.document.split_seed,
        }
    }
}
