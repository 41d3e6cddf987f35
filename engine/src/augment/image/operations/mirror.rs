//! Left and right changed.

use super::{Image, ImageOperation, Work, none};

/// Mirror.
pub static OPERATION: ImageOperation = ImageOperation {
    name: "mirror",
    title: "Mirror",
    sentence: "Left and right change places; never for labels that tell them apart, such as arrows, letters and digits.",
    amount: None,
    values: &[],
    draw: none,
    work: Work::Alone(|image, _| mirror(image)),
};

pub(super) fn mirror(image: &Image) -> Image {
    match image.channels().count() {
        1 => reversed::<1>(image),
        2 => reversed::<2>(image),
        3 => reversed::<3>(image),
        _ => reversed::<4>(image),
    }
}

/// Rows of pixels of N bytes, from the right.
fn reversed<const N: usize>(image: &Image) -> Image {
    let mut mirrored = Image::zeros(image.size(), image.channels());
    let row_bytes = image.row_bytes();
    for (to, from) in mirrored.bytes_mut().chunks_exact_mut(row_bytes).zip(image.rows()) {
        let (to, _) = to.as_chunks_mut::<N>();
        let (from, _) = from.as_chunks::<N>();
        to.iter_mut()
            .zip(from.iter().rev())
            .for_each(|(to, from)| *to = *from);
    }
    mirrored
}
