//! Why a file is not read: what is wrong and what to do now.

use std::fmt;

use parquet::errors::ParquetError;

/// A file, or a column of it, that is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// What is wrong.
    pub what: String,
    /// What to do now.
    pub remedy: String,
}

/// The result of everything here.
pub(crate) type Result<T> = std::result::Result<T, Refused>;

impl Refused {
    /// Both parts.
    pub(crate) fn new(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            remedy: remedy.into(),
        }
    }

    /// A file whose bytes could not be had.
    #[must_use]
    pub fn unread() -> Self {
        Self::new(
            "The file could not be read on",
            "It may have been moved or changed. Choose it again",
        )
    }

    /// A file that is not as its own footer says.
    pub(crate) fn damaged(how: impl fmt::Display) -> Self {
        Self::new(
            format!("The Parquet file is damaged or cut: {how}"),
            "Get it again from its source, or write it anew",
        )
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}. {}", self.what, self.remedy)
    }
}

impl std::error::Error for Refused {}

impl From<Refused> for ParquetError {
    /// The way through the decoders, which ask for pages.
    fn from(refused: Refused) -> Self {
        Self::External(Box::new(refused))
    }
}

impl From<ParquetError> for Refused {
    fn from(error: ParquetError) -> Self {
        match error {
            ParquetError::External(inner) => match inner.downcast::<Self>() {
                Ok(refused) => *refused,
                Err(other) => Self::damaged(other),
            },
            ParquetError::General(what) | ParquetError::EOF(what) => Self::damaged(what),
            ParquetError::NYI(what) => Self::new(
                format!("The Parquet file uses what is not read here: {what}"),
                "Write it anew with the writer's usual settings",
            ),
            other => Self::damaged(other),
        }
    }
}
