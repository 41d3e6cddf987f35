//! Rule files of a command.

use std::path::Path;

use labelloom_engine::error::Error;
use labelloom_engine::formats::rule_file::RuleFile;

use crate::failure::{Failure, Result};

/// Reads a rule file.
pub(crate) fn read(path: &Path) -> Result<RuleFile> {
    let bytes = std::fs::read(path).map_err(|error| Failure::file(path, &error))?;
    RuleFile::read(&bytes).map_err(|error| in_file(path, error).into())
}

/// An error with the file before its place.
pub(crate) fn in_file(path: &Path, error: Error) -> Error {
    let file = path.display();
    let place = if error.place.is_empty() {
        file.to_string()
    } else {
        format!("{file}, {}", error.place)
    };
    error.at(place)
}
