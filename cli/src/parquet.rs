//! Parquet files: tables as the importer reads them, and columns of lists as arrays.

use std::fs::File;
use std::io::{Cursor, Read};
use std::path::Path;

use labelloom_engine::error::Error;
use labelloom_parquet::{Job, MAGIC, Refused, Wanted};

use crate::failure::{Failure, Result};

/// Whether a file is one, by how it begins.
pub(crate) fn is_one(head: &[u8]) -> bool {
    head.starts_with(MAGIC)
}

/// A file's table, which is made while it is read.
pub(crate) struct Table {
    job: Job,
    made: Cursor<Vec<u8>>,
}

impl Table {
    /// Opens a file.
    pub(crate) fn open(path: &Path, file: File) -> Result<Self> {
        let opened = Job::new(Box::new(file), &Wanted::Table);
        let (job, made) = opened.map_err(|refused| failure(path, refused))?;
        Ok(Self {
            job,
            made: Cursor::new(made),
        })
    }
}

impl Read for Table {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        loop {
            let length = self.made.read(into)?;
            if length > 0 || into.is_empty() {
                return Ok(length);
            }
            let mut made = std::mem::take(self.made.get_mut());
            made.clear();
            if self.job.step(&mut made).map_err(std::io::Error::other)?.is_none() {
                return Ok(0);
            }
            self.made = Cursor::new(made);
        }
    }
}

/// The lists of a column as an array that numpy could have saved; none where the file is no Parquet file.
pub(crate) fn numbers(path: &Path, column: Option<&str>) -> Result<Option<Vec<u8>>> {
    let unread = |error: std::io::Error| Failure::file(path, &error);
    let mut file = File::open(path).map_err(unread)?;
    let mut head = Vec::new();
    file.by_ref()
        .take(MAGIC.len() as u64)
        .read_to_end(&mut head)
        .map_err(unread)?;
    if !is_one(&head) {
        return Ok(None);
    }
    let made = || -> std::result::Result<_, Refused> {
        let (mut job, mut array) = Job::new(Box::new(file), &Wanted::Numbers(column.map(str::to_owned)))?;
        while job.step(&mut array)?.is_some() {}
        Ok(array)
    };
    made().map(Some).map_err(|refused| failure(path, refused))
}

/// What went wrong while a file was read: what a table says of itself, or the machine.
pub(crate) fn told(path: &Path, error: std::io::Error) -> Failure {
    match error.downcast::<Refused>() {
        Ok(refused) => failure(path, refused),
        Err(error) => Failure::file(path, &error),
    }
}

fn failure(path: &Path, refused: Refused) -> Failure {
    Error::new(refused.what, refused.remedy)
        .at(path.display().to_string())
        .into()
}
