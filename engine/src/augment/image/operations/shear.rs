//! Rows, or columns, moved the further the further they lie from the corner: an affine map whose corner above left stays,
//! nearest pixel, black outside.

use super::super::affine::transform;
use super::{Amount, ImageOperation, Work, either_way, values};

const AMOUNT: Option<Amount> = Some(Amount {
    title: "Shear",
    sentence: "The most that a row or column is moved by, as a share of its distance from the corner.",
    lowest: 0.0,
    highest: 1.0,
    usual: 0.3,
    is_whole: false,
});

/// Shear along rows.
pub static SHEAR_X: ImageOperation = ImageOperation {
    name: "shear-x",
    title: "Shear x",
    sentence: "Rows are moved sideways, either way, the further the lower they are.",
    amount: AMOUNT,
    values: &["shear"],
    draw: |_, most, random| values([most * either_way(random)]),
    work: Work::Alone(|image, [shear, ..]| transform(image, [1.0, *shear, 0.0, 0.0, 1.0, 0.0])),
};

/// Shear along columns.
pub static SHEAR_Y: ImageOperation = ImageOperation {
    name: "shear-y",
    title: "Shear y",
    sentence: "Columns are moved up or down, the further the more they lie to the right.",
    amount: AMOUNT,
    values: &["shear"],
    draw: |_, most, random| values([most * either_way(random)]),
    work: Work::Alone(|image, [shear, ..]| transform(image, [1.0, 0.0, 0.0, *shear, 1.0, 0.0])),
};
