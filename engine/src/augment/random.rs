//! The draws of augmentation. A variant's draws hang on four numbers: the seed that a person gives, the parent's id, which
//! of its copies it is, and which step of the copy's sequence. So every variant can be made again alone, in any order and
//! on any machine, and asking for more copies leaves the earlier ones as they are.
//!
//! The stream is [`Rng`], SplitMix64, whose state is one number and whose arithmetic is that of integers: it is the same
//! natively and in wasm. Its start is made by mixing the four numbers one after the other; the id counts by its 64-bit
//! FNV-1a hash. A number in `0..n` is the upper half of a 128-bit product, and a fraction has 53 random bits: neither
//! rounds differently anywhere.

use crate::rng::{Rng, mix};

/// What policies and operations draw from. Reference generators can stand in for [`Random`].
pub trait Draw {
    /// A number in `0..bound`; 0 for a bound of 0.
    fn below(&mut self, bound: usize) -> usize;

    /// A number in 0..1.
    fn fraction(&mut self) -> f64;

    /// One of some things; none of none.
    fn pick<'a, T>(&mut self, among: &'a [T]) -> Option<&'a T>
    where
        Self: Sized,
    {
        if among.is_empty() {
            None
        } else {
            among.get(self.below(among.len()))
        }
    }

    /// Puts things into a random order, by Fisher and Yates: from the last place down, each with one at or before it.
    fn shuffle<T>(&mut self, things: &mut [T])
    where
        Self: Sized,
    {
        for last in (1..things.len()).rev() {
            things.swap(last, self.below(last + 1));
        }
    }
}

/// The draws of one step of one variant.
#[derive(Clone, Debug)]
pub struct Random(Rng);

impl Random {
    /// The stream of a seed alone.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(Rng::new(seed))
    }

    /// The stream of a step of a variant: `parent` is [`key`] of its id.
    #[must_use]
    pub const fn of(seed: u32, parent: u64, copy: u32, step: u32) -> Self {
        let seed = mix(seed as u64 ^ 0x6C61_6265_6C6C_6F6F);
        let parent = mix(seed ^ parent);
        Self(Rng::new(mix(parent ^ ((copy as u64) << 32 | step as u64))))
    }

    /// Whether something of probability `p` happens.
    pub fn chance(&mut self, p: f64) -> bool {
        self.0.fraction() < p
    }
}

impl Draw for Random {
    fn below(&mut self, bound: usize) -> usize {
        // Both are at most 64 bits, and the result is below a `usize`.
        usize::try_from(self.0.below(bound as u64)).unwrap_or(0)
    }

    fn fraction(&mut self) -> f64 {
        self.0.fraction()
    }
}

/// An id as a number: FNV-1a of its bytes.
#[must_use]
pub fn key(id: &str) -> u64 {
    id.bytes().fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(seed: u32, id: &str, copy: u32, step: u32) -> usize {
        Random::of(seed, key(id), copy, step).below(1 << 30)
    }

    /// What a saved seed means must never change.
    #[test]
    fn streams_are_what_they_were() {
        assert_eq!(key("a"), 0xAF63_DC4C_8601_EC8C);
        assert_eq!(
            [
                first(7, "r1", 1, 0),
                first(7, "r1", 1, 1),
                first(7, "r1", 2, 0),
                first(7, "r2", 1, 0),
                first(8, "r1", 1, 0)
            ],
            [229_307_420, 891_941_392, 701_893_772, 646_226_620, 903_699_091]
        );
    }

    #[test]
    fn shuffling_reaches_every_order_about_as_often() {
        let mut random = Random::new(5);
        let mut seen = [0; 6];
        for _ in 0..6000 {
            let mut order = [0, 1, 2];
            random.shuffle(&mut order);
            seen[order[0] * 2 + usize::from(order[1] > order[2])] += 1;
        }
        assert!(seen.iter().all(|&count| (850..1150).contains(&count)), "{seen:?}");
    }
}
