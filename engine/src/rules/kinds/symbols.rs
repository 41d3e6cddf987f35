//! Terms without a word: `€`, `"!!"`, `♥`. Their characters are looked for as they stand.

use std::ops::Range;
use std::sync::Arc;

use super::super::ask::Ask;
use super::super::condition::Leaf;
use super::super::lex::{Shape, Term};
use super::super::names::Names;
use super::super::source::{ReadText, Source};
use super::{Reading, RuleKind, equals, quote};
use crate::bits::BitSet;
use crate::text::Tokenizer;

/// See the module.
pub(super) static KIND: RuleKind = RuleKind {
    name: "symbols",
    title: "Symbols and emoji",
    sentence: "A term without letters or digits is looked for character by character.",
    examples: &["€", "\"!!\"", "♥"],
    functions: &[],
    read,
};

#[derive(Debug)]
struct Symbols {
    text: String,
    bare: bool,
    exact: bool,
    /// Its tokens, normalised, all of which a matching record holds.
    tokens: Vec<String>,
}

fn read(term: &Term, _names: &Names) -> Reading {
    let mut tokens = Vec::new();
    Tokenizer::default().each(&term.text, &mut |token| tokens.push(token.text.to_owned()));
    if tokens.is_empty() || term.shape == Shape::Slashes {
        return None;
    }
    let bare = term.shape == Shape::Bare;
    Some(Ok(Arc::new(Symbols {
        text: term.text.clone(),
        bare,
        exact: term.exact,
        tokens,
    })))
}

impl Symbols {
    /// What is looked for: how an emoji is drawn doesn't matter.
    fn needle(&self) -> &str {
        self.text.trim().trim_end_matches('\u{fe0f}')
    }
}

impl Leaf for Symbols {
    fn print(&self) -> String {
        // At the very end of a query these are themselves; before a parenthesis they would begin something.
        let is_special = self.text.starts_with(['-', '/', '@', '=']) || self.text.contains('"');
        let text = if self.bare && !is_special {
            self.text.clone()
        } else {
            quote(&self.text)
        };
        format!("{}{text}", equals(self.exact))
    }

    fn describe(&self) -> String {
        format!("contains “{}”", self.needle())
    }

    fn select(&self, source: &Source<'_>) -> BitSet {
        let index = source.index;
        let mut found = BitSet::full(index.records());
        for token in &self.tokens {
            let mut with = BitSet::empty(index.records());
            if let Some(group) = index.vocabulary().group(&index.fold(token)) {
                index.add_group(group, &mut with);
            }
            found.and(&with);
        }
        let finder = memchr::memmem::Finder::new(self.needle());
        let holds = |record: &u32| finder.find(source.text(*record).as_bytes()).is_some();
        BitSet::from_indices(index.records(), found.iter().filter(holds))
    }

    fn ask(&self) -> Ask {
        Ask::Characters {
            needle: self.needle().to_owned(),
            tokens: self.tokens.clone(),
        }
    }

    fn marks(&self, text: &ReadText<'_>, marks: &mut Vec<Range<usize>>) {
        let needle = self.needle();
        marks.extend(
            text.text
                .match_indices(needle)
                .map(|(at, found)| at..at + found.len()),
        );
    }
}
