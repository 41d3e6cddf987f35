//! Misspelt words: `chanel~1` finds every word at most one letter away: changed, added or left out.

use std::ops::Range;
use std::sync::Arc;

use super::super::QueryError;
use super::super::ask::Ask;
use super::super::condition::Leaf;
use super::super::lex::{Shape, Term};
use super::super::names::Names;
use super::super::source::{ReadText, Source};
use super::{Reading, RuleKind};
use crate::bits::BitSet;
use crate::text::{TextIndex, Tokenizer};

/// See the module.
pub(super) static KIND: RuleKind = RuleKind {
    name: "fuzzy",
    title: "Misspelt words",
    sentence: "Words at most one or two letters away, in any case: a letter changed, added or left out.",
    examples: &["chanel~1", "subscribe~2"],
    functions: &[],
    read,
};

/// Most letters away that still mean the same word.
const FARTHEST: usize = 2;

/// Longest word that the bits of one number hold.
const LONGEST: usize = 64;

#[derive(Debug)]
struct Fuzzy {
    /// The word, normalised, in its own case.
    word: String,
    distance: usize,
}

fn read(term: &Term, _names: &Names) -> Reading {
    let (word, distance) = term.text.rsplit_once('~')?;
    if term.shape != Shape::Bare || word.is_empty() {
        return None;
    }
    let distance: usize = distance.parse().ok()?;
    let mut words = Vec::new();
    let mut symbols = 0;
    Tokenizer::default().each(word, &mut |token| {
        words.push(token.text.to_owned());
        symbols += usize::from(!token.is_word);
    });
    let problem = |what: &str, remedy: &str| Some(Err(QueryError::new(term.start, term.end, what, remedy)));
    match words.as_slice() {
        _ if term.exact => problem(
            "Misspelt words are looked for in any case",
            "Take the = away, or the ~ and its number",
        ),
        _ if distance == 0 || distance > FARTHEST => problem(
            "Words are looked for at most two letters away",
            "Write ~1 or ~2 behind the word",
        ),
        [only] if symbols == 0 && only.chars().count() <= LONGEST => {
            if only.chars().count() <= distance {
                return problem(
                    "So short a word is near every other",
                    "Write a longer one, or fewer letters behind ~",
                );
            }
            Some(Ok(Arc::new(Fuzzy {
                word: only.clone(),
                distance,
            })))
        }
        _ => problem(
            "~ and a number belong behind one word",
            "Write it without symbols, or quotes round it to look for it as it is",
        ),
    }
}

impl Fuzzy {
    fn pattern(&self, index: &TextIndex) -> Pattern {
        Pattern::new(&index.fold(&self.word))
    }

    fn groups(&self, index: &TextIndex) -> Vec<u32> {
        let pattern = self.pattern(index);
        let vocabulary = index.vocabulary();
        vocabulary
            .groups()
            .filter(|&group| {
                let is_word = vocabulary
                    .entries(group)
                    .iter()
                    .any(|&entry| !vocabulary.is_symbol(entry));
                is_word && pattern.is_within(vocabulary.folded(group), self.distance)
            })
            .collect()
    }
}

/// The words of an index at most one letter away from a folded word, itself among them; none for a word so short that
/// every other is near.
pub(crate) fn near_words(index: &TextIndex, word: &str) -> Vec<u32> {
    const SHORTEST: usize = 4;
    let letters = word.chars().count();
    if !(SHORTEST..=LONGEST).contains(&letters) {
        return Vec::new();
    }
    let fuzzy = Fuzzy {
        word: word.to_owned(),
        distance: 1,
    };
    fuzzy.groups(index)
}

impl Leaf for Fuzzy {
    fn print(&self) -> String {
        format!("{}~{}", self.word, self.distance)
    }

    fn describe(&self) -> String {
        let letters = if self.distance == 1 {
            "one letter"
        } else {
            "two letters"
        };
        format!("has a word at most {letters} away from “{}”", self.word)
    }

    fn select(&self, source: &Source<'_>) -> BitSet {
        let mut found = BitSet::empty(source.records());
        for group in self.groups(source.index) {
            source.index.add_group(group, &mut found);
        }
        found
    }

    fn ask(&self) -> Ask {
        Ask::Misspelt {
            word: self.word.clone(),
            distance: self.distance,
        }
    }

    fn marks(&self, text: &ReadText<'_>, marks: &mut Vec<Range<usize>>) {
        let pattern = self.pattern(text.index);
        let vocabulary = text.index.vocabulary();
        let near = text.tokens.iter().filter(|token| {
            token.is_word && pattern.is_within(vocabulary.folded(token.group), self.distance)
        });
        marks.extend(near.map(|token| token.start..token.end));
    }
}

/// A word to be compared with many: per letter the places where it stands, as bits.
///
/// Levenshtein's distance by Myers' bit vectors: G. Myers, "A fast bit-vector algorithm for approximate string matching
/// based on dynamic programming", J. ACM 46 (1999), in the form of H. Hyyrö (2001).
struct Pattern {
    letters: Vec<char>,
    places: Vec<(char, u64)>,
}

impl Pattern {
    /// At most [`LONGEST`] letters; folding may lengthen a word, whose further letters are then left out of the count.
    fn new(word: &str) -> Self {
        let letters: Vec<char> = word.chars().take(LONGEST).collect();
        let mut places: Vec<(char, u64)> = Vec::new();
        for (at, &letter) in letters.iter().enumerate() {
            match places.iter_mut().find(|(known, _)| *known == letter) {
                Some((_, bits)) => *bits |= 1 << at,
                None => places.push((letter, 1 << at)),
            }
        }
        Self { letters, places }
    }

    fn is_within(&self, word: &str, distance: usize) -> bool {
        // A letter has one to four bytes: most words are too short or too long at a glance.
        let own = self.letters.len();
        if word.len() + distance < own || word.len() > 4 * (own + distance) {
            return false;
        }
        own.abs_diff(word.chars().count()) <= distance && self.distance(word) <= distance
    }

    fn distance(&self, word: &str) -> usize {
        let last = 1u64 << (self.letters.len() - 1);
        let (mut more, mut less, mut distance) = (u64::MAX, 0u64, self.letters.len());
        for letter in word.chars() {
            let same = self
                .places
                .iter()
                .find(|(known, _)| *known == letter)
                .map_or(0, |&(_, bits)| bits);
            let diagonal = (((same & more).wrapping_add(more)) ^ more) | same | less;
            let (mut up, mut down) = (less | !(diagonal | more), more & diagonal);
            distance += usize::from(up & last != 0);
            distance -= usize::from(down & last != 0);
            up = (up << 1) | 1;
            down <<= 1;
            (more, less) = (down | !(diagonal | up), up & diagonal);
        }
        distance
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The definition, row by row.
    fn plain_distance(a: &str, b: &str) -> usize {
        let b: Vec<char> = b.chars().collect();
        let mut row: Vec<usize> = (0..=b.len()).collect();
        for (i, one) in a.chars().enumerate() {
            let mut before = std::mem::replace(&mut row[0], i + 1);
            for (j, other) in b.iter().enumerate() {
                let changed = before + usize::from(one != *other);
                before = row[j + 1];
                row[j + 1] = changed.min(row[j] + 1).min(before + 1);
            }
        }
        row[b.len()]
    }

    proptest! {
        #[test]
        fn distances_are_those_of_the_definition(a in "[abcé]{1,9}", b in "[abcé]{0,9}") {
            let pattern = Pattern::new(&a);
            prop_assert_eq!(pattern.distance(&b), plain_distance(&a, &b));
            for distance in 1..=FARTHEST {
                prop_assert_eq!(pattern.is_within(&b, distance), plain_distance(&a, &b) <= distance);
            }
        }
    }

    #[test]
    fn a_word_as_long_as_the_bits_is_compared_whole() {
        let long = "ab".repeat(32);
        assert_eq!(Pattern::new(&long).distance(&long), 0);
        assert_eq!(Pattern::new(&long).distance(&long[1..]), 1);
    }
}
