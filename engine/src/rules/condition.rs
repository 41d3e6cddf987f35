//! The condition tree.

use std::fmt::Debug;
use std::ops::Range;
use std::sync::Arc;

use super::QueryError;
use super::ask::Ask;
use super::kinds::Scoped;
use super::source::{ReadText, Source};
use crate::bits::BitSet;

/// A leaf of the tree: one rule kind with its values.
pub trait Leaf: Debug + Send + Sync {
    /// The term as it is written, which reads to the same leaf.
    fn print(&self) -> String;

    /// What it asks of a record, in words: "contains “free”".
    fn describe(&self) -> String;

    /// The records that match.
    fn select(&self, source: &Source<'_>) -> BitSet;

    /// Takes the records that don't match out of a set. Kinds that look at texts override this, to look at few.
    fn retain(&self, source: &Source<'_>, records: &mut BitSet) {
        records.and(&self.select(source));
    }

    /// Whether it looks at so many texts that typing would feel it.
    fn scans(&self, _source: &Source<'_>) -> bool {
        false
    }

    /// Whether it looks for something in a text; else it asks something else of a record, such as a field's value.
    fn reads_text(&self) -> bool {
        true
    }

    /// Whether it is looked for in every text column where there are several; else in the first one alone.
    fn spans_columns(&self) -> bool {
        self.reads_text()
    }

    /// The plain field whose values it looks at.
    fn column(&self) -> Option<&str> {
        None
    }

    /// Whether it compares a record with others, so that a text alone doesn't tell whether it matches.
    fn asks_others(&self) -> bool {
        false
    }

    /// The same as plain data, to be said in another language.
    fn ask(&self) -> Ask {
        Ask::Own("only Labelloom knows this kind of term")
    }

    /// Why it makes no sense for these records, where that is so: they lack what it names.
    fn problem(&self, _source: &Source<'_>) -> Option<QueryError> {
        None
    }

    /// Whether it compares folded words, so that what it finds hangs on whether accents count.
    fn folds(&self) -> bool {
        true
    }

    /// Whether it needs the terms of all texts counted, which takes a pass over them.
    fn counts_terms(&self) -> bool {
        false
    }

    /// The word lists that it looks in, by name.
    fn lists(&self) -> Vec<&str> {
        Vec::new()
    }

    /// The bytes of a text that made it match.
    fn marks(&self, _text: &ReadText<'_>, _marks: &mut Vec<Range<usize>>) {}
}

/// A condition on records.
#[derive(Clone, Debug)]
pub enum Condition {
    /// A single term.
    Leaf(Arc<dyn Leaf>),
    /// All must hold; at least two.
    All(Vec<Condition>),
    /// One must hold; at least two.
    Any(Vec<Condition>),
    /// Must not hold.
    Not(Box<Condition>),
}

impl Condition {
    /// All of several conditions, without needless nesting.
    #[must_use]
    pub fn all(parts: Vec<Self>) -> Self {
        Self::flat(parts, Self::All, |part| {
            if let Self::All(inner) = part {
                Ok(inner)
            } else {
                Err(part)
            }
        })
    }

    /// Any of several conditions, without needless nesting.
    #[must_use]
    pub fn any(parts: Vec<Self>) -> Self {
        Self::flat(parts, Self::Any, |part| {
            if let Self::Any(inner) = part {
                Ok(inner)
            } else {
                Err(part)
            }
        })
    }

    /// The same, looked for in one text column alone.
    ///
    /// # Errors
    /// The leaf that is looked for in no text: a comparison, or one that names a column itself.
    pub fn in_column(self, column: &str) -> Result<Self, Arc<dyn Leaf>> {
        let each = |parts: Vec<Self>| -> Result<Vec<Self>, Arc<dyn Leaf>> {
            parts.into_iter().map(|part| part.in_column(column)).collect()
        };
        Ok(match self {
            Self::Leaf(leaf) if leaf.reads_text() => Self::Leaf(Arc::new(Scoped::new(column, leaf))),
            Self::Leaf(leaf) => return Err(leaf),
            Self::All(parts) => Self::All(each(parts)?),
            Self::Any(parts) => Self::Any(each(parts)?),
            Self::Not(inner) => Self::Not(Box::new(inner.in_column(column)?)),
        })
    }

    /// The contrary of a condition.
    #[must_use]
    pub fn negate(condition: Self) -> Self {
        match condition {
            Self::Not(inner) => *inner,
            other => Self::Not(Box::new(other)),
        }
    }

    /// The records that match.
    #[must_use]
    pub fn select(&self, source: &Source<'_>) -> BitSet {
        match self {
            Self::Leaf(leaf) => select_leaf(&**leaf, source),
            Self::Any(parts) => {
                let mut found = BitSet::empty(source.records());
                parts.iter().for_each(|part| found.or(&part.select(source)));
                found
            }
            Self::All(_) | Self::Not(_) => {
                let mut found = BitSet::full(source.records());
                self.retain(source, &mut found);
                found
            }
        }
    }

    /// Takes the records that don't match out of a set. What the index answers goes first, so that what looks at
    /// texts looks at few.
    fn retain(&self, source: &Source<'_>, records: &mut BitSet) {
        match self {
            Self::Leaf(leaf) => retain_leaf(&**leaf, source, records),
            Self::Any(_) => records.and(&self.select(source)),
            Self::All(parts) => {
                let (slow, quick): (Vec<_>, Vec<_>) = parts.iter().partition(|part| part.scans(source));
                quick
                    .into_iter()
                    .chain(slow)
                    .for_each(|part| part.retain(source, records));
            }
            Self::Not(inner) => records.without(&inner.select(source)),
        }
    }

    /// Whether finding its records looks at so many texts that typing would feel it.
    #[must_use]
    pub fn scans(&self, source: &Source<'_>) -> bool {
        self.must_count(source) || self.looks_at_many(source)
    }

    /// Whether the terms of very many texts must be counted first, however few records are then looked at.
    fn must_count(&self, source: &Source<'_>) -> bool {
        let is_known = source.terms.is_some_and(|terms| terms.get().is_some());
        let mut counts = false;
        self.leaves(&mut |leaf| counts |= leaf.counts_terms() && leaf_scans(&**leaf, source));
        counts && !is_known
    }

    fn looks_at_many(&self, source: &Source<'_>) -> bool {
        match self {
            Self::Leaf(leaf) => leaf_scans(&**leaf, source),
            Self::Any(parts) => parts.iter().any(|part| part.looks_at_many(source)),
            // One quick part narrows the others down; a negated one hardly does.
            Self::All(parts) => {
                let narrows = |part: &Self| !matches!(part, Self::Not(_)) && !part.looks_at_many(source);
                !parts.iter().any(narrows) && parts.iter().any(|part| part.looks_at_many(source))
            }
            Self::Not(inner) => inner.looks_at_many(source),
        }
    }

    /// The leaves, in order.
    pub fn leaves(&self, visit: &mut impl FnMut(&Arc<dyn Leaf>)) {
        match self {
            Self::Leaf(leaf) => visit(leaf),
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.leaves(visit)),
            Self::Not(inner) => inner.leaves(visit),
        }
    }

    /// Whether a text alone doesn't tell whether it matches, since it is compared with other records.
    #[must_use]
    pub fn asks_others(&self) -> bool {
        let mut asks = false;
        self.leaves(&mut |leaf| asks |= leaf.asks_others());
        asks
    }

    /// Whether it makes sense for these records.
    ///
    /// # Errors
    /// The first term that names what they lack.
    pub fn check(&self, source: &Source<'_>) -> Result<(), QueryError> {
        let mut problem = None;
        self.leaves(&mut |leaf| {
            if problem.is_none() {
                problem = leaf.problem(source);
            }
        });
        problem.map_or(Ok(()), Err)
    }

    /// Whether what it finds hangs on whether accents count.
    #[must_use]
    pub fn folds(&self) -> bool {
        let mut folds = false;
        self.leaves(&mut |leaf| folds |= leaf.folds());
        folds
    }

    /// The word lists that it looks in, by name, each once.
    #[must_use]
    pub fn lists(&self) -> Vec<String> {
        let mut lists: Vec<String> = Vec::new();
        self.leaves(&mut |leaf| {
            for list in leaf.lists() {
                if lists.iter().all(|known| known != list) {
                    lists.push(list.to_owned());
                }
            }
        });
        lists
    }

    /// The bytes of a text that made it match: those of all leaves but negated ones, ascending and apart.
    #[must_use]
    pub fn marks(&self, text: &ReadText<'_>) -> Vec<Range<usize>> {
        let mut marks = Vec::new();
        self.add_marks(text, &mut marks);
        merge(marks)
    }

    fn add_marks(&self, text: &ReadText<'_>, marks: &mut Vec<Range<usize>>) {
        match self {
            Self::Leaf(leaf) if text.is_first || leaf.spans_columns() || !leaf.reads_text() => {
                leaf.marks(text, marks);
            }
            Self::Leaf(_) => {}
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.add_marks(text, marks)),
            Self::Not(_) => {}
        }
    }

    fn flat(
        parts: Vec<Self>,
        build: fn(Vec<Self>) -> Self,
        inner: fn(Self) -> Result<Vec<Self>, Self>,
    ) -> Self {
        let mut flat = Vec::with_capacity(parts.len());
        for part in parts {
            match inner(part) {
                Ok(parts) => flat.extend(parts),
                Err(part) => flat.push(part),
            }
        }
        match <[Self; 1]>::try_from(flat) {
            Ok([only]) => only,
            Err(parts) => build(parts),
        }
    }
}

/// The records of a leaf, in whichever text column it is found.
pub(super) fn select_leaf(leaf: &dyn Leaf, source: &Source<'_>) -> BitSet {
    if !is_everywhere(leaf, source) {
        return leaf.select(source);
    }
    if let Some(found) = source.found(|| leaf.print()) {
        return found.clone();
    }
    let mut found = BitSet::empty(source.records());
    source.each_column(|column| found.or(&leaf.select(&column)));
    found
}

/// Takes the records out in none of whose text columns a leaf is found.
pub(super) fn retain_leaf(leaf: &dyn Leaf, source: &Source<'_>, records: &mut BitSet) {
    if !is_everywhere(leaf, source) {
        return leaf.retain(source, records);
    }
    if let Some(found) = source.found(|| leaf.print()) {
        return records.and(found);
    }
    let mut found = BitSet::empty(records.len());
    source.each_column(|column| {
        let mut kept = records.clone();
        leaf.retain(&column, &mut kept);
        found.or(&kept);
    });
    *records = found;
}

/// Whether a leaf looks at so many texts that typing would feel it.
pub(super) fn leaf_scans(leaf: &dyn Leaf, source: &Source<'_>) -> bool {
    if !is_everywhere(leaf, source) {
        return leaf.scans(source);
    }
    let mut scans = false;
    source.each_column(|column| scans |= leaf.scans(&column));
    scans && source.found(|| leaf.print()).is_none()
}

/// Whether a leaf is looked for in several text columns.
fn is_everywhere(leaf: &dyn Leaf, source: &Source<'_>) -> bool {
    source.has_columns() && leaf.spans_columns()
}

/// Sorts ranges and joins those that touch.
fn merge(mut marks: Vec<Range<usize>>) -> Vec<Range<usize>> {
    marks.retain(|mark| !mark.is_empty());
    marks.sort_by_key(|mark| (mark.start, mark.end));
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(marks.len());
    for mark in marks {
        match merged.last_mut() {
            Some(last) if mark.start <= last.end => last.end = last.end.max(mark.end),
            _ => merged.push(mark),
        }
    }
    merged
}
