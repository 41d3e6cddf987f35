//! Parts of words: `subscrib*` at their beginning, `*song*` anywhere in them, `*ing` at their end.

use std::ops::Range;
use std::sync::Arc;

use super::super::QueryError;
use super::super::ask::{Ask, Piece, Tokens};
use super::super::condition::Leaf;
use super::super::lex::{Shape, Term};
use super::super::names::Names;
use super::super::source::{ReadText, Source};
use super::{Reading, RuleKind, equals, in_case};
use crate::bits::BitSet;
use crate::text::{TextIndex, Tokenizer};

/// See the module.
pub(super) static KIND: RuleKind = RuleKind {
    name: "affix",
    title: "Parts of words",
    sentence: "A star stands for any further letters: at the end, at the beginning, or at both.",
    examples: &["subscrib*", "*song*", "*ing"],
    functions: &[],
    read,
};

#[derive(Debug)]
struct Affix {
    part: String,
    /// Letters may stand before the part.
    before: bool,
    /// Letters may stand after it.
    after: bool,
    exact: bool,
}

fn read(term: &Term, _names: &Names) -> Reading {
    if term.shape != Shape::Bare || !term.text.contains('*') {
        return None;
    }
    let inner = term.text.trim_matches('*');
    let mut words = Vec::new();
    let mut symbols = 0;
    Tokenizer::default().each(inner, &mut |token| {
        if token.is_word {
            words.push(token.text.to_owned());
        } else {
            symbols += 1;
        }
    });
    let place = |what: &str, remedy: &str| Some(Err(QueryError::new(term.start, term.end, what, remedy)));
    let (before, after) = (term.text.starts_with('*'), term.text.ends_with('*'));
    match (words.as_slice(), symbols) {
        ([], 0) if inner.is_empty() && term.text != "*" => {
            place("These stars have no letters", "Write sub* or *song*")
        }
        ([], _) => None,
        ([part], 0) => Some(Ok(Arc::new(Affix {
            part: part.clone(),
            before,
            after,
            exact: term.exact,
        }))),
        _ => place(
            "A star goes at the beginning or the end of one word",
            "Write the words apart (my channel*), or a regular expression between slashes",
        ),
    }
}

impl Affix {
    fn fits(&self, token: &str, part: &str) -> bool {
        match (self.before, self.after) {
            (true, true) => token.contains(part),
            (true, false) => token.ends_with(part),
            _ => token.starts_with(part),
        }
    }

    /// The entries of all words that fit.
    fn entries(&self, index: &TextIndex) -> Vec<u32> {
        let vocabulary = index.vocabulary();
        let folded = index.fold(&self.part);
        let groups = vocabulary.groups_with(&folded);
        let fitting = groups
            .iter()
            .filter(|&&group| self.exact || self.fits(vocabulary.folded(group), &folded));
        let entries = fitting.flat_map(|&group| vocabulary.entries(group).iter().copied());
        entries
            .filter(|&entry| !self.exact || self.fits(vocabulary.token(entry), &self.part))
            .collect()
    }
}

impl Leaf for Affix {
    fn print(&self) -> String {
        let star = |there: bool| if there { "*" } else { "" };
        format!(
            "{}{}{}{}",
            equals(self.exact),
            star(self.before),
            self.part,
            star(self.after)
        )
    }

    fn describe(&self) -> String {
        let how = match (self.before, self.after) {
            (true, true) => "has a word containing",
            (true, false) => "has a word ending in",
            _ => "has a word beginning with",
        };
        format!("{how} “{}”{}", self.part, in_case(self.exact))
    }

    fn select(&self, source: &Source<'_>) -> BitSet {
        let mut found = BitSet::empty(source.records());
        for entry in self.entries(source.index) {
            source.index.add_entry(entry, &mut found);
        }
        found
    }

    fn ask(&self) -> Ask {
        Ask::Holds(Tokens {
            tokens: vec![Piece {
                text: self.part.clone(),
                before: self.before,
                after: self.after,
            }],
            exact: self.exact,
            with_symbols: false,
        })
    }

    fn marks(&self, text: &ReadText<'_>, marks: &mut Vec<Range<usize>>) {
        let vocabulary = text.index.vocabulary();
        let folded = text.index.fold(&self.part);
        for token in text.tokens.iter().filter(|token| token.is_word) {
            let fits = if self.exact {
                self.fits(vocabulary.token(token.entry), &self.part)
            } else {
                self.fits(vocabulary.folded(token.group), &folded)
            };
            if fits {
                marks.push(token.start..token.end);
            }
        }
    }
}
