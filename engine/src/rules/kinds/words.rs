//! Words and phrases: `free`, `"my channel"`, `e-mail`, `=Word`. A phrase is its words in a row, whatever symbols stand
//! between them.

use std::ops::Range;
use std::sync::Arc;

use super::super::ask::{Ask, Piece, Tokens};
use super::super::condition::Leaf;
use super::super::lex::{Shape, Term};
use super::super::names::Names;
use super::super::source::{ReadText, Source};
use super::{Reading, RuleKind, equals, in_case, quote};
use crate::bits::BitSet;
use crate::text::{SYMBOL, TextIndex, Tokenizer};

/// See the module.
pub(super) static KIND: RuleKind = RuleKind {
    name: "words",
    title: "Words and phrases",
    sentence: "Whole words in any case; a phrase is its words in a row; = before it asks for exact case.",
    examples: &["free", "\"my channel\"", "e-mail", "=Free"],
    functions: &[],
    read,
};

#[derive(Debug)]
struct Words {
    text: String,
    bare: bool,
    exact: bool,
    /// The words, normalised, in their own case.
    words: Vec<String>,
}

fn read(term: &Term, _names: &Names) -> Reading {
    let mut words = Vec::new();
    Tokenizer::default().each(&term.text, &mut |token| {
        if token.is_word {
            words.push(token.text.to_owned());
        }
    });
    if words.is_empty() {
        return None;
    }
    let bare = term.shape == Shape::Bare;
    Some(Ok(Arc::new(Words {
        text: term.text.clone(),
        bare,
        exact: term.exact,
        words,
    })))
}

impl Words {
    /// Per word the number to compare with: its entry in exact case, else its group. None where the corpus lacks one.
    fn wanted(&self, index: &TextIndex) -> Option<Vec<u32>> {
        let vocabulary = index.vocabulary();
        let number = |word: &String| {
            if self.exact {
                vocabulary.exact(word)
            } else {
                vocabulary.group(&vocabulary.fold(word))
            }
        };
        self.words.iter().map(number).collect()
    }

    fn records_with(&self, index: &TextIndex, number: u32) -> BitSet {
        let mut records = BitSet::empty(index.records());
        if self.exact {
            index.add_entry(number, &mut records);
        } else {
            index.add_group(number, &mut records);
        }
        records
    }

    /// The entries that stand for a number of [`Self::wanted`].
    fn entries(&self, index: &TextIndex, number: u32) -> Vec<u32> {
        if self.exact {
            vec![number]
        } else {
            index.vocabulary().entries(number).to_vec()
        }
    }
}

/// Whether words stand in a row among the tokens of a record, symbols passed over. Each wanted word is given by the
/// entries that stand for it. Most tokens are no first word, so that one comparison a token is nearly all there is.
#[inline(never)]
fn in_a_row(tokens: &[u32], wanted: &[Vec<u32>]) -> bool {
    let [first, rest @ ..] = wanted else {
        return true;
    };
    let stands = |at: usize| {
        let mut words = tokens[at + 1..].iter().filter(|entry| *entry & SYMBOL == 0);
        rest.iter()
            .all(|entries| words.next().is_some_and(|entry| entries.contains(entry)))
    };
    let mut places = tokens.iter().zip(0..);
    match first.as_slice() {
        [only] => places.any(|(entry, at)| entry == only && stands(at)),
        several => places.any(|(entry, at)| several.contains(entry) && stands(at)),
    }
}

impl Leaf for Words {
    fn print(&self) -> String {
        let text = if self.bare && !self.text.contains('"') {
            self.text.clone()
        } else {
            quote(&self.text)
        };
        format!("{}{text}", equals(self.exact))
    }

    fn describe(&self) -> String {
        let what = if self.words.len() == 1 { "" } else { "the phrase " };
        format!("contains {what}“{}”{}", self.words.join(" "), in_case(self.exact))
    }

    fn select(&self, source: &Source<'_>) -> BitSet {
        let index = source.index;
        let Some(wanted) = self.wanted(index) else {
            return BitSet::empty(index.records());
        };
        let mut sets = wanted.iter().map(|&number| self.records_with(index, number));
        let Some(mut found) = sets.next() else {
            return BitSet::empty(index.records());
        };
        sets.for_each(|set| found.and(&set));
        if wanted.len() == 1 {
            return found;
        }
        let wanted: Vec<_> = wanted
            .into_iter()
            .map(|number| self.entries(index, number))
            .collect();
        let records = index
            .tokens_of(&found)
            .filter(|(_, tokens)| in_a_row(tokens, &wanted))
            .map(|(record, _)| record);
        BitSet::from_indices(index.records(), records)
    }

    fn ask(&self) -> Ask {
        Ask::Holds(Tokens {
            tokens: self.words.iter().cloned().map(Piece::whole).collect(),
            exact: self.exact,
            with_symbols: false,
        })
    }

    fn marks(&self, text: &ReadText<'_>, marks: &mut Vec<Range<usize>>) {
        let Some(wanted) = self.wanted(text.index) else {
            return;
        };
        let words: Vec<_> = text.tokens.iter().filter(|token| token.is_word).collect();
        for row in words.windows(wanted.len()) {
            let numbers = row
                .iter()
                .map(|token| if self.exact { token.entry } else { token.group });
            if let (true, [first, ..], [.., last]) = (numbers.eq(wanted.iter().copied()), row, row) {
                marks.push(first.start..last.end);
            }
        }
    }
}
