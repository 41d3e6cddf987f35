//! Files of `tests/parquet`, and packs taken apart.
#![allow(dead_code, reason = "each test uses a part of it")]

use labelloom_parquet::{Bytes, Job, Refused, Source, Wanted};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

pub(crate) fn bytes(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/parquet");
    std::fs::read(format!("{folder}/{name}")).unwrap_or_else(|error| panic!("{name}: {error}"))
}

pub(crate) fn sha256(name: &str) -> String {
    Sha256::digest(bytes(name))
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

pub(crate) fn file(name: &str) -> Box<dyn Source> {
    Box::new(Bytes(bytes(&format!("{name}.parquet"))))
}

/// All that is made of a file, and in how many steps.
pub(crate) fn made(name: &str, wanted: &Wanted) -> Result<(Vec<u8>, u32), Refused> {
    all(file(name), wanted)
}

pub(crate) fn all(file: Box<dyn Source>, wanted: &Wanted) -> Result<(Vec<u8>, u32), Refused> {
    let (mut job, mut out) = Job::new(file, wanted)?;
    let mut steps = 0;
    while job.step(&mut out)?.is_some() {
        steps += 1;
    }
    Ok((out, steps))
}

pub(crate) fn numbers(name: &str, column: Option<&str>) -> Result<Vec<u8>, Refused> {
    made(name, &Wanted::Numbers(column.map(str::to_owned))).map(|(array, _)| array)
}

pub(crate) fn refused(name: &str) -> String {
    made(name, &Wanted::Table).expect_err("it is refused").to_string()
}

pub(crate) fn head(name: &str) -> Value {
    Pack::read(&made(name, &Wanted::Preview).expect("as it is in the files").0).head
}

pub(crate) fn cells(name: &str) -> Vec<Vec<(u8, String)>> {
    Pack::read(&made(name, &Wanted::Preview).expect("as it is in the files").0).rows
}

/// A cell by the name of its column.
pub(crate) fn named<'c>(name: &str, row: &'c [(u8, String)], column: &str) -> &'c str {
    let head = head(name);
    let columns = head["columns"].as_array().expect("as it is in the files");
    let place = columns
        .iter()
        .position(|known| known["name"] == column)
        .expect("the column");
    &row[place].1
}

/// Rows as JSON would have them.
pub(crate) fn rows(name: &str) -> Vec<Value> {
    let pack = Pack::read(&made(name, &Wanted::Table).expect("as it is in the files").0);
    let columns = pack.head["columns"].as_array().expect("as it is in the files");
    let row = |cells: &Vec<(u8, String)>| {
        let value = |(tag, text): &(u8, String)| match tag {
            0 => Value::Null,
            1 => Value::from(text.as_str()),
            3 => Value::from(true),
            4 => Value::from(false),
            _ => serde_json::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}")),
        };
        let named = columns.iter().zip(cells);
        named
            .map(|(column, cell)| {
                (
                    column["name"].as_str().expect("as it is in the files").to_owned(),
                    value(cell),
                )
            })
            .collect()
    };
    pack.rows.iter().map(row).collect()
}

/// A pack, taken apart as the engine's reader does it.
pub(crate) struct Pack {
    pub(crate) head: Value,
    /// What each cell is, and its text.
    pub(crate) rows: Vec<Vec<(u8, String)>>,
    /// Column, reason and bytes.
    pub(crate) set_aside: Vec<(u32, String, Vec<u8>)>,
}

impl Pack {
    pub(crate) fn read(pack: &[u8]) -> Self {
        let mut rest = pack.strip_prefix(b"LLTABLE1").expect("the magic");
        let mut read = Self {
            head: serde_json::from_slice(entry(&mut rest)).expect("a head"),
            rows: Vec::new(),
            set_aside: Vec::new(),
        };
        let columns = read.head["columns"].as_array().expect("columns").len();
        while !rest.is_empty() {
            let (&kind, mut row) = entry(&mut rest).split_first().expect("a kind");
            if kind == 1 {
                read.rows.push((0..columns).map(|_| cell(&mut row)).collect());
                assert!(row.is_empty());
            } else {
                let (column, mut behind) = row.split_first_chunk().expect("a column");
                let reason = String::from_utf8(entry(&mut behind).to_vec()).expect("a reason");
                read.set_aside
                    .push((u32::from_le_bytes(*column), reason, behind.to_vec()));
            }
        }
        read
    }
}

fn entry<'p>(rest: &mut &'p [u8]) -> &'p [u8] {
    let (length, behind) = rest.split_first_chunk().expect("a length");
    let (entry, behind) = behind.split_at(u32::from_le_bytes(*length) as usize);
    *rest = behind;
    entry
}

fn cell(row: &mut &[u8]) -> (u8, String) {
    let (&tag, behind) = row.split_first().expect("a cell");
    *row = behind;
    let text = if matches!(tag, 1 | 2 | 5) {
        entry(row).to_vec()
    } else {
        Vec::new()
    };
    (tag, String::from_utf8(text).expect("UTF-8"))
}
