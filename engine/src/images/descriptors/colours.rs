//! How much there is of which colour: red, green and blue in four steps each, 64 colours, the root of each one's share
//! of the pixels, so that the row has length 1 and rare colours count too.

use labelloom_kernels::pixels;

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
    let mut counts = [0u32; WIDTH];
    let runs = image.runs();
    runs.for_each(|run| pixels::add_colours(run, image.channels().count(), &mut counts));
    let pixels = exact(image.width() * image.height());
    counts
        .iter()
        .map(|&count| (f64::from(count) / pixels).sqrt())
        .collect()
}
