//! Where lines end, and a cutter for formats of one record a line.

use memchr::{memchr, memchr_iter, memchr2};

/// What ends a line. The file's first line break decides: where lines end with LF or CRLF, a lone CR is text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum LineEnds {
    /// No line break seen yet.
    #[default]
    Unknown,
    /// LF, and the CR before it if there is one.
    Lf,
    /// CR, LF or CRLF: a file of the old Mac kind.
    Any,
}

impl LineEnds {
    /// Decides by the first line break at or after `from`; stays unknown while a CR at the text's end might yet be
    /// a CRLF.
    pub(crate) fn decide(self, text: &[u8], from: usize, last: bool) -> Self {
        if self != Self::Unknown {
            return self;
        }
        match memchr2(b'\n', b'\r', &text[from..]) {
            None if last => Self::Lf,
            None => Self::Unknown,
            Some(at) if text[from + at] == b'\n' => Self::Lf,
            Some(at) => match text.get(from + at + 1) {
                Some(b'\n') => Self::Lf,
                None if !last => Self::Unknown,
                _ => Self::Any,
            },
        }
    }

    /// The first line end at or after `from`: where the line's text ends and where the next line begins.
    pub(crate) fn find(self, text: &[u8], from: usize, last: bool) -> Option<(usize, usize)> {
        if self == Self::Unknown {
            return None;
        }
        if self == Self::Any {
            let end = from + memchr2(b'\n', b'\r', &text[from..])?;
            let next = self.after(text, end, last)?;
            return Some((end, next));
        }
        let newline = from + memchr(b'\n', &text[from..])?;
        let end = if newline > 0 && text[newline - 1] == b'\r' {
            newline - 1
        } else {
            newline
        };
        Some((end, newline + 1))
    }

    /// Where the next line begins if a line ends at `end`; none if more text is needed to know.
    fn after(self, text: &[u8], end: usize, last: bool) -> Option<usize> {
        match (text[end], text.get(end + 1)) {
            (b'\r', Some(b'\n')) => Some(end + 2),
            (b'\r', None) if !last => None,
            _ => Some(end + 1),
        }
    }

    /// How many line ends lie inside the text.
    pub(crate) fn count(self, text: &[u8]) -> u64 {
        let newlines = memchr_iter(b'\n', text).count();
        let lone = match self {
            Self::Any => memchr_iter(b'\r', text)
                .filter(|at| text.get(at + 1) != Some(&b'\n'))
                .count(),
            _ => 0,
        };
        (newlines + lone) as u64
    }
}

/// Cuts a text into lines, and keeps count of them.
#[derive(Default)]
pub(crate) struct Lines {
    ends: LineEnds,
    /// How far into the unfinished line there is no line end.
    looked: usize,
    /// The next line's number, from 1, less one.
    lines: u64,
    /// Where the next line begins in the decoded text.
    at: u64,
}

/// One line.
pub(crate) struct Line<'t> {
    pub(crate) text: &'t str,
    pub(crate) number: u64,
    pub(crate) byte: u64,
}

impl Lines {
    /// Hands on every complete line, and says how many bytes they took. As [`Cut::cut`](super::carry::Cut::cut).
    pub(crate) fn cut(&mut self, text: &str, last: bool, mut each: impl FnMut(Line<'_>)) -> usize {
        let bytes = text.as_bytes();
        self.ends = self.ends.decide(bytes, self.looked, last);
        let mut start = 0;
        while start < text.len() {
            let found = self.ends.find(bytes, start + self.looked, last);
            let Some((end, next)) = found.or(last.then_some((text.len(), text.len()))) else {
                // A CR at the very end must be looked at again.
                self.looked = (text.len() - start).saturating_sub(1);
                break;
            };
            self.lines += 1;
            each(Line {
                text: &text[start..end],
                number: self.lines,
                byte: self.at,
            });
            self.at += (next - start) as u64;
            self.looked = 0;
            start = next;
        }
        start
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        Lines::default().cut(text, true, |line| found.push(line.text.to_owned()));
        found
    }

    #[test]
    fn the_first_line_break_decides() {
        assert_eq!(lines("a\r\nb\rc\r\nd"), ["a", "b\rc", "d"]);
        assert_eq!(lines("a\nb\rc\r\n"), ["a", "b\rc"]);
        assert_eq!(lines("a\rb\nc\r\nd\r"), ["a", "b", "c", "d"]);
        assert_eq!(lines("a\n\nb"), ["a", "", "b"]);
    }
}
