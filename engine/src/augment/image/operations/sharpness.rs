//! Nearer to the smoothed image or further from it, as Pillow's `ImageEnhance.Sharpness`.

use super::super::blend::enhance;
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

/// Smoothed by a kernel of ones with 5 in its middle, of 13 in all, rounded; the border is left as it is.
fn sharpness(image: &Image, [factor, ..]: &Values) -> Image {
    let (width, height) = (image.width(), image.height());
    let places = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
    enhance(image, *factor, places.map(|(x, y)| smooth(image, x, y)))
}

fn smooth(image: &Image, x: usize, y: usize) -> [u8; 3] {
    let count = image.channels().count();
    let (row_bytes, bytes) = (image.row_bytes(), image.bytes());
    let at = y * row_bytes + x * count;
    let is_inside = x > 0 && y > 0 && x + 1 < image.width() && y + 1 < image.height();
    let mut smooth = [0; 3];
    for (channel, place) in smooth.iter_mut().enumerate().take(image.channels().colours()) {
        let at = at + channel;
        if !is_inside {
            *place = bytes[at];
            continue;
        }
        let line = |at: usize| [at - count, at, at + count].iter().map(|&at| u32::from(bytes[at])).sum::<u32>();
        let sum = line(at - row_bytes) + line(at) + line(at + row_bytes) + 4 * u32::from(bytes[at]);
        *place = u8::try_from((2 * sum + 13) / 26).unwrap_or(u8::MAX);
    }
    smooth
}
