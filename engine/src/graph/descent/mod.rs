//! NN-descent: a neighbour of a neighbour is likely to be a neighbour. Lists begin with drawn rows; in each round the
//! new entries of a list are compared with each other and with its old ones, and with the rows in whose lists they
//! stand, until hardly anything changes. For dense rows too many to compare in pairs.
//!
//! Source: W. Dong, M. Charikar and K. Li, "Efficient k-nearest neighbor graph construction for generic similarity
//! measures", WWW 2011, algorithm 2 ("NN-Descent Full").

mod candidates;
mod pool;

use self::candidates::Candidates;
use self::pool::Pool;
use super::lists::Lists;
use super::neighbors::Neighbor;
use super::options::Measure;
use super::rows::Rows;
use crate::error::{Error, Result};
use crate::features::Vectors;
use crate::num::{count, index};
use crate::rng::Rng;
use labelloom_kernels::pairs::{dot, squared_distance};

/// Entries of a list while it grows: more than are wanted, since long lists lead further.
const LEAST_ROOM: u32 = 24;

/// Rounds stop when fewer than this share of all entries changed.
const HARDLY_ANY: f64 = 0.001;

/// Most rounds.
const MOST_ROUNDS: u32 = 24;

/// Pairs compared in one step, about.
const STEP_PAIRS: usize = 1 << 17;

/// Room of the lists in a search for k of n.
fn room(k: u32, n: u32) -> u32 {
    LEAST_ROOM.max(k.saturating_add(k / 2)).min(n.saturating_sub(1))
}

/// Bytes that a search for k of n rows takes besides rows and result.
pub(super) fn bytes(n: u64, k: u32) -> u64 {
    let room = room(k, count(usize::try_from(n).unwrap_or(usize::MAX)));
    Pool::bytes(n, room.into()) + Candidates::bytes(n, room.into())
}

/// Refuses what can't be searched so.
pub(super) fn check(vectors: &[&Vectors]) -> Result<()> {
    if vectors.iter().any(|part| part.is_sparse()) {
        let what = "An approximate search is for dense features such as LSA";
        return Err(Error::new(
            what,
            "Search exactly: for weights of words that is quicker and misses nothing",
        ));
    }
    Ok(())
}

/// A search under way.
#[derive(Debug)]
pub(super) struct Descent {
    rows: Rows,
    k: u32,
    rng: Rng,
    pool: Pool,
    candidates: Candidates,
    round: u32,
    /// The next row whose candidates are compared; none before the first round.
    next: Option<u32>,
    changes: u64,
}

impl Descent {
    pub(super) fn new(rows: Rows, k: u32, seed: u64) -> Self {
        let room = index(room(k, rows.len()));
        Self {
            pool: Pool::new(index(rows.len()), room),
            candidates: Candidates::new(index(rows.len()), room),
            rows,
            k,
            rng: Rng::new(seed),
            round: 0,
            next: None,
            changes: 0,
        }
    }

    /// Does some comparing. Returns how far it is; none once hardly anything changes.
    pub(super) fn step(&mut self) -> Option<(u64, u64)> {
        let n = self.rows.len();
        match self.next {
            None => self.draw(),
            Some(next) if next == n && self.is_settled() => return None,
            Some(next) if next == n => self.begin_round(),
            Some(next) => self.compare_some(next),
        }
        let done = u64::from(self.round) * u64::from(n) + u64::from(self.next.unwrap_or(0));
        Some((done, u64::from(MOST_ROUNDS + 1) * u64::from(n)))
    }

    /// Rows and the lists of the k nearest.
    pub(super) fn finish(self) -> (Rows, Lists) {
        let n = self.rows.len();
        let room = self.k.min(n.saturating_sub(1));
        let mut lists = Lists::new(index(n), index(room));
        for row in 0..n {
            self.pool.of(row).for_each(|near| lists.insert(row, near));
        }
        (self.rows, lists)
    }

    fn is_settled(&self) -> bool {
        let entries = u64::from(self.rows.len()) * u64::from(room(self.k, self.rows.len()));
        #[expect(clippy::cast_precision_loss, reason = "a rough bound")]
        let hardly_any = entries as f64 * HARDLY_ANY;
        #[expect(clippy::cast_precision_loss, reason = "compared with a rough bound")]
        let changes = self.changes as f64;
        self.round > 0 && (changes <= hardly_any || self.round >= MOST_ROUNDS)
    }

    /// Fills the lists with drawn rows.
    fn draw(&mut self) {
        let n = self.rows.len();
        for row in 0..n {
            for _ in 0..room(self.k, n) {
                let other = count(usize::try_from(self.rng.below(n.into())).unwrap_or(0));
                if other != row {
                    let similarity = self.similarity(row, other);
                    self.pool.insert(
                        row,
                        Neighbor {
                            record: other,
                            similarity,
                        },
                    );
                }
            }
        }
        self.next = Some(n);
    }

    fn begin_round(&mut self) {
        self.round += 1;
        self.changes = 0;
        self.candidates.choose(&mut self.pool, &mut self.rng);
        self.next = Some(0);
    }

    fn compare_some(&mut self, from: u32) {
        let (mut row, mut pairs) = (from, 0);
        while row < self.rows.len() && pairs < STEP_PAIRS {
            pairs += self.compare(row);
            row += 1;
        }
        self.next = Some(row);
    }

    /// Compares a row's new candidates with each other and with its old ones.
    #[inline(never)]
    fn compare(&mut self, row: u32) -> usize {
        let (new, old) = (
            self.candidates.new_of(row).to_vec(),
            self.candidates.old_of(row).to_vec(),
        );
        for (at, &one) in new.iter().enumerate() {
            for &other in new[at + 1..].iter().chain(&old) {
                if one != other {
                    self.try_pair(one, other);
                }
            }
        }
        new.len() * (new.len() / 2 + old.len()) + 1
    }

    fn try_pair(&mut self, one: u32, other: u32) {
        let similarity = self.similarity(one, other);
        let to_one = self.pool.insert(
            one,
            Neighbor {
                record: other,
                similarity,
            },
        );
        let to_other = self.pool.insert(
            other,
            Neighbor {
                record: one,
                similarity,
            },
        );
        self.changes += u64::from(to_one) + u64::from(to_other);
    }

    #[inline(always)]
    fn similarity(&self, one: u32, other: u32) -> f32 {
        let (a, b) = (self.rows.dense(one), self.rows.dense(other));
        match self.rows.measure {
            Measure::Cosine => dot(a, b).min(1.0),
            Measure::Distance => 1.0 / (1.0 + squared_distance(a, b).sqrt()),
        }
    }
}
