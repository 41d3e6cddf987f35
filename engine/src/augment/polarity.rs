//! Which words speak well of something and which ill: a sign a word, `word TAB +` or `word TAB -`, in order.
//! `engine/data/README.md` says where the English ones come from.

use std::hash::BuildHasher as _;

use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;

use crate::error::{Error, Result};

/// Signs of words.
#[derive(Debug, Default)]
pub struct Polarity {
    words: HashTable<(Box<str>, bool)>,
}

impl Polarity {
    /// Reads a file.
    ///
    /// # Errors
    /// Bytes that are no such file, with the line.
    pub fn read(bytes: &[u8]) -> Result<Self> {
        let damaged = |what: &str| {
            Error::new(
                format!("The words' signs can't be read. {what}"),
                "Take the file that came with this version.",
            )
        };
        let text = std::str::from_utf8(bytes).map_err(|_| damaged("It is no UTF-8"))?;
        let mut words = HashTable::new();
        for (number, line) in (1..).zip(text.lines()) {
            let is_good = match line.split_once('\t') {
                Some((_, "+")) => true,
                Some((_, "-")) => false,
                _ => return Err(damaged("A line is no word with + or -").at(format!("line {number}"))),
            };
            let word: Box<str> = line[..line.len() - 2].into();
            words.insert_unique(hash(&word), (word, is_good), |(word, _)| hash(word));
        }
        Ok(Self { words })
    }

    /// Whether a word in lower case speaks well, or ill; none where it does neither.
    #[must_use]
    pub fn is_good(&self, word: &str) -> Option<bool> {
        self.words
            .find(hash(word), |(known, _)| **known == *word)
            .map(|(_, is_good)| *is_good)
    }

    /// Whether one of two words speaks well and the other ill.
    #[must_use]
    pub fn are_opposite(&self, a: &str, b: &str) -> bool {
        match (self.is_good(a), self.is_good(b)) {
            (Some(a), Some(b)) => a != b,
            _ => false,
        }
    }
}

fn hash(word: &str) -> u64 {
    FxBuildHasher.hash_one(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_compared() {
        let signs = Polarity::read(b"bad\t-\nfine\t+\ngood\t+\n").unwrap();
        assert!(signs.are_opposite("good", "bad"));
        assert!(!signs.are_opposite("good", "fine"));
        assert!(!signs.are_opposite("good", "table"));
        let error = Polarity::read(b"bad\t-\nfine\n").unwrap_err().to_string();
        assert!(error.starts_with("line 2: "), "{error}");
    }
}
