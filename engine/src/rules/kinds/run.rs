//! What `near`, `count`, `starts` and `ends` look for: a run of tokens. A word, a phrase, a part of a word, symbols, or
//! any entry of a word list; in exact case after `=`. Where a run has symbols, symbols count as places; else they are
//! passed over, as by phrases. A list is two runs, that of its words and that of its symbols.

use std::ops::Range;
use std::sync::Arc;

use super::super::QueryError;
use super::super::ask::Tokens;
use super::super::found_in;
use super::super::lex::{Shape, Term};
use super::super::names::Names;
use super::super::source::ReadText;
use super::super::word_list::{Part, ReadList};
use super::{equals, list, quote};
use crate::bits::BitSet;
use crate::text::{TextIndex, Tokenizer};

/// Why a word list inside a function can't be said in another language.
pub(super) const IN_A_LIST: &str = "a word list inside a function can't be said elsewhere";

/// A run as it is written.
#[derive(Clone, Debug)]
pub(super) struct Run {
    written: String,
    what: What,
    exact: bool,
}

#[derive(Clone, Debug)]
enum What {
    Row { parts: Vec<Part>, with_symbols: bool },
    List(Arc<ReadList>),
}

impl Run {
    /// Reads a term in the parentheses of a function.
    pub(super) fn read(term: &Term, names: &Names) -> Result<Self, QueryError> {
        match term.shape {
            Shape::Slashes => {
                let what = "A regular expression can't stand inside a function";
                let remedy = "Write words, a \"phrase\" or sub* there, or ask for the expression beside it";
                Err(QueryError::new(term.start, term.end, what, remedy))
            }
            Shape::List => Self::of_list(term, list::find(term, names)?),
            _ => Self::of_tokens(term),
        }
    }

    fn of_list(term: &Term, list: Arc<ReadList>) -> Result<Self, QueryError> {
        Ok(Self {
            written: format!("{}@{}", equals(term.exact), list.list().name),
            exact: term.exact,
            what: What::List(list),
        })
    }

    fn of_tokens(term: &Term) -> Result<Self, QueryError> {
        let problem = |what: &str, remedy: &str| Err(QueryError::new(term.start, term.end, what, remedy));
        let is_bare = term.shape == Shape::Bare;
        let starred = is_bare && term.text.contains('*');
        let inner = if starred {
            term.text.trim_matches('*')
        } else {
            &term.text
        };
        let (mut row, mut with_symbols) = (Vec::new(), false);
        Tokenizer::default().each(inner, &mut |token| {
            with_symbols |= !token.is_word;
            row.push(Part {
                text: token.text.to_owned(),
                before: false,
                after: false,
            });
        });
        match (&mut row[..], starred) {
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
            what: What::Row {
                parts: row,
                with_symbols,
            },
            exact: term.exact,
        })
    }

    /// As it is written.
    pub(super) fn print(&self) -> &str {
        &self.written
    }

    /// As plain data; none of a word list.
    pub(super) fn tokens(&self) -> Option<Tokens> {
        match &self.what {
            What::List(_) => None,
            What::Row { parts, with_symbols } => Some(Tokens {
                tokens: parts.iter().map(Part::piece).collect(),
                exact: self.exact,
                with_symbols: *with_symbols,
            }),
        }
    }

    /// The word list that it looks in, by name.
    pub(super) fn list(&self) -> Option<&str> {
        match &self.what {
            What::List(list) => Some(&list.list().name),
            What::Row { .. } => None,
        }
    }

    /// In words, for descriptions.
    pub(super) fn describe(&self) -> String {
        let (row, with_symbols) = match &self.what {
            What::List(list) => return format!("any of the list “{}”", list.list().name),
            What::Row { parts, with_symbols } => (parts, *with_symbols),
        };
        let mut words = String::new();
        for part in row {
            let star = |there: bool| if there { "*" } else { "" };
            let space = if words.is_empty() || with_symbols { "" } else { " " };
            words += &format!("{space}{}{}{}", star(part.before), part.text, star(part.after));
        }
        format!("“{words}”")
    }

    /// What is looked for in the numbers of an index; nothing where the corpus lacks one of its tokens.
    pub(super) fn resolve<'a>(&self, index: &'a TextIndex) -> Vec<Resolved<'a>> {
        let resolved = |what, with_symbols| Resolved {
            index,
            what,
            with_symbols,
        };
        match &self.what {
            What::Row { parts, with_symbols } => {
                let entries = |part: &Part| {
                    let entries = self.entries(part, index);
                    (!entries.is_empty()).then_some(entries)
                };
                let row: Option<Vec<Vec<u32>>> = parts.iter().map(entries).collect();
                row.map(|row| resolved(Looked::Row(row), *with_symbols))
                    .into_iter()
                    .collect()
            }
            What::List(list) => {
                let looked = || Looked::List(list.resolve(index, self.exact));
                let kinds = [
                    list.has_words().then_some(false),
                    list.has_symbols().then_some(true),
                ];
                kinds
                    .into_iter()
                    .flatten()
                    .map(|symbols| resolved(looked(), symbols))
                    .collect()
            }
        }
    }

    /// The entries that a token of the run stands for, ascending.
    fn entries(&self, part: &Part, index: &TextIndex) -> Vec<u32> {
        let vocabulary = index.vocabulary();
        let folded = vocabulary.fold(&part.text);
        let groups = if part.before || part.after {
            let mut groups = vocabulary.groups_with(&folded);
            groups.retain(|&group| self.exact || part.fits(vocabulary.folded(group), &folded));
            groups
        } else {
            vocabulary.group(&folded).into_iter().collect()
        };
        let of_groups = groups
            .iter()
            .flat_map(|&group| vocabulary.entries(group).iter().copied());
        let mut entries: Vec<u32> = of_groups
            .filter(|&entry| !self.exact || part.fits(vocabulary.token(entry), &part.text))
            .collect();
        entries.sort_unstable();
        entries
    }
}

/// A run in the numbers of an index.
#[derive(Clone, Debug)]
pub(super) struct Resolved<'a> {
    index: &'a TextIndex,
    what: Looked,
    with_symbols: bool,
}

#[derive(Clone, Debug)]
enum Looked {
    /// Per token the entries that will do, ascending.
    Row(Vec<Vec<u32>>),
    List(Arc<found_in::Resolved>),
}

impl Resolved<'_> {
    /// Whether symbols count as places.
    pub(super) const fn has_symbols(&self) -> bool {
        self.with_symbols
    }

    /// The records that may hold it: those with all of its tokens, wherever.
    pub(super) fn candidates(&self) -> BitSet {
        let row = match &self.what {
            Looked::List(list) => return list.candidates(self.index, self.with_symbols),
            Looked::Row(row) => row,
        };
        let mut found = BitSet::full(self.index.records());
        for entries in row {
            let mut with = BitSet::empty(self.index.records());
            entries
                .iter()
                .for_each(|&entry| self.index.add_entry(entry, &mut with));
            found.and(&with);
        }
        found
    }

    /// The entries of a record among which the run is looked for.
    pub(super) fn line(&self, record: u32, line: &mut Vec<u32>) {
        line.clear();
        if self.with_symbols {
            line.extend(self.index.token_entries(record));
        } else {
            line.extend(self.index.word_entries(record));
        }
    }

    /// The lengths in which it stands at a place of a line: one, but for lists.
    fn lengths(&self, line: &[u32], at: usize, lengths: &mut Vec<usize>) {
        lengths.clear();
        match &self.what {
            Looked::List(list) => list.lengths(self.index, &line[at..], self.with_symbols, lengths),
            Looked::Row(row) => {
                let fits = |(entries, entry): (&Vec<u32>, &u32)| entries.binary_search(entry).is_ok();
                let window = line.get(at..at + row.len());
                let stands = window.is_some_and(|window| row.iter().zip(window).all(fits));
                lengths.extend(stands.then_some(row.len()));
            }
        }
    }

    /// The places in which it stands in a line, from left to right.
    pub(super) fn places(&self, line: &[u32], places: &mut Vec<Range<usize>>) {
        places.clear();
        let mut lengths = Vec::new();
        for at in 0..line.len() {
            self.lengths(line, at, &mut lengths);
            places.extend(lengths.iter().map(|length| at..at + length));
        }
    }

    /// The places in which it stands in a line without overlapping, from left to right, the longest first.
    pub(super) fn apart(&self, line: &[u32], places: &mut Vec<Range<usize>>) {
        self.places(line, places);
        places.sort_by_key(|place| (place.start, std::cmp::Reverse(place.end)));
        let mut free = 0;
        places.retain(|place| {
            let is_free = place.start >= free;
            if is_free {
                free = place.end;
            }
            is_free
        });
    }

    /// The place in which it stands at the beginning of a line, or at its end.
    pub(super) fn at_edge(&self, line: &[u32], at_end: bool) -> Option<Range<usize>> {
        let longest = match &self.what {
            Looked::Row(row) => row.len(),
            Looked::List(list) => list.longest(self.with_symbols),
        };
        let first = if at_end {
            line.len().saturating_sub(longest)
        } else {
            0
        };
        let last = if at_end { line.len() } else { line.len().min(1) };
        let mut lengths = Vec::new();
        (first..last).find_map(|at| {
            self.lengths(line, at, &mut lengths);
            let fitting = lengths
                .iter()
                .filter(|&&length| !at_end || at + length == line.len());
            fitting.max().map(|length| at..at + length)
        })
    }

    /// The line of a text to be marked, and the bytes of each of its entries.
    pub(super) fn text_line(&self, text: &ReadText<'_>) -> (Vec<u32>, Vec<Range<usize>>) {
        let tokens = text
            .tokens
            .iter()
            .filter(|token| self.with_symbols || token.is_word);
        tokens.map(|token| (token.entry, token.start..token.end)).unzip()
    }
}

/// The bytes of a place in a line whose entries have these bytes.
pub(super) fn span(spans: &[Range<usize>], place: &Range<usize>) -> Range<usize> {
    spans[place.start].start..spans[place.end - 1].end
}
