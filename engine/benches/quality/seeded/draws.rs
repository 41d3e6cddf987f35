//! Seeds, drawn so that each label has its share of them.

use labelloom_engine::bits::BitSet;
use labelloom_engine::num::{count, index};
use labelloom_engine::rng::Rng;

use super::sets::SeededSet;

/// Hundredths of a label's records that are seeds.
pub(crate) const PERCENTS: [usize; 2] = [1, 5];

/// Draws of each.
const DRAWS: u64 = 5;

/// The seeds of one draw.
pub(crate) struct Draw {
    pub(crate) percent: usize,
    /// Ascending.
    pub(crate) records: Vec<u32>,
}

impl Draw {
    /// Every draw of a set.
    pub(crate) fn all(set: &SeededSet) -> Vec<Self> {
        let seeds = |percent| (0..DRAWS).map(move |seed| (percent, seed));
        let draws = PERCENTS.into_iter().flat_map(seeds);
        draws
            .map(|(percent, seed)| Self::of(set, percent, seed))
            .collect()
    }

    fn of(set: &SeededSet, percent: usize, seed: u64) -> Self {
        let mut rng = Rng::new(seed);
        let mut records = Vec::new();
        for label in 0..set.k {
            let of_label = (0..set.labels.len()).filter(|&record| set.labels[record] == label);
            let mut open: Vec<u32> = of_label.map(count).collect();
            let wanted = ((open.len() * percent + 50) / 100).clamp(1, open.len().max(1));
            for _ in 0..wanted.min(open.len()) {
                let at = usize::try_from(rng.below(open.len() as u64)).unwrap_or(0);
                records.push(open.swap_remove(at));
            }
        }
        records.sort_unstable();
        Self { percent, records }
    }

    /// As a set of records a label.
    pub(crate) fn gold(&self, set: &SeededSet) -> Vec<BitSet> {
        let mut gold = vec![BitSet::empty(set.labels.len()); set.k];
        for &record in &self.records {
            gold[set.labels[index(record)]].insert(record);
        }
        gold
    }
}
