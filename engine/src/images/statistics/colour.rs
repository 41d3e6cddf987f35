//! Which colour an image has, and how colourful it is.

use labelloom_kernels::pixels;

use super::super::image::Image;
use super::Statistic;
use crate::num::exact;

pub(super) static HUE: Statistic = Statistic {
    name: "hue",
    title: "Dominant hue",
    sentence: "The hue of most colour, in steps of 10 degrees: 0 red, 60 yellow, 120 green, 180 cyan, 240 blue, 300 magenta; \
               none where all is grey.",
    unit: "°",
    decimals: 0,
    measure: |looked, _| dominant_hue(looked.image),
};

pub(super) static COLOURFULNESS: Statistic = Statistic {
    name: "colourfulness",
    title: "Colourfulness",
    sentence: "How far colours are from grey and from each other by Hasler and Süsstrunk (2003): 0 grey, 33 moderately \
               colourful, above 80 very much so.",
    unit: "",
    decimals: 1,
    measure: |looked, _| Some(colourfulness(looked.image)),
};

/// Steps round the circle of hues.
const STEPS: usize = 36;

/// Each pixel counts for the step nearest to its hue by its chroma, the largest channel less the smallest: greys say
/// nothing, and dark or pale colours little. Of equal steps the first.
fn dominant_hue(image: &Image) -> Option<f64> {
    let mut weights = [0u64; STEPS];
    if image.channels().colours() == 3 {
        let runs = image.runs();
        runs.for_each(|run| pixels::add_hues(run, image.channels().count(), &mut weights));
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
    if image.channels().colours() == 3 {
        for run in image.runs() {
            let [own, own_squares] = pixels::opponents(run, image.channels().count());
            for at in 0..2 {
                sums[at] += own[at];
                squares[at] += own_squares[at];
            }
        }
    }
    let count = image.size().pixels() as f64;
    let mean = |at: usize| sums[at] as f64 / count;
    let variance = |at: usize| (squares[at] as f64 / count - mean(at) * mean(at)).max(0.0);
    let spread = (variance(0) + variance(1) / 4.0).sqrt();
    spread + 0.3 * (mean(0) * mean(0) + mean(1) * mean(1) / 4.0).sqrt()
}
