//! Many things looked for at once: a word list in the numbers of an index. Words and parts of words become a sorted
//! list of numbers, each of which asks the index; phrases and symbols are found by their rarest token, and looked at
//! only in the records that hold it.

use std::ops::Range;
use std::sync::OnceLock;

use super::parts::Parts;
use super::source::{ReadText, Source, TextToken};
use super::word_list::Entry;
use crate::bits::BitSet;
use crate::text::TextIndex;

/// A list in the numbers of an index. Its numbers are groups of the vocabulary, or, in exact case, entries.
#[derive(Debug)]
pub(super) struct Resolved {
    /// Which index, as it was.
    stamp: u64,
    exact: bool,
    /// The words, ascending.
    words: Vec<u32>,
    /// Words in a row, two or more.
    phrases: Rows,
    /// Symbols as tokens in a row, as functions look for them.
    symbol_rows: Rows,
    /// Symbols as they stand, as terms look for them.
    symbols: Symbols,
    /// The records in which any of all that is found, once they were asked for.
    found: OnceLock<BitSet>,
}

/// Numbers in a row.
#[derive(Debug, Default)]
struct Rows {
    /// Ascending, so that those with one first number stand together.
    rows: Vec<Vec<u32>>,
    /// The first numbers.
    first: BitSet,
    /// Of each row the rarest number, each once.
    rarest: Vec<u32>,
    longest: usize,
}

/// Characters that are looked for as they stand.
#[derive(Debug, Default)]
struct Symbols {
    /// The group of the rarest token, which every match holds, and the characters; ascending.
    rows: Vec<(u32, String)>,
    /// Those groups.
    rarest: BitSet,
}

impl Resolved {
    pub(super) fn new(entries: &[Entry], index: &TextIndex, exact: bool) -> Self {
        let mut resolved = Self {
            stamp: index.stamp(),
            exact,
            words: Vec::new(),
            phrases: Rows::default(),
            symbol_rows: Rows::default(),
            symbols: Symbols::default(),
            found: OnceLock::new(),
        };
        let mut parts = Parts::default();
        for entry in entries {
            match entry {
                Entry::Words(words) => resolved.push_words(words, index),
                Entry::Part(part) if exact => parts.push(&part.text, part.before, part.after),
                Entry::Part(part) => parts.push(&index.fold(&part.text), part.before, part.after),
                Entry::Symbols { needle, tokens } => resolved.push_symbols(needle, tokens, index),
            }
        }
        if !parts.is_empty() {
            resolved.push_parts(&parts, index);
        }
        resolved.words.sort_unstable();
        resolved.words.dedup();
        resolved.phrases.finish(index, exact);
        resolved.symbol_rows.finish(index, exact);
        resolved.symbols.finish();
        resolved
    }

    /// Whether these are the numbers of an index.
    pub(super) fn is_of(&self, index: &TextIndex, exact: bool) -> bool {
        self.stamp == index.stamp() && self.exact == exact
    }

    /// The numbers of tokens; none where no record holds one of them.
    fn row(&self, tokens: &[String], index: &TextIndex) -> Option<Vec<u32>> {
        let vocabulary = index.vocabulary();
        let number = |token: &String| {
            if self.exact {
                vocabulary.exact(token)
            } else {
                vocabulary.group(&index.fold(token))
            }
        };
        tokens.iter().map(number).collect()
    }

    fn push_words(&mut self, words: &[String], index: &TextIndex) {
        match self.row(words, index) {
            Some(row) if row.len() == 1 => self.words.extend(row),
            Some(row) => self.phrases.rows.push(row),
            None => {}
        }
    }

    fn push_parts(&mut self, parts: &Parts, index: &TextIndex) {
        let vocabulary = index.vocabulary();
        if self.exact {
            let fits = |&entry: &u32| parts.fit(vocabulary.token(entry));
            self.words.extend((0..vocabulary.len()).filter(fits));
        } else {
            let fits = |&group: &u32| parts.fit(vocabulary.folded(group));
            self.words.extend(vocabulary.groups().filter(fits));
        }
    }

    fn push_symbols(&mut self, needle: &str, tokens: &[String], index: &TextIndex) {
        self.symbol_rows.rows.extend(self.row(tokens, index));
        let group = |token: &String| index.vocabulary().group(&index.fold(token));
        let groups: Option<Vec<u32>> = tokens.iter().map(group).collect();
        let rarest =
            groups.and_then(|groups| groups.into_iter().min_by_key(|&group| index.group_count(group)));
        if let Some(rarest) = rarest {
            self.symbols.rows.push((rarest, needle.to_owned()));
        }
    }

    /// The records in which any entry is found. They stay known, so that a list costs nothing while what stands beside
    /// it is typed.
    pub(super) fn select(&self, source: &Source<'_>) -> &BitSet {
        self.found.get_or_init(|| {
            let index = source.index;
            let mut found = BitSet::empty(index.records());
            self.add(&self.words, index, &mut found);
            self.add_phrases(index, &mut found);
            self.add_symbols(source, &mut found);
            found
        })
    }

    fn add_phrases(&self, index: &TextIndex, found: &mut BitSet) {
        let mut candidates = BitSet::empty(index.records());
        self.add(&self.phrases.rarest, index, &mut candidates);
        candidates.without(found);
        let mut line = Vec::new();
        for record in candidates.iter() {
            line.clear();
            line.extend(index.word_entries(record).map(|entry| self.number(index, entry)));
            if (0..line.len()).any(|at| self.phrases.starting(&line[at..]).next().is_some()) {
                found.insert(record);
            }
        }
    }

    fn add_symbols(&self, source: &Source<'_>, found: &mut BitSet) {
        let index = source.index;
        let mut candidates = BitSet::empty(index.records());
        for group in self.symbols.rarest.iter() {
            index.add_group(group, &mut candidates);
        }
        candidates.without(found);
        let vocabulary = index.vocabulary();
        for record in candidates.iter() {
            let groups = index
                .token_entries(record)
                .map(|entry| vocabulary.group_of(entry));
            let text = source.text(record);
            if self.symbols.with(groups).any(|needle| text.contains(needle)) {
                found.insert(record);
            }
        }
    }

    fn add(&self, numbers: &[u32], index: &TextIndex, set: &mut BitSet) {
        for &number in numbers {
            if self.exact {
                index.add_entry(number, set);
            } else {
                index.add_group(number, set);
            }
        }
    }

    fn number(&self, index: &TextIndex, entry: u32) -> u32 {
        if self.exact {
            entry
        } else {
            index.vocabulary().group_of(entry)
        }
    }

    /// Where its entries stand in a text.
    pub(super) fn marks(&self, text: &ReadText<'_>, marks: &mut Vec<Range<usize>>) {
        let words: Vec<&TextToken> = text.tokens.iter().filter(|token| token.is_word).collect();
        let number = |token: &&TextToken| self.number(text.index, token.entry);
        let line: Vec<u32> = words.iter().map(number).collect();
        for (at, token) in words.iter().enumerate() {
            if self.words.binary_search(&line[at]).is_ok() {
                marks.push(token.start..token.end);
            }
            let phrases = self.phrases.starting(&line[at..]);
            marks.extend(phrases.map(|length| token.start..words[at + length - 1].end));
        }
        let mut groups: Vec<u32> = text.tokens.iter().map(|token| token.group).collect();
        groups.sort_unstable();
        groups.dedup();
        for needle in self.symbols.with(groups.into_iter()) {
            let found = text.text.match_indices(needle);
            marks.extend(found.map(|(at, found)| at..at + found.len()));
        }
    }
}

/// As functions look for a list: its words, or its symbols, as tokens in a row.
impl Resolved {
    /// The records that may hold a word or a phrase, or symbols.
    pub(super) fn candidates(&self, index: &TextIndex, symbols: bool) -> BitSet {
        let mut found = BitSet::empty(index.records());
        if symbols {
            self.add(&self.symbol_rows.rarest, index, &mut found);
        } else {
            self.add(&self.words, index, &mut found);
            self.add(&self.phrases.rarest, index, &mut found);
        }
        found
    }

    /// The lengths of all words and phrases, or of all symbols, that a line of vocabulary entries begins with.
    pub(super) fn lengths(&self, index: &TextIndex, line: &[u32], symbols: bool, found: &mut Vec<usize>) {
        let longest = line.iter().take(self.longest(symbols));
        let line: Vec<u32> = longest.map(|&entry| self.number(index, entry)).collect();
        if symbols {
            found.extend(self.symbol_rows.starting(&line));
            return;
        }
        let is_word = |first| self.words.binary_search(first).is_ok();
        found.extend(line.first().is_some_and(is_word).then_some(1));
        found.extend(self.phrases.starting(&line));
    }

    /// The most tokens that a word or phrase has, or symbols have.
    pub(super) fn longest(&self, symbols: bool) -> usize {
        if symbols {
            self.symbol_rows.longest
        } else {
            self.phrases.longest.max(1)
        }
    }
}

impl Rows {
    fn finish(&mut self, index: &TextIndex, exact: bool) {
        self.rows.sort_unstable();
        self.rows.dedup();
        let records = |number: &&u32| {
            if exact {
                index.entry_count(**number)
            } else {
                index.group_count(**number)
            }
        };
        let rarest = self.rows.iter().filter_map(|row| row.iter().min_by_key(records));
        self.rarest = rarest.copied().collect();
        self.rarest.sort_unstable();
        self.rarest.dedup();
        let most = self.rows.last().map_or(0, |row| row[0] as usize + 1);
        self.first = BitSet::from_indices(most, self.rows.iter().map(|row| row[0]));
        self.longest = self.rows.iter().map(Vec::len).max().unwrap_or(0);
    }

    /// The lengths of the rows that a line begins with.
    fn starting<'a>(&'a self, line: &'a [u32]) -> impl Iterator<Item = usize> + 'a {
        let first = line.first().copied().filter(|&first| self.first.contains(first));
        let of_first = first.map_or(&[][..], |first| {
            &self.rows[self.rows.partition_point(|row| row[0] < first)..]
        });
        of_first
            .iter()
            .take_while(move |row| Some(row[0]) == first)
            .filter(|row| line.starts_with(row))
            .map(Vec::len)
    }
}

impl Symbols {
    fn finish(&mut self) {
        self.rows.sort_unstable();
        self.rows.dedup();
        let most = self.rows.last().map_or(0, |(group, _)| *group as usize + 1);
        self.rarest = BitSet::from_indices(most, self.rows.iter().map(|(group, _)| *group));
    }

    /// Those that a text with these groups may hold.
    fn with(&self, groups: impl Iterator<Item = u32>) -> impl Iterator<Item = &str> {
        let held = groups.filter(|&group| self.rarest.contains(group));
        held.flat_map(|group| {
            let from = self.rows.partition_point(|(rarest, _)| *rarest < group);
            let of_group = self.rows[from..].iter();
            of_group
                .take_while(move |(rarest, _)| *rarest == group)
                .map(|(_, needle)| needle.as_str())
        })
    }
}
