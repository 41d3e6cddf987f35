//! What is known of records' labels while rules are written: dev gold where there is some, else the majority vote of the
//! saved rules. Offers are judged by it: how much of what a term matches has the label it would vote for.

use serde::{Deserialize, Serialize};

use super::project::Project;
use crate::bits::BitSet;
use crate::ids::LabelId;

/// How pure a set of records is: how many have the label, of those of which a label is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Purity {
    /// Records with the label.
    pub of_label: u32,
    /// Records with any known label: n.
    pub known: u32,
}

impl Purity {
    /// Whether the share is at least the other's; what nothing is known of is as pure as anything.
    #[must_use]
    pub fn is_at_least(self, other: Self) -> bool {
        u64::from(self.of_label) * u64::from(other.known) >= u64::from(other.of_label) * u64::from(self.known)
    }
}

/// The records of one label, and those of any.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) of_label: BitSet,
    pub(super) all: BitSet,
}

impl Known {
    /// How pure a set is.
    pub(super) fn purity(&self, records: &BitSet) -> Purity {
        Purity {
            of_label: self.of_label.count_and(records),
            known: self.all.count_and(records),
        }
    }

    /// The label's share of all records of which one is known.
    pub(super) fn share(&self) -> f64 {
        f64::from(self.of_label.count()) / f64::from(self.all.count().max(1))
    }

    /// The records of which another label is known.
    pub(super) fn others(&self) -> BitSet {
        let mut others = self.all.clone();
        others.without(&self.of_label);
        others
    }
}

impl Project {
    /// What is known for and against a label.
    pub(super) fn known(&self, label: LabelId) -> Known {
        let n = self.corpus.len();
        let (gold, voted) = (&self.gold_sets, &self.saved.analysis.sets.majority);
        let mut all = BitSet::empty(n);
        voted.iter().for_each(|set| all.or(set));
        all.or(&gold.dev_known);
        let mut of_label = BitSet::empty(n);
        if let Some(index) = self.document.labels.index(label) {
            if let Some(set) = voted.get(index) {
                of_label.or(set);
            }
            of_label.without(&gold.dev_known);
            if let Some(set) = gold.dev.get(index) {
                of_label.or(set);
            }
        }
        Known { of_label, all }
    }
}

#[cfg(test)]
mod tests {
    use super::Purity;

    #[test]
    fn shares_are_compared_and_nothing_known_is_no_fault() {
        let of = |of_label, known| Purity { of_label, known };
        assert!(of(3, 4).is_at_least(of(5, 7)));
        assert!(!of(5, 7).is_at_least(of(3, 4)));
        assert!(of(0, 0).is_at_least(of(9, 9)) && of(1, 9).is_at_least(of(0, 0)));
    }
}
