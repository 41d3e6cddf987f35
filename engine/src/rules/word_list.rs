//! A word list as queries ask for it: its entries read once, and resolved once an index, so that thousands of entries
//! cost a keystroke no more than one word.

use std::sync::{Arc, Mutex, PoisonError};

use super::ask::{Ask, Piece, Tokens};
use super::found_in::Resolved;
use crate::error::{Error, Result};
use crate::lists::{MOST_ENTRIES, WordList};
use crate::text::{TextIndex, Tokenizer};

/// A word list with its entries read.
#[derive(Debug)]
pub struct ReadList {
    list: Arc<WordList>,
    entries: Vec<Entry>,
    /// In the numbers of the indexes asked last, in any case and in exact case.
    resolved: Mutex<Vec<Arc<Resolved>>>,
}

/// Indexes whose numbers are kept: those of a few text columns, in both cases.
const KEPT: usize = 8;

/// What one entry asks for. Characters are normalised, in their own case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    /// A word, or several in a row.
    Words(Vec<String>),
    /// A part of a word.
    Part(Part),
    /// Characters without a letter, as they stand, and their tokens.
    Symbols { needle: String, tokens: Vec<String> },
}

/// Letters within a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) text: String,
    /// Letters may stand before them.
    pub(super) before: bool,
    /// Letters may stand after them.
    pub(super) after: bool,
}

impl Entry {
    /// As plain data.
    fn ask(&self, exact: bool) -> Ask {
        let tokens = |tokens| Tokens {
            tokens,
            exact,
            with_symbols: false,
        };
        match self {
            Self::Words(words) => Ask::Holds(tokens(words.iter().cloned().map(Piece::whole).collect())),
            Self::Part(part) => Ask::Holds(tokens(vec![part.piece()])),
            Self::Symbols { needle, tokens } => Ask::Characters {
                needle: needle.clone(),
                tokens: tokens.clone(),
            },
        }
    }

    const fn is_symbols(&self) -> bool {
        matches!(self, Self::Symbols { .. })
    }
}

impl Part {
    /// As plain data.
    pub(super) fn piece(&self) -> Piece {
        Piece {
            text: self.text.clone(),
            before: self.before,
            after: self.after,
        }
    }

    /// Whether it stands in a word where it may; both as they compare.
    pub(super) fn fits(&self, word: &str, part: &str) -> bool {
        match (self.before, self.after) {
            (true, true) => word.contains(part),
            (true, false) => word.ends_with(part),
            (false, true) => word.starts_with(part),
            (false, false) => word == part,
        }
    }
}

impl ReadList {
    /// Reads a list.
    ///
    /// # Errors
    /// No entry, too many, or the first one that can't be read, with its line.
    pub fn new(list: Arc<WordList>) -> Result<Self> {
        let place = || format!("word list ‘{}’", list.name);
        if list.entries.is_empty() {
            return Err(Error::new("The word list is empty", "Write a word or a phrase a line").at(place()));
        }
        if list.entries.len() > MOST_ENTRIES {
            let what = format!("The word list has {} entries", list.entries.len());
            let remedy = format!("Keep it to {MOST_ENTRIES}, or make several lists of it");
            return Err(Error::new(what, remedy).at(place()));
        }
        let mut entries = Vec::with_capacity(list.entries.len());
        for (line, entry) in (1u32..).zip(&list.entries) {
            let read = read(entry).map_err(|(what, remedy)| {
                Error::new(format!("{what} (‘{entry}’)"), remedy).at(format!("{}, line {line}", place()))
            })?;
            entries.push(read);
        }
        Ok(Self::of(list, entries))
    }

    /// A list that was checked when it was made; entries that can't be read all the same find nothing.
    pub(super) fn checked(list: Arc<WordList>) -> Self {
        let entries = list.entries.iter().filter_map(|entry| read(entry).ok()).collect();
        Self::of(list, entries)
    }

    fn of(list: Arc<WordList>, entries: Vec<Entry>) -> Self {
        Self {
            list,
            entries,
            resolved: Mutex::default(),
        }
    }

    /// The list as it is written.
    #[must_use]
    pub const fn list(&self) -> &Arc<WordList> {
        &self.list
    }

    /// Its entries as plain data.
    pub(super) fn asks(&self, exact: bool) -> Vec<Ask> {
        self.entries.iter().map(|entry| entry.ask(exact)).collect()
    }

    /// Whether an entry is symbols.
    pub(super) fn has_symbols(&self) -> bool {
        self.entries.iter().any(Entry::is_symbols)
    }

    /// Whether an entry is none.
    pub(super) fn has_words(&self) -> bool {
        !self.entries.iter().all(Entry::is_symbols)
    }

    /// Its entries in the numbers of an index.
    pub(super) fn resolve(&self, index: &TextIndex, exact: bool) -> Arc<Resolved> {
        let mut kept = self.resolved.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(resolved) = kept.iter().find(|resolved| resolved.is_of(index, exact)) {
            return Arc::clone(resolved);
        }
        let resolved = Arc::new(Resolved::new(&self.entries, index, exact));
        if kept.len() == KEPT {
            kept.remove(0);
        }
        kept.push(Arc::clone(&resolved));
        resolved
    }
}

/// What is wrong with an entry, and what to do.
type Problem = (&'static str, &'static str);

fn read(entry: &str) -> std::result::Result<Entry, Problem> {
    let entry = entry.trim();
    match unquoted(entry) {
        Some(quoted) => literal(&quoted),
        None if entry.contains('*') => starred(entry),
        None => literal(entry),
    }
}

/// What stands between quotes that are all of an entry.
fn unquoted(entry: &str) -> Option<String> {
    let inner = entry
        .strip_prefix(['"', '“', '„'])?
        .strip_suffix(['"', '”', '“'])?;
    Some(inner.replace("\\\"", "\"").replace("\\\\", "\\"))
}

/// Words where there are any, else symbols, as terms of a query.
fn literal(text: &str) -> std::result::Result<Entry, Problem> {
    let (words, tokens) = tokens(text);
    if !words.is_empty() {
        return Ok(Entry::Words(words));
    }
    if tokens.is_empty() {
        return Err((
            "There is nothing to look for in this entry",
            "Write a word there, or take the line away",
        ));
    }
    Ok(Entry::Symbols {
        needle: needle(text).to_owned(),
        tokens,
    })
}

fn starred(entry: &str) -> std::result::Result<Entry, Problem> {
    let inner = entry.trim_matches('*');
    let (words, tokens) = tokens(inner);
    match words.as_slice() {
        [] if inner.is_empty() && entry != "*" => {
            Err(("These stars have no letters", "Write sub* or *song*"))
        }
        [] => literal(entry),
        [part] if tokens.len() == 1 => Ok(Entry::Part(Part {
            text: part.clone(),
            before: entry.starts_with('*'),
            after: entry.ends_with('*'),
        })),
        _ => Err((
            "A star goes at the beginning or the end of one word",
            "Put quotes round the entry to look for it as it is",
        )),
    }
}

/// The words of a text, and all its tokens.
fn tokens(text: &str) -> (Vec<String>, Vec<String>) {
    let (mut words, mut tokens) = (Vec::new(), Vec::new());
    Tokenizer::default().each(text, &mut |token| {
        if token.is_word {
            words.push(token.text.to_owned());
        }
        tokens.push(token.text.to_owned());
    });
    (words, tokens)
}

/// The characters to look for: how an emoji is drawn doesn't matter.
pub(super) fn needle(text: &str) -> &str {
    text.trim().trim_end_matches('\u{fe0f}')
}

/// Puts lines with a star inside a word into quotes, as lists of masked words have them (`f*ck`), so that they are
/// looked for as they are. Returns how many that were.
pub fn quote_inner_stars(entries: &mut [String]) -> u32 {
    let mut quoted = 0;
    for entry in entries {
        if entry.contains('*') && read(entry).is_err() && !entry.trim_matches('*').is_empty() {
            *entry = format!("\"{}\"", entry.replace('\\', "\\\\").replace('"', "\\\""));
            quoted += 1;
        }
    }
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_words_phrases_parts_and_symbols() {
        let words = |words: &[&str]| Entry::Words(words.iter().map(ToString::to_string).collect());
        let part = |text: &str, before, after| {
            Entry::Part(Part {
                text: text.to_owned(),
                before,
                after,
            })
        };
        let symbols = |needle: &str| Entry::Symbols {
            needle: needle.to_owned(),
            tokens: needle.chars().map(String::from).collect(),
        };
        let cases = [
            ("free", words(&["free"])),
            ("good morning", words(&["good", "morning"])),
            ("\"good, morning\"", words(&["good", "morning"])),
            ("\"f*ck\"", words(&["f", "ck"])),
            ("e-mail", words(&["e", "mail"])),
            ("sub*", part("sub", false, true)),
            ("*song*", part("song", true, true)),
            ("*ing", part("ing", true, false)),
            (":-)", symbols(":-)")),
            ("*", symbols("*")),
            ("\"\\\"\"", symbols("\"")),
            ("=)", symbols("=)")),
        ];
        for (entry, expected) in cases {
            assert_eq!(read(entry), Ok(expected), "{entry}");
        }
        for entry in ["", "\"\"", "***", "so*ng", "good morn*", "\u{301}"] {
            assert!(read(entry).is_err(), "{entry}");
        }
    }

    #[test]
    fn a_line_that_cant_be_read_is_named() {
        let list = |entries: &[&str]| {
            Arc::new(WordList {
                name: "greetings".to_owned(),
                entries: entries.iter().map(ToString::to_string).collect(),
            })
        };
        let error = ReadList::new(list(&["hi", "so*ng"])).unwrap_err().to_string();
        assert!(
            error.starts_with("word list ‘greetings’, line 2: A star"),
            "{error}"
        );
        assert!(ReadList::new(list(&[])).is_err());
        let mut entries = vec!["f*ck".to_owned(), "sub*".to_owned(), "***".to_owned()];
        assert_eq!(quote_inner_stars(&mut entries), 1);
        assert_eq!(entries, ["\"f*ck\"", "sub*", "***"]);
    }
}
