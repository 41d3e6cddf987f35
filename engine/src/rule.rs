//! A rule: a condition, and what it votes where the condition holds. Snorkel calls it a labeling function.
//!
//! It votes for its label, or against it ("not this label"); or it takes its votes from a column of the records, whose
//! values then say for which label. A hard rule decides: where one votes, only hard rules' votes count for the label.
//! What votes come to is defined in [`crate::analysis`].

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
    /// The label it votes for, or against. Of a rule with a [`Self::column`] it is the first label that its values vote
    /// for, and says nothing but which colour the rule has.
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

impl Rule {
    /// Whether it votes for a label, on whatever records.
    #[must_use]
    pub fn votes_for(&self, label: LabelId) -> bool {
        match &self.column {
            Some(column) => column.voting().any(|(_, voted)| voted == label),
            None => self.label == label && !self.against,
        }
    }

    /// Puts one label in place of another, as when the two are merged.
    pub fn merge_label(&mut self, from: LabelId, into: LabelId) {
        let replace = |label: &mut LabelId| {
            if *label == from {
                *label = into;
            }
        };
        replace(&mut self.label);
        let meaning = self.column.iter_mut().flat_map(|column| &mut column.meaning);
        meaning.filter_map(|(_, label)| label.as_mut()).for_each(replace);
    }

    /// Makes it abstain where it votes a label that goes. Whether anything is left that it votes.
    pub fn forget_label(&mut self, label: LabelId) -> bool {
        let Some(column) = &mut self.column else {
            return self.label != label;
        };
        column.meaning.retain(|(_, voted)| *voted != Some(label));
        let first = column.voting().next().map(|(_, label)| label);
        self.label = first.unwrap_or(self.label);
        first.is_some()
    }
}

/// Votes that stand in a plain field of the records. Empty values and those without a meaning abstain.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnVotes {
    /// The field's name.
    pub column: String,
    /// What each value votes for; where there is no label, and for values not named here, the rule abstains.
    pub meaning: Vec<(String, Option<LabelId>)>,
}

impl ColumnVotes {
    /// The values that vote, with the label each votes for.
    pub fn voting(&self) -> impl Iterator<Item = (&str, LabelId)> {
        self.meaning
            .iter()
            .filter_map(|(value, label)| Some((value.as_str(), (*label)?)))
    }
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
