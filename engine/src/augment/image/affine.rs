//! Images turned, sheared and moved: for each pixel of the result the nearest one of the source, as Pillow's
//! `Image.transform` with `AFFINE` and `NEAREST` finds it.

use crate::images::Image;
use crate::num::exact;

/// The pixel at (x, y) of the result is that of the source at (a x + b y + c, d x + e y + f), both counted from the middle
/// of pixels: `[a, b, c, d, e, f]`.
pub(super) type Matrix = [f64; 6];

/// 16 binary places.
const ONE: f64 = 65_536.0;

/// The image seen through a matrix; what lies outside the source is zeros.
pub(super) fn transform(image: &Image, matrix: Matrix) -> Image {
    if matrix[1] == 0.0 && matrix[3] == 0.0 {
        let columns = line(image.width(), matrix[0], matrix[2]);
        let rows = line(image.height(), matrix[4], matrix[5]);
        return fetch(image, |x, y| Some((columns[x]?, rows[y]?)));
    }
    if !fits(image, matrix) {
        return Image::zeros(image.size(), image.channels());
    }
    let [a, b, _, d, e, _] = matrix.map(fixed);
    let start = |at: usize| fixed(matrix[at + 2] + matrix[at] * 0.5 + matrix[at + 1] * 0.5);
    let (left, top) = (start(0), start(3));
    fetch(image, |x, y| {
        let [x, y] = [x, y].map(|place| i64::try_from(place).unwrap_or(i64::MAX));
        Some((place(left + a * x + b * y)?, place(top + d * x + e * y)?))
    })
}

/// Where the pixels of a row, or of a column, come from: sums of steps, as Pillow makes them.
fn line(length: usize, step: f64, offset: f64) -> Vec<Option<usize>> {
    let mut at = offset + step * 0.5;
    let mut places = Vec::with_capacity(length);
    for _ in 0..length {
        let inside = at >= 0.0 && at < exact(length);
        places.push(inside.then_some(at).and_then(|at| place(fixed(at.floor()))));
        at += step;
    }
    places
}

/// Whether all places that are asked for can be said in 16 binary places, within ±32,768.
fn fits(image: &Image, matrix: Matrix) -> bool {
    let [a, b, c, d, e, f] = matrix;
    let [width, height] = [image.width(), image.height()].map(exact);
    let corners = [(0.0, 0.0), (width, 0.0), (0.0, height), (width, height)];
    corners.iter().all(|(x, y)| {
        let places = [a * x + b * y + c, d * x + e * y + f];
        places.iter().all(|place| place.abs() < 32_768.0)
    })
}

/// A number in 16 binary places, rounded to the nearest.
#[expect(clippy::cast_possible_truncation, reason = "within 2^32, as `fits` has found")]
fn fixed(value: f64) -> i64 {
    (value * ONE + 0.5).floor() as i64
}

fn place(fixed: i64) -> Option<usize> {
    usize::try_from(fixed >> 16).ok()
}

/// The image whose pixel at (x, y) is the source's at the place that is said, where it lies inside.
fn fetch(image: &Image, source: impl Fn(usize, usize) -> Option<(usize, usize)>) -> Image {
    let mut fetched = Image::zeros(image.size(), image.channels());
    let (width, height) = (image.width(), image.height());
    let channels = image.channels().count();
    let mut pixels = fetched.bytes_mut().chunks_exact_mut(channels);
    for (y, x) in (0..height).flat_map(|y| (0..width).map(move |x| (y, x))) {
        let Some(pixel) = pixels.next() else {
            break;
        };
        if let Some((x, y)) = source(x, y)
            && x < width
            && y < height
        {
            pixel.copy_from_slice(&image.bytes()[(y * width + x) * channels..][..channels]);
        }
    }
    fetched
}
