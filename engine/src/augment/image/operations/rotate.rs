//! The image turned round its middle, as Pillow's `Image.rotate` does it: nearest pixel, black outside, the size kept.

use super::super::affine::{Matrix, transform};
use super::{Amount, Image, ImageOperation, Values, Work, either_way, mirror, values};
use crate::num::{exact, sin_cos};

/// Rotation.
pub static OPERATION: ImageOperation = ImageOperation {
    name: "rotate",
    title: "Rotation",
    sentence: "The image is turned round its middle, either way.",
    amount: Some(Amount {
        title: "Degrees",
        sentence: "Most degrees.",
        lowest: 0.0,
        highest: 180.0,
        usual: 30.0,
        is_whole: false,
    }),
    values: &["degrees"],
    draw: |_, most, random| values([most * either_way(random)]),
    work: Work::Alone(rotate),
};

/// Positive degrees turn against the clock.
fn rotate(image: &Image, [degrees, ..]: &Values) -> Image {
    let degrees = degrees.rem_euclid(360.0);
    let is_square = image.width() == image.height();
    match degrees {
        0.0 => image.clone(),
        180.0 => half_turn(image),
        90.0 if is_square => half_turn(&quarter_turn(image)),
        270.0 if is_square => quarter_turn(image),
        _ => transform(image, turn(image, degrees)),
    }
}

/// Pillow rounds sine and cosine to 15 places, and brings the middle of the result to that of the source.
fn turn(image: &Image, degrees: f64) -> Matrix {
    let rounded = |value: f64| (value * 1e15).round_ties_even() / 1e15;
    let (sine, cosine) = sin_cos(-(degrees * (std::f64::consts::PI / 180.0)));
    let [a, b, d, e] = [cosine, sine, -sine, cosine].map(rounded);
    let [x, y] = [image.width(), image.height()].map(|side| exact(side) / 2.0);
    let (c, f) = (a * -x + b * -y, d * -x + e * -y);
    [a, b, c + x, d, e, f + y]
}

fn half_turn(image: &Image) -> Image {
    let mirrored = mirror::mirror(image);
    let mut turned = Vec::with_capacity(image.bytes().len());
    mirrored
        .rows()
        .rev()
        .for_each(|row| turned.extend_from_slice(row));
    image.with_bytes(turned)
}

/// With the clock, of a square.
fn quarter_turn(image: &Image) -> Image {
    let mut turned = Vec::with_capacity(image.bytes().len());
    let channels = image.channels().count();
    for x in 0..image.width() {
        image
            .rows()
            .rev()
            .for_each(|row| turned.extend_from_slice(&row[x * channels..][..channels]));
    }
    image.with_bytes(turned)
}
