//! From places in the decoded text back to bytes of the file.
//!
//! Readers know the decoded text only. Here its offsets become the file's offsets, and a row that is set aside gets
//! the bytes back that it had in the file, whatever the encoding. Rows come in order, so that this needs to look
//! back no further than the last row.

use std::collections::VecDeque;

use super::decode::{Mark, Piece, REPLACEMENT_LEN, windows1252_byte};
use super::{Encoding, Place};

/// The way back, for one file.
pub(crate) struct Origin {
    encoding: Encoding,
    /// A place both in the text and in the file, not after the row that comes next.
    text: u64,
    file: u64,
    /// The decoded text from some place on, where lengths differ by character; the known place is `passed` bytes in.
    pending: String,
    passed: usize,
    /// What is no text, not before the known place.
    marks: VecDeque<Mark>,
}

impl Origin {
    pub(crate) fn new(encoding: Encoding) -> Self {
        Self {
            encoding,
            text: 0,
            file: 0,
            pending: String::new(),
            passed: 0,
            marks: VecDeque::new(),
        }
    }

    /// Notes what was decoded next.
    pub(crate) fn note(&mut self, piece: &Piece<'_>) {
        if self.text == 0 && self.file == 0 {
            self.file = piece.byte_order_mark;
        }
        self.marks.extend(piece.marks);
        if self.encoding != Encoding::Utf8 {
            self.pending.drain(..self.passed);
            self.passed = 0;
            self.pending.push_str(piece.text);
        }
    }

    /// The place in the file of a place in the text.
    pub(crate) fn locate(&mut self, place: Place) -> Place {
        self.advance(place.byte);
        Place {
            byte: self.file,
            ..place
        }
    }

    /// The first piece that is no text in a row of this length at the place last located: its place in the file,
    /// and its bytes.
    pub(crate) fn first_mark(&self, row: &str) -> Option<(u64, &[u8])> {
        let mark = self
            .marks
            .front()
            .filter(|mark| mark.at < self.text + row.len() as u64)?;
        let before = usize::try_from(mark.at - self.text).ok()?;
        Some((self.file + self.file_len(&row[..before]), mark.bytes()))
    }

    /// The bytes that the row at the place last located has in the file.
    pub(crate) fn raw(&self, row: &str) -> Vec<u8> {
        let mut raw = Vec::with_capacity(row.len());
        let mut from = 0;
        for mark in &self.marks {
            let Some(at) = usize::try_from(mark.at - self.text)
                .ok()
                .filter(|at| *at < row.len())
            else {
                break;
            };
            encode(self.encoding, &row[from..at], &mut raw);
            raw.extend_from_slice(mark.bytes());
            from = at + REPLACEMENT_LEN;
        }
        encode(self.encoding, &row[from..], &mut raw);
        raw
    }

    fn advance(&mut self, to: u64) {
        let text_len = to.saturating_sub(self.text);
        if self.encoding == Encoding::Utf8 {
            self.file += text_len;
        } else if let Ok(len) = usize::try_from(text_len) {
            self.file += self.file_len(&self.pending[self.passed..self.passed + len]);
            self.passed += len;
        }
        self.text += text_len;
        while let Some(mark) = self.marks.front().filter(|mark| mark.at < to) {
            let counted = self.file_len("\u{FFFD}");
            self.file = self.file + mark.bytes().len() as u64 - counted;
            self.marks.pop_front();
        }
    }

    /// How many bytes the text takes in the file, if none of it is marked.
    fn file_len(&self, text: &str) -> u64 {
        let len = match self.encoding {
            Encoding::Utf8 => text.len(),
            Encoding::Windows1252 => text.chars().count(),
            Encoding::Utf16Le | Encoding::Utf16Be => text.chars().map(|c| 2 * c.len_utf16()).sum(),
        };
        len as u64
    }
}

/// The bytes that the text has in a file of the encoding.
pub(crate) fn encoded(encoding: Encoding, text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    encode(encoding, text, &mut bytes);
    bytes
}

fn encode(encoding: Encoding, text: &str, into: &mut Vec<u8>) {
    match encoding {
        Encoding::Utf8 => into.extend_from_slice(text.as_bytes()),
        Encoding::Windows1252 => into.extend(text.chars().map(windows1252_byte)),
        Encoding::Utf16Le => into.extend(text.encode_utf16().flat_map(u16::to_le_bytes)),
        Encoding::Utf16Be => into.extend(text.encode_utf16().flat_map(u16::to_be_bytes)),
    }
}
