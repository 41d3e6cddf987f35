//! What ends a command, and the exit status it ends with.

use std::fmt;
use std::path::Path;
use std::process::ExitCode;

use labelloom_engine::error::Error;

/// Why a command did not do what it was asked.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The input, or the machine, is not as it should be: status 1.
    Input(Error),
    /// The command was put together wrongly: status 2.
    Usage(String),
}

impl Failure {
    pub(crate) fn usage(what: impl Into<String>) -> Self {
        Self::Usage(what.into())
    }

    /// A file that can't be read or written.
    pub(crate) fn file(path: &Path, error: &std::io::Error) -> Self {
        let remedy = "Check the path and its permissions";
        Self::Input(Error::new(error.to_string(), remedy).at(path.display().to_string()))
    }

    pub(crate) fn exit_code(&self) -> ExitCode {
        match self {
            Self::Input(_) => ExitCode::from(1),
            Self::Usage(_) => ExitCode::from(2),
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Input(error)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Input(error) => write!(out, "{error}"),
            Self::Usage(what) => write!(out, "{what}"),
        }
    }
}

/// What a command comes to.
pub(crate) type Result<T> = std::result::Result<T, Failure>;

/// Says something on standard error, besides the result.
pub(crate) fn say(what: &str) {
    eprintln!("{what}");
}
