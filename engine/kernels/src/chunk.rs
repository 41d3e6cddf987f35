//! Similarities that are looked at together, 32 of them: how high they come, and which are above a bound.

use crate::lanes::Singles;

/// Similarities that are looked at together.
pub const CHUNK: usize = 32;

/// Set bits, from the lowest.
#[derive(Debug)]
pub(crate) struct Places(pub(crate) u32);

impl Iterator for Places {
    type Item = usize;

    #[inline(always)]
    fn next(&mut self) -> Option<usize> {
        let place = (self.0 != 0).then_some(self.0.trailing_zeros() as usize);
        self.0 &= self.0.wrapping_sub(1);
        place
    }
}

/// A bit for each that is above the bound of its four.
#[inline(always)]
pub(crate) fn above(similarities: &[f32; CHUNK], bound: impl Fn(usize) -> Singles) -> u32 {
    let fours = similarities.as_chunks().0.iter().enumerate();
    fours.fold(0, |bits, (at, four)| {
        bits | Singles::read(four).above(bound(at)) << (4 * at)
    })
}

/// A chunk as vectors.
#[inline(always)]
pub(crate) fn eights(numbers: &[f32; CHUNK]) -> [Singles; CHUNK / 4] {
    let fours = numbers.as_chunks().0;
    std::array::from_fn(|at| Singles::read(&fours[at]))
}

/// Vectors joined by pairs, which wait less for each other than if they were joined one after the other.
#[inline(always)]
pub(crate) fn joined(
    [a, b, c, d, e, f, g, h]: [Singles; CHUNK / 4],
    by: impl Fn(Singles, Singles) -> Singles,
) -> Singles {
    by(by(by(a, b), by(c, d)), by(by(e, f), by(g, h)))
}

/// The highest similarities, lane by lane.
#[inline(always)]
pub(crate) fn highest(similarities: &[f32; CHUNK]) -> Singles {
    joined(eights(similarities), Singles::higher)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_stands_where_its_bit_is() {
        let mut similarities = [0.25; CHUNK];
        for place in [0, 5, 31] {
            similarities[place] = 0.5;
            assert_eq!(highest(&similarities).above(Singles::all(0.25)), 1 << (place % 4));
            assert_eq!(highest(&similarities).above(Singles::all(0.5)), 0);
            let places = above(&similarities, |_| Singles::all(0.25));
            assert_eq!(Places(places).collect::<Vec<_>>(), [place]);
            similarities[place] = 0.25;
        }
        let all = above(&similarities, |_| Singles::all(0.0));
        assert!(Places(all).eq(0..CHUNK));
    }
}
