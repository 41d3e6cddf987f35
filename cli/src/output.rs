//! Where a command's result goes: `-o FILE`, or standard output.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::failure::{Failure, Result};

/// The result's place.
#[derive(Args)]
pub(crate) struct Output {
    /// Write to FILE instead of standard output.
    #[arg(short = 'o', long = "output", value_name = "FILE")]
    file: Option<PathBuf>,
}

impl Output {
    /// The file, where there is one.
    pub(crate) fn path(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    /// Hands the result over.
    pub(crate) fn write(&self, bytes: &[u8]) -> Result<()> {
        match &self.file {
            Some(path) => std::fs::write(path, bytes).map_err(|error| Failure::file(path, &error)),
            None => to_standard_output(bytes),
        }
    }
}

/// Writes to standard output. A reader that has seen enough, such as `head`, is no failure.
pub(crate) fn to_standard_output(bytes: &[u8]) -> Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Failure::file(Path::new("standard output"), &error))
        }
        _ => Ok(()),
    }
}
