//! The end model as it is shown: how it does, which words it goes by, and the records that no rule reaches.

use super::end::Trained;
use super::figures::{gold_pairs, side_figures};
use super::view::{EndModelView, GoldSide, LabelCounted, LabelWords, NoteView, SideFigures, WordWeight};
use crate::end_model::{Ending, Weighed};
use crate::error::Result;
use crate::num::grouped;
use crate::posteriors::Posteriors;
use crate::session::project::Project;

/// Most words shown for a label, and against it.
const MOST_WORDS: usize = 20;

impl Project {
    /// The end model that was trained last, whatever has changed since; with its labels as they were then.
    pub(super) fn end_now(&self) -> Result<Option<EndModelView>> {
        let trained = self.labels.end.as_ref();
        let trained = trained.filter(|trained| trained.taught_by.labels.len() == self.document.labels.len());
        trained.map(|trained| self.end_view(trained)).transpose()
    }

    /// The end model in figures, of the records shown.
    pub(super) fn end_view(&self, trained: &Trained) -> Result<EndModelView> {
        let within = self.shown_records();
        let reaches = trained.reaches();
        let mut left = trained.uncovered.clone();
        left.without(&reaches);
        let labels = &trained.taught_by.labels;
        let choice = &self.document.model;
        let summary = trained.model.summary();
        let rows =
            |of: &dyn Fn(u32) -> Option<Vec<f64>>| self.figures_of_rows(trained, GoldSide::HeldOut, of);
        let by_rules = |record: u32| trained.taught_by.posteriors.row(record);
        let by_itself = |record: u32| trained.posteriors.row(record);
        Ok(EndModelView {
            revision: trained.revision(),
            is_stale: !self.labels_hold(trained.revision()),
            options: trained.options.clone(),
            taught_by: trained.taught_by.fitted.model.name.to_owned(),
            trained_on: summary.records,
            features: trained.vectors.width(),
            c: trained.c(),
            iterations: summary.iterations,
            converged: summary.ending != Ending::MostIterations,
            dev: self.figures_of_rows(trained, GoldSide::Dev, &by_itself),
            held_out: rows(&by_itself),
            rules_held_out: rows(&by_rules),
            together_held_out: rows(&|record| {
                by_rules(record).or_else(|| trained.row(record).map(<[f64]>::to_vec))
            }),
            reaches: reaches.count_and(&within),
            labels: labels
                .iter()
                .filter_map(|&label| {
                    let count = trained.of_label(label)?.count_and(&within);
                    Some(LabelCounted { label, count })
                })
                .collect(),
            left: left.count_and(&within),
            words: trained.words(),
            notes: self.end_notes(trained),
            is_used: choice.end_model && choice.end_options == trained.options,
            looks: self.labels.looks,
        })
    }

    /// How rows do on a side of gold, of the records shown.
    fn figures_of_rows(
        &self,
        trained: &Trained,
        side: GoldSide,
        row: &dyn Fn(u32) -> Option<Vec<f64>>,
    ) -> SideFigures {
        let within = self.scope.as_ref().map(|scope| &*scope.records);
        let gold = gold_pairs(self.side(side), within);
        let labels = &trained.taught_by.labels;
        let mut posteriors = Posteriors::unreached(gold.len(), labels.len());
        let mut renumbered = Vec::with_capacity(gold.len());
        for (at, (record, label)) in (0u32..).zip(gold) {
            if let Some(row) = row(record) {
                posteriors.set(at, &row);
            }
            renumbered.push((at, label));
        }
        side_figures(labels, &posteriors, &renumbered)
    }

    fn end_notes(&self, trained: &Trained) -> Vec<NoteView> {
        let note = |is_warning, sentence: String| NoteView {
            is_warning,
            sentence,
            rules: Vec::new(),
        };
        let summary = trained.model.summary();
        let mut notes = Vec::new();
        if !self.labels_hold(trained.revision()) {
            notes.push(note(
                true,
                "The labels may have changed since it was trained.".to_owned(),
            ));
        }
        if summary.ending == Ending::MostIterations {
            notes.push(note(
                true,
                "It stopped before it settled: more steps would still change it.".to_owned(),
            ));
        }
        let untaught: Vec<String> = self.untaught(trained);
        if !untaught.is_empty() {
            notes.push(note(
                true,
                format!(
                    "No record taught it {}: it gives no record that label.",
                    untaught.join(", ")
                ),
            ));
        }
        if summary.without_features > 0 {
            notes.push(note(
                false,
                format!(
                    "{} of the records that could teach it hold none of its words.",
                    grouped(u64::from(summary.without_features))
                ),
            ));
        }
        if !self.index.columns().is_empty() {
            notes.push(note(false, "It reads the first text column alone.".to_owned()));
        }
        notes
    }

    /// The names of labels that it was not trained on.
    fn untaught(&self, trained: &Trained) -> Vec<String> {
        let labels = trained.taught_by.labels.iter().enumerate();
        let untaught = labels.filter(|(at, _)| !trained.model.trained_labels().contains(at));
        untaught
            .filter_map(|(_, label)| Some(format!("‘{}’", self.document.label(*label).ok()?.name)))
            .collect()
    }
}

impl Trained {
    fn words(&self) -> Vec<LabelWords> {
        let labels = self.taught_by.labels.iter().enumerate();
        let weights = |weighed: Vec<Weighed>| weighed.into_iter().map(word).collect();
        labels
            .map(|(at, &label)| {
                let strongest = self.model.strongest(&self.vectors, at, MOST_WORDS);
                LabelWords {
                    label,
                    speaks_for: weights(strongest.in_favour),
                    speaks_against: weights(strongest.against),
                }
            })
            .collect()
    }

    /// The words that decided a record.
    pub(super) fn deciding(&self, record: u32, most: usize) -> Vec<WordWeight> {
        let decision = self.model.decision(&self.vectors, record, most);
        let features = decision.map(|decision| decision.features).unwrap_or_default();
        features.into_iter().map(word).collect()
    }
}

fn word(weighed: Weighed) -> WordWeight {
    WordWeight {
        word: weighed.name,
        weight: weighed.weight,
    }
}
