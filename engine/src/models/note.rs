//! What a person should know of a fit, as plain sentences with what they are about.

use serde::{Deserialize, Serialize};

/// What a note is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoteKind {
    /// Nothing to fit: no rule, or no vote.
    NoVotes,
    /// Rules that never vote.
    SilentRules,
    /// Rules that no other rule meets, so that the model can't judge them.
    RulesApart,
    /// Too few rules vote for the model to learn from them.
    TooFewRules,
    /// Labels that no rule votes for.
    UnvotedLabels,
    /// The model has no equation for votes against a label.
    VotesAgainst,
    /// Hard rules decide whatever the model says.
    HardRules,
    /// Rules whose votes are the same.
    Duplicates,
    /// The class balance: what it rests on.
    Balance,
    /// Something that the model makes no use of was given.
    Unused,
    /// The fit stopped before it settled.
    NotConverged,
}

/// One thing to know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// What it is about.
    pub kind: NoteKind,
    /// A whole sentence.
    pub sentence: String,
    /// The rules meant, as columns of the votes, ascending.
    pub rules: Vec<u32>,
    /// The labels meant, ascending.
    pub labels: Vec<u32>,
}

impl Note {
    /// A note on the whole fit.
    pub(super) fn new(kind: NoteKind, sentence: impl Into<String>) -> Self {
        Self {
            kind,
            sentence: sentence.into(),
            rules: Vec::new(),
            labels: Vec::new(),
        }
    }

    /// The same note, about some rules.
    pub(super) fn of_rules(mut self, rules: Vec<u32>) -> Self {
        self.rules = rules;
        self
    }

    /// The same note, about some labels.
    pub(super) fn of_labels(mut self, labels: Vec<u32>) -> Self {
        self.labels = labels;
        self
    }
}

/// `1 rule`, `3 rules`.
pub(super) fn rules(number: usize) -> String {
    let noun = if number == 1 { "rule" } else { "rules" };
    format!("{} {noun}", crate::num::grouped(number as u64))
}
