//! The end of a file, which says what is in it: read before anything else.

use parquet::file::metadata::{ParquetMetaData, ParquetMetaDataReader};

use crate::MAGIC;
use crate::refused::{Refused, Result};
use crate::source::Source;
use crate::thrift::{Cut, Field, Kind, Read, Thrift};

/// The longest footer.
const MOST_BYTES: u32 = 128 << 20;

/// Groups in groups; the decoders go down as far as the schema does.
const MOST_DEPTH: usize = 64;

/// The footer's length and the magic behind it.
const TAIL_BYTES: usize = 8;

/// Reads the footer.
pub(crate) fn read(file: &mut dyn Source) -> Result<ParquetMetaData> {
    let size = file.size();
    if size < (TAIL_BYTES + MAGIC.len()) as u64 {
        return Err(Refused::damaged("it is too short"));
    }
    let mut tail = [0; TAIL_BYTES];
    let behind = size - TAIL_BYTES as u64;
    file.read(behind, &mut tail)?;
    let [a, b, c, d, magic @ ..] = tail;
    if &magic == b"PARE" {
        return Err(Refused::new(
            "The Parquet file is encrypted",
            "Write it without encryption",
        ));
    }
    if &magic != MAGIC {
        return Err(Refused::damaged("its end is missing"));
    }
    let length = u32::from_le_bytes([a, b, c, d]);
    let start = behind.checked_sub(u64::from(length));
    let start = start.filter(|_| length <= MOST_BYTES);
    let start = start.ok_or_else(|| Refused::damaged("its footer is longer than can be"))?;
    let mut footer = vec![0; length as usize];
    file.read(start, &mut footer)?;
    check_schema(&footer).map_err(|Cut| Refused::damaged("its schema can't be read"))?;
    Ok(ParquetMetaDataReader::decode_metadata(&footer)?)
}

/// Whether the schema holds as many elements as it says and is nested no deeper than can be followed.
fn check_schema(footer: &[u8]) -> Read<()> {
    let (mut thrift, mut last) = (Thrift::new(footer), 0);
    while let Some(field) = thrift.field(&mut last)? {
        if (field.id, field.kind) == (2, Kind::List) {
            return elements(&mut thrift);
        }
        thrift.skip(field)?;
    }
    Err(Cut)
}

/// The schema's elements stand in the order of a walk, each with how many follow as its own.
fn elements(thrift: &mut Thrift<'_>) -> Read<()> {
    let (length, _) = thrift.list()?;
    // How many each open group still waits for.
    let mut open: Vec<u64> = vec![1];
    for left in (0..length).rev() {
        match open.last_mut() {
            Some(waits) => *waits -= 1,
            None => return Err(Cut),
        }
        let children = u64::from(children(thrift)?);
        if children > left {
            return Err(Cut);
        }
        if children > 0 {
            open.push(children);
        }
        while open.last() == Some(&0) {
            open.pop();
        }
        if open.len() > MOST_DEPTH {
            return Err(Cut);
        }
    }
    if open.is_empty() { Ok(()) } else { Err(Cut) }
}

fn children(thrift: &mut Thrift<'_>) -> Read<u32> {
    let (mut last, mut children) = (0, 0);
    while let Some(field) = thrift.field(&mut last)? {
        match field {
            Field {
                id: 5,
                kind: Kind::Number,
                ..
            } => children = thrift.count()?,
            other => thrift.skip(other)?,
        }
    }
    Ok(children)
}
