//! A rule's past: every saved state of what it says, so that two can be compared and an old one taken back.

use serde::{Deserialize, Serialize};

use crate::ids::LabelId;
use crate::rule::{ColumnVotes, Rule};

/// A saved state of a rule's text. The rule's examples are no part of it: they stay with the rule whatever it says, and
/// so tell at once what an old text would break.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revision {
    /// The project's revision that it was saved in, which tells it from the rule's others; 0 for what a rule said before
    /// its first change that was kept.
    pub number: u32,
    /// How the rule came to say this.
    pub origin: Origin,
    /// See [`Rule::name`].
    pub name: String,
    /// See [`Rule::label`].
    pub label: LabelId,
    /// See [`Rule::query`].
    pub query: String,
    /// See [`Rule::note`].
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// See [`Rule::against`].
    #[serde(default, skip_serializing_if = "is_false")]
    pub against: bool,
    /// See [`Rule::hard`].
    #[serde(default, skip_serializing_if = "is_false")]
    pub hard: bool,
    /// See [`Rule::column`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<ColumnVotes>,
}

/// How a rule came to what it says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// It came with a file, or stood there before revisions were kept.
    #[default]
    Found,
    /// It was written.
    Made,
    /// It was rewritten, or an edit of labels touched it.
    Changed,
    /// An earlier revision was taken back.
    Restored {
        /// That revision's number.
        number: u32,
    },
    /// It is a copy.
    Copied {
        /// The name of the rule that was copied.
        name: String,
    },
    /// Several rules became one.
    Merged {
        /// What they said, the rule's own former text included.
        from: Vec<MergedRule>,
    },
    /// One rule became several.
    Split {
        /// Its name.
        name: String,
        /// Its query.
        query: String,
    },
}

/// A rule that became part of another.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergedRule {
    /// Its name.
    pub name: String,
    /// Its query.
    pub query: String,
}

impl Revision {
    /// What a rule says now.
    #[must_use]
    pub fn of(rule: &Rule, number: u32, origin: Origin) -> Self {
        Self {
            number,
            origin,
            name: rule.name.clone(),
            label: rule.label,
            query: rule.query.clone(),
            note: rule.note.clone(),
            against: rule.against,
            hard: rule.hard,
            column: rule.column.clone(),
        }
    }

    /// Whether a rule says just this.
    #[must_use]
    pub fn is_of(&self, rule: &Rule) -> bool {
        self.name == rule.name
            && self.label == rule.label
            && self.query == rule.query
            && self.note == rule.note
            && self.against == rule.against
            && self.hard == rule.hard
            && self.column == rule.column
    }
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde's skip_serializing_if passes a reference"
)]
const fn is_false(value: &bool) -> bool {
    !*value
}
