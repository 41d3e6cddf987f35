//! Shades spread so that each occurs about as often, as Pillow's `ImageOps.equalize`.

use super::super::lookup::{Table, by_counts, table};
use super::{ImageOperation, Work, none};

/// Equalize.
pub static OPERATION: ImageOperation = ImageOperation {
    name: "equalize",
    title: "Equalize",
    sentence: "The shades of each channel are spread so that all occur about as often.",
    amount: None,
    values: &[],
    draw: none,
    work: Work::Alone(|image, _| by_counts(image, spread)),
};

/// A channel of one shade, or of too few pixels, stays.
fn spread(counts: &[u64; 256]) -> Table {
    let occurring = || counts.iter().copied().filter(|&count| count > 0);
    let sum: u64 = occurring().sum();
    let step = (sum - occurring().next_back().unwrap_or(0)) / 255;
    if step == 0 {
        return table(|byte| byte);
    }
    let mut table = [0; 256];
    let mut before = step / 2;
    for (place, count) in table.iter_mut().zip(counts) {
        *place = u8::try_from(before / step).unwrap_or(u8::MAX);
        before += count;
    }
    table
}
