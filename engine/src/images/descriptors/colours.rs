//! How much there is of which colour: red, green and blue in four steps each, 64 colours, the root of each one's share
//! of the pixels, so that the row has length 1 and rare colours count too.

use crate::images::Image;
use crate::num::exact;

/// Colours that are told apart.
pub(super) const WIDTH: usize = 64;

/// A colour's name.
pub(super) fn name(at: usize) -> String {
    let step = |part: usize| format!("{}–{}", part * 64, part * 64 + 63);
    format!(
        "red {} green {} blue {}",
        step(at / 16),
        step(at / 4 % 4),
        step(at % 4)
    )
}

pub(super) fn of(image: &Image) -> Vec<f64> {
    let mut counts = [0usize; WIDTH];
    for pixel in image.pixels() {
        let [red, green, blue] = pixel
            .first_chunk()
            .copied()
            .filter(|_| pixel.len() > 2)
            .unwrap_or([pixel[0]; 3]);
        counts[usize::from(red >> 6) * 16 + usize::from(green >> 6) * 4 + usize::from(blue >> 6)] += 1;
    }
    let pixels = exact(counts.iter().sum());
    counts
        .iter()
        .map(|&count| (exact(count) / pixels).sqrt())
        .collect()
}
