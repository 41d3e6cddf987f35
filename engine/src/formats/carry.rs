//! Keeps the piece of a row that the end of a chunk cut off.

use super::RowSink;

/// Takes whole rows off the front of a text.
pub(crate) trait Cut {
    /// Reads every complete row and says how many bytes they took. The next call's text begins with the rest, so
    /// that a reader may remember how far into it it has looked. All is complete when this is the `last` text.
    fn cut(&mut self, text: &str, last: bool, sink: &mut dyn RowSink) -> usize;
}

/// The unfinished row. Rows that lie within one chunk are read in place and never pass through here.
#[derive(Default)]
pub(crate) struct Carry {
    text: String,
}

impl Carry {
    /// Reads the next chunk: first its part of the row that is carried, then the rest in place.
    pub(crate) fn push(&mut self, chunk: &str, reader: &mut impl Cut, sink: &mut dyn RowSink) {
        let mut rest = chunk;
        while !self.text.is_empty() && !rest.is_empty() {
            let end = memchr::memchr(b'\n', rest.as_bytes()).map_or(rest.len(), |newline| newline + 1);
            self.text.push_str(&rest[..end]);
            rest = &rest[end..];
            let used = reader.cut(&self.text, false, sink);
            self.text.drain(..used);
        }
        if !rest.is_empty() {
            let used = reader.cut(rest, false, sink);
            self.text.push_str(&rest[used..]);
        }
    }

    /// Reads what is carried as the end of the file.
    pub(crate) fn finish(&mut self, reader: &mut impl Cut, sink: &mut dyn RowSink) {
        let text = std::mem::take(&mut self.text);
        let used = reader.cut(&text, true, sink);
        debug_assert_eq!(used, text.len(), "a reader takes all of the last text");
    }
}
