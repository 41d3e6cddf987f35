//! Single words, in any case.

use super::super::ground::{Ground, Line, NONE};
use super::{Candidates, TermKind};

/// See the module.
pub(super) static KIND: TermKind = TermKind {
    name: "word",
    title: "Words",
    sentence: "A whole word in any case.",
    begin: || Box::<Found>::default(),
};

/// Every frequent word, under its own number.
#[derive(Debug, Default)]
struct Found {
    words: usize,
}

impl Candidates for Found {
    fn step(&mut self, ground: &Ground<'_>) -> Option<(u64, u64)> {
        self.words = ground.words.len();
        None
    }

    fn len(&self) -> usize {
        self.words
    }

    fn held(&self, line: &Line, first: u32, found: &mut Vec<u32>) {
        let words = line.words.iter().filter(|&&word| word != NONE);
        found.extend(words.map(|word| first + word));
    }

    fn query(&self, candidate: u32, ground: &Ground<'_>) -> String {
        ground.words.text(ground.index, candidate).to_owned()
    }
}
