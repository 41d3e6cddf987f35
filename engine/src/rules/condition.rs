//! The condition tree.

use std::fmt::Debug;
use std::ops::Range;
use std::sync::Arc;

use super::ask::Ask;
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
            Self::Leaf(leaf) => leaf.select(source),
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
            Self::Leaf(leaf) => leaf.retain(source, records),
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
        match self {
            Self::Leaf(leaf) => leaf.scans(source),
            Self::Any(parts) => parts.iter().any(|part| part.scans(source)),
            // One quick part narrows the others down; a negated one hardly does.
            Self::All(parts) => {
                let narrows = |part: &Self| !matches!(part, Self::Not(_)) && !part.scans(source);
                !parts.iter().any(narrows) && parts.iter().any(|part| part.scans(source))
            }
            Self::Not(inner) => inner.scans(source),
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
            Self::Leaf(leaf) => leaf.marks(text, marks),
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
