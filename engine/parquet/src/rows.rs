//! A file's rows as a pack of a table, which the engine imports (`labelloom_engine::formats::table` has the form): what the
//! columns are, then a row after the other.

use serde::Serialize;

use crate::assemble::cell;
use crate::refused::{Refused, Result};
use crate::schema::Node;
use crate::table::Table;
use crate::written::{Written, quote};

/// How a pack begins.
const MAGIC: &[u8; 8] = b"LLTABLE1";

/// Bytes after which a step ends.
const STEP_BYTES: usize = 1 << 20;

/// The largest row, and the largest value.
pub(crate) const MOST_ROW_BYTES: usize = 256 << 20;

/// All rows together: a browser's tab has 4 GB at most, and a project needs room besides.
const MOST_BYTES: u64 = if cfg!(target_arch = "wasm32") {
    3 << 30
} else {
    1 << 40
};

const ROW: u8 = 1;
const SET_ASIDE: u8 = 0;

const MISSING: u8 = 0;
const TEXT: u8 = 1;
const NUMBER: u8 = 2;
const TRUE: u8 = 3;
const FALSE: u8 = 4;
const JSON: u8 = 5;

#[derive(Serialize)]
struct Head<'a> {
    bytes: u64,
    sha256: &'a str,
    said: Vec<String>,
    columns: Vec<HeadColumn<'a>>,
}

#[derive(Serialize)]
struct HeadColumn<'a> {
    name: &'a str,
    classes: &'a [String],
}

/// Writes the pack.
pub(crate) struct Rows {
    table: Table,
    nodes: Vec<Node>,
    /// Rows of the batch at hand that are not written yet.
    waiting: usize,
    done: u64,
    written: u64,
}

impl Rows {
    /// Writes the head. The file's fingerprint is empty where it was not taken.
    pub(crate) fn begin(table: Table, sha256: &str, out: &mut Vec<u8>) -> Result<Self> {
        out.extend(MAGIC);
        let columns = table.columns.iter().map(|column| HeadColumn {
            name: &column.name,
            classes: column.classes(),
        });
        let head = Head {
            bytes: table.size(),
            sha256,
            said: table.left_out.iter().map(ToString::to_string).collect(),
            columns: columns.collect(),
        };
        let head = serde_json::to_vec(&head).map_err(Refused::damaged)?;
        length_of(out, |out| {
            out.extend(head);
            Ok(())
        })?;
        let nodes = table.columns.iter().map(|column| column.node.clone()).collect();
        Ok(Self {
            table,
            nodes,
            waiting: 0,
            done: 0,
            written: 0,
        })
    }

    /// Rows so far, and all as the footer counts them.
    pub(crate) fn progress(&self) -> (u64, u64) {
        (self.done, self.table.rows())
    }

    /// Writes some rows; whether there are more.
    pub(crate) fn step(&mut self, out: &mut Vec<u8>) -> Result<bool> {
        let start = out.len();
        while out.len() - start < STEP_BYTES {
            if self.waiting == 0 {
                self.waiting = self.table.next_batch(&self.nodes)?;
                if self.waiting == 0 {
                    return Ok(false);
                }
            }
            self.row(out)?;
        }
        self.written += (out.len() - start) as u64;
        if self.written > MOST_BYTES {
            let what = format!(
                "The first {} rows take more than {} MB",
                self.done,
                MOST_BYTES >> 20
            );
            return Err(Refused::new(
                what,
                "Write a part of them, or fewer columns, into a file of its own",
            ));
        }
        Ok(true)
    }

    fn row(&mut self, out: &mut Vec<u8>) -> Result<()> {
        let start = out.len();
        let mut no_text = None;
        length_of(out, |out| {
            out.push(ROW);
            for (place, node) in self.nodes.iter().enumerate() {
                let written = put(out, |out| cell(node, &mut self.table.leaves, out))?;
                if written == Written::NoText {
                    no_text.get_or_insert(place);
                }
                if out.len() - start > MOST_ROW_BYTES {
                    return Err(too_large());
                }
            }
            Ok(())
        })?;
        self.table.end_row(&self.nodes)?;
        if let Some(place) = no_text {
            let cells = out.split_off(start);
            self.set_aside(place, &cells[5..], out)?;
        }
        self.waiting -= 1;
        self.done += 1;
        Ok(())
    }

    /// A row that holds what is no text.
    fn set_aside(&self, place: usize, cells: &[u8], out: &mut Vec<u8>) -> Result<()> {
        let name = &self.table.columns[place].name;
        let reason = format!(
            "The column {name:?} holds bytes that are no UTF-8. Set aside; write its texts as strings, or leave the column out."
        );
        length_of(out, |out| {
            out.push(SET_ASIDE);
            out.extend(u32::try_from(place + 1).unwrap_or(u32::MAX).to_le_bytes());
            length_of(out, |out| {
                out.extend(reason.bytes());
                Ok(())
            })?;
            self.raw(cells, out);
            Ok(())
        })
    }

    /// A row's cells as an object, with the bytes that are no text as they are.
    fn raw(&self, mut cells: &[u8], out: &mut Vec<u8>) {
        out.push(b'{');
        for (place, column) in self.table.columns.iter().enumerate() {
            let Some((tag, rest)) = cells.split_first() else {
                break;
            };
            cells = rest;
            if place > 0 {
                out.push(b',');
            }
            quote(column.name.as_bytes(), out);
            out.push(b':');
            match *tag {
                MISSING => out.extend(b"null"),
                TRUE => out.extend(b"true"),
                FALSE => out.extend(b"false"),
                tag => {
                    let Some((length, rest)) = cells.split_first_chunk() else {
                        break;
                    };
                    let Some((value, rest)) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)
                    else {
                        break;
                    };
                    cells = rest;
                    if tag == TEXT {
                        quote(value, out);
                    } else {
                        out.extend(value);
                    }
                }
            }
        }
        out.push(b'}');
    }
}

pub(crate) fn too_large() -> Refused {
    let what = format!("A row takes more than {} MB", MOST_ROW_BYTES >> 20);
    Refused::new(what, "Leave out the column with the largest values")
}

/// Writes a cell: what it is, then how long it is and itself.
fn put(out: &mut Vec<u8>, write: impl FnOnce(&mut Vec<u8>) -> Result<Written>) -> Result<Written> {
    let start = out.len();
    out.push(MISSING);
    let mut written = Written::Missing;
    length_of(out, |out| {
        written = write(out)?;
        Ok(())
    })?;
    out[start] = match written {
        Written::Missing => MISSING,
        Written::Truth(true) => TRUE,
        Written::Truth(false) => FALSE,
        Written::Number => NUMBER,
        Written::Text | Written::NoText => TEXT,
        Written::Json => JSON,
    };
    if matches!(out[start], MISSING | TRUE | FALSE) {
        out.truncate(start + 1);
    }
    Ok(written)
}

/// Writes something, and before it how many bytes it has.
fn length_of(out: &mut Vec<u8>, write: impl FnOnce(&mut Vec<u8>) -> Result<()>) -> Result<()> {
    let start = out.len();
    out.extend([0; 4]);
    write(out)?;
    let length = u32::try_from(out.len() - start - 4).map_err(|_| too_large())?;
    out[start..start + 4].copy_from_slice(&length.to_le_bytes());
    Ok(())
}
