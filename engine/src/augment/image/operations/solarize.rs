//! Bright shades turned to dark ones, as Pillow's `ImageOps.solarize`.

use super::super::lookup::{by_one, table};
use super::{Amount, Image, ImageOperation, Values, Work, values};

/// Solarize.
pub static OPERATION: ImageOperation = ImageOperation {
    name: "solarize",
    title: "Solarize",
    sentence: "What is as bright as a threshold or brighter is inverted, channel by channel.",
    amount: Some(Amount {
        title: "Threshold",
        sentence: "How far down from 256 the threshold may lie, as a share of 256.",
        lowest: 0.0,
        highest: 1.0,
        usual: 0.5,
        is_whole: false,
    }),
    values: &["threshold"],
    draw: |_, most, random| values([256.0 - 256.0 * most * random.fraction()]),
    work: Work::Alone(solarize),
};

fn solarize(image: &Image, [threshold, ..]: &Values) -> Image {
    by_one(
        image,
        &table(|byte| {
            if f64::from(byte) < *threshold {
                byte
            } else {
                255 - byte
            }
        }),
    )
}
