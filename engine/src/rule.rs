//! A rule: a condition, and the label it votes for where the condition holds. Snorkel calls it a labeling function.

use serde::{Deserialize, Serialize};

use crate::ids::{LabelId, RuleId};

/// One rule of a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// Stays while the rule is edited, renamed or moved.
    pub id: RuleId,
    /// Unique in the project.
    pub name: String,
    /// The label it votes for.
    pub label: LabelId,
    /// Its condition, in the rule language.
    pub query: String,
    /// Anything to remember about it.
    pub note: String,
    /// Who wrote it, where that is known.
    pub author: String,
    /// Whether it votes.
    pub enabled: bool,
}
