//! Where a file's bytes come from.

use crate::refused::{Refused, Result};

/// A file that is read wherever one likes.
pub trait Source: Send {
    /// Its size in bytes.
    fn size(&self) -> u64;

    /// Fills a buffer with the bytes from `start` on; all of them are within the file.
    ///
    /// # Errors
    /// What keeps them from being read.
    fn read(&mut self, start: u64, into: &mut [u8]) -> Result<()>;
}

/// A file in memory.
#[derive(Clone, Debug)]
pub struct Bytes(pub Vec<u8>);

impl Source for Bytes {
    fn size(&self) -> u64 {
        self.0.len() as u64
    }

    fn read(&mut self, start: u64, into: &mut [u8]) -> Result<()> {
        let start = usize::try_from(start).unwrap_or(usize::MAX);
        let part = start
            .checked_add(into.len())
            .and_then(|end| self.0.get(start..end));
        into.copy_from_slice(part.ok_or_else(|| Refused::damaged("it ends too early"))?);
        Ok(())
    }
}

impl Source for std::fs::File {
    fn size(&self) -> u64 {
        self.metadata().map_or(0, |facts| facts.len())
    }

    fn read(&mut self, start: u64, into: &mut [u8]) -> Result<()> {
        use std::io::{Read, Seek, SeekFrom};
        let read = self
            .seek(SeekFrom::Start(start))
            .and_then(|_| self.read_exact(into));
        read.map_err(|error| {
            Refused::new(
                format!("The file could not be read on: {error}"),
                "Check the file and its permissions",
            )
        })
    }
}
