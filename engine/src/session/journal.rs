//! The journal: every change in order, as data. Replayed on the project as it was when the journal began, it gives the
//! project as it is, with its undo.

use serde::{Deserialize, Serialize};

use super::edit::Edit;

/// One change of a project.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// An edit.
    Edit(Edit),
    /// The last edit taken back.
    Undo,
    /// The last undone edit made again.
    Redo,
}

/// One line of the journal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JournalEntry {
    /// The project's revision after the change.
    pub revision: u32,
    /// The change.
    pub change: Change,
}
