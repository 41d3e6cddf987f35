//! How bright an image is, and how much brightness differs in it.

use super::super::image::Image;
use super::Statistic;

pub(super) static BRIGHTNESS: Statistic = Statistic {
    name: "brightness",
    title: "Brightness",
    sentence: "The mean of the pixels' brightness, 0 (black) to 255 (white).",
    unit: "",
    decimals: 1,
    measure: |image, _| Some(mean_and_variance(image).0),
};

pub(super) static CONTRAST: Statistic = Statistic {
    name: "contrast",
    title: "Contrast",
    sentence: "The standard deviation of the pixels' brightness, 0 (all alike) to 127.5.",
    unit: "",
    decimals: 1,
    measure: |image, _| Some(mean_and_variance(image).1.sqrt()),
};

/// Mean and variance of the brightness, by whole sums: those of 40 million pixels fit 64 bits.
#[expect(clippy::cast_precision_loss, reason = "sums stay below 2^53")]
fn mean_and_variance(image: &Image) -> (f64, f64) {
    let (mut sum, mut squares) = (0u64, 0u64);
    for grey in image.greys().map(u64::from) {
        sum += grey;
        squares += grey * grey;
    }
    let pixels = image.size().pixels();
    let spread = u128::from(pixels) * u128::from(squares) - u128::from(sum) * u128::from(sum);
    let pixels = pixels as f64;
    (sum as f64 / pixels, spread as f64 / (pixels * pixels))
}
