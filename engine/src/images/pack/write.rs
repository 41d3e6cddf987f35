//! The writing of packs.

use super::{IMAGE, MAGIC, MOST_TEXT, REFUSED};
use crate::error::{Error, Result};
use crate::images::{Image, Size};
use crate::num::{count, grouped};

/// Begins a pack.
pub fn begin(pack: &mut Vec<u8>) {
    pack.extend(MAGIC);
}

/// Appends an image.
///
/// # Errors
/// A name or label of more than 65,535 bytes.
pub fn put(pack: &mut Vec<u8>, name: &str, label: &str, original: Size, image: &Image) -> Result<()> {
    check_text(name, "name")?;
    check_text(label, "label")?;
    let start = open_entry(pack, IMAGE);
    put_text(pack, name);
    put_text(pack, label);
    for side in original.sides().into_iter().chain(image.size().sides()) {
        pack.extend(side.to_le_bytes());
    }
    pack.push(image.channels().code());
    pack.extend_from_slice(image.bytes());
    close_entry(pack, start);
    Ok(())
}

/// Appends a file that could not be decoded.
///
/// # Errors
/// A name or reason of more than 65,535 bytes.
pub fn put_refused(pack: &mut Vec<u8>, name: &str, reason: &str) -> Result<()> {
    check_text(name, "name")?;
    check_text(reason, "reason")?;
    let start = open_entry(pack, REFUSED);
    put_text(pack, name);
    put_text(pack, reason);
    close_entry(pack, start);
    Ok(())
}

fn check_text(text: &str, what: &str) -> Result<()> {
    if text.len() < MOST_TEXT {
        return Ok(());
    }
    let told = format!(
        "The {what} of an image has {} bytes; at most 65,535 are taken",
        grouped(text.len() as u64)
    );
    Err(Error::new(told, "Give it a shorter one"))
}

fn open_entry(pack: &mut Vec<u8>, kind: u8) -> usize {
    pack.extend([0; 4]);
    let start = pack.len();
    pack.push(kind);
    start
}

fn close_entry(pack: &mut [u8], start: usize) {
    let length = count(pack.len() - start);
    pack[start - 4..start].copy_from_slice(&length.to_le_bytes());
}

fn put_text(pack: &mut Vec<u8>, text: &str) {
    pack.extend(count(text.len()).to_le_bytes());
    pack.extend_from_slice(text.as_bytes());
}
