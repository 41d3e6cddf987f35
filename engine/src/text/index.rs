//! The text index: per record its token ids in order, and per token its records.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use super::chars::{Class, class};
use super::column::TextColumn;
use super::folding::{Accents, fold};
use super::postings::{Postings, PostingsBuilder};
use super::tokens::Tokenizer;
use super::vocabulary::{SYMBOL, Vocabulary};
use crate::arena::NumberArena;
use crate::bits::BitSet;
use crate::num::count;

/// What is known of the texts of n records.
#[derive(Clone, Debug, Default)]
pub struct TextIndex {
    vocabulary: Vocabulary,
    /// Per record its entries in order, symbols with their highest bit set.
    tokens: NumberArena,
    postings: Postings,
    words: Vec<u32>,
    chars: Vec<u32>,
    altered: BitSet,
    /// The name of the text column that this is the index of; empty where it is the only one.
    name: String,
    /// The further text columns of the same records.
    columns: Vec<TextColumn>,
    /// Records with a word that others may read otherwise, once they were asked for.
    peculiar: OnceLock<BitSet>,
    /// Another number for every state of every index, so that what was made of one is not taken for another's.
    stamp: u64,
}

/// The stamp of the next state of an index.
fn next_stamp() -> u64 {
    static LAST: AtomicU64 = AtomicU64::new(0);
    LAST.fetch_add(1, Ordering::Relaxed) + 1
}

impl TextIndex {
    /// n.
    #[must_use]
    pub fn records(&self) -> usize {
        self.words.len()
    }

    /// The distinct tokens.
    #[must_use]
    pub const fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// Words per record.
    #[must_use]
    pub fn words(&self) -> &[u32] {
        &self.words
    }

    /// Characters (Unicode code points) per record.
    #[must_use]
    pub fn chars(&self) -> &[u32] {
        &self.chars
    }

    /// Records where normalisation changed a character, so that a piece of their text may be missing here.
    #[must_use]
    pub const fn altered(&self) -> &BitSet {
        &self.altered
    }

    /// Adds the records that hold any entry of a group.
    pub fn add_group(&self, group: u32, set: &mut BitSet) {
        for &entry in self.vocabulary.entries(group) {
            self.postings.add_to(entry, set);
        }
    }

    /// Adds the records that hold an entry.
    pub fn add_entry(&self, entry: u32, set: &mut BitSet) {
        self.postings.add_to(entry, set);
    }

    /// At most so many records hold an entry of a group; one that holds several is counted as often.
    #[must_use]
    pub fn group_count(&self, group: u32) -> u32 {
        let counts = self
            .vocabulary
            .entries(group)
            .iter()
            .map(|&entry| self.postings.count(entry));
        counts.fold(0, u32::saturating_add)
    }

    /// Records that hold an entry.
    #[must_use]
    pub fn entry_count(&self, entry: u32) -> u32 {
        self.postings.count(entry)
    }

    /// The entries of a record's words in order; symbols are skipped.
    pub fn word_entries(&self, record: u32) -> impl Iterator<Item = u32> + '_ {
        self.tokens
            .get(record)
            .iter()
            .copied()
            .filter(|entry| entry & SYMBOL == 0)
    }

    /// The entries of a record's symbols in order.
    pub fn symbol_entries(&self, record: u32) -> impl Iterator<Item = u32> + '_ {
        let tokens = self.tokens.get(record).iter();
        tokens
            .filter(|entry| *entry & SYMBOL != 0)
            .map(|entry| entry & !SYMBOL)
    }

    /// For each record of a set the entries of its words and symbols in order, those of symbols with the bit [`SYMBOL`]
    /// set.
    pub fn tokens_of<'a>(&'a self, records: &'a BitSet) -> impl Iterator<Item = (u32, &'a [u32])> {
        self.tokens.each(records.iter())
    }

    /// The entries of a record's words and symbols in order.
    pub fn token_entries(&self, record: u32) -> impl Iterator<Item = u32> + '_ {
        self.tokens.get(record).iter().map(|entry| entry & !SYMBOL)
    }

    /// The folded form by which a token is found.
    #[must_use]
    pub fn fold(&self, token: &str) -> String {
        self.vocabulary.fold(token)
    }

    /// The same with further text columns, where there are any; `name` is the first one's.
    #[must_use]
    pub fn with_columns(mut self, name: String, columns: Vec<TextColumn>) -> Self {
        if !columns.is_empty() {
            self.name = name;
            self.columns = columns;
        }
        self
    }

    /// The name of the text column that this is the index of; empty where it is the only one.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The further text columns of the same records.
    #[must_use]
    pub fn columns(&self) -> &[TextColumn] {
        &self.columns
    }

    /// Groups the vocabulary anew, by whether accents count. No text is read again.
    pub fn set_accents(&mut self, accents: Accents) {
        if self.vocabulary.accents() != accents {
            self.vocabulary.regroup(accents);
            self.stamp = next_stamp();
        }
        let columns = self.columns.iter_mut();
        columns.for_each(|column| column.index.set_accents(accents));
    }

    /// Records with a word that who reads letters in lower case may read otherwise: they may end it at a mark or a joiner
    /// in it, or its small form may be folded otherwise.
    #[must_use]
    pub fn peculiar(&self) -> &BitSet {
        self.peculiar.get_or_init(|| {
            let mut found = BitSet::empty(self.records());
            let is_peculiar = |&entry: &u32| {
                let token = self.vocabulary.token(entry);
                if token.is_ascii() {
                    return false;
                }
                let small = token.to_lowercase();
                small.chars().any(|c| class(c) == Class::Mark) || fold(&small) != fold(token)
            };
            let entries = (0..self.vocabulary.len()).filter(is_peculiar);
            entries.for_each(|entry| self.postings.add_to(entry, &mut found));
            found
        })
    }

    /// Tells this index, as it is, from all others: numbers of its tokens hold as long as it stays the same.
    #[must_use]
    pub const fn stamp(&self) -> u64 {
        self.stamp
    }
}

/// Records handled in one step of the passes that finish an index.
const STEP: u32 = 20_000;

/// Reads texts one by one, then sorts them by token in steps.
#[derive(Debug, Default)]
pub struct IndexBuilder {
    index: TextIndex,
    tokenizer: Tokenizer,
    line: Vec<u32>,
    altered: Vec<u32>,
    sorting: Option<Sorting>,
}

#[derive(Debug)]
struct Sorting {
    postings: PostingsBuilder,
    writing: bool,
    record: u32,
}

impl IndexBuilder {
    /// Reads the next record's text.
    pub fn push(&mut self, text: &str) {
        self.line.clear();
        let (vocabulary, line) = (&mut self.index.vocabulary, &mut self.line);
        let mut words = 0;
        let altered = self.tokenizer.each(text, &mut |token| {
            let entry = vocabulary.entry(token.text, token.is_word);
            words += u32::from(token.is_word);
            line.push(if token.is_word { entry } else { entry | SYMBOL });
        });
        let record = count(self.index.words.len());
        if altered {
            self.altered.push(record);
        }
        self.index.tokens.push(line);
        self.index.words.push(words);
        self.index.chars.push(count(text.chars().count()));
    }

    /// Does one step of finishing, after the last text. Returns how far it is, or none when it is done.
    pub fn finish_step(&mut self) -> Option<(u64, u64)> {
        let n = count(self.index.words.len());
        let entries = self.index.vocabulary.len() as usize;
        let sorting = self.sorting.get_or_insert_with(|| Sorting {
            postings: PostingsBuilder::new(entries, n as usize),
            writing: false,
            record: 0,
        });
        let end = n.min(sorting.record + STEP);
        for record in sorting.record..end {
            let entries = self.index.tokens.get(record).iter().map(|entry| entry & !SYMBOL);
            if sorting.writing {
                sorting.postings.write(record, entries);
            } else {
                sorting.postings.measure(record, entries);
            }
        }
        sorting.record = end;
        if end == n && sorting.writing {
            return None;
        }
        let done = u64::from(end) + if sorting.writing { u64::from(n) } else { 0 };
        if end == n {
            sorting.postings.allocate();
            sorting.writing = true;
            sorting.record = 0;
        }
        Some((done, 2 * u64::from(n)))
    }

    /// The index. Finishes whatever steps are left.
    #[must_use]
    pub fn finish(mut self) -> TextIndex {
        if !self
            .sorting
            .as_ref()
            .is_some_and(|sorting| self.is_sorted(sorting))
        {
            while self.finish_step().is_some() {}
        }
        let n = self.index.words.len();
        self.index.tokens.shrink();
        self.index.altered = BitSet::from_indices(n, self.altered);
        if let Some(sorting) = self.sorting {
            self.index.postings = sorting.postings.finish();
        }
        self.index.stamp = next_stamp();
        self.index
    }

    fn is_sorted(&self, sorting: &Sorting) -> bool {
        sorting.writing && sorting.record as usize == self.index.words.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_any_case_and_exactly() {
        let texts = ["Free money!", "free lunch", "FREE FREE", "freedom", ""];
        let mut builder = IndexBuilder::default();
        texts.iter().for_each(|text| builder.push(text));
        let index = builder.finish();
        let mut any_case = BitSet::empty(5);
        index.add_group(index.vocabulary().group("free").unwrap(), &mut any_case);
        assert_eq!(any_case.iter().collect::<Vec<_>>(), [0, 1, 2]);
        let mut exact = BitSet::empty(5);
        index.add_entry(index.vocabulary().exact("FREE").unwrap(), &mut exact);
        assert_eq!(exact.iter().collect::<Vec<_>>(), [2]);
        assert_eq!(index.words(), [2, 2, 2, 1, 0]);
        let groups = index.vocabulary().groups_with("free");
        let folded: Vec<_> = groups
            .iter()
            .map(|&group| index.vocabulary().folded(group))
            .collect();
        assert_eq!(folded, ["free", "freedom"]);
    }
}
