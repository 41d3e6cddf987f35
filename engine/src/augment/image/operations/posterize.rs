//! Fewer bits a channel, as Pillow's `ImageOps.posterize`: the highest bits are kept, the others are 0.

use super::super::lookup::{by_one, table};
use super::{Amount, Image, ImageOperation, Values, Work, values, whole, within};
use crate::num::exact;

/// Posterize.
pub static OPERATION: ImageOperation = ImageOperation {
    name: "posterize",
    title: "Posterize",
    sentence: "Each channel is left with fewer bits, so that even shades become steps.",
    amount: Some(Amount {
        title: "Bits",
        sentence: "Most bits of eight that are taken away.",
        lowest: 0.0,
        highest: 8.0,
        usual: 4.0,
        is_whole: true,
    }),
    values: &["bits"],
    draw: |_, most, random| values([exact(8 - random.below(within(whole(most), 8) + 1))]),
    work: Work::Alone(posterize),
};

/// None of 8 bits leaves black.
fn posterize(image: &Image, [bits, ..]: &Values) -> Image {
    let lost = 8 - within(whole(*bits), 8);
    let mask = u8::try_from(0xFF >> lost << lost & 0xFF).unwrap_or(u8::MAX);
    by_one(image, &table(|byte| byte & mask))
}
