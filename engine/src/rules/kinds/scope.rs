//! A term in one text column: `title:refund`, `title:"my order"`, `title:(refund, gift*)`. It is no kind of term but a
//! place to look for one; the parser puts it round the terms behind the column's name.

use std::ops::Range;
use std::sync::Arc;

use super::super::condition::Leaf;
use super::super::source::{ReadText, Source};
use super::field::print_name;
use crate::bits::BitSet;

/// A term that is looked for in one of several text columns.
#[derive(Debug)]
pub(in crate::rules) struct Scoped {
    column: String,
    inner: Arc<dyn Leaf>,
}

impl Scoped {
    /// The term in the text column of that name.
    pub(in crate::rules) fn new(column: &str, inner: Arc<dyn Leaf>) -> Self {
        Self {
            column: column.to_owned(),
            inner,
        }
    }
}

impl Leaf for Scoped {
    fn print(&self) -> String {
        format!("{}:{}", print_name(&self.column), self.inner.print())
    }

    fn describe(&self) -> String {
        format!("the column {} {}", self.column, self.inner.describe())
    }

    fn select(&self, source: &Source<'_>) -> BitSet {
        let mut records = BitSet::full(source.records());
        self.retain(source, &mut records);
        records
    }

    fn retain(&self, source: &Source<'_>, records: &mut BitSet) {
        if let Some(found) = source.found(|| self.print()) {
            records.and(found);
            return;
        }
        match source.within(&self.column) {
            Some(within) => self.inner.retain(&within, records),
            None => *records = BitSet::empty(records.len()),
        }
    }

    fn scans(&self, source: &Source<'_>) -> bool {
        let is_found = source.found(|| self.print()).is_some();
        let within = source.within(&self.column);
        !is_found && within.is_some_and(|within| self.inner.scans(&within))
    }

    fn reads_text(&self) -> bool {
        false
    }

    fn lists(&self) -> Vec<&str> {
        self.inner.lists()
    }

    fn marks(&self, text: &ReadText<'_>, marks: &mut Vec<Range<usize>>) {
        if text.column == self.column {
            self.inner.marks(text, marks);
        }
    }
}
