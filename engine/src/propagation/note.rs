//! What a person should know of a propagation, as plain sentences with what they are about.

use serde::{Deserialize, Serialize};

use crate::num::grouped;

/// What a note is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoteKind {
    /// There is nothing to carry.
    NoSeeds,
    /// Labels that no seed has: no record can get them.
    UnseededLabels,
    /// Records with seeds of several labels.
    MixedSeeds,
    /// Records that no seed reaches.
    Unreached,
    /// Something that the method makes no use of was given.
    Unused,
    /// Labels can't have the shares of records that are wanted.
    SharesMissed,
    /// It stopped before it settled.
    NotConverged,
}

/// One thing to know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// What it is about.
    pub kind: NoteKind,
    /// A whole sentence.
    pub sentence: String,
    /// The records meant, ascending; empty where they are too many to name.
    pub records: Vec<u32>,
    /// The labels meant, ascending.
    pub labels: Vec<u32>,
}

impl Note {
    pub(super) fn new(kind: NoteKind, sentence: impl Into<String>) -> Self {
        Self {
            kind,
            sentence: sentence.into(),
            records: Vec::new(),
            labels: Vec::new(),
        }
    }

    pub(super) fn of_records(mut self, records: Vec<u32>) -> Self {
        self.records = records;
        self
    }

    pub(super) fn of_labels(mut self, labels: Vec<u32>) -> Self {
        self.labels = labels;
        self
    }
}

/// `1 record`, `3 records`.
pub(super) fn records(number: usize) -> String {
    let noun = if number == 1 { "record" } else { "records" };
    format!("{} {noun}", grouped(number as u64))
}
