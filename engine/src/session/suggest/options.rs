//! What is asked of suggestions.

use serde::{Deserialize, Serialize};

use crate::ids::LabelId;
use crate::session::request::Selection;

/// What tells which label records have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// Dev gold; held-out gold stays out of it.
    Gold,
    /// The majority vote of the saved rules, ties shared.
    Votes,
    /// Not which label, but which records are meant: a list against all others.
    List(Selection),
}

/// Which terms are wanted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SuggestOptions {
    /// What tells labels.
    pub evidence: Evidence,
    /// The label to suggest terms for; every one where absent. Of a list it is the label that rules would vote for.
    pub label: Option<LabelId>,
    /// Precision that a term has at least, 0..=1; of a list it says nothing.
    pub precision: f64,
    /// Queries that are not wanted.
    pub dismissed: Vec<String>,
}

/// Where themes are looked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ThemeScope {
    /// The records that no saved rule votes on.
    Uncovered,
    /// The records of a list.
    List(Selection),
}
