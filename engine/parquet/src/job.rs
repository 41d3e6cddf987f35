//! What is made of a file, step by step.

use sha2::{Digest as _, Sha256};

use crate::guard::guarded;
use crate::numbers::Numbers;
use crate::page::Shared;
use crate::refused::{Refused, Result};
use crate::rows::Rows;
use crate::source::Source;
use crate::table::Table;

/// Bytes of the file whose fingerprint is taken at a time.
const SLICE_BYTES: u64 = 1 << 20;

/// What is to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// The first rows as the engine imports them, without the file's fingerprint.
    Preview,
    /// All rows as the engine imports them.
    Table,
    /// The lists of one column as an array that numpy could have saved: of the one of that name; without a name, of the only
    /// one, or of the one that is called an embedding.
    Numbers(Option<String>),
}

/// How far a job is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Whether the file's fingerprint is being taken, in bytes; else rows are read.
    pub is_fingerprint: bool,
    /// Bytes or rows so far.
    pub done: u64,
    /// All of them.
    pub total: u64,
}

/// Work on one file.
pub struct Job {
    stage: Stage,
}

enum Stage {
    Fingerprint(Box<Fingerprint>),
    Rows(Box<Rows>),
    Numbers(Box<Numbers>),
    Done,
}

struct Fingerprint {
    table: Table,
    at: u64,
    hash: Sha256,
}

impl Job {
    /// Opens a file.
    ///
    /// # Errors
    /// A file that is no Parquet file, is damaged, or holds nothing that can be read.
    pub fn new(file: Box<dyn Source>, wanted: &Wanted) -> Result<(Self, Vec<u8>)> {
        guarded(|| {
            let (table, mut out) = (Table::open(file)?, Vec::new());
            let stage = match wanted {
                Wanted::Preview => Stage::Rows(Box::new(Rows::begin(table, "", &mut out)?)),
                Wanted::Table => Stage::Fingerprint(Box::new(Fingerprint {
                    table,
                    at: 0,
                    hash: Sha256::new(),
                })),
                Wanted::Numbers(name) => Stage::Numbers(Box::new(Numbers::begin(table, name.as_deref())?)),
            };
            Ok((Self { stage }, out))
        })
    }

    /// Goes on, and appends what was made; nothing is left to do when it says so. About a mebibyte is made at a time, more
    /// where a row has more.
    ///
    /// # Errors
    /// A file that is damaged, or more than can be held. There is no going on then.
    pub fn step(&mut self, out: &mut Vec<u8>) -> Result<Option<Progress>> {
        let stage = std::mem::replace(&mut self.stage, Stage::Done);
        let (stage, progress) = guarded(|| stage.step(out))?;
        self.stage = stage;
        Ok(progress)
    }
}

impl Stage {
    fn step(self, out: &mut Vec<u8>) -> Result<(Self, Option<Progress>)> {
        let is_fingerprint = matches!(self, Self::Fingerprint(_));
        let (stage, (done, total)) = match self {
            Self::Fingerprint(fingerprint) => {
                let (at, size) = (fingerprint.at, fingerprint.table.size());
                (fingerprint.step(out)?, (at, size))
            }
            Self::Rows(mut rows) => {
                let goes_on = rows.step(out)?;
                let progress = rows.progress();
                (if goes_on { Self::Rows(rows) } else { Self::Done }, progress)
            }
            Self::Numbers(mut numbers) => {
                let goes_on = numbers.step(out)?;
                let progress = numbers.progress();
                (
                    if goes_on {
                        Self::Numbers(numbers)
                    } else {
                        Self::Done
                    },
                    progress,
                )
            }
            Self::Done => return Ok((Self::Done, None)),
        };
        let progress = Progress {
            is_fingerprint,
            done,
            total,
        };
        Ok((stage, Some(progress)))
    }
}

impl Fingerprint {
    fn step(mut self: Box<Self>, out: &mut Vec<u8>) -> Result<Stage> {
        let left = self.table.size() - self.at;
        if left == 0 {
            let digest = self.hash.finalize();
            let sha256: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
            return Ok(Stage::Rows(Box::new(Rows::begin(self.table, &sha256, out)?)));
        }
        let length = usize::try_from(left.min(SLICE_BYTES)).map_err(Refused::damaged)?;
        let mut slice = vec![0; length];
        read(self.table.file(), self.at, &mut slice)?;
        self.hash.update(&slice);
        self.at += length as u64;
        Ok(Stage::Fingerprint(self))
    }
}

fn read(file: &Shared, at: u64, into: &mut [u8]) -> Result<()> {
    file.lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
        .read(at, into)
}
