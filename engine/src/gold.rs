//! Gold: what a person decided. An imported gold column is kept as it stands, value by value, beside a table that says
//! which label each value means; so labels can be renamed, merged and deleted, and every such edit can be undone,
//! without touching a record.
//!
//! Gold set by hand lies over the column and wins. It is always dev, whatever split the column has: who sets it has
//! seen the rules' votes on the record, which therefore can't judge them any longer as held-out gold must.

mod hand;

use std::sync::Arc;

use crate::bits::BitSet;
use crate::ids::LabelId;
use crate::labels::LabelSet;
use crate::num::count;
use crate::rng::mix;

pub use hand::HandGold;

/// Most different values that a gold column may have.
pub const MOST_VALUES: usize = 10_000;

/// The gold column of the import: per record a value, or none.
#[derive(Clone, Debug, Default)]
pub struct GoldColumn {
    /// The different values, in order of first appearance.
    values: Vec<String>,
    /// Per record 0 where it has none, else the value's position + 1. Empty where the import has no gold column.
    of_record: Vec<u16>,
    /// Records that a split column says are held out; none where the split is the seeded one.
    held_out: Option<Vec<u32>>,
}

impl GoldColumn {
    /// A column in which every split is the seeded one, or one that a split column decides.
    #[must_use]
    pub fn new(has_split_column: bool) -> Self {
        Self {
            held_out: has_split_column.then(Vec::new),
            ..Self::default()
        }
    }

    /// Appends a record's value and what the split column says of it. Returns whether the value could be kept: past
    /// [`MOST_VALUES`] different ones a new value counts as none.
    pub fn push(&mut self, value: Option<&str>, split: Option<&str>) -> bool {
        let record = count(self.of_record.len());
        if let (Some(held_out), Some(split)) = (&mut self.held_out, split)
            && means_held_out(split)
        {
            held_out.push(record);
        }
        let code = match value {
            None => Some(0),
            Some(value) => self.code(value),
        };
        self.of_record.push(code.unwrap_or(0));
        code.is_some()
    }

    /// A column whose values and split are known; its records follow by [`Self::push_code`].
    #[must_use]
    pub fn restore(values: Vec<String>, held_out: Option<Vec<u32>>) -> Self {
        Self {
            values,
            of_record: Vec::new(),
            held_out,
        }
    }

    /// Appends a record by its code: 0 for none, else the value's position + 1.
    pub fn push_code(&mut self, code: u16) {
        self.of_record.push(if usize::from(code) > self.values.len() {
            0
        } else {
            code
        });
    }

    /// A record's code, as [`Self::push_code`] takes it.
    #[must_use]
    pub fn code_of(&self, record: u32) -> u16 {
        self.of_record.get(record as usize).copied().unwrap_or(0)
    }

    /// What the split column says is held out, where there is such a column.
    #[must_use]
    pub fn split_column(&self) -> Option<&[u32]> {
        self.held_out.as_deref()
    }

    /// The different values, in order of first appearance.
    #[must_use]
    pub fn values(&self) -> &[String] {
        &self.values
    }

    /// The position in [`Self::values`] of a record's value.
    #[must_use]
    pub fn value_of(&self, record: u32) -> Option<usize> {
        let code = usize::from(*self.of_record.get(record as usize)?);
        code.checked_sub(1)
    }

    /// The records held out: those of the split column, else a seeded half by the hash of the id, so that a record
    /// stays on its side when others come and go.
    #[must_use]
    pub fn held_out(&self, n: usize, seed: u32, id: impl Fn(u32) -> String) -> BitSet {
        if let Some(held_out) = &self.held_out {
            return BitSet::from_indices(n, held_out.iter().copied());
        }
        let with_gold = (0..count(self.of_record.len())).filter(|&record| self.value_of(record).is_some());
        BitSet::from_indices(
            n,
            with_gold.filter(|&record| mix(hash(&id(record)) ^ u64::from(seed)) & 1 == 1),
        )
    }

    fn code(&mut self, value: &str) -> Option<u16> {
        let position = self.values.iter().position(|known| known == value).or_else(|| {
            (self.values.len() < MOST_VALUES).then(|| {
                self.values.push(value.to_owned());
                self.values.len() - 1
            })
        })?;
        u16::try_from(position + 1).ok()
    }
}

/// Words of split columns that mean "not while writing rules".
fn means_held_out(split: &str) -> bool {
    [
        "test",
        "held-out",
        "held_out",
        "heldout",
        "holdout",
        "hold-out",
        "eval",
        "evaluation",
    ]
    .iter()
    .any(|word| split.trim().eq_ignore_ascii_case(word))
}

/// FNV-1a: fixed for ever, since the split of a saved project hangs on it.
fn hash(id: &str) -> u64 {
    id.bytes().fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3)
    })
}

/// Which label each value of the gold column means; a small table, shared between the states of undo.
pub type GoldMeaning = Arc<Vec<Option<LabelId>>>;

/// Gold as sets, ready for counting: shapes k × n bits.
#[derive(Clone, Debug, Default)]
pub struct GoldSets {
    /// Per label index 0..k, its dev records.
    pub dev: Vec<BitSet>,
    /// All dev records.
    pub dev_known: BitSet,
    /// Per label index 0..k, its held-out records.
    pub held_out: Vec<BitSet>,
    /// Records whose value is no label.
    pub unknown: BitSet,
    /// Records whose gold was set by hand.
    pub by_hand: BitSet,
}

impl GoldSets {
    /// Sorts the records of a gold column, with what was set by hand over it, by label and side. `held_out` is
    /// [`GoldColumn::held_out`].
    #[must_use]
    pub fn new(
        n: usize,
        column: &GoldColumn,
        hand: &HandGold,
        meaning: &[Option<LabelId>],
        labels: &LabelSet,
        held_out: &BitSet,
    ) -> Self {
        let index_of_value: Vec<Option<usize>> = meaning
            .iter()
            .map(|label| label.and_then(|label| labels.index(label)))
            .collect();
        let mut sets = Self {
            dev: vec![BitSet::empty(n); labels.len()],
            dev_known: BitSet::empty(n),
            held_out: vec![BitSet::empty(n); labels.len()],
            unknown: BitSet::empty(n),
            by_hand: BitSet::from_indices(
                n,
                hand.iter()
                    .map(|(record, _)| record)
                    .filter(|&record| record < count(n)),
            ),
        };
        for record in 0..count(n) {
            if sets.by_hand.contains(record) {
                continue;
            }
            let Some(value) = column.value_of(record) else {
                continue;
            };
            match index_of_value.get(value).copied().flatten() {
                None => sets.unknown.insert(record),
                Some(label) if held_out.contains(record) => sets.held_out[label].insert(record),
                Some(label) => sets.insert_dev(record, label),
            }
        }
        for (record, label) in hand.iter().filter(|&(record, _)| record < count(n)) {
            match labels.index(label) {
                Some(label) => sets.insert_dev(record, label),
                None => sets.unknown.insert(record),
            }
        }
        sets
    }

    /// The same gold on the records of a set alone.
    #[must_use]
    pub fn within(&self, records: &BitSet) -> Self {
        let mut within = self.clone();
        let sets = within.dev.iter_mut().chain(&mut within.held_out);
        sets.chain([&mut within.dev_known, &mut within.unknown, &mut within.by_hand])
            .for_each(|set| set.and(records));
        within
    }

    fn insert_dev(&mut self, record: u32, label: usize) {
        self.dev[label].insert(record);
        self.dev_known.insert(record);
    }

    /// The dev label index of a record.
    #[must_use]
    pub fn dev_label(&self, record: u32) -> Option<usize> {
        self.dev.iter().position(|set| set.contains(record))
    }

    /// The label index of a record on either side.
    #[must_use]
    pub fn label(&self, record: u32) -> Option<usize> {
        self.dev_label(record)
            .or_else(|| self.held_out.iter().position(|set| set.contains(record)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_without_a_label_are_unknown_and_a_split_column_decides_the_side() {
        let mut column = GoldColumn::new(true);
        for (value, split) in [
            (Some("spam"), "train"),
            (Some("ham"), "TEST"),
            (None, "test"),
            (Some("hm"), "dev"),
        ] {
            assert!(column.push(value, Some(split)));
        }
        let labels = LabelSet::from_names(["ham", "spam"]);
        let meaning: Vec<_> = column
            .values()
            .iter()
            .map(|value| labels.named(value).map(|label| label.id))
            .collect();
        let held_out = column.held_out(4, 1, |record| record.to_string());
        let none = HandGold::default();
        let sets = GoldSets::new(4, &column, &none, &meaning, &labels, &held_out);
        assert_eq!(sets.dev[1].iter().collect::<Vec<_>>(), [0]);
        assert_eq!(sets.held_out[0].iter().collect::<Vec<_>>(), [1]);
        assert_eq!(sets.unknown.iter().collect::<Vec<_>>(), [3]);
        assert_eq!(sets.dev_label(1), None);
        assert_eq!(sets.label(1), Some(0));
        // The hand takes the held-out record over to dev, labels the one without a value, and may name a label that
        // is gone.
        let hand = HandGold::from(vec![
            (1, labels.at(1).unwrap().id),
            (2, LabelId(0)),
            (3, LabelId(9)),
        ]);
        let sets = GoldSets::new(4, &column, &hand, &meaning, &labels, &held_out);
        assert_eq!(sets.dev[1].iter().collect::<Vec<_>>(), [0, 1]);
        assert_eq!(sets.dev[0].iter().collect::<Vec<_>>(), [2]);
        assert_eq!(sets.held_out[0].count(), 0);
        assert_eq!(sets.unknown.iter().collect::<Vec<_>>(), [3]);
        assert_eq!(sets.by_hand.iter().collect::<Vec<_>>(), [1, 2, 3]);
    }

    #[test]
    fn the_seeded_split_is_about_half_and_hangs_on_the_id_alone() {
        let mut column = GoldColumn::new(false);
        (0..1000).for_each(|_| assert!(column.push(Some("x"), None)));
        let first = column.held_out(1000, 1, |record| format!("r{record}"));
        assert!((430..570).contains(&first.count()), "{}", first.count());
        let shifted = column.held_out(1000, 1, |record| format!("r{}", record + 1));
        assert_eq!(first.contains(500), shifted.contains(499));
    }
}
