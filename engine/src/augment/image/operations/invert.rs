//! Light and dark changed, as Pillow's `ImageOps.invert`.

use super::super::lookup::{by_one, table};
use super::{ImageOperation, Work, none};

/// Invert.
pub static OPERATION: ImageOperation = ImageOperation {
    name: "invert",
    title: "Invert",
    sentence: "Each channel is turned round: black becomes white; never for labels that go by colour.",
    amount: None,
    values: &[],
    draw: none,
    work: Work::Alone(|image, _| by_one(image, &table(|byte| 255 - byte))),
};
