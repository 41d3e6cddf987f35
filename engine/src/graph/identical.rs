//! Records with the same row: short texts repeat, and a row that is compared once need not be compared again.

use crate::features::{Row, Vectors};
use crate::num::{count, index};
use crate::rng::mix;

use super::finding::Same;
use super::options::Measure;

/// Records hashed in one step.
const STEP_RECORDS: u32 = 1 << 15;

/// No row: nothing is known of the record.
pub(super) const NONE: u32 = u32::MAX;

/// Which records have which row.
#[derive(Debug, Default)]
pub(super) struct Groups {
    /// Per record its row, or [`NONE`].
    pub(super) row_of: Vec<u32>,
    /// Per row where its records begin in `members`, and the end.
    starts: Vec<u32>,
    /// Records, by row, ascending within each.
    members: Vec<u32>,
}

impl Groups {
    /// How many rows there are.
    pub(super) fn len(&self) -> u32 {
        count(self.starts.len().saturating_sub(1))
    }

    /// The records of a row, ascending.
    pub(super) fn of(&self, row: u32) -> &[u32] {
        let (start, end) = (self.starts[index(row)], self.starts[index(row) + 1]);
        &self.members[index(start)..index(end)]
    }

    /// The first record of a row.
    pub(super) fn first(&self, row: u32) -> u32 {
        self.members[index(self.starts[index(row)])]
    }

    /// The records that share a row.
    pub(super) fn same(&self) -> Same {
        let mut same = Same::default();
        for members in self.starts.windows(2).map(|place| place[1] - place[0]) {
            if members > 1 {
                same.records += members;
                same.groups += 1;
            }
        }
        same
    }

    /// Groups from the first record with the same row, per record, or [`NONE`].
    fn of_firsts(firsts: &[u32]) -> Self {
        let mut row_of = vec![NONE; firsts.len()];
        let mut starts = vec![0u32];
        for (record, &first) in firsts.iter().enumerate().filter(|(_, first)| **first != NONE) {
            if index(first) == record {
                row_of[record] = count(starts.len() - 1);
                starts.push(0);
            } else {
                row_of[record] = row_of[index(first)];
            }
            starts[index(row_of[record]) + 1] += 1;
        }
        for row in 1..starts.len() {
            starts[row] += starts[row - 1];
        }
        let mut members = vec![0; starts.last().map_or(0, |&end| index(end))];
        let mut next = starts.clone();
        for (record, &row) in (0u32..).zip(&row_of).filter(|(_, row)| **row != NONE) {
            members[index(next[index(row)])] = record;
            next[index(row)] += 1;
        }
        Self {
            row_of,
            starts,
            members,
        }
    }
}

/// The finding of identical records, in steps: rows are hashed, and compared where hashes are equal.
#[derive(Debug)]
pub(super) struct Identical {
    measure: Measure,
    hashes: Vec<(u64, u32)>,
    next: u32,
    n: u32,
    firsts: Vec<u32>,
}

impl Identical {
    pub(super) fn new(parts: &[&Vectors], measure: Measure) -> Self {
        let n = parts.first().map_or(0, |part| part.len());
        Self {
            measure,
            hashes: Vec::with_capacity(n),
            next: 0,
            n: count(n),
            firsts: Vec::new(),
        }
    }

    /// Hashes some records, at the end compares. Returns how far it is; none once all is done.
    pub(super) fn step(&mut self, parts: &[&Vectors]) -> Option<(u32, u32)> {
        if self.next == self.n {
            self.compare(parts);
            return None;
        }
        let end = self.n.min(self.next + STEP_RECORDS);
        for record in self.next..end {
            let is_known =
                self.measure == Measure::Distance || parts.iter().any(|part| !part.row(record).is_empty());
            if is_known {
                let hash = parts.iter().fold(0, |hash, part| hashed(hash, part.row(record)));
                self.hashes.push((hash, record));
            }
        }
        self.next = end;
        Some((end, self.n))
    }

    pub(super) fn finish(self) -> Groups {
        Groups::of_firsts(&self.firsts)
    }

    fn compare(&mut self, parts: &[&Vectors]) {
        self.hashes.sort_unstable();
        self.firsts = vec![NONE; index(self.n)];
        let is_same = |a: u32, b: u32| parts.iter().all(|part| part.row(a) == part.row(b));
        for alike in self.hashes.chunk_by(|a, b| a.0 == b.0) {
            // Nearly always one row; several with one hash stay apart.
            let mut rows: Vec<u32> = Vec::new();
            for &(_, record) in alike {
                let row = rows.iter().copied().find(|&row| is_same(row, record));
                self.firsts[index(record)] = row.unwrap_or(record);
                if row.is_none() {
                    rows.push(record);
                }
            }
        }
    }
}

fn hashed(hash: u64, row: Row<'_>) -> u64 {
    let joined = |hash: u64, column: u32, value: f32| {
        // 0 and -0 are equal.
        let bits = (value + 0.0).to_bits();
        mix(hash ^ (u64::from(column) << 32 | u64::from(bits)))
    };
    row.entries()
        .fold(mix(hash), |hash, (column, value)| joined(hash, column, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_in_the_order_of_their_first_records() {
        let groups = Groups::of_firsts(&[0, NONE, 2, 0, 2, 5]);
        assert_eq!(groups.row_of, [0, NONE, 1, 0, 1, 2]);
        assert_eq!(groups.len(), 3);
        assert_eq!(
            (groups.of(0), groups.of(1), groups.of(2)),
            (&[0, 3][..], &[2, 4][..], &[5][..])
        );
        assert_eq!(groups.first(1), 2);
        assert_eq!(Groups::of_firsts(&[]).len(), 0);
        assert_eq!(Groups::of_firsts(&[NONE]).len(), 0);
    }
}
