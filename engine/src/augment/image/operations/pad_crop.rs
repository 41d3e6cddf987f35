//! A border of black, and a piece of the original size cut out of it at random: the recipe by which networks are trained
//! on CIFAR-10, there with a border of four pixels, so that 81 places are possible.

use super::{Amount, Image, ImageOperation, Values, Work, values, whole, within};
use crate::num::exact;

/// Pad and crop.
pub static OPERATION: ImageOperation = ImageOperation {
    name: "pad-crop",
    title: "Pad and crop",
    sentence: "A black border is put round the image, and a piece of its own size is cut out at random.",
    amount: Some(Amount {
        title: "Border",
        sentence: "Pixels of the border.",
        lowest: 1.0,
        highest: 64.0,
        usual: 4.0,
        is_whole: true,
    }),
    values: &["border", "top", "left"],
    draw: |_, border, random| {
        let places = within(whole(border), 64) * 2 + 1;
        let (top, left) = (random.below(places), random.below(places));
        values([border, exact(top), exact(left)])
    },
    work: Work::Alone(pad_crop),
};

/// What lies `top` and `left` from the corner of the padded image. The border is not made: rows are copied to where they
/// come to lie.
fn pad_crop(image: &Image, [border, top, left, _]: &Values) -> Image {
    let (down, right) = (whole(*top - *border), whole(*left - *border));
    let mut cropped = Image::zeros(image.size(), image.channels());
    let channels = image.channels().count();
    let (skipped, width) = (within(right, image.width()), image.width());
    let begin = within(-right, width);
    let copied = (width - skipped).min(width - begin) * channels;
    let above = within(-down, image.height());
    let row_bytes = image.row_bytes();
    let rows = image.rows().skip(within(down, image.height()));
    for (to, from) in cropped
        .bytes_mut()
        .chunks_exact_mut(row_bytes)
        .skip(above)
        .zip(rows)
    {
        to[begin * channels..][..copied].copy_from_slice(&from[skipped * channels..][..copied]);
    }
    cropped
}
