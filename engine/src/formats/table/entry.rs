//! An entry of a pack, taken apart.

use crate::formats::Cell;
use crate::num::index;

/// What an entry holds.
pub(super) enum Entry<'a> {
    Row(Vec<Cell<'a>>),
    SetAside {
        /// From 1.
        column: u32,
        reason: &'a str,
        raw: &'a [u8],
    },
}

/// Reads an entry of a table with so many columns; none where it is broken.
pub(super) fn read(entry: &[u8], columns: usize) -> Option<Entry<'_>> {
    let (&kind, mut rest) = entry.split_first()?;
    match kind {
        1 => {
            let cells: Option<Vec<Cell<'_>>> = (0..columns).map(|_| cell(&mut rest)).collect();
            cells.filter(|_| rest.is_empty()).map(Entry::Row)
        }
        0 => Some(Entry::SetAside {
            column: number(&mut rest)?,
            reason: text(&mut rest)?,
            raw: rest,
        }),
        _ => None,
    }
}

fn cell<'a>(rest: &mut &'a [u8]) -> Option<Cell<'a>> {
    let (&tag, behind) = rest.split_first()?;
    *rest = behind;
    Some(match tag {
        0 => Cell::Missing,
        1 => Cell::Text(text(rest)?),
        2 => Cell::Number(text(rest)?),
        3 => Cell::Bool(true),
        4 => Cell::Bool(false),
        5 => Cell::Json(text(rest)?),
        _ => return None,
    })
}

fn text<'a>(rest: &mut &'a [u8]) -> Option<&'a str> {
    let length = number(rest)?;
    let (text, behind) = rest.split_at_checked(index(length))?;
    *rest = behind;
    std::str::from_utf8(text).ok()
}

fn number(rest: &mut &[u8]) -> Option<u32> {
    let (bytes, behind) = rest.split_first_chunk()?;
    *rest = behind;
    Some(u32::from_le_bytes(*bytes))
}
