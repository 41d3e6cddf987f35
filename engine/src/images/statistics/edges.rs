//! How much of an image is edges.

use super::super::image::Image;
use super::Statistic;
use crate::num::exact;

pub(super) static DENSITY: Statistic = Statistic {
    name: "edges",
    title: "Edge density",
    sentence: "The share of pixels, 0 to 1, where brightness changes steeply: whose Sobel gradient is at least a quarter of \
               what black beside white gives.",
    unit: "",
    decimals: 3,
    measure: |image, _| Some(density(image)),
};

/// A quarter of 4 × 255, squared.
const STEEP: i32 = 255 * 255;

/// Beyond the border the border's own pixels go on.
fn density(image: &Image) -> f64 {
    let (width, height) = (image.width(), image.height());
    let greys: Vec<i32> = image.greys().map(i32::from).collect();
    let mut steep = 0;
    for y in 0..height {
        let rows =
            [y.saturating_sub(1), y, (y + 1).min(height - 1)].map(|row| &greys[row * width..][..width]);
        for x in 0..width {
            let (left, right) = (x.saturating_sub(1), (x + 1).min(width - 1));
            let column = |x: usize| rows[0][x] + 2 * rows[1][x] + rows[2][x];
            let line = |row: &[i32]| row[left] + 2 * row[x] + row[right];
            let (dx, dy) = (column(right) - column(left), line(rows[2]) - line(rows[0]));
            steep += usize::from(dx * dx + dy * dy >= STEEP);
        }
    }
    exact(steep) / exact(greys.len())
}
