//! What is asked of every pixel of an image, a row of pixels at a time: a line of the image, or a [`RUN`] of it where lines
//! don't matter. All sums are of whole numbers.

/// Pixels of a row that is long enough to be quick; as many numbers are summed in 32 bits before they are added to the rest.
pub const RUN: usize = 1 << 12;

/// Pixels that are looked at together.
const BLOCK: usize = 16;

mod change;
mod colours;
mod same;
mod steep;
mod sums;

pub use self::change::{blend, map};
pub use self::colours::{add_colours, add_hues, greys, opponents};
pub use self::same::hash;
pub use self::steep::steep;
pub use self::sums::{Covers, add_covered, add_weighed, moments};

/// The first bytes, with zeros behind them where there are fewer, and the rest.
#[inline(always)]
fn split_filled<const N: usize>(bytes: &[u8]) -> ([u8; N], &[u8]) {
    match bytes.split_first_chunk::<N>() {
        Some((first, rest)) => (*first, rest),
        None => (filled(bytes), &[]),
    }
}

/// Some bytes, and zeros behind them.
fn filled<const N: usize>(bytes: &[u8]) -> [u8; N] {
    let mut all = [0; N];
    all[..bytes.len()].copy_from_slice(bytes);
    all
}

#[cfg(test)]
mod tests;
