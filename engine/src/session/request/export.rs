//! What an export writes.

use serde::{Deserialize, Serialize};

/// What to write.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExportOptions {
    /// A writer's name: `json`, `jsonl`, `csv`, `csv-spreadsheet`, `rules`, `project`.
    pub format: String,
    /// The label model whose posteriors are written, by its name, or none (votes only). Balance, priors and whether the
    /// end model labels what no rule votes on are the document's choice.
    pub model: Option<String>,
    /// Which records.
    pub include: Include,
    /// With a model: only records whose most likely label has at least this probability, 0..=1.
    pub threshold: f64,
    /// A time to write into the lineage, as given; exports hold no clock time otherwise.
    pub at: Option<String>,
    /// Whether accepted variants go in behind their records.
    #[serde(default)]
    pub augmented: Augmented,
}

/// Whether accepted variants of records go into an export, each behind its record where that goes in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Augmented {
    /// They stay out.
    #[default]
    Without,
    /// They have the label, the probabilities and the gold of their record.
    AsParent,
    /// They have the label and the probabilities that the rules give their own text; gold is their record's.
    ByRules,
}

/// Which records an export holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Include {
    /// Every record, labeled or not.
    All,
    /// Records with a single winning label of the model (or at least one vote, without a model).
    Labeled,
    /// Records with gold.
    Gold,
    /// Records without a vote.
    Uncovered,
    /// Records whose votes differ.
    Conflicted,
}
