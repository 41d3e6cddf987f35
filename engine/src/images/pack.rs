//! Decoded images on their way into a project: what a browser, or a native decoder, hands to the importer.
//!
//! A pack is the eight bytes `LLIMAGE1` and then one entry after the other, numbers in little-endian order:
//!
//! | bytes | what |
//! |---|---|
//! | 4 | length of the entry from here on |
//! | 1 | 1 for an image, 0 for a file that could not be decoded |
//! | 4 + … | the file's path in its folder: length in bytes, UTF-8 |
//!
//! An image goes on with its label (length and UTF-8; empty where there is none), width and height of the image in its
//! file, width and height as it is here (4 bytes each), 1 byte of channels (1 grey, 2 grey and opacity, 3 red, green and
//! blue, 4 these and opacity), and its pixels, rows from the top. A file that could not be decoded goes on with the reason
//! in words (length and UTF-8), so that the import tells of it as of any row that can't be read.
//!
//! An entry that is broken in itself is refused alone, by its place and name; the length leads past it. A pack is read in
//! pieces cut anywhere, and holds one entry at a time in memory.

mod head;
mod write;

pub use self::head::bytes_of_first;
pub use self::write::{begin, put, put_refused};

use super::image::{Channels, Image};
use super::size::{MOST_PIXELS, Size};
use super::store::StoredImage;
use crate::error::{Error, Result};
use crate::num::{grouped, index};

/// How a pack begins.
pub const MAGIC: &[u8; 8] = b"LLIMAGE1";

/// The longest name, label or reason.
const MOST_TEXT: usize = 1 << 16;

/// The longest entry: the largest image and its texts.
const MOST_ENTRY: u64 = MOST_PIXELS * 4 + 4 * MOST_TEXT as u64;

const IMAGE: u8 = 1;
const REFUSED: u8 = 0;

/// An image of a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackImage {
    /// The file's path in its folder, with `/` between folders.
    pub name: String,
    /// What a person has decided, as the name of its folder; may be empty.
    pub label: String,
    /// The image.
    pub stored: StoredImage,
}

/// A file that has no image: which, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The file's path, as far as it can be read.
    pub name: String,
    /// What is wrong, and what to do now.
    pub reason: String,
}

/// An entry with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its number, from 1.
    pub number: u64,
    /// The byte it begins at.
    pub byte: u64,
    /// What it holds.
    pub content: std::result::Result<PackImage, Refused>,
}

/// Reads a pack.
#[derive(Debug, Default)]
pub struct PackReader {
    /// Bytes of an entry that is not complete yet.
    held: Vec<u8>,
    /// Bytes of what is.
    read: u64,
    /// Entries so far.
    entries: u64,
}

impl PackReader {
    /// Reads the next bytes, and hands on every entry that is complete.
    ///
    /// # Errors
    /// What is no pack, and a length that no entry has. Nothing is to be read from there on.
    pub fn push(&mut self, mut bytes: &[u8], entry: &mut dyn FnMut(Entry)) -> Result<()> {
        while !bytes.is_empty() {
            // Whole entries are read where they stand; only what a piece cuts is kept.
            if self.held.is_empty() {
                let Some(length) = self.next_length(bytes)?.filter(|&length| length <= bytes.len()) else {
                    self.held.extend_from_slice(bytes);
                    break;
                };
                self.take(&bytes[..length], entry);
                bytes = &bytes[length..];
            } else {
                bytes = self.fill(bytes, entry)?;
            }
        }
        // Also of bytes that were kept: a wrong beginning is told at once.
        self.next_length(&self.held).map(|_| ())
    }

    /// The byte at which the next entry begins.
    #[must_use]
    pub const fn place(&self) -> u64 {
        self.read
    }

    /// Whether nothing was read but the magic.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.entries == 0 && self.held.is_empty()
    }

    /// Ends the pack.
    ///
    /// # Errors
    /// An entry that is cut, and a pack without an entry.
    pub fn finish(&self) -> Result<()> {
        if self.is_empty() {
            let remedy = "Choose a folder with PNG, JPEG or WebP images";
            return Err(Error::new("There are no images", remedy));
        }
        if self.held.is_empty() {
            return Ok(());
        }
        let what = format!(
            "The images end at byte {}, inside image {}{}",
            grouped(self.read + self.held.len() as u64),
            grouped(self.entries + 1),
            named(&Fields::of(&self.held).text().unwrap_or_default())
        );
        Err(Error::new(what, "Hand over the files again"))
    }

    /// Completes the bytes that are kept by as many of the next ones as they lack. Returns what is left of these.
    fn fill<'a>(&mut self, bytes: &'a [u8], entry: &mut dyn FnMut(Entry)) -> Result<&'a [u8]> {
        let wanted = match self.next_length(&self.held)? {
            Some(length) => length,
            None => self.head_length(),
        };
        let (more, rest) = bytes.split_at(bytes.len().min(wanted - self.held.len()));
        self.held.extend_from_slice(more);
        if self.next_length(&self.held)? == Some(self.held.len()) {
            let held = std::mem::take(&mut self.held);
            self.take(&held, entry);
        }
        Ok(rest)
    }

    /// Bytes that say how long what comes next is.
    const fn head_length(&self) -> usize {
        if self.read == 0 { MAGIC.len() } else { 4 }
    }

    /// How long what comes next is, with its own length; none where too few bytes are there to say.
    fn next_length(&self, bytes: &[u8]) -> Result<Option<usize>> {
        if self.read == 0 {
            let length = bytes.len().min(MAGIC.len());
            if bytes[..length] != MAGIC[..length] {
                let remedy = "Choose a folder with images, or a file that this page reads";
                return Err(Error::new("This is no pack of images", remedy));
            }
            return Ok((length == MAGIC.len()).then_some(length));
        }
        let Some(length) = bytes.first_chunk().map(|bytes| index(u32::from_le_bytes(*bytes))) else {
            return Ok(None);
        };
        if length as u64 > MOST_ENTRY {
            let what = format!(
                "Image {} at byte {} says that it has {} bytes; at most {} are taken",
                grouped(self.entries + 1),
                grouped(self.read),
                grouped(length as u64),
                grouped(MOST_ENTRY)
            );
            return Err(Error::new(
                what,
                "Nothing can be read from there on; hand over the files again",
            ));
        }
        Ok(Some(4 + length))
    }

    /// Reads what is complete: the magic, or an entry.
    fn take(&mut self, bytes: &[u8], entry: &mut dyn FnMut(Entry)) {
        let byte = self.read;
        self.read += bytes.len() as u64;
        if byte == 0 {
            return;
        }
        self.entries += 1;
        entry(Entry {
            number: self.entries,
            byte,
            content: content(bytes),
        });
    }
}

/// An entry's content, of its bytes with their length before them.
fn content(bytes: &[u8]) -> std::result::Result<PackImage, Refused> {
    let mut fields = Fields::of(bytes);
    let name = match fields.text() {
        Ok(name) => name,
        Err(reason) => {
            let name = String::new();
            return Err(Refused { name, reason });
        }
    };
    let read = match fields.kind {
        Some(IMAGE) => fields.image(),
        Some(REFUSED) => fields
            .text()
            .and_then(|reason| Err(format!("{reason} Set aside."))),
        _ => {
            Err("This is neither an image nor a file without one. Set aside; hand it over again.".to_owned())
        }
    };
    match read {
        Ok((label, stored)) => Ok(PackImage { name, label, stored }),
        Err(reason) => Err(Refused { name, reason }),
    }
}

fn named(name: &str) -> String {
    if name.is_empty() {
        String::new()
    } else {
        format!(" ({name})")
    }
}

/// Takes texts and numbers off an entry.
struct Fields<'a> {
    kind: Option<u8>,
    rest: &'a [u8],
}

type Read<T> = std::result::Result<T, String>;

impl<'a> Fields<'a> {
    /// The fields behind length and kind.
    fn of(bytes: &'a [u8]) -> Self {
        Self {
            kind: bytes.get(4).copied(),
            rest: bytes.get(5..).unwrap_or_default(),
        }
    }

    fn text(&mut self) -> Read<String> {
        let length = self.number()?;
        let (text, rest) = self.rest.split_at_checked(index(length)).ok_or_else(cut)?;
        if text.len() >= MOST_TEXT {
            return Err("A name is too long. Set aside; give the file a shorter one.".to_owned());
        }
        self.rest = rest;
        match std::str::from_utf8(text) {
            Ok(text) => Ok(text.to_owned()),
            Err(_) => Err("A name is not UTF-8. Set aside; name the file anew.".to_owned()),
        }
    }

    fn number(&mut self) -> Read<u32> {
        let (bytes, rest) = self.rest.split_first_chunk().ok_or_else(cut)?;
        self.rest = rest;
        Ok(u32::from_le_bytes(*bytes))
    }

    fn size(&mut self) -> Read<Size> {
        Ok(Size::new(self.number()?, self.number()?))
    }

    fn image(&mut self) -> Read<(String, StoredImage)> {
        let label = self.text()?;
        let (original, size) = (self.size()?, self.size()?);
        let (&code, pixels) = self.rest.split_first().ok_or_else(cut)?;
        let channels = Channels::of_code(code).ok_or_else(|| {
            format!("A pixel of {code} channels means nothing. Set aside; hand it over again.")
        })?;
        let told = |error: Error| format!("{}. Set aside; {}.", error.what, lower(&error.remedy));
        if original.pixels() == 0 {
            return Err(format!(
                "The original is said to be {original} pixels. Set aside; hand it over again."
            ));
        }
        let image = Image::new(size, channels, pixels.to_vec()).map_err(told)?;
        Ok((label, StoredImage { original, image }))
    }
}

fn cut() -> String {
    "The entry ends too early. Set aside; hand the file over again.".to_owned()
}

fn lower(sentence: &str) -> String {
    let mut chars = sentence.chars();
    let first = chars.next().map(|first| first.to_ascii_lowercase());
    first.into_iter().chain(chars).collect()
}

#[cfg(test)]
mod tests;
