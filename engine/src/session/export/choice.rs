//! Which records an export holds, and what a person should know about them.

use super::labels::ExportLabels;
use crate::bits::BitSet;
use crate::formats::write::Holds;
use crate::num::grouped;
use crate::session::Project;
use crate::session::request::{ExportOptions, Include};

/// The records chosen.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    pub(super) records: BitSet,
    /// What is to be said of them.
    pub(super) said: Vec<String>,
}

impl Choice {
    pub(super) fn new(
        project: &Project,
        holds: Holds,
        options: &ExportOptions,
        labels: &ExportLabels,
    ) -> Self {
        let n = project.corpus.len();
        match holds {
            Holds::None => Self {
                records: BitSet::empty(n),
                said: Vec::new(),
            },
            Holds::All => Self {
                records: BitSet::full(n),
                said: Vec::new(),
            },
            Holds::Chosen => Self::chosen(project, options, labels),
        }
    }

    fn chosen(project: &Project, options: &ExportOptions, labels: &ExportLabels) -> Self {
        let mut records = included(project, options, labels);
        let mut said = Vec::new();
        if options.threshold > 0.0 {
            if labels.are_there() {
                records = likely_enough(&records, labels, options.threshold);
            } else {
                said.push("The threshold has no effect without a label model.".to_owned());
            }
        }
        if labels.are_there() {
            said.extend(unlabeled(project, &records, labels));
        }
        Self { records, said }
    }
}

fn included(project: &Project, options: &ExportOptions, labels: &ExportLabels) -> BitSet {
    let sets = &project.saved.analysis.sets;
    match options.include {
        Include::All => BitSet::full(project.corpus.len()),
        Include::Labeled if labels.are_there() => labels.any(project.corpus.len()),
        Include::Labeled => sets.covered.clone(),
        Include::Gold => {
            let gold = &project.gold_sets;
            let mut known = gold.dev_known.clone();
            gold.held_out.iter().for_each(|of_label| known.or(of_label));
            known
        }
        Include::Uncovered => {
            let mut uncovered = BitSet::full(project.corpus.len());
            uncovered.without(&sets.covered);
            uncovered
        }
        Include::Conflicted => sets.conflicted.clone(),
    }
}

/// The records of a set whose most likely label has at least this probability.
fn likely_enough(records: &BitSet, labels: &ExportLabels, threshold: f64) -> BitSet {
    let is_likely = |record: &u32| {
        let row = labels.row(*record).map(|(row, _)| row);
        row.is_some_and(|row| row.iter().any(|&probability| probability >= threshold))
    };
    BitSet::from_indices(records.len(), records.iter().filter(is_likely))
}

/// What becomes of records that the model can't label.
fn unlabeled(project: &Project, records: &BitSet, labels: &ExportLabels) -> Vec<String> {
    let n = project.corpus.len();
    let mut said = Vec::new();
    let tied = records.count_and(&labels.tied(n));
    if tied > 0 {
        said.push(format!(
            "{} tied: exported without a label, with the labels that tie.",
            counted(tied)
        ));
    }
    let by_end_model = labels.by_end_model(n);
    let reached = records.count_and(&by_end_model);
    if reached > 0 {
        said.push(format!(
            "{} without a vote and labeled by the end model.",
            counted(reached)
        ));
    }
    let by_graph = labels.by_graph(n);
    let along = records.count_and(&by_graph);
    if along > 0 {
        said.push(format!(
            "{} without a vote and labeled by the graph.",
            counted(along)
        ));
    }
    let mut uncovered = records.clone();
    uncovered.without(&project.saved.analysis.sets.covered);
    uncovered.without(&by_end_model);
    uncovered.without(&by_graph);
    if uncovered.count() > 0 {
        let how = if labels.end_note().is_some() {
            "exported without a label"
        } else {
            "exported without a label and without probabilities"
        };
        said.push(format!("{} without a vote: {how}.", counted(uncovered.count())));
    }
    said
}

fn counted(records: u32) -> String {
    if records == 1 {
        "1 record is".to_owned()
    } else {
        format!("{} records are", grouped(u64::from(records)))
    }
}
