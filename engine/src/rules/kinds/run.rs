//! A run of tokens: what `near`, `count`, `starts` and `ends` look for. A word, a phrase, a part of a word, or symbols;
//! in exact case after `=`. Where a run has symbols, symbols count as places; else they are passed over, as by phrases.

use std::ops::Range;

use super::super::QueryError;
use super::super::ask::{Piece, Tokens};
use super::super::lex::{Shape, Term};
use super::super::source::ReadText;
use super::{equals, quote};
use crate::bits::BitSet;
use crate::text::{TextIndex, Tokenizer, fold};

/// A run as it is written.
#[derive(Clone, Debug)]
pub(super) struct Run {
    written: String,
    pieces: Vec<Piece>,
    exact: bool,
    with_symbols: bool,
}

impl Run {
    /// Reads a term in the parentheses of a function.
    pub(super) fn read(term: &Term) -> Result<Self, QueryError> {
        let problem = |what: &str, remedy: &str| Err(QueryError::new(term.start, term.end, what, remedy));
        if term.shape == Shape::Slashes {
            let remedy = "Write words, a \"phrase\" or sub* there, or ask for the expression beside it";
            return problem("A regular expression can't stand inside a function", remedy);
        }
        let is_bare = term.shape == Shape::Bare;
        let starred = is_bare && term.text.contains('*');
        let inner = if starred {
            term.text.trim_matches('*')
        } else {
            &term.text
        };
        let (mut pieces, mut with_symbols) = (Vec::new(), false);
        Tokenizer::default().each(inner, &mut |token| {
            with_symbols |= !token.is_word;
            pieces.push(Piece::whole(token.text.to_owned()));
        });
        match (&mut pieces[..], starred) {
            ([], _) => return problem("There is nothing to look for in this part", "Write a word there"),
            ([only], true) if !with_symbols => {
                only.before = term.text.starts_with('*');
                only.after = term.text.ends_with('*');
            }
            (_, true) => {
                return problem(
                    "A star goes at the beginning or the end of one word",
                    "Write sub* or *song*, or quotes round it to look for the star",
                );
            }
            (_, false) => {}
        }
        let written = if is_bare && !term.text.contains('"') {
            term.text.clone()
        } else {
            quote(&term.text)
        };
        Ok(Self {
            written: format!("{}{written}", equals(term.exact)),
            pieces,
            exact: term.exact,
            with_symbols,
        })
    }

    /// As it is written.
    pub(super) fn print(&self) -> &str {
        &self.written
    }

    /// As plain data.
    pub(super) fn tokens(&self) -> Tokens {
        Tokens {
            tokens: self.pieces.clone(),
            exact: self.exact,
            with_symbols: self.with_symbols,
        }
    }

    /// In words, for descriptions.
    pub(super) fn describe(&self) -> String {
        let mut words = String::new();
        for piece in &self.pieces {
            let star = |there: bool| if there { "*" } else { "" };
            let space = if words.is_empty() || self.with_symbols {
                ""
            } else {
                " "
            };
            words += &format!("{space}{}{}{}", star(piece.before), piece.text, star(piece.after));
        }
        format!("“{words}”")
    }

    /// The run in the numbers of an index; none where the corpus lacks one of its tokens.
    pub(super) fn resolve(&self, index: &TextIndex) -> Option<Resolved> {
        let entries = |piece: &Piece| {
            let entries = self.entries(piece, index);
            (!entries.is_empty()).then_some(entries)
        };
        Some(Resolved {
            tokens: self.pieces.iter().map(entries).collect::<Option<_>>()?,
            with_symbols: self.with_symbols,
        })
    }

    /// The entries that a token of the run stands for, ascending.
    fn entries(&self, piece: &Piece, index: &TextIndex) -> Vec<u32> {
        let vocabulary = index.vocabulary();
        let folded = fold(&piece.text);
        let groups = if piece.before || piece.after {
            let mut groups = vocabulary.groups_with(&folded);
            groups.retain(|&group| self.exact || fits(piece, vocabulary.folded(group), &folded));
            groups
        } else {
            vocabulary.group(&folded).into_iter().collect()
        };
        let of_groups = groups
            .iter()
            .flat_map(|&group| vocabulary.entries(group).iter().copied());
        let mut entries: Vec<u32> = of_groups
            .filter(|&entry| !self.exact || fits(piece, vocabulary.token(entry), &piece.text))
            .collect();
        entries.sort_unstable();
        entries
    }
}

fn fits(piece: &Piece, token: &str, part: &str) -> bool {
    match (piece.before, piece.after) {
        (true, true) => token.contains(part),
        (true, false) => token.ends_with(part),
        (false, true) => token.starts_with(part),
        (false, false) => token == part,
    }
}

/// A run in the numbers of an index.
#[derive(Debug)]
pub(super) struct Resolved {
    /// Per token the entries that will do, ascending.
    tokens: Vec<Vec<u32>>,
    with_symbols: bool,
}

impl Resolved {
    /// How many places it takes.
    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Whether symbols count as places.
    pub(super) const fn has_symbols(&self) -> bool {
        self.with_symbols
    }

    /// The records that hold all of its tokens, wherever.
    pub(super) fn candidates(&self, index: &TextIndex) -> BitSet {
        let mut found = BitSet::full(index.records());
        for entries in &self.tokens {
            let mut with = BitSet::empty(index.records());
            entries
                .iter()
                .for_each(|&entry| index.add_entry(entry, &mut with));
            found.and(&with);
        }
        found
    }

    /// The entries of a record among which the run is looked for.
    pub(super) fn line(&self, index: &TextIndex, record: u32, line: &mut Vec<u32>) {
        line.clear();
        if self.with_symbols {
            line.extend(index.token_entries(record));
        } else {
            line.extend(index.word_entries(record));
        }
    }

    /// Whether it stands at a place of a line.
    pub(super) fn stands_at(&self, line: &[u32], at: usize) -> bool {
        let Some(window) = line.get(at..at + self.tokens.len()) else {
            return false;
        };
        let fits = |(entries, entry): (&Vec<u32>, &u32)| entries.binary_search(entry).is_ok();
        self.tokens.iter().zip(window).all(fits)
    }

    /// The places at which it stands in a line, from left to right.
    pub(super) fn places<'a>(&'a self, line: &'a [u32]) -> impl Iterator<Item = usize> + 'a {
        (0..line.len()).filter(|&at| self.stands_at(line, at))
    }

    /// The line of a text to be marked, and the bytes of each of its entries.
    pub(super) fn text_line(&self, text: &ReadText<'_>) -> (Vec<u32>, Vec<Range<usize>>) {
        let tokens = text
            .tokens
            .iter()
            .filter(|token| self.with_symbols || token.is_word);
        tokens.map(|token| (token.entry, token.start..token.end)).unzip()
    }

    /// The bytes of the run at a place of such a line.
    pub(super) fn span(&self, spans: &[Range<usize>], at: usize) -> Range<usize> {
        spans[at].start..spans[at + self.tokens.len() - 1].end
    }
}
