//! Where in a query the cursor is: in a word, at the end of a finished term, or where nothing can be offered.

/// What the cursor is at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In a word of a bare term or a phrase: its bytes, and what stands of it before the cursor.
    Word {
        start: usize,
        end: usize,
        partial: String,
        /// The function in whose parentheses it stands.
        function: Option<String>,
        in_phrase: bool,
        /// Whether nothing but spaces and commas follows.
        at_end: bool,
    },
    /// Behind a term, or where none has begun.
    Finished {
        /// Whether nothing but spaces and commas follows.
        at_end: bool,
    },
    /// In a regular expression, say.
    Nowhere,
}

impl Place {
    /// The bytes that an offer replaces.
    pub(super) fn range(&self, query: &str) -> (usize, usize) {
        match self {
            Self::Word { start, end, .. } => (*start, *end),
            _ => (query.len(), query.len()),
        }
    }
}

/// Where the reading is at some byte.
#[derive(Clone, Copy)]
enum State {
    Between,
    /// In a bare term that begins at a byte.
    Bare(usize),
    /// In the quotes of a column's value; the term begins at a byte.
    Value(usize),
    /// In a phrase whose present word begins at a byte.
    Phrase(usize),
    Slashes,
}

/// What the cursor, in UTF-16 units, is at.
pub(super) fn at_cursor(query: &str, cursor: u32) -> Place {
    let cursor = byte_of(query, cursor);
    let before = &query[..cursor];
    let (state, function) = read(before);
    let word = |start: usize, in_phrase: bool| {
        let end = cursor + rest_of_word(&query[cursor..]);
        // Only what is letters at the end is a word that goes on: in `e-ma` it is `ma`.
        let from = if in_phrase || is_named(&before[start..]) {
            start
        } else {
            let head = before[start..].trim_end_matches(|c: char| c.is_alphanumeric() || c == '_');
            start + head.len()
        };
        Place::Word {
            start: from,
            end,
            partial: before[from..].to_owned(),
            function: function.clone(),
            in_phrase,
            at_end: is_blank(&query[end..]),
        }
    };
    match state {
        State::Slashes => Place::Nowhere,
        State::Bare(start) | State::Value(start) => word(start, false),
        State::Phrase(start) if start < cursor => word(start, true),
        State::Phrase(_) => Place::Nowhere,
        State::Between if function.as_deref() == Some("missing") => word(cursor, false),
        State::Between if function.is_some() => Place::Nowhere,
        State::Between => Place::Finished {
            at_end: is_blank(&query[cursor..]),
        },
    }
}

fn is_blank(rest: &str) -> bool {
    rest.chars().all(|c| c.is_whitespace() || c == ',')
}

/// A term that is more than letters: a list, a column's value, a length.
fn is_named(term: &str) -> bool {
    term.starts_with('@') || term.contains([':', '=', '<', '>', '!'])
}

/// Reads up to the end of a text, as the lexer would.
fn read(before: &str) -> (State, Option<String>) {
    let mut state = State::Between;
    let mut functions: Vec<Option<String>> = Vec::new();
    let mut chars = before.char_indices();
    while let Some((at, c)) = chars.next() {
        let next = at + c.len_utf8();
        state = match (state, c) {
            (State::Phrase(_) | State::Slashes, '\\') => {
                chars.next();
                state
            }
            (State::Phrase(_), '"') | (State::Slashes, '/') | (State::Value(_), '"') => State::Between,
            (State::Phrase(_), c) if c.is_whitespace() => State::Phrase(next),
            (State::Phrase(_) | State::Slashes | State::Value(_), _) => state,
            (State::Between, '"') => State::Phrase(next),
            (State::Between, '/') => State::Slashes,
            (State::Between, '-' | '=') => State::Between,
            (State::Bare(start), '"') if before[start..at].ends_with([':', '=']) => State::Value(start),
            (State::Bare(start), '(') => {
                functions.push(Some(before[start..at].to_owned()));
                State::Between
            }
            (State::Between, '(') => {
                functions.push(None);
                State::Between
            }
            (_, ')') => {
                functions.pop();
                State::Between
            }
            (_, c) if c.is_whitespace() || c == ',' => State::Between,
            (State::Between, _) => State::Bare(at),
            (State::Bare(_), _) => state,
        };
    }
    (state, functions.pop().flatten())
}

/// Bytes of the word that goes on behind the cursor.
fn rest_of_word(after: &str) -> usize {
    after
        .find(|c: char| !(c.is_alphanumeric() || c == '_'))
        .unwrap_or(after.len())
}

/// The byte at so many UTF-16 units; the end where there are fewer.
pub(super) fn byte_of(text: &str, units: u32) -> usize {
    let mut left = units;
    for (at, c) in text.char_indices() {
        if left == 0 {
            return at;
        }
        left = left.saturating_sub(if c.len_utf16() == 2 { 2 } else { 1 });
    }
    text.len()
}

/// UTF-16 units before a byte.
pub(super) fn utf16(text: &str, byte: usize) -> u32 {
    crate::num::count(text[..byte].encode_utf16().count())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `|` is the cursor.
    fn at(query: &str) -> Place {
        let cursor = query.find('|').unwrap();
        at_cursor(&query.replacen('|', "", 1), utf16(query, cursor))
    }

    fn partial(query: &str) -> (String, Option<String>) {
        match at(query) {
            Place::Word {
                partial, function, ..
            } => (partial, function),
            other => panic!("{query}: {other:?}"),
        }
    }

    #[test]
    fn words_are_told_from_finished_terms() {
        for (query, expected) in [
            ("fre|", "fre"),
            ("a, fr|ee b", "fr"),
            ("-fre|", "fre"),
            ("(a, fre|", "fre"),
            ("e-ma|", "ma"),
            ("\"my cha|", "cha"),
            ("lang:e|", "lang:e"),
            ("channel:\"phone n|", "channel:\"phone n"),
            ("@gre|", "@gre"),
            ("😀 fre|", "fre"),
        ] {
            assert_eq!(partial(query).0, expected, "{query}");
        }
        assert_eq!(partial("near(ref|"), ("ref".to_owned(), Some("near".to_owned())));
        assert_eq!(partial("missing(|"), (String::new(), Some("missing".to_owned())));
        assert_eq!(partial("near(a, b, 3) fre|").1, None);
        for query in ["|", "free |", "free, |", "free (a) |", "\"my channel\" |"] {
            assert_eq!(at(query), Place::Finished { at_end: true }, "{query}");
        }
        assert_eq!(at("free | song"), Place::Finished { at_end: false });
        for query in ["/ab|", "/a b|", "\"my |", "near(a, |"] {
            assert_eq!(at(query), Place::Nowhere, "{query}");
        }
    }

    #[test]
    fn the_whole_word_is_replaced_wherever_in_it_the_cursor_is() {
        let Place::Word { start, end, .. } = at("é fr|ee, b") else {
            panic!()
        };
        assert_eq!((start, end), (3, 7));
        assert_eq!(byte_of("é😀x", 3), 6);
        assert_eq!(utf16("é😀x", 6), 3);
    }
}
