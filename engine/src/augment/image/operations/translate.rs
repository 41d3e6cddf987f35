//! The image moved by whole pixels; black comes in.

use super::super::affine::transform;
use super::{Amount, ImageOperation, Work, either_way, values};
use crate::num::exact;

const AMOUNT: Option<Amount> = Some(Amount {
    title: "Way",
    sentence: "The most that it is moved by, as a share of its width or height.",
    lowest: 0.0,
    highest: 1.0,
    usual: 0.3,
    is_whole: false,
});

/// A move sideways.
pub static TRANSLATE_X: ImageOperation = ImageOperation {
    name: "translate-x",
    title: "Move sideways",
    sentence: "The image is moved to the left or to the right.",
    amount: AMOUNT,
    values: &["pixels"],
    draw: |size, most, random| values([(most * exact(size.width()) * either_way(random)).trunc()]),
    work: Work::Alone(|image, [right, ..]| transform(image, [1.0, 0.0, -right.trunc(), 0.0, 1.0, 0.0])),
};

/// A move up or down.
pub static TRANSLATE_Y: ImageOperation = ImageOperation {
    name: "translate-y",
    title: "Move up or down",
    sentence: "The image is moved up or down.",
    amount: AMOUNT,
    values: &["pixels"],
    draw: |size, most, random| values([(most * exact(size.height()) * either_way(random)).trunc()]),
    work: Work::Alone(|image, [down, ..]| transform(image, [1.0, 0.0, 0.0, 0.0, 1.0, -down.trunc()])),
};
