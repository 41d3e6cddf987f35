//! Colours nearer to grey or further from it, as Pillow's `ImageEnhance.Color`.

use super::super::blend::{enhance, grey};
use super::{ENHANCEMENT, Image, ImageOperation, Values, Work, enhancement};

/// Colour.
pub static OPERATION: ImageOperation = ImageOperation {
    name: "colour",
    title: "Colour",
    sentence: "Colours become paler or stronger.",
    amount: ENHANCEMENT,
    values: &["factor"],
    draw: enhancement,
    work: Work::Alone(colour),
};

fn colour(image: &Image, [factor, ..]: &Values) -> Image {
    enhance(image, *factor, grey(image))
}
