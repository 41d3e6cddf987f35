//! How many of the true neighbours an approximate search found, by a sample that is compared with all rows.

use super::lists::Lists;
use super::query::Queries;
use super::rows::Rows;
use crate::num::{count, index};
use crate::rng::Rng;

/// Rows that are compared with all.
const SAMPLE: u32 = 500;

/// The seed of the sample.
const SEED: u64 = 1;

/// Sums in another order differ by about so much.
const ROUNDING: f32 = 1e-6;

/// How good an approximate search was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recall {
    /// Rows whose true neighbours were looked for.
    pub rows: u32,
    /// True neighbours of these.
    pub wanted: u32,
    /// Those that were found, or others as similar.
    pub found: u32,
}

impl Recall {
    /// The share that was found, in 0..=1; 1 where there was nothing to find.
    #[must_use]
    pub fn share(self) -> f64 {
        if self.wanted == 0 {
            return 1.0;
        }
        f64::from(self.found) / f64::from(self.wanted)
    }
}

/// The comparing of a sample with all rows, in steps.
#[derive(Debug)]
pub(super) struct Checking {
    rows: Rows,
    lists: Lists,
    queries: Queries,
}

impl Checking {
    pub(super) fn new(rows: Rows, lists: Lists, k: u32) -> Self {
        let queries = Queries::new(&rows, sample(rows.len()), k, Vec::new());
        Self { rows, lists, queries }
    }

    /// Returns how far it is; none once all is done.
    pub(super) fn step(&mut self) -> Option<(u32, u32)> {
        self.queries.step(&self.rows)
    }

    pub(super) fn finish(self) -> (Rows, Lists, Recall) {
        let mut recall = Recall {
            rows: count(self.queries.queried().len()),
            wanted: 0,
            found: 0,
        };
        for &row in self.queries.queried() {
            let own = self.lists.of(row);
            let nearest = self.queries.of(row).unwrap_or_default();
            // The i-th found is as near as the i-th there is, or something was missed.
            let mut own = own.peekable();
            for wanted in nearest {
                recall.wanted += 1;
                let is_as_near = own.next_if(|near| near.similarity >= wanted.similarity - ROUNDING);
                recall.found += u32::from(is_as_near.is_some());
            }
        }
        (self.rows, self.lists, recall)
    }
}

/// Rows drawn without replacement, ascending.
fn sample(rows: u32) -> Vec<u32> {
    if rows <= SAMPLE {
        return (0..rows).collect();
    }
    let (mut rng, mut taken) = (Rng::new(SEED), vec![false; index(rows)]);
    let mut drawn = 0;
    while drawn < SAMPLE {
        let row = usize::try_from(rng.below(rows.into())).unwrap_or(0);
        drawn += u32::from(!std::mem::replace(&mut taken[row], true));
    }
    (0..rows).filter(|&row| taken[index(row)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_are_ascending_and_distinct() {
        let drawn = sample(5000);
        assert_eq!(drawn.len(), 500);
        assert!(drawn.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(sample(3), [0, 1, 2]);
    }
}
