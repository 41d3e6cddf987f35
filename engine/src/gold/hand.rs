//! Gold that was set by hand, one record at a time: few records, each a decision of its own.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::ids::LabelId;
use crate::num::count;

/// Most entries of a chunk. A change copies one chunk and the list of chunks, so that a state of undo costs hundreds of
/// bytes, not the whole map.
const CHUNK: usize = 64;

/// A record and its label.
type Entry = (u32, LabelId);

/// Labels by record, ascending. Copies share what they have in common. A label may be gone from the project: such a
/// record's gold is then unknown, as with a value of the gold column that is no label.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<Entry>", into = "Vec<Entry>")]
pub struct HandGold {
    /// None is empty.
    chunks: Vec<Arc<Vec<Entry>>>,
}

impl HandGold {
    /// How many records have gold set by hand.
    #[must_use]
    pub fn len(&self) -> u32 {
        count(self.chunks.iter().map(|chunk| chunk.len()).sum())
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.chunks.is_empty()
    }

    /// The label set for a record.
    #[must_use]
    pub fn get(&self, record: u32) -> Option<LabelId> {
        let chunk = self.chunks.get(self.chunk_of(record))?;
        let at = chunk.binary_search_by_key(&record, |entry| entry.0).ok()?;
        chunk.get(at).map(|entry| entry.1)
    }

    /// All of it, by record.
    pub fn iter(&self) -> impl Iterator<Item = (u32, LabelId)> + '_ {
        self.chunks.iter().flat_map(|chunk| chunk.iter().copied())
    }

    /// The last record that has any.
    #[must_use]
    pub fn last_record(&self) -> Option<u32> {
        self.chunks.last()?.last().map(|entry| entry.0)
    }

    /// Sets a record's label.
    pub fn set(&mut self, record: u32, label: LabelId) {
        let at = self.chunk_of(record);
        let Some(shared) = self.chunks.get_mut(at) else {
            self.chunks.push(Arc::new(vec![(record, label)]));
            return;
        };
        let chunk = Arc::make_mut(shared);
        match chunk.binary_search_by_key(&record, |entry| entry.0) {
            Ok(place) => chunk[place].1 = label,
            Err(place) => chunk.insert(place, (record, label)),
        }
        if chunk.len() > CHUNK {
            let rest = chunk.split_off(CHUNK / 2);
            self.chunks.insert(at + 1, Arc::new(rest));
        }
    }

    /// Takes a record's label away. Returns whether it had one.
    pub fn clear(&mut self, record: u32) -> bool {
        if self.get(record).is_none() {
            return false;
        }
        let at = self.chunk_of(record);
        let chunk = Arc::make_mut(&mut self.chunks[at]);
        chunk.retain(|entry| entry.0 != record);
        if chunk.is_empty() {
            self.chunks.remove(at);
        }
        true
    }

    /// Makes every record of one label one of another.
    pub fn relabel(&mut self, from: LabelId, into: LabelId) {
        for chunk in &mut self.chunks {
            if chunk.iter().any(|entry| entry.1 == from) {
                let of_label = Arc::make_mut(chunk).iter_mut().filter(|entry| entry.1 == from);
                of_label.for_each(|entry| entry.1 = into);
            }
        }
    }

    /// The chunk that holds a record or would: the last one that doesn't begin behind it.
    fn chunk_of(&self, record: u32) -> usize {
        let begins_before = |chunk: &Arc<Vec<Entry>>| chunk.first().is_some_and(|first| first.0 <= record);
        self.chunks.partition_point(begins_before).saturating_sub(1)
    }
}

impl From<Vec<Entry>> for HandGold {
    /// In any order; of several labels of one record the last counts.
    fn from(entries: Vec<Entry>) -> Self {
        let mut hand = Self::default();
        entries
            .into_iter()
            .for_each(|(record, label)| hand.set(record, label));
        hand
    }
}

impl From<HandGold> for Vec<Entry> {
    fn from(hand: HandGold) -> Self {
        hand.iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// The plain map of the standard library is the oracle.
        #[test]
        fn it_is_an_ordered_map(changes in prop::collection::vec((0u32..300, prop::option::of(0u32..4)), 0..600)) {
            let mut hand = HandGold::default();
            let mut plain = BTreeMap::new();
            for (record, label) in changes {
                match label {
                    Some(label) => {
                        hand.set(record, LabelId(label));
                        plain.insert(record, LabelId(label));
                    }
                    None => prop_assert_eq!(hand.clear(record), plain.remove(&record).is_some()),
                }
            }
            prop_assert!(hand.chunks.iter().all(|chunk| (1..=CHUNK).contains(&chunk.len())));
            prop_assert_eq!(hand.iter().collect::<Vec<_>>(), plain.clone().into_iter().collect::<Vec<_>>());
            prop_assert_eq!(hand.len() as usize, plain.len());
            prop_assert_eq!(hand.last_record(), plain.keys().next_back().copied());
            prop_assert!((0..300).all(|record| hand.get(record) == plain.get(&record).copied()));
            let written = serde_json::to_string(&hand).unwrap();
            prop_assert_eq!(serde_json::from_str::<HandGold>(&written).unwrap().iter().collect::<Vec<_>>(), hand.iter().collect::<Vec<_>>());
        }
    }

    #[test]
    fn copies_share_the_chunks_that_no_change_touched() {
        let mut hand = HandGold::from((0..200).map(|record| (record, LabelId(0))).collect::<Vec<_>>());
        let before = hand.clone();
        hand.set(0, LabelId(1));
        let shared = before.chunks.iter().zip(&hand.chunks);
        assert_eq!(shared.filter(|(was, now)| !Arc::ptr_eq(was, now)).count(), 1);
        hand.relabel(LabelId(1), LabelId(0));
        assert_eq!(hand, before);
    }
}
