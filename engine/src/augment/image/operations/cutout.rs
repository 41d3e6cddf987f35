//! A square of the image blacked out (T. DeVries and G. Taylor, 2017), at a middle drawn anywhere, so that it may lie
//! partly outside, as in AutoAugment's code for CIFAR-10.

use super::{Amount, Image, ImageOperation, Values, Work, values, whole, within};
use crate::num::exact;

/// Cutout.
pub static OPERATION: ImageOperation = ImageOperation {
    name: "cutout",
    title: "Cutout",
    sentence: "A square somewhere in the image becomes black.",
    amount: Some(Amount {
        title: "Side",
        sentence: "The square's side, as a share of the image's shorter side.",
        lowest: 0.0,
        highest: 1.0,
        usual: 0.5,
        is_whole: false,
    }),
    values: &["x", "y", "side"],
    draw: |size, share, random| {
        let side = share * exact(size.width().min(size.height()));
        let (y, x) = (random.below(size.height()), random.below(size.width()));
        values([exact(x), exact(y), side.round_ties_even()])
    },
    work: Work::Alone(cutout),
};

/// Half of the side, rounded down, to each side of the middle.
fn cutout(image: &Image, [x, y, side, _]: &Values) -> Image {
    let half = whole(*side / 2.0).max(0);
    let [x, y] = [*x, *y].map(whole);
    let channels = image.channels().count();
    let columns = within(x - half, image.width()) * channels..within(x + half, image.width()) * channels;
    let rows = within(y - half, image.height())..within(y + half, image.height());
    let mut cut = image.clone();
    let row_bytes = image.row_bytes();
    for row in cut
        .bytes_mut()
        .chunks_exact_mut(row_bytes)
        .take(rows.end)
        .skip(rows.start)
    {
        row[columns.clone()].fill(0);
    }
    cut
}
