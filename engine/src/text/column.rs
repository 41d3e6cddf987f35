//! A field that is read as a text too: a title beside the body, an answer beside the question.

use super::index::{IndexBuilder, TextIndex};
use crate::corpus::Corpus;

/// A field of the records with an index of its own.
#[derive(Clone, Debug, Default)]
pub struct TextColumn {
    /// The field's name.
    pub name: String,
    /// Its position among the corpus's fields.
    pub field: usize,
    /// The index of its values; an absent value is an empty text.
    pub index: TextIndex,
}

/// Records read in one step.
const STEP: u32 = 20_000;

/// Reads a field of all records, in steps.
#[derive(Debug)]
pub struct TextColumnBuilder {
    name: String,
    field: usize,
    record: u32,
    index: IndexBuilder,
}

impl TextColumnBuilder {
    /// A builder for the field of that name; none where there is no such field.
    #[must_use]
    pub fn new(name: &str, corpus: &Corpus) -> Option<Self> {
        let field = corpus.fields().iter().position(|field| field.name == name)?;
        Some(Self {
            name: name.to_owned(),
            field,
            record: 0,
            index: IndexBuilder::default(),
        })
    }

    /// Does one step. Returns how far it is, or none when it is done.
    pub fn step(&mut self, corpus: &Corpus) -> Option<(u64, u64)> {
        let n = crate::num::count(corpus.len());
        let field = corpus.fields().get(self.field)?;
        if self.record == n {
            return self.index.finish_step();
        }
        let end = n.min(self.record + STEP);
        (self.record..end).for_each(|record| self.index.push(field.get(record).text));
        self.record = end;
        Some((u64::from(end), u64::from(n)))
    }

    /// The column. Finishes whatever steps are left.
    #[must_use]
    pub fn finish(mut self, corpus: &Corpus) -> TextColumn {
        while self.step(corpus).is_some() {}
        TextColumn {
            name: self.name,
            field: self.field,
            index: self.index.finish(),
        }
    }
}
