//! The nearest neighbours of each record, most similar first.

use crate::error::{Error, Result};
use crate::num::{count, index};

/// A record that is like another one.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Neighbor {
    /// Which record.
    pub record: u32,
    /// How alike they are, above 0 and at most 1.
    pub similarity: f32,
}

impl Neighbor {
    /// Whether this one stands before the other in a list: it is more similar, or as similar with a lower number.
    #[must_use]
    pub fn is_before(&self, other: &Self) -> bool {
        self.similarity > other.similarity
            || (self.similarity == other.similarity && self.record < other.record)
    }
}

/// n lists of at most k neighbours, most similar first, of equal ones the lower number first. A record is not in its own
/// list, and only similarities above 0 are in any.
#[derive(Clone, Debug, PartialEq)]
pub struct Neighbors {
    k: u32,
    /// n + 1 places in `entries`.
    starts: Vec<usize>,
    entries: Vec<Neighbor>,
}

impl Neighbors {
    /// No list yet, of at most k neighbours each.
    #[must_use]
    pub fn new(k: u32) -> Self {
        Self {
            k,
            starts: vec![0],
            entries: Vec::new(),
        }
    }

    /// Adds the list of the next record, in any order; what is past the k nearest is left out.
    ///
    /// # Errors
    /// The record itself, a neighbour twice, a similarity that is no number above 0.
    pub fn push(&mut self, mut list: Vec<Neighbor>) -> Result<()> {
        let record = count(self.len());
        let place = || format!("record {record}");
        if list.iter().any(|neighbor| neighbor.record == record) {
            return Err(Error::new("A record is its own neighbour", "Leave it out").at(place()));
        }
        let is_none = |neighbor: &Neighbor| !(neighbor.similarity > 0.0 && neighbor.similarity.is_finite());
        if let Some(neighbor) = list.iter().find(|neighbor| is_none(neighbor)) {
            let what = format!(
                "The similarity {} to record {} is no number above 0",
                neighbor.similarity, neighbor.record
            );
            return Err(Error::new(what, "Leave out what is not alike").at(place()));
        }
        in_order(&mut list);
        let mut records: Vec<u32> = list.iter().map(|neighbor| neighbor.record).collect();
        records.sort_unstable();
        if records.windows(2).any(|pair| pair[0] == pair[1]) {
            return Err(Error::new("A neighbour is listed twice", "Name each once").at(place()));
        }
        list.truncate(index(self.k));
        self.push_ordered(&list);
        Ok(())
    }

    /// Adds the list of the next record, which is in order already.
    pub(super) fn push_ordered(&mut self, list: &[Neighbor]) {
        self.entries.extend_from_slice(list);
        self.starts.push(self.entries.len());
    }

    /// n.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Whether there is no record.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The most neighbours that a list holds.
    #[must_use]
    pub const fn k(&self) -> u32 {
        self.k
    }

    /// The neighbours of a record.
    #[must_use]
    pub fn of(&self, record: u32) -> &[Neighbor] {
        let at = index(record);
        &self.entries[self.starts[at]..self.starts[at + 1]]
    }

    /// The lists of all records, in order.
    pub fn lists(&self) -> impl Iterator<Item = &[Neighbor]> {
        self.starts.windows(2).map(|pair| &self.entries[pair[0]..pair[1]])
    }

    /// Neighbours in all lists.
    #[must_use]
    pub const fn links(&self) -> usize {
        self.entries.len()
    }

    /// The lists of parts of one search ([`super::Part`]) as those of the whole search: of each record the k nearest in
    /// any part.
    ///
    /// # Errors
    /// No part, or parts of different records or of different k.
    pub fn merged(parts: &[Self]) -> Result<Self> {
        let first = parts
            .first()
            .ok_or_else(|| Error::new("There is no part to merge", "Give one or more"))?;
        let differs = |part: &&Self| (part.len(), part.k) != (first.len(), first.k);
        if let Some(other) = parts.iter().find(differs) {
            return Err(Error::new(
                format!(
                    "A part holds {} lists of {}, another {} of {}",
                    first.len(),
                    first.k,
                    other.len(),
                    other.k
                ),
                "Make all parts from the same records with the same options",
            ));
        }
        let (mut merged, mut list) = (Self::new(first.k), Vec::new());
        for record in 0..count(first.len()) {
            list.clear();
            parts
                .iter()
                .for_each(|part| list.extend_from_slice(part.of(record)));
            in_order(&mut list);
            // Identical records are neighbours in every part.
            list.dedup_by_key(|neighbor| neighbor.record);
            list.truncate(index(first.k));
            merged.push_ordered(&list);
        }
        Ok(merged)
    }
}

/// Puts neighbours in the order of a list.
pub(super) fn in_order(list: &mut [Neighbor]) {
    list.sort_unstable_by(|a, b| {
        let alike = b.similarity.total_cmp(&a.similarity);
        alike.then(a.record.cmp(&b.record))
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(record: u32, similarity: f32) -> Neighbor {
        Neighbor { record, similarity }
    }

    #[test]
    fn lists_are_put_in_order_and_cut() {
        let mut all = Neighbors::new(2);
        all.push(vec![near(3, 0.5), near(2, 0.5), near(1, 0.25)]).unwrap();
        assert_eq!(all.of(0), [near(2, 0.5), near(3, 0.5)]);
        all.push(Vec::new()).unwrap();
        assert_eq!((all.len(), all.links()), (2, 2));
        for bad in [
            vec![near(2, 0.5)],
            vec![near(0, 0.0)],
            vec![near(0, f32::NAN)],
            vec![near(0, 0.5), near(0, 0.25)],
        ] {
            assert!(all.push(bad).is_err());
        }
    }

    #[test]
    fn parts_are_merged_and_others_refused() {
        let of = |list: &[Neighbor]| {
            let mut lists = Neighbors::new(2);
            lists.push(list.to_vec()).unwrap();
            lists
        };
        let parts = [
            of(&[near(1, 1.0), near(4, 0.5)]),
            of(&[near(1, 1.0), near(2, 0.5)]),
        ];
        let merged = Neighbors::merged(&parts).unwrap();
        assert_eq!(merged.of(0), [near(1, 1.0), near(2, 0.5)]);
        assert!(Neighbors::merged(&[]).is_err());
        assert!(Neighbors::merged(&[of(&[]), Neighbors::new(2)]).is_err());
    }
}
