//! Why a file cannot be imported at all. A row that cannot be read is no error but a [`BadRow`](super::BadRow).

use std::fmt;

use super::Place;

/// What is wrong, where, and what to do now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportError {
    /// What is wrong, as a clause without its full stop.
    pub what: String,
    /// Where in the file, if it is about one place.
    pub place: Option<Place>,
    /// What the user can do now, as whole sentences.
    pub remedy: String,
}

impl ImportError {
    /// An error about the file as a whole.
    pub fn new(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            place: None,
            remedy: remedy.into(),
        }
    }
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.what)?;
        if let Some(place) = self.place {
            write!(
                f,
                " (row {}, line {}, byte {})",
                place.row, place.line, place.byte
            )?;
        }
        write!(f, ". {}", self.remedy)
    }
}

impl std::error::Error for ImportError {}
