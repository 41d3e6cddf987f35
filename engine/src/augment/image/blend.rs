//! Images between and beyond two images, as Pillow's `Image.blend` makes them and its enhancers use it.

use labelloom_kernels::pixels;

use crate::images::Image;

/// From a duller image of the same size and kind, given by its bytes, towards and past the image: factor 0 gives the dull
/// one, 1 the image, more goes on in the same direction. The arithmetic is Pillow's: single precision, cut to whole
/// numbers, bounded by 0 and 255. An alpha channel stays if the dull image has the same.
pub(super) fn enhance(image: &Image, factor: f64, mut dull: Vec<u8>) -> Image {
    let factor = single(factor);
    let runs = dull
        .chunks_mut(pixels::RUN * image.channels().count())
        .zip(image.runs());
    runs.for_each(|(dull, run)| pixels::blend(dull, run, factor));
    image.with_bytes(dull)
}

/// The bytes of an image of one shade, with the alpha channel of this one.
pub(super) fn even(image: &Image, shade: u8) -> Vec<u8> {
    let mut bytes = vec![shade; image.bytes().len()];
    keep_alpha(image, &mut bytes);
    bytes
}

/// The bytes of the image in greys, with its alpha channel.
pub(super) fn grey(image: &Image) -> Vec<u8> {
    let channels = image.channels();
    let mut bytes = image.bytes().to_vec();
    let greys = image.grey_bytes();
    for (pixel, grey) in bytes.chunks_exact_mut(channels.count()).zip(greys) {
        pixel[..channels.colours()].fill(grey);
    }
    bytes
}

/// Copies the image's alpha channel, where it has one, to other bytes of its kind.
pub(super) fn keep_alpha(image: &Image, bytes: &mut [u8]) {
    let channels = image.channels();
    if channels.count() > channels.colours() {
        let alpha = channels.colours();
        let pixels = bytes.chunks_exact_mut(channels.count()).zip(image.pixels());
        pixels.for_each(|(to, from)| to[alpha] = from[alpha]);
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "Pillow takes factors in single precision"
)]
const fn single(factor: f64) -> f32 {
    factor as f32
}
