//! Texts as a small corpus with an index of their own, each with the fields of the record that it comes from.

use std::ops::Range;

use crate::bits::BitSet;
use crate::corpus::{Corpus, CorpusBuilder, Value, ValueKind};
use crate::rules::{Condition, Names, ReadText, Source};
use crate::text::{IndexBuilder, TextColumnBuilder, TextIndex};

/// Texts being taken.
pub(super) struct Texts {
    corpus: CorpusBuilder,
    index: IndexBuilder,
}

/// Texts, read.
pub(super) struct Read {
    corpus: Corpus,
    index: TextIndex,
}

impl Texts {
    /// None yet; they will have the fields of `like`.
    pub(super) fn new(like: &Corpus) -> Self {
        let names: Vec<String> = like.fields().iter().map(|field| field.name.clone()).collect();
        let mut corpus = CorpusBuilder::default();
        corpus.name_fields(&names);
        Self {
            corpus,
            index: IndexBuilder::default(),
        }
    }

    /// Takes a text with a record's fields, some of them with other values.
    pub(super) fn push(&mut self, text: &str, like: &Corpus, record: u32, others: &[(usize, String)]) {
        let other = |at: usize| others.iter().find(|(place, _)| *place == at);
        let values = like
            .fields()
            .iter()
            .enumerate()
            .map(|(at, field)| match other(at) {
                None => field.get(record),
                Some((_, value)) if value.is_empty() => Value {
                    kind: ValueKind::Missing,
                    text: "",
                },
                Some((_, value)) => Value {
                    kind: ValueKind::Number,
                    text: value,
                },
            });
        self.corpus.push(None, text, values);
        self.index.push(text);
    }

    pub(super) fn finish(self, names: &Names) -> Read {
        let corpus = self.corpus.finish();
        let further = names.texts.iter().skip(1);
        let columns = further.filter_map(|name| Some(TextColumnBuilder::new(name, &corpus)?.finish(&corpus)));
        let first = names.texts.first().cloned().unwrap_or_default();
        let mut index = self.index.finish().with_columns(first, columns.collect());
        index.set_accents(names.accents);
        Read { corpus, index }
    }
}

impl Read {
    /// The texts for which a condition holds.
    pub(super) fn select(&self, condition: &Condition) -> BitSet {
        condition.select(&Source::new(&self.corpus, &self.index))
    }

    /// The bytes of a text that made it match.
    pub(super) fn marks(&self, condition: &Condition, text: u32) -> Vec<Range<usize>> {
        condition.marks(&ReadText::new(self.corpus.text(text), &self.index))
    }

    /// The fields about which a condition asks something that holds of one of two texts alone, each once.
    pub(super) fn crossed(&self, condition: &Condition, one: u32, other: u32) -> Vec<String> {
        let mut crossed: Vec<String> = Vec::new();
        condition.leaves(&mut |leaf| {
            let Some(column) = leaf.column() else {
                return;
            };
            let mut found = BitSet::from_indices(self.corpus.len(), [one, other]);
            leaf.retain(&Source::new(&self.corpus, &self.index), &mut found);
            let differs = found.contains(one) != found.contains(other);
            if differs && crossed.iter().all(|known| known != column) {
                crossed.push(column.to_owned());
            }
        });
        crossed
    }

    /// The value of a text's field.
    pub(super) fn value(&self, field: &str, text: u32) -> Option<&str> {
        let field = self.corpus.fields().iter().find(|known| known.name == field)?;
        Some(field.get(text).text)
    }
}
