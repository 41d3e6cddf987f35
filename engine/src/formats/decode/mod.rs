//! Bytes to text, in chunks cut anywhere. What is no text becomes U+FFFD and a [`Mark`], so that the row it stands
//! in can be set aside with its bytes.

mod utf16;
mod utf8;
mod windows1252;

use super::Encoding;

pub(super) use windows1252::byte_of as windows1252_byte;

/// Bytes that are no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// Where its U+FFFD is in the decoded text, in bytes.
    pub(super) at: u64,
    bytes: [u8; 3],
    len: u8,
}

impl Mark {
    /// At most three bytes: the longest piece of UTF-8 that is no character.
    fn new(at: u64, invalid: &[u8]) -> Self {
        let mut bytes = [0; 3];
        let len = invalid.len().min(3);
        bytes[..len].copy_from_slice(&invalid[..len]);
        Self {
            at,
            bytes,
            len: u8::try_from(len).unwrap_or(3),
        }
    }

    /// The bytes as they are in the file.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes[..usize::from(self.len)]
    }
}

/// How many bytes of text U+FFFD takes.
pub(super) const REPLACEMENT_LEN: usize = '\u{FFFD}'.len_utf8();

/// The text of one chunk.
pub(super) struct Piece<'a> {
    pub(super) text: &'a str,
    /// What in the chunk was no text.
    pub(super) marks: &'a [Mark],
    /// The length of the file's byte order mark, which is no part of the text.
    pub(super) byte_order_mark: u64,
}

/// The decoder of one file.
pub(super) struct Decoder {
    encoding: Encoding,
    /// The text of the last chunk, where it is not the chunk itself.
    text: String,
    /// The chunk with what was held before it.
    joined: Vec<u8>,
    /// The beginning of a character that the last chunk cut, or of a byte order mark.
    held: Vec<u8>,
    past_start: bool,
    /// Bytes of text given out so far.
    given: u64,
    /// The length of the byte order mark, if the file begins with one.
    bom: u64,
    /// What was no text in the last chunk.
    marks: Vec<Mark>,
}

impl Decoder {
    pub(super) fn new(encoding: Encoding) -> Self {
        Self {
            encoding,
            text: String::new(),
            joined: Vec::new(),
            held: Vec::new(),
            past_start: false,
            given: 0,
            bom: 0,
            marks: Vec::new(),
        }
    }

    /// Decodes the next chunk. Nothing is held back after the `last`.
    pub(super) fn decode<'a>(&'a mut self, chunk: &'a [u8], last: bool) -> Piece<'a> {
        self.marks.clear();
        let mut bytes = chunk;
        if !self.held.is_empty() {
            self.joined.clear();
            self.joined.append(&mut self.held);
            self.joined.extend_from_slice(chunk);
            bytes = &self.joined;
        }
        if !self.past_start {
            let mark = byte_order_mark(self.encoding);
            if !last && bytes.len() < mark.len() && mark.starts_with(bytes) {
                self.held.extend_from_slice(bytes);
                return Piece {
                    text: "",
                    marks: &self.marks,
                    byte_order_mark: 0,
                };
            }
            self.past_start = true;
            if let (false, Some(rest)) = (mark.is_empty(), bytes.strip_prefix(mark)) {
                self.bom = mark.len() as u64;
                bytes = rest;
            }
        }
        let mut out = Out {
            text: &mut self.text,
            marks: &mut self.marks,
            base: self.given,
        };
        out.text.clear();
        let (borrowed, used) = match self.encoding {
            Encoding::Utf8 => utf8::decode(bytes, last, &mut out),
            Encoding::Utf16Le => utf16::decode(bytes, u16::from_le_bytes, last, &mut out),
            Encoding::Utf16Be => utf16::decode(bytes, u16::from_be_bytes, last, &mut out),
            Encoding::Windows1252 => windows1252::decode(bytes, &mut out),
        };
        self.held.extend_from_slice(&bytes[used..]);
        let text = borrowed.unwrap_or(&self.text);
        self.given += text.len() as u64;
        Piece {
            text,
            marks: &self.marks,
            byte_order_mark: self.bom,
        }
    }
}

/// Where a chunk's text goes if it cannot be borrowed from the chunk.
struct Out<'o> {
    text: &'o mut String,
    marks: &'o mut Vec<Mark>,
    base: u64,
}

impl Out<'_> {
    fn invalid(&mut self, bytes: &[u8]) {
        self.marks
            .push(Mark::new(self.base + self.text.len() as u64, bytes));
        self.text.push('\u{FFFD}');
    }
}

/// What a decoder gives back: the text if it is the bytes themselves, and how many bytes it used. The rest, cut in
/// the middle of a character, is held for the next chunk.
type Decoded<'a> = (Option<&'a str>, usize);

/// The byte order mark a file of the encoding may begin with.
pub(super) fn byte_order_mark(encoding: Encoding) -> &'static [u8] {
    match encoding {
        Encoding::Utf8 => b"\xEF\xBB\xBF",
        Encoding::Utf16Le => b"\xFF\xFE",
        Encoding::Utf16Be => b"\xFE\xFF",
        Encoding::Windows1252 => b"",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text, and each mark's place and bytes, from chunks of this size.
    fn decoded(encoding: Encoding, bytes: &[u8], step: usize) -> (String, Vec<(u64, Vec<u8>)>) {
        let mut decoder = Decoder::new(encoding);
        let (mut text, mut marks) = (String::new(), Vec::new());
        let chunks = bytes
            .chunks(step)
            .map(|chunk| (chunk, false))
            .chain([(&[][..], true)]);
        for (chunk, last) in chunks {
            let piece = decoder.decode(chunk, last);
            text.push_str(piece.text);
            marks.extend(piece.marks.iter().map(|mark| (mark.at, mark.bytes().to_vec())));
        }
        (text, marks)
    }

    #[test]
    fn chunks_of_any_size_give_the_same_text() {
        type Case = (
            Encoding,
            &'static [u8],
            &'static str,
            &'static [(u64, &'static [u8])],
        );
        let cases: [Case; 6] = [
            (
                Encoding::Utf8,
                b"\xEF\xBB\xBFa\xC3\xA9\xF0\x9F\x98\x80",
                "aé😀",
                &[],
            ),
            (
                Encoding::Utf8,
                b"a\xFFb\xE2\x82",
                "a\u{FFFD}b\u{FFFD}",
                &[(1, b"\xFF"), (5, b"\xE2\x82")],
            ),
            (Encoding::Utf16Le, b"\xFF\xFEa\0\x3D\xD8\x00\xDE", "a😀", &[]),
            (
                Encoding::Utf16Le,
                b"\x3D\xD8a\0b",
                "\u{FFFD}a\u{FFFD}",
                &[(0, b"\x3D\xD8"), (4, b"b")],
            ),
            (
                Encoding::Utf16Be,
                b"\xFE\xFF\0a\xDE\x00",
                "a\u{FFFD}",
                &[(1, b"\xDE\x00")],
            ),
            (
                Encoding::Windows1252,
                b"caf\xE9 \x80\x93\x81",
                "café €“\u{81}",
                &[],
            ),
        ];
        for (encoding, bytes, text, marks) in cases {
            let marks: Vec<_> = marks.iter().map(|(at, bytes)| (*at, bytes.to_vec())).collect();
            for step in 1..=bytes.len() {
                assert_eq!(
                    decoded(encoding, bytes, step),
                    (text.to_owned(), marks.clone()),
                    "{encoding:?} by {step}"
                );
            }
        }
    }
}
