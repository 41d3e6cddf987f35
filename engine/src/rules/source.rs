//! What conditions are asked about: the records and their index; and one text, read, to be marked.

use std::sync::OnceLock;

use crate::bits::BitSet;
use crate::corpus::Corpus;
use crate::features::tfidf::Tfidf;
use crate::text::{TextColumn, TextIndex, Tokenizer};

/// The records and their index. Where there are several text columns, it is of the first, and leads to the others.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The texts.
    pub corpus: &'a Corpus,
    /// The index of the same texts.
    pub index: &'a TextIndex,
    /// The field whose values are the texts; none where they are the records' own.
    field: Option<usize>,
    /// Records that a leaf, by its print, was found to match: what a [`ScanJob`](super::ScanJob) left.
    pub scanned: &'a [(String, BitSet)],
    /// Where the counts of the texts' terms are kept once a leaf needed them; without it each counts anew.
    pub terms: Option<&'a OnceLock<Tfidf>>,
}

impl<'a> Source<'a> {
    /// Records and their index, of which nothing was scanned yet.
    #[must_use]
    pub const fn new(corpus: &'a Corpus, index: &'a TextIndex) -> Self {
        Self {
            corpus,
            index,
            field: None,
            scanned: &[],
            terms: None,
        }
    }

    /// The same with a place for the counts of the texts' terms.
    #[must_use]
    pub const fn with_terms(self, terms: &'a OnceLock<Tfidf>) -> Self {
        Self {
            terms: Some(terms),
            ..self
        }
    }

    /// A record's text.
    #[must_use]
    pub fn text(&self, record: u32) -> &'a str {
        let field = self.field.and_then(|field| self.corpus.fields().get(field));
        field.map_or_else(|| self.corpus.text(record), |field| field.get(record).text)
    }

    /// The same with what a scan found.
    #[must_use]
    pub const fn with_scanned(self, scanned: &'a [(String, BitSet)]) -> Self {
        Self { scanned, ..self }
    }

    /// Whether there are several text columns, none of which is named.
    #[must_use]
    pub fn has_columns(&self) -> bool {
        !self.index.columns().is_empty() && self.field.is_none()
    }

    /// One text column alone, by its name; none where there is no such column.
    #[must_use]
    pub fn within(&self, column: &str) -> Option<Self> {
        if column == self.index.name() {
            return Some(self.first_alone());
        }
        let found = self.index.columns().iter().find(|known| known.name == column);
        found.map(|found| self.column_alone(found))
    }

    /// Every text column alone, the first one first.
    pub(super) fn each_column(&self, mut each: impl FnMut(Self)) {
        each(self.first_alone());
        self.index
            .columns()
            .iter()
            .for_each(|column| each(self.column_alone(column)));
    }

    /// What was scanned was looked for everywhere, and says nothing of one column.
    const fn first_alone(&self) -> Self {
        Self::new(self.corpus, self.index)
    }

    const fn column_alone(&self, column: &'a TextColumn) -> Self {
        Self {
            field: Some(column.field),
            ..Self::new(self.corpus, &column.index)
        }
    }

    /// What a scan found for a leaf, by its print.
    #[must_use]
    pub fn found(&self, print: impl FnOnce() -> String) -> Option<&'a BitSet> {
        if self.scanned.is_empty() {
            return None;
        }
        let print = print();
        let of_leaf = |(leaf, _): &&(String, BitSet)| *leaf == print;
        self.scanned.iter().find(of_leaf).map(|(_, records)| records)
    }

    /// n.
    #[must_use]
    pub fn records(&self) -> usize {
        self.index.records()
    }
}

/// A token of a text being marked.
#[derive(Clone, Copy, Debug)]
pub struct TextToken {
    /// Its entry in the vocabulary; every token of an indexed text has one.
    pub entry: u32,
    /// The entry's group.
    pub group: u32,
    /// Whether it is a word.
    pub is_word: bool,
    /// First byte in the text.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
}

/// A text with its tokens.
#[derive(Debug)]
pub struct ReadText<'a> {
    /// The text.
    pub text: &'a str,
    /// The index it belongs to.
    pub index: &'a TextIndex,
    /// Its tokens in order.
    pub tokens: Vec<TextToken>,
    /// The text column that it stands in; empty where there is only one.
    pub column: &'a str,
    /// Whether it is the first text column.
    pub is_first: bool,
}

impl<'a> ReadText<'a> {
    /// Reads a text of the index.
    #[must_use]
    pub fn new(text: &'a str, index: &'a TextIndex) -> Self {
        let mut tokens = Vec::new();
        let vocabulary = index.vocabulary();
        Tokenizer::default().each(text, &mut |token| {
            if let Some(entry) = vocabulary.exact(token.text) {
                let group = vocabulary.group_of(entry);
                let (start, end, is_word) = (token.start, token.end, token.is_word);
                tokens.push(TextToken {
                    entry,
                    group,
                    is_word,
                    start,
                    end,
                });
            }
        });
        Self {
            text,
            index,
            tokens,
            column: index.name(),
            is_first: true,
        }
    }

    /// Reads a text of a further column.
    #[must_use]
    pub fn of_column(text: &'a str, column: &'a TextColumn) -> Self {
        Self {
            column: &column.name,
            is_first: false,
            ..Self::new(text, &column.index)
        }
    }
}
