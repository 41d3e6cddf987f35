//! Posteriors as sets of records: which label each record gets, which are tied, which have no vote.

use crate::bits::BitSet;
use crate::num::count;
use crate::posteriors::{Posteriors, TIE};

/// The most likely label of each record, as disjoint sets that together hold every record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// Per label index 0..k: the records that get it.
    pub labels: Vec<BitSet>,
    /// The records on which several labels are the most likely ([`TIE`]).
    pub tied: BitSet,
    /// The records that nothing reached.
    pub unlabeled: BitSet,
}

impl Decided {
    /// Reads all rows once.
    #[must_use]
    pub fn of(posteriors: &Posteriors) -> Self {
        let n = posteriors.records();
        let mut decided = Self {
            labels: vec![BitSet::empty(n); posteriors.labels()],
            tied: BitSet::empty(n),
            unlabeled: BitSet::empty(n),
        };
        for record in 0..count(n) {
            let Some(row) = posteriors.get(record) else {
                decided.unlabeled.insert(record);
                continue;
            };
            match winner(row) {
                Some(label) => decided.labels[label].insert(record),
                None => decided.tied.insert(record),
            }
        }
        decided
    }
}

/// The label of a row that is the most likely one alone.
fn winner(row: &[f64]) -> Option<usize> {
    let most = row.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mut winners = (0..row.len()).filter(|&label| (row[label] - most).abs() < TIE);
    let first = winners.next()?;
    winners.next().is_none().then_some(first)
}
