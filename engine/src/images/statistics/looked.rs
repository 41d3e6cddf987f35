//! An image as statistics look at it: what several of them ask for is made once.

use std::cell::OnceCell;

use labelloom_kernels::pixels;

use crate::images::Image;

/// An image with what was already seen of it.
#[derive(Debug)]
pub(super) struct Looked<'a> {
    pub(super) image: &'a Image,
    greys: OnceCell<Vec<u8>>,
    light: OnceCell<(f64, f64)>,
}

impl<'a> Looked<'a> {
    pub(super) const fn at(image: &'a Image) -> Self {
        Self {
            image,
            greys: OnceCell::new(),
            light: OnceCell::new(),
        }
    }

    /// Brightness of each pixel.
    pub(super) fn greys(&self) -> &[u8] {
        self.greys.get_or_init(|| self.image.grey_bytes())
    }

    /// Mean and variance of the brightness.
    pub(super) fn light(&self) -> (f64, f64) {
        *self.light.get_or_init(|| mean_and_variance(self.greys()))
    }
}

/// By whole sums: those of 40 million pixels fit 64 bits.
#[expect(clippy::cast_precision_loss, reason = "sums stay below 2^53")]
fn mean_and_variance(greys: &[u8]) -> (f64, f64) {
    let runs = greys.chunks(pixels::RUN).map(pixels::moments);
    let [sum, squares] = runs.fold([0; 2], |sums, [sum, squares]| [sums[0] + sum, sums[1] + squares]);
    let pixels = greys.len() as u64;
    let spread = u128::from(pixels) * u128::from(squares) - u128::from(sum) * u128::from(sum);
    let pixels = pixels as f64;
    (sum as f64 / pixels, spread as f64 / (pixels * pixels))
}
