//! Nearer to black or further from it, as Pillow's `ImageEnhance.Brightness`.

use super::super::blend::{enhance, even};
use super::{ENHANCEMENT, Image, ImageOperation, Values, Work, enhancement};

/// Brightness.
pub static OPERATION: ImageOperation = ImageOperation {
    name: "brightness",
    title: "Brightness",
    sentence: "The image becomes darker or brighter.",
    amount: ENHANCEMENT,
    values: &["factor"],
    draw: enhancement,
    work: Work::Alone(brightness),
};

fn brightness(image: &Image, [factor, ..]: &Values) -> Image {
    enhance(image, *factor, even(image, 0))
}
