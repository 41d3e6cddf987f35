//! A piece of the image replaced by the same piece of another one (S. Yun and others, 2019). λ is drawn from Beta(α, α);
//! the piece has √(1 − λ) of the image's width and height and a middle drawn anywhere. What lies outside is cut off, and
//! the labels' shares go by the area that is left.

use super::mixup::{ALPHA, beta};
use super::{Image, ImageOperation, Size, Values, Work, values, whole, within};
use crate::num::exact;

/// CutMix.
pub static OPERATION: ImageOperation = ImageOperation {
    name: "cutmix",
    title: "CutMix",
    sentence: "A piece of the image is replaced by that of another one, and their labels are shared by area. A partner of \
               another size is stretched to the image's.",
    amount: ALPHA,
    values: &["left", "top", "right", "bottom"],
    draw: |size, alpha, random| {
        let share = beta(alpha, random);
        let (x, y) = (random.below(size.width()), random.below(size.height()));
        piece(size, share, x, y)
    },
    work: Work::Pair(cutmix, own_share),
};

/// The piece for a share λ with its middle at (x, y), as the reference code cuts it.
pub(super) fn piece(size: Size, share: f64, x: usize, y: usize) -> Values {
    let part = (1.0 - share).max(0.0).sqrt();
    let ends = |middle: usize, length: usize| {
        let half = within(whole(exact(length) * part), length) / 2;
        [middle.saturating_sub(half), (middle + half).min(length)].map(exact)
    };
    let ([left, right], [top, bottom]) = (ends(x, size.width()), ends(y, size.height()));
    values([left, top, right, bottom])
}

fn cutmix(image: &Image, partner: &Image, values: &Values) -> Image {
    let [left, top, right, bottom] = bounds(image.size(), values);
    let channels = image.channels().count();
    let columns = left * channels..right * channels;
    let row_bytes = image.row_bytes();
    let mut mixed = image.clone();
    let rows = mixed.bytes_mut().chunks_exact_mut(row_bytes).zip(partner.rows());
    for (own, other) in rows.take(bottom).skip(top) {
        own[columns.clone()].copy_from_slice(&other[columns.clone()]);
    }
    mixed
}

/// The part of the area that is the image's own.
fn own_share(size: Size, values: &Values) -> f64 {
    let [left, top, right, bottom] = bounds(size, values);
    let replaced = (right - left) * (bottom - top);
    1.0 - exact(replaced) / exact(size.width() * size.height())
}

/// The piece's sides within the image; none ends before it begins.
fn bounds(size: Size, values: &Values) -> [usize; 4] {
    let [left, top, right, bottom] = values.map(whole);
    let (left, top) = (within(left, size.width()), within(top, size.height()));
    [
        left,
        top,
        within(right, size.width()).max(left),
        within(bottom, size.height()).max(top),
    ]
}
