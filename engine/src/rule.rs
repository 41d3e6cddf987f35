//! A rule: a condition, and what it votes where the condition holds. Snorkel calls it a labeling function.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::ids::{LabelId, RuleId};
use crate::revision::Revision;

/// One rule of a project.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// Stays while the rule is edited, renamed or moved.
    pub id: RuleId,
    /// Unique in the project.
    pub name: String,
    /// The label it votes for. Of a rule with a [`Self::column`] it says nothing but which colour the rule has.
    pub label: LabelId,
    /// Its condition, in the rule language. Of a rule with a [`Self::column`] it may be empty: it then votes wherever
    /// the column says something.
    pub query: String,
    /// Anything to remember about it.
    pub note: String,
    /// Who wrote it, where that is known.
    pub author: String,
    /// Whether it votes.
    pub enabled: bool,
    /// Whether it votes that a record has *not* this label.
    #[serde(default, skip_serializing_if = "is_false")]
    pub against: bool,
    /// Whether it decides: where a hard rule votes, only hard rules count for the label.
    #[serde(default, skip_serializing_if = "is_false")]
    pub hard: bool,
    /// A column whose values are its votes: another model's answers, or a crowd worker's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<ColumnVotes>,
    /// Texts that it must match, and texts that it must not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub examples: Vec<Example>,
    /// What it said, oldest first; the last one is what it says now. Empty while nothing but its beginning is known.
    /// Shared, since every state of undo has them.
    #[serde(default, skip_serializing_if = "has_none")]
    pub revisions: Arc<Vec<Arc<Revision>>>,
}

fn has_none(revisions: &Arc<Vec<Arc<Revision>>>) -> bool {
    revisions.is_empty()
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde's skip_serializing_if passes a reference"
)]
const fn is_false(value: &bool) -> bool {
    !*value
}

/// Votes that stand in a plain field of the records.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnVotes {
    /// The field's name.
    pub column: String,
    /// What each value votes for; where there is no label, and for values not named here, the rule abstains.
    pub meaning: Vec<(String, Option<LabelId>)>,
}

/// A record that a rule must match or must not, kept with the rule so that it can be checked wherever the rule goes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Example {
    /// The record's id, where it comes from one.
    #[serde(default)]
    pub record: String,
    /// The whole text.
    pub text: String,
    /// Plain fields that the rule's query compares, by name, as written.
    #[serde(default)]
    pub fields: Vec<(String, String)>,
    /// Whether the rule must match it; else it must not.
    pub matches: bool,
}
