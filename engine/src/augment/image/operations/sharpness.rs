//! Nearer to the smoothed image or further from it, as Pillow's `ImageEnhance.Sharpness`.

use super::super::blend::{enhance, keep_alpha};
use super::{ENHANCEMENT, Image, ImageOperation, Values, Work, enhancement};

/// Sharpness.
pub static OPERATION: ImageOperation = ImageOperation {
    name: "sharpness",
    title: "Sharpness",
    sentence: "The image becomes softer or sharper.",
    amount: ENHANCEMENT,
    values: &["factor"],
    draw: enhancement,
    work: Work::Alone(sharpness),
};

fn sharpness(image: &Image, [factor, ..]: &Values) -> Image {
    enhance(image, *factor, smooth(image))
}

/// Smoothed by a kernel of ones with 5 in its middle, of 13 in all, rounded; the border is left as it is.
fn smooth(image: &Image) -> Vec<u8> {
    let mut smooth = image.bytes().to_vec();
    let row_bytes = image.row_bytes();
    let rows: Vec<&[u8]> = image.rows().collect();
    for (own, near) in smooth.chunks_exact_mut(row_bytes).skip(1).zip(rows.windows(3)) {
        smooth_row(own, near, image.channels().count());
    }
    keep_alpha(image, &mut smooth);
    smooth
}

/// A row by itself and the rows above and below it; a pixel further is `step` bytes further.
fn smooth_row(own: &mut [u8], near: &[&[u8]], step: usize) {
    let inner = own.len().saturating_sub(2 * step);
    let from = |row: usize, offset: usize| &near[row][offset..][..inner];
    if inner == 0 {
        return;
    }
    let [above, middle, below] = [0, 1, 2].map(|row| [from(row, 0), from(row, step), from(row, 2 * step)]);
    for (at, byte) in own[step..][..inner].iter_mut().enumerate() {
        let sum =
            |[left, own, right]: [&[u8]; 3]| u16::from(left[at]) + u16::from(own[at]) + u16::from(right[at]);
        let sum = sum(above) + sum(middle) + sum(below) + 4 * u16::from(middle[1][at]);
        *byte = u8::try_from((2 * sum + 13) / 26).unwrap_or(u8::MAX);
    }
}
