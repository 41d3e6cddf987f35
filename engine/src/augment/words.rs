//! A text as augmentation sees it: words that can be changed with all that stands between them left as it is.
//!
//! A word is a run of word characters, with apostrophes inside it (`don't` is one word here, unlike in the index, since
//! half of it can't be replaced). A run of digits is a number, with points and commas between digits. An address, a
//! mention and a tag (`https://…`, `www.…`, `a@b`, `@name`, `#tag`) are one piece each that word operations leave alone.
//! Of scripts without spaces each character is a word.

use std::ops::Range;

use crate::text::{Class, class};

/// What kind of piece it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordKind {
    /// Letters, maybe with digits among them.
    Word,
    /// Digits.
    Number,
    /// An address, a mention or a tag.
    Link,
}

/// A piece of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// What it is.
    pub kind: WordKind,
    /// Whether it may be changed: it is no link, and locks leave it open.
    pub is_open: bool,
}

impl Word {
    /// Its bytes.
    #[must_use]
    pub const fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    /// Its letters.
    #[must_use]
    pub fn of<'a>(&self, text: &'a str) -> &'a str {
        &text[self.start..self.end]
    }

    /// Whether it may be changed, and is no number.
    #[must_use]
    pub fn is_open_word(&self) -> bool {
        self.is_open && self.kind == WordKind::Word
    }
}

/// The words of a text in order, all open but links.
#[must_use]
pub fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::with_capacity(text.len() / 5 + 1);
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at].is_ascii_whitespace() {
            at += 1;
            continue;
        }
        let end = chunk_end(text, at);
        match link(&text[at..end]) {
            Some(length) => {
                words.push(Word {
                    start: at,
                    end: at + length,
                    kind: WordKind::Link,
                    is_open: false,
                });
                words_within(text, at + length, end, &mut words);
            }
            None => words_within(text, at, end, &mut words),
        }
        at = end;
    }
    words
}

/// Where the run of characters that are no white space ends. Only ASCII's is looked for: a link holds no other.
fn chunk_end(text: &str, at: usize) -> usize {
    let rest = &text.as_bytes()[at..];
    rest.iter()
        .position(u8::is_ascii_whitespace)
        .map_or(text.len(), |length| at + length)
}

/// How much of a chunk is a link; marks of punctuation at its end are not.
fn link(chunk: &str) -> Option<usize> {
    let bytes = chunk.as_bytes();
    let is_mark = |byte: u8| matches!(byte, b'@' | b'#' | b':' | b'.');
    if !bytes.iter().any(|&byte| is_mark(byte)) {
        return None;
    }
    let begins_tag = matches!(bytes[0], b'@' | b'#') && bytes.get(1).is_some_and(u8::is_ascii_alphanumeric);
    let has_at = || {
        chunk
            .find('@')
            .is_some_and(|at| at > 0 && bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric))
    };
    let begins_www = || bytes.len() > 4 && bytes[..4].eq_ignore_ascii_case(b"www.");
    if !(begins_tag || begins_www() || has_at() || chunk.contains("://")) {
        return None;
    }
    let trimmed = chunk.trim_end_matches(['.', ',', '!', '?', ';', ':', ')', '"', '\'']);
    (!trimmed.is_empty()).then_some(trimmed.len())
}

fn words_within(text: &str, from: usize, to: usize, words: &mut Vec<Word>) {
    let mut chars = Chars { text, at: from, to };
    while let Some((start, c)) = chars.next() {
        match class(c) {
            Class::Word => {
                let (end, is_number) = chars.word(c);
                let kind = if is_number {
                    WordKind::Number
                } else {
                    WordKind::Word
                };
                words.push(Word {
                    start,
                    end,
                    kind,
                    is_open: true,
                });
            }
            Class::Single => {
                let end = chars.marks();
                words.push(Word {
                    start,
                    end,
                    kind: WordKind::Word,
                    is_open: true,
                });
            }
            _ => {}
        }
    }
}

struct Chars<'a> {
    text: &'a str,
    at: usize,
    to: usize,
}

impl Chars<'_> {
    fn peek(&self) -> Option<char> {
        self.peek_from(self.at)
    }

    fn peek_from(&self, at: usize) -> Option<char> {
        match self.text.as_bytes()[at..self.to].first() {
            Some(&byte) if byte.is_ascii() => Some(char::from(byte)),
            Some(_) => self.text[at..].chars().next(),
            None => None,
        }
    }

    fn next(&mut self) -> Option<(usize, char)> {
        let (start, c) = (self.at, self.peek()?);
        self.at += c.len_utf8();
        Some((start, c))
    }

    /// Goes behind a word that has begun with a character; its end, and whether it is a number.
    fn word(&mut self, first: char) -> (usize, bool) {
        let mut is_number = first.is_ascii_digit();
        while let Some(c) = self.peek() {
            let after = self.at + c.len_utf8();
            let goes_on = match class(c) {
                Class::Word => {
                    is_number &= c.is_ascii_digit();
                    true
                }
                Class::Mark | Class::Ignored => true,
                _ => match c {
                    '\'' | '’' => {
                        !is_number
                            && self
                                .peek_from(after)
                                .is_some_and(|next| class(next) == Class::Word)
                    }
                    '.' | ',' => is_number && self.peek_from(after).is_some_and(|next| next.is_ascii_digit()),
                    _ => false,
                },
            };
            if !goes_on {
                break;
            }
            self.at = after;
        }
        (self.at, is_number)
    }

    /// Goes behind the marks that follow.
    fn marks(&mut self) -> usize {
        while let Some(c) = self
            .peek()
            .filter(|&c| matches!(class(c), Class::Mark | Class::Ignored))
        {
            self.at += c.len_utf8();
        }
        self.at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(&str, WordKind)> {
        words(text)
            .iter()
            .map(|word| (word.of(text), word.kind))
            .collect()
    }

    #[test]
    fn words_numbers_and_links_are_told_apart() {
        use WordKind::{Link, Number, Word};
        assert_eq!(
            read("Don’t pay £1,000.50, see https://a.example/x?b=1).  @joe: e-mail me@b.example! 2nite"),
            [
                ("Don’t", Word),
                ("pay", Word),
                ("1,000.50", Number),
                ("see", Word),
                ("https://a.example/x?b=1", Link),
                ("@joe", Link),
                ("e", Word),
                ("mail", Word),
                ("me@b.example", Link),
                ("2nite", Word),
            ]
        );
    }

    #[test]
    fn marks_belong_to_their_word_and_scripts_without_spaces_have_a_word_a_character() {
        let words: Vec<&str> = read("cafe\u{301} 我的AI 👩\u{200d}👧 שָׁלוֹם ok'")
            .into_iter()
            .map(|(word, _)| word)
            .collect();
        assert_eq!(words, ["cafe\u{301}", "我", "的", "AI", "שָׁלוֹם", "ok"]);
    }
}
