//! What is asked of a search for neighbours, checked at the door.

use crate::error::{Error, Result};

/// Bytes that a search may take, unless its options say otherwise: a quarter of what a browser's tab can have.
pub const MOST_BYTES: u64 = 1 << 30;

/// Neighbours of a record, unless options say otherwise.
pub const USUAL_K: u32 = 10;

/// What it costs to fill a list, by the pairs of a row that is compared with all others.
const FILLING: f64 = 0.03;

/// The first row of a part is a multiple of this.
const ALIGNED: u32 = 32;

/// How alike two rows are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Measure {
    /// The cosine of the angle between them. Of several vectors the mean of their cosines.
    #[default]
    Cosine,
    /// 1 / (1 + d), with d their Euclidean distance; of dense rows alone.
    Distance,
}

/// How neighbours are looked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Search {
    /// Every pair is compared.
    #[default]
    Exact,
    /// Neighbours of neighbours are compared, in rounds that begin with drawn ones: dense rows alone. The seed decides
    /// what is drawn.
    Approximate {
        /// The seed.
        seed: u64,
    },
}

/// A part of an exact search, for several workers: each gets all rows and makes lists of the pairs that are its own,
/// which [`super::Neighbors::merged`] joins. The result does not depend on the number of parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Which part, from 0.
    pub at: u32,
    /// How many parts there are.
    pub of: u32,
}

impl Part {
    /// All of it.
    pub const WHOLE: Self = Self { at: 0, of: 1 };

    /// The rows, of n, that are compared with all behind them: as much work as every other part.
    #[must_use]
    pub fn rows(self, n: u32) -> std::ops::Range<u32> {
        let bound = |at: u32| {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "at most n"
            )]
            let row = (f64::from(n) * (1.0 - self.share_from(at))) as u32;
            // Similarities are looked at in chunks: parts begin with one.
            if at == self.of { n } else { row / ALIGNED * ALIGNED }
        };
        bound(self.at)..bound(self.at + 1)
    }

    /// The share of all rows that a part and those behind it have. A part from share a down to b compares (a² − b²) / 2
    /// pairs, and fills a list for each of the rows that it sees: that counts as [`FILLING`] · a pairs. So a part's begin
    /// follows from its end and from the work of a part, which is found by halving.
    fn share_from(self, at: u32) -> f64 {
        let share = |work: f64, parts: u32| {
            (0..parts).fold(0.0f64, |end, _| {
                (FILLING * FILLING + 2.0 * work + end * end).sqrt() - FILLING
            })
        };
        let (mut low, mut high) = (0.0, 0.5 + FILLING);
        for _ in 0..50 {
            let work = f64::midpoint(low, high);
            if share(work, self.of) < 1.0 {
                low = work;
            } else {
                high = work;
            }
        }
        if at == 0 { 1.0 } else { share(low, self.of - at) }
    }
}

/// What is asked of a search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Most neighbours of a record.
    pub k: u32,
    /// How alike two rows are.
    pub measure: Measure,
    /// How neighbours are looked for.
    pub search: Search,
    /// Which part of the search this is.
    pub part: Part,
    /// Bytes that the search may take; what would take more is refused before it begins.
    pub most_bytes: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            k: USUAL_K,
            measure: Measure::Cosine,
            search: Search::Exact,
            part: Part::WHOLE,
            most_bytes: MOST_BYTES,
        }
    }
}

impl Options {
    /// Refuses options that mean nothing.
    ///
    /// # Errors
    /// No neighbour asked for, a part that is none, part of a search that has no parts.
    pub fn check(&self) -> Result<()> {
        if self.k == 0 {
            return Err(Error::new("No neighbour is asked for", "Ask for one or more").at("k"));
        }
        if self.part.at >= self.part.of {
            let what = format!("There is no part {} of {}", self.part.at, self.part.of);
            return Err(Error::new(what, "Count parts from 0").at("part"));
        }
        if self.part != Part::WHOLE && self.search != Search::Exact {
            let what = "An approximate search can't be done in parts";
            return Err(Error::new(what, "Do it in one, or search exactly").at("part"));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_cover_all_rows_once() {
        for (n, of) in [(0, 2), (1, 2), (1000, 2), (1001, 3), (2, 7)] {
            let parts: Vec<_> = (0..of).map(|at| Part { at, of }.rows(n)).collect();
            assert_eq!((parts[0].start, parts[parts.len() - 1].end), (0, n));
            assert!(parts.windows(2).all(|pair| pair[0].end == pair[1].start));
        }
        assert_eq!(Part { at: 1, of: 2 }.rows(100_000), 28_672..100_000);
        assert_eq!(Part { at: 0, of: 1 }.rows(1000), 0..1000);
    }

    #[test]
    fn options_that_mean_nothing_are_refused() {
        let with = |change: fn(&mut Options)| {
            let mut options = Options::default();
            change(&mut options);
            options.check()
        };
        assert!(with(|_| ()).is_ok());
        assert_eq!(with(|options| options.k = 0).unwrap_err().place, "k");
        assert!(with(|options| options.part.of = 0).is_err());
        let both = |options: &mut Options| {
            options.part.of = 2;
            options.search = Search::Approximate { seed: 1 };
        };
        assert_eq!(with(both).unwrap_err().place, "part");
    }
}
