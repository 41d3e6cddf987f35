//! Finds where one JSON value ends, without reading it and without recursion, and goes on where a chunk was cut.

use memchr::memchr2;

/// The scanner of one value; `Default` is one that has seen nothing.
#[derive(Default)]
pub(crate) struct ValueScanner {
    /// How far into the value it has looked. May point behind the text after a backslash at its end.
    at: usize,
    depth: u64,
    deepest: u64,
    in_string: bool,
}

impl ValueScanner {
    /// Where the value that `text` begins with ends; none if the text ends first. A value that lacks its quotes or
    /// brackets may end too late or never: the reader of the value notices.
    pub(crate) fn end(&mut self, text: &[u8]) -> Option<usize> {
        while self.at < text.len() {
            let done = if self.in_string {
                self.string(text)
            } else {
                self.token(text)
            };
            if done {
                return Some(self.at);
            }
        }
        None
    }

    /// How far it has looked.
    pub(crate) fn looked(&self) -> usize {
        self.at
    }

    fn string(&mut self, text: &[u8]) -> bool {
        match memchr2(b'"', b'\\', &text[self.at..]) {
            None => self.at = text.len(),
            Some(escape) if text[self.at + escape] == b'\\' => self.at += escape + 2,
            Some(quote) => {
                self.at += quote + 1;
                self.in_string = false;
                return self.depth == 0;
            }
        }
        false
    }

    fn token(&mut self, text: &[u8]) -> bool {
        match text[self.at] {
            b'"' => self.in_string = true,
            b'{' | b'[' => {
                self.depth += 1;
                self.deepest = self.deepest.max(self.depth);
            }
            // A bare number or word ends where the list goes on.
            b',' | b'}' | b']' | b' ' | b'\t' | b'\r' | b'\n' if self.depth == 0 => return true,
            b'}' | b']' => {
                self.depth -= 1;
                if self.depth == 0 {
                    self.at += 1;
                    return true;
                }
            }
            _ => {}
        }
        self.at += 1;
        false
    }
}

/// How many objects and arrays lie in one another, at most.
pub(crate) fn depth(text: &str) -> u64 {
    let brackets = memchr::memchr2_iter(b'{', b'[', text.as_bytes()).count() as u64;
    // The brackets alone bound the depth, and are counted many times faster.
    if brackets <= super::DEEPEST {
        return brackets;
    }
    let mut scanner = ValueScanner::default();
    scanner.end(text.as_bytes());
    scanner.deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_ends_at_its_own_bracket_quote_or_comma() {
        let cases = [
            (r#"{"a": "}\"]"}, 2"#, 13),
            (r#"[[1], {}] "#, 9),
            (r#""a\\" "#, 5),
            ("-1.5,", 4),
            ("null]", 4),
        ];
        for (text, end) in cases {
            assert_eq!(ValueScanner::default().end(text.as_bytes()), Some(end), "{text}");
            let mut cut = ValueScanner::default();
            let ends: Vec<_> = (0..=text.len())
                .filter_map(|to| cut.end(&text.as_bytes()[..to]))
                .collect();
            assert_eq!(ends.first(), Some(&end), "{text} byte by byte");
        }
    }

    #[test]
    fn depth_needs_no_stack() {
        assert_eq!(depth(&"[".repeat(1_000_000)), 1_000_000);
        assert_eq!(
            depth(&"[]".repeat(200)),
            1,
            "only what lies in one another counts"
        );
    }
}
