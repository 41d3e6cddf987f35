//! Brightness nearer to its mean or further from it, as Pillow's `ImageEnhance.Contrast`.

use super::super::blend::{enhance, even};
use super::{ENHANCEMENT, Image, ImageOperation, Values, Work, enhancement};

/// Contrast.
pub static OPERATION: ImageOperation = ImageOperation {
    name: "contrast",
    title: "Contrast",
    sentence: "Light and dark come nearer to each other or part.",
    amount: ENHANCEMENT,
    values: &["factor"],
    draw: enhancement,
    work: Work::Alone(contrast),
};

/// The mean brightness, rounded, is what all pixels of the dull image are.
fn contrast(image: &Image, [factor, ..]: &Values) -> Image {
    let sum: u64 = image.grey_bytes().into_iter().map(u64::from).sum();
    let pixels = image.size().pixels();
    let mean = u8::try_from((2 * sum + pixels) / (2 * pixels)).unwrap_or(u8::MAX);
    enhance(image, *factor, even(image, mean))
}
