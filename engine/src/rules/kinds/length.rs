//! Lengths: `words<5`, `chars>=200`.

use std::sync::Arc;

use super::super::QueryError;
use super::super::ask::{Ask, Comparison};
use super::super::condition::Leaf;
use super::super::lex::{Shape, Term};
use super::super::names::Names;
use super::super::source::Source;
use super::{Reading, RuleKind};
use crate::bits::BitSet;

/// See the module.
pub(super) static KIND: RuleKind = RuleKind {
    name: "length",
    title: "Lengths",
    sentence: "How many words or characters a text has: <, <=, =, !=, >= or > a number.",
    examples: &["words<5", "chars>=200"],
    functions: &[],
    read,
};

/// A sign, how it is said, and whether it holds between two numbers.
pub(super) type Sign = (&'static str, &'static str, fn(u32, u32) -> bool);

/// How two numbers are compared; longer signs first, as they're looked for.
pub(super) const SIGNS: [Sign; 6] = [
    ("<=", "at most", |a, b| a <= b),
    (">=", "at least", |a, b| a >= b),
    ("!=", "not", |a, b| a != b),
    ("<", "fewer than", |a, b| a < b),
    (">", "more than", |a, b| a > b),
    ("=", "exactly", |a, b| a == b),
];

/// What can be measured.
pub(crate) const MEASURES: [&str; 2] = ["words", "chars"];

/// Whether a word names something that can be measured.
pub(in super::super) fn is_measure(word: &str) -> bool {
    MEASURES.contains(&word)
}

#[derive(Debug)]
struct Length {
    measure: &'static str,
    sign: usize,
    number: u32,
}

fn read(term: &Term, _names: &Names) -> Reading {
    if term.shape != Shape::Bare || term.exact {
        return None;
    }
    let at = term.text.find(['<', '>', '=', '!', ':'])?;
    let (name, rest) = term.text.split_at(at);
    let problem = |what: String, remedy: &str| Some(Err(QueryError::new(term.start, term.end, what, remedy)));
    let measure = MEASURES.into_iter().find(|&measure| measure == name)?;
    let Some(sign) = SIGNS.iter().position(|(sign, ..)| rest.starts_with(sign)) else {
        return problem(
            format!("‘{rest}’ doesn't compare"),
            "Use <, <=, =, !=, >= or >, as in words<5",
        );
    };
    match rest[SIGNS[sign].0.len()..].parse() {
        Ok(number) => Some(Ok(Arc::new(Length {
            measure,
            sign,
            number,
        }))),
        Err(_) => problem(
            format!("‘{}’ is compared with no whole number", term.text),
            "Write a number right after the sign, as in words<5",
        ),
    }
}

impl Leaf for Length {
    fn print(&self) -> String {
        format!("{}{}{}", self.measure, SIGNS[self.sign].0, self.number)
    }

    fn describe(&self) -> String {
        let unit = match (self.measure == "words", self.number) {
            (true, 1) => "word",
            (true, _) => "words",
            (false, 1) => "character",
            (false, _) => "characters",
        };
        format!("has {} {} {unit}", SIGNS[self.sign].1, self.number)
    }

    fn spans_columns(&self) -> bool {
        false
    }

    /// Accents don't come into it.
    fn folds(&self) -> bool {
        false
    }

    fn select(&self, source: &Source<'_>) -> BitSet {
        let lengths = if self.measure == "words" {
            source.index.words()
        } else {
            source.index.chars()
        };
        let mut found = BitSet::empty(lengths.len());
        fill(lengths, self.number, SIGNS[self.sign].2, found.words_mut());
        found
    }

    fn ask(&self) -> Ask {
        let comparison = Comparison {
            sign: SIGNS[self.sign].0,
            number: self.number,
        };
        if self.measure == "words" {
            Ask::Words(comparison)
        } else {
            Ask::Length(comparison)
        }
    }
}

/// 64 comparisons a word.
#[inline(never)]
fn fill(lengths: &[u32], number: u32, holds: fn(u32, u32) -> bool, words: &mut [u64]) {
    for (lengths, word) in lengths.chunks(64).zip(words) {
        *word = lengths
            .iter()
            .rev()
            .fold(0, |bits, &length| bits << 1 | u64::from(holds(length, number)));
    }
}
