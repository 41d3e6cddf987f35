//! Tables on their way into a project that are no text in their file: what `labelloom-parquet` makes of a Parquet file, natively
//! or in a wasm of its own.
//!
//! A pack is the eight bytes `LLTABLE1` and then one entry after the other. Numbers are little-endian, lengths four bytes:
//!
//! | entry | what |
//! |---|---|
//! | head | length; JSON: `{"bytes": 1024, "sha256": "…", "said": ["…"], "columns": [{"name": "label", "classes": ["neg", "pos"]}]}` |
//! | row | length; 1; of each column a cell |
//! | row set aside | length; 0; the column, from 1; the reason (length and UTF-8); all of the row as it can be shown |
//!
//! A cell is a byte that says what it is (0 missing, 3 true, 4 false); a text (1), a number (2) and JSON (5) go on with their
//! length and themselves in UTF-8. `bytes` and `sha256` are of the file that the table came in; empty where nobody needs them.
//! A pack is read in pieces cut anywhere. It is made beside the engine, so that one that is broken is a bug; it is refused
//! nonetheless.

mod entry;

use serde::Deserialize;

use super::sniff::Sniffed;
use super::{BadRow, Encoding, Place, ReadOptions, Row, RowSink};
use crate::num::index;

/// How a pack begins.
pub const MAGIC: &[u8; 8] = b"LLTABLE1";

/// The name in options and commands.
pub const NAME: &str = "parquet";

/// The name as people know it.
pub const TITLE: &str = "Parquet";

/// What is known of the table before its rows.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Head {
    /// How long the file was.
    pub(crate) bytes: u64,
    /// Its SHA-256 in hexadecimal.
    pub(crate) sha256: String,
    /// What the user should know, as whole sentences.
    pub(crate) said: Vec<String>,
    columns: Vec<Column>,
}

#[derive(Clone, Debug, Deserialize)]
struct Column {
    name: String,
    /// Names of classes that the file has for the column, also of those that no row is of.
    classes: Vec<String>,
}

impl Head {
    /// The names of a column's classes; none where the file says nothing of them.
    pub(crate) fn classes(&self, column: &str) -> &[String] {
        let column = self.columns.iter().find(|known| known.name == column);
        column.map_or(&[], |column| &column.classes)
    }
}

/// How a pack would be read, if it is one.
pub(super) fn sniff(head: &[u8]) -> Option<Sniffed> {
    let mut reader = Reader::default();
    head.starts_with(MAGIC).then(|| {
        reader.push(head, &mut Nobody);
        Sniffed {
            options: ReadOptions::of(NAME, Encoding::Utf8),
            said: reader.head.said,
        }
    })
}

struct Nobody;

impl RowSink for Nobody {
    fn columns(&mut self, _: &[String]) {}
    fn row(&mut self, _: Row<'_>) {}
    fn bad(&mut self, _: BadRow) {}
}

/// Reads a pack.
#[derive(Default)]
pub(crate) struct Reader {
    head: Head,
    /// Bytes of entries that are not complete yet.
    held: Vec<u8>,
    is_begun: bool,
    has_head: bool,
    is_broken: bool,
    rows: u64,
}

impl Reader {
    /// What is known of the table, once its beginning was read.
    pub(crate) fn head(&self) -> &Head {
        &self.head
    }

    /// Reads the next piece, and hands on every row that is complete.
    pub(crate) fn push(&mut self, bytes: &[u8], sink: &mut dyn RowSink) {
        if self.is_broken {
            return;
        }
        self.held.extend_from_slice(bytes);
        let held = std::mem::take(&mut self.held);
        let mut rest = held.as_slice();
        while !self.is_broken && self.next(&mut rest, sink) {}
        let used = held.len() - rest.len();
        self.held = held;
        self.held.drain(..used);
    }

    /// Reads what is left as the end.
    pub(crate) fn finish(&mut self, sink: &mut dyn RowSink) {
        if !self.held.is_empty() && !self.is_broken {
            self.refuse(sink);
        }
    }

    /// Reads what comes next; whether it was complete.
    fn next(&mut self, rest: &mut &[u8], sink: &mut dyn RowSink) -> bool {
        if !self.is_begun {
            let Some((magic, behind)) = rest.split_at_checked(MAGIC.len()) else {
                return false;
            };
            *rest = behind;
            self.is_begun = true;
            if magic != MAGIC {
                self.refuse(sink);
            }
            return true;
        }
        let Some((length, behind)) = rest.split_first_chunk() else {
            return false;
        };
        let Some((entry, behind)) = behind.split_at_checked(index(u32::from_le_bytes(*length))) else {
            return false;
        };
        *rest = behind;
        if self.has_head {
            self.row(entry, sink);
        } else {
            self.begin(entry, sink);
        }
        true
    }

    fn begin(&mut self, entry: &[u8], sink: &mut dyn RowSink) {
        match serde_json::from_slice::<Head>(entry) {
            Ok(head) => {
                let mut names: Vec<String> = Vec::new();
                for column in &head.columns {
                    names.push(apart(&column.name, &names));
                }
                (self.head, self.has_head) = (head, true);
                sink.columns(&names);
            }
            Err(_) => self.refuse(sink),
        }
    }

    fn row(&mut self, entry: &[u8], sink: &mut dyn RowSink) {
        self.rows += 1;
        let place = place(self.rows);
        let Some(read) = entry::read(entry, self.head.columns.len()) else {
            return self.refuse(sink);
        };
        match read {
            entry::Entry::Row(cells) => sink.row(Row {
                place,
                raw: "",
                cells: &cells,
                image: None,
            }),
            entry::Entry::SetAside { column, reason, raw } => {
                let shown = String::from_utf8_lossy(raw);
                let bad = BadRow::new(place, Some(column), reason, &shown);
                sink.bad(BadRow {
                    raw: raw.to_vec(),
                    ..bad
                });
            }
        }
    }

    fn refuse(&mut self, sink: &mut dyn RowSink) {
        self.is_broken = true;
        let reason = "The table can't be read from here on. Set aside; read the file again.";
        sink.bad(BadRow::new(place(self.rows + 1), None, reason, ""));
    }
}

/// The place of a row, from 1. There are no lines; counting rows as such is nearest.
const fn place(row: u64) -> Place {
    Place {
        row,
        line: row,
        byte: 0,
    }
}

/// The name itself, or with a number where a column before has it.
fn apart(name: &str, before: &[String]) -> String {
    let is_free = |name: &String| !before.contains(name);
    let numbered = (2..).map(|number| format!("{name} {number}"));
    let mut names = std::iter::once(name.to_owned()).chain(numbered);
    names.find(is_free).unwrap_or_default()
}

#[cfg(test)]
mod tests;
