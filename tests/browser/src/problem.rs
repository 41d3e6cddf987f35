//! What went wrong in a scenario, as one sentence a reader can act on.

use std::fmt;

/// A failed step. Its `Debug` is its sentence, since that is what a failing test prints.
pub struct Problem(String);

/// The result of a step.
pub type Result<T = ()> = std::result::Result<T, Problem>;

impl Problem {
    /// A problem in words.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }

    /// The same problem, with what was being done.
    #[must_use]
    pub fn while_doing(self, step: &str) -> Self {
        Self(format!("{step}: {}", self.0))
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl fmt::Debug for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

impl std::error::Error for Problem {}

impl From<thirtyfour::error::WebDriverError> for Problem {
    fn from(error: thirtyfour::error::WebDriverError) -> Self {
        Self(format!("the browser says: {error}"))
    }
}

impl From<std::io::Error> for Problem {
    fn from(error: std::io::Error) -> Self {
        Self(error.to_string())
    }
}

impl From<serde_json::Error> for Problem {
    fn from(error: serde_json::Error) -> Self {
        Self(format!("unexpected JSON: {error}"))
    }
}
