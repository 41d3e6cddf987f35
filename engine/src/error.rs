//! One error for the whole engine: what is wrong, where, and what to do now. The sentence is written once, here, at
//! display.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What went wrong, in three parts that a page can show apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Error {
    /// What is wrong.
    pub what: String,
    /// Where: a file, a row, a rule; empty where there is no place.
    pub place: String,
    /// What to do now.
    pub remedy: String,
}

impl Error {
    /// An error without a place.
    pub fn new(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            place: String::new(),
            remedy: remedy.into(),
        }
    }

    /// The same error with a place.
    #[must_use]
    pub fn at(mut self, place: impl Into<String>) -> Self {
        self.place = place.into();
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.place.is_empty() {
            write!(out, "{}: ", self.place)?;
        }
        write!(out, "{}", self.what)?;
        if !self.remedy.is_empty() {
            write!(out, ". {}", self.remedy)?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

/// The engine's result.
pub type Result<T> = std::result::Result<T, Error>;
