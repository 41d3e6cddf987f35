//! Which records an export holds, and what a person should know about them.

use crate::bits::BitSet;
use crate::formats::write::Holds;
use crate::models::majority;
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
    pub(super) fn new(project: &Project, holds: Holds, options: &ExportOptions) -> Self {
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
            Holds::Chosen => Self::chosen(project, options),
        }
    }

    fn chosen(project: &Project, options: &ExportOptions) -> Self {
        let mut records = included(project, options);
        let mut said = Vec::new();
        if options.threshold > 0.0 {
            if options.model.is_some() {
                records.and(&likely_enough(project, options.threshold));
            } else {
                said.push("The threshold has no effect without a label model.".to_owned());
            }
        }
        if options.model.is_some() {
            said.extend(unlabeled(project, &records));
        }
        Self { records, said }
    }
}

fn included(project: &Project, options: &ExportOptions) -> BitSet {
    let sets = &project.saved.analysis.sets;
    match options.include {
        Include::All => BitSet::full(project.corpus.len()),
        Include::Labeled => {
            let mut labeled = sets.covered.clone();
            if options.model.is_some() {
                labeled.without(&sets.tied);
            }
            labeled
        }
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

/// The records whose most likely label has at least this probability. Where one label wins the majority vote it has
/// all of it, so that ties alone are looked at one by one.
fn likely_enough(project: &Project, threshold: f64) -> BitSet {
    let sets = &project.saved.analysis.sets;
    let mut likely = sets.covered.clone();
    likely.without(&sets.tied);
    for record in sets.tied.iter() {
        let row = majority::row(&project.saved.matrix.scores(record)).unwrap_or_default();
        if row.iter().any(|&probability| probability >= threshold) {
            likely.insert(record);
        }
    }
    likely
}

/// What becomes of records that the model can't label.
fn unlabeled(project: &Project, records: &BitSet) -> Vec<String> {
    let sets = &project.saved.analysis.sets;
    let mut said = Vec::new();
    let tied = records.count_and(&sets.tied);
    if tied > 0 {
        said.push(format!(
            "{} tied: exported without a label, with the labels that tie.",
            counted(tied)
        ));
    }
    let uncovered = records.count_without(&sets.covered);
    if uncovered > 0 {
        said.push(format!(
            "{} without a vote: exported without a label and without probabilities.",
            counted(uncovered)
        ));
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
