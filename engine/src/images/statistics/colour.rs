//! Which colour an image has, and how colourful it is.

use super::super::image::Image;
use super::Statistic;
use crate::num::exact;

pub(super) static HUE: Statistic = Statistic {
    name: "hue",
    title: "Dominant hue",
    sentence: "The hue that most colour is of, in steps of 10 degrees: 0 red, 60 yellow, 120 green, 180 cyan, 240 blue, 300 \
               magenta; none where all is grey.",
    unit: "°",
    decimals: 0,
    measure: |image, _| dominant_hue(image),
};

pub(super) static COLOURFULNESS: Statistic = Statistic {
    name: "colourfulness",
    title: "Colourfulness",
    sentence: "How far colours are from grey and from each other by Hasler and Süsstrunk (2003): 0 grey, 33 moderately \
               colourful, above 80 very much so.",
    unit: "",
    decimals: 1,
    measure: |image, _| Some(colourfulness(image)),
};

/// Steps round the circle of hues.
const STEPS: usize = 36;

/// Each pixel counts for the step nearest to its hue by its chroma, the largest channel less the smallest: greys say
/// nothing, and dark or pale colours little. Of equal steps the first.
fn dominant_hue(image: &Image) -> Option<f64> {
    let mut weights = [0u64; STEPS];
    for pixel in colours(image) {
        let [red, green, blue] = pixel.map(i32::from);
        let (most, least) = (red.max(green).max(blue), red.min(green).min(blue));
        let chroma = most - least;
        if chroma == 0 {
            continue;
        }
        let (sixth, beside) = match most {
            _ if most == red => (0, green - blue),
            _ if most == green => (2, blue - red),
            _ => (4, red - green),
        };
        // Six sixths of six steps; rounded to the nearest step by adding half a step before the division.
        let twelfths = 12 * (sixth * chroma + beside) + chroma;
        let step = twelfths.div_euclid(2 * chroma).rem_euclid(36);
        weights[usize::try_from(step).unwrap_or(0)] += u64::from(chroma.unsigned_abs());
    }
    let first_most = (0..STEPS).rev().max_by_key(|&step| weights[step])?;
    (weights[first_most] > 0).then(|| exact(first_most) * 10.0)
}

/// √(variances of red − green and yellow − blue) + 0.3 √(squares of their means), yellow being the mean of red and green.
#[expect(clippy::cast_precision_loss, reason = "sums stay below 2^53")]
fn colourfulness(image: &Image) -> f64 {
    // Of red − green, and of twice yellow − blue.
    let mut sums = [0i64; 2];
    let mut squares = [0i64; 2];
    for pixel in colours(image) {
        let [red, green, blue] = pixel.map(i64::from);
        for (at, opposite) in [red - green, red + green - 2 * blue].into_iter().enumerate() {
            sums[at] += opposite;
            squares[at] += opposite * opposite;
        }
    }
    let pixels = image.size().pixels() as f64;
    let mean = |at: usize| sums[at] as f64 / pixels;
    let variance = |at: usize| (squares[at] as f64 / pixels - mean(at) * mean(at)).max(0.0);
    let spread = (variance(0) + variance(1) / 4.0).sqrt();
    spread + 0.3 * (mean(0) * mean(0) + mean(1) * mean(1) / 4.0).sqrt()
}

/// Red, green and blue of each pixel; none of an image without colours.
fn colours(image: &Image) -> impl Iterator<Item = [u8; 3]> {
    image.pixels().filter_map(|pixel| pixel.first_chunk().copied())
}
