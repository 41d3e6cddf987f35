//! Files of tables that are no text: Parquet. A part of its own reads them, wherever in the file it likes, and makes what the
//! engine takes: a pack of rows, or an array of one column's lists. It goes on in steps; between them other calls have their
//! turn.

use labelloom_engine::formats::table;
use labelloom_engine::session::import::{ImportPlan, ImportRun};

use super::import::PREVIEW_BYTES;
use super::world::{File, Reading, World};
use super::{Host, Stop};
use crate::worker::protocol::{CallProgress, Unit};

/// How such a file begins.
const MAGIC: &[u8] = b"PAR1";

/// What is made of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// The first rows, as the engine imports them.
    Preview,
    /// All of them.
    Table,
    /// The lists of the one column that has such, as an array that numpy could have saved.
    Numbers,
}

/// How far a file is read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Read {
    /// Whether bytes are counted, of the whole file; else rows.
    pub(crate) is_bytes: bool,
    pub(crate) done: f64,
    pub(crate) total: f64,
}

/// Whether a file is to be read so, by how it begins.
pub(super) fn is_table(head: &[u8]) -> bool {
    head.starts_with(MAGIC)
}

/// Whether it was read so when it was previewed.
pub(super) fn is_of_table(plan: &ImportPlan) -> bool {
    plan.options.format == table::NAME
}

impl<W: World> Host<W> {
    /// The beginning of a table as the engine imports it, and whether that is all.
    pub(super) async fn table_head(&self, file: &W::File) -> Result<(Vec<u8>, bool), Stop> {
        let (mut reading, mut head) = self.world.read_table(file, Wanted::Preview)?;
        while (head.len() as u64) < PREVIEW_BYTES {
            if reading.step(&mut head)?.is_none() {
                return Ok((head, true));
            }
            self.world.turn().await;
        }
        Ok((head, false))
    }

    /// Imports a table.
    pub(super) async fn push_table(
        &self,
        request_id: u32,
        file: &W::File,
        run: &mut ImportRun,
    ) -> Result<(), Stop> {
        self.read_table(request_id, file, Wanted::Table, |rows| {
            run.push(rows)?;
            Ok(Some(run.records()))
        })
        .await
    }

    /// The lists of a column as an array.
    pub(super) async fn table_numbers(&self, request_id: u32, file: &W::File) -> Result<Vec<u8>, Stop> {
        let mut array = Vec::new();
        self.read_table(request_id, file, Wanted::Numbers, |numbers| {
            array.extend_from_slice(numbers);
            Ok(None)
        })
        .await?;
        Ok(array)
    }

    /// Reads a file to its end; what takes what was made says how many records there are so far, where it knows.
    async fn read_table(
        &self,
        request_id: u32,
        file: &W::File,
        wanted: Wanted,
        mut take: impl FnMut(&[u8]) -> Result<Option<u32>, Stop>,
    ) -> Result<(), Stop> {
        let (mut reading, mut made) = self.world.read_table(file, wanted)?;
        loop {
            self.go_on(request_id)?;
            let rows = take(&made)?;
            made.clear();
            let Some(read) = reading.step(&mut made)? else {
                return Ok(());
            };
            self.tell(request_id, progress(read, rows));
            self.world.turn().await;
        }
    }
}

fn progress(read: Read, rows: Option<u32>) -> CallProgress {
    let (stage, unit) = if read.is_bytes {
        ("reading the file", Unit::Bytes)
    } else {
        ("reading the rows", Unit::Parts)
    };
    CallProgress {
        stage: stage.to_owned(),
        unit,
        rows,
        done: read.done,
        total: read.total,
        estimate: None,
    }
}

impl<W: World> Host<W> {
    /// Whether a file begins as a table does.
    pub(super) async fn begins_as_table(&self, file: &W::File) -> Result<bool, Stop> {
        let mut head = Vec::new();
        file.read(0, file.size().min(MAGIC.len() as u64), &mut head)
            .await?;
        Ok(is_table(&head))
    }
}
