//! Shades stretched over the whole range, as Pillow's `ImageOps.autocontrast` without cutoff.

use super::super::lookup::{Table, by_counts, table};
use super::{ImageOperation, Work, none};
use crate::num::exact;

/// Autocontrast.
pub static OPERATION: ImageOperation = ImageOperation {
    name: "autocontrast",
    title: "Autocontrast",
    sentence: "The darkest shade of each channel becomes 0 and the brightest 255.",
    amount: None,
    values: &[],
    draw: none,
    work: Work::Alone(|image, _| by_counts(image, stretch)),
};

/// A channel of one shade stays.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "`as` cuts the fraction and stops at 0 and 255, as Pillow does"
)]
fn stretch(counts: &[u64; 256]) -> Table {
    let occurs = |count: &u64| *count > 0;
    let darkest = counts.iter().position(occurs).unwrap_or(0);
    let brightest = counts.iter().rposition(occurs).unwrap_or(0);
    if brightest <= darkest {
        return table(|byte| byte);
    }
    let scale = 255.0 / exact(brightest - darkest);
    let offset = -exact(darkest) * scale;
    table(|byte| (f64::from(byte) * scale + offset) as u8)
}
