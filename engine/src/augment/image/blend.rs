//! Images between and beyond two images, as Pillow's `Image.blend` makes them and its enhancers use it.

use crate::images::Image;

/// From `dull`, a duller image of the same kind, towards and past the image: factor 0 gives the dull one, 1 the image, more
/// goes on in the same direction. The arithmetic is Pillow's: single precision, cut to whole numbers, bounded by 0 and
/// 255. An alpha channel stays.
pub(super) fn enhance(image: &Image, factor: f64, dull: impl Iterator<Item = [u8; 3]>) -> Image {
    let factor = single(factor);
    let channels = image.channels();
    let mut bytes = image.bytes().to_vec();
    for (pixel, dull) in bytes.chunks_exact_mut(channels.count()).zip(dull) {
        for (byte, dull) in pixel.iter_mut().zip(dull).take(channels.colours()) {
            *byte = between(dull, *byte, factor);
        }
    }
    image.with_bytes(bytes)
}

#[expect(clippy::cast_possible_truncation, reason = "Pillow takes factors in single precision")]
const fn single(factor: f64) -> f32 {
    factor as f32
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "`as` cuts the fraction and stops at 0 and 255, as Pillow does"
)]
fn between(dull: u8, byte: u8, factor: f32) -> u8 {
    let [dull, byte] = [dull, byte].map(f32::from);
    (dull + factor * (byte - dull)) as u8
}
