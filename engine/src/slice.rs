//! A slice: a named condition without a label, to report figures on a part of the records. Snorkel calls its condition
//! a slicing function.

use serde::{Deserialize, Serialize};

use crate::ids::SliceId;

/// One slice of a project.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slice {
    /// Stays while the slice is edited or renamed.
    pub id: SliceId,
    /// Unique in the project.
    pub name: String,
    /// Its condition, in the rule language.
    pub query: String,
}
