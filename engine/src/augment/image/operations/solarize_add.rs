//! Dark shades made brighter, as `solarize_add` of TensorFlow's RandAugment.

use super::super::lookup::{by_one, table};
use super::{Amount, Image, ImageOperation, Values, Work, values, whole, within};
use crate::num::exact;

/// Below it a shade counts as dark.
const THRESHOLD: u8 = 128;

/// Solarize by adding.
pub static OPERATION: ImageOperation = ImageOperation {
    name: "solarize-add",
    title: "Solarize by adding",
    sentence: "Shades below 128 become brighter by a number, up to 255, and all others stay.",
    amount: Some(Amount {
        title: "Added",
        sentence: "The most that is added.",
        lowest: 0.0,
        highest: 127.0,
        usual: 110.0,
        is_whole: true,
    }),
    values: &["added"],
    draw: |_, most, random| values([exact(random.below(within(whole(most), 127) + 1))]),
    work: Work::Alone(solarize_add),
};

fn solarize_add(image: &Image, [added, ..]: &Values) -> Image {
    let added = u8::try_from(within(whole(*added), 255)).unwrap_or(u8::MAX);
    by_one(
        image,
        &table(|byte| {
            if byte < THRESHOLD {
                byte.saturating_add(added)
            } else {
                byte
            }
        }),
    )
}
