//! How much of an image is edges.

use labelloom_kernels::pixels;

use super::Statistic;
use crate::num::exact;

pub(super) static DENSITY: Statistic = Statistic {
    name: "edges",
    title: "Edge density",
    sentence: "The share of pixels, 0 to 1, where brightness changes steeply: whose Sobel gradient is at least a quarter of \
               what black beside white gives.",
    unit: "",
    decimals: 3,
    measure: |looked, _| Some(density(looked.greys(), looked.image.width())),
};

/// A quarter of 4 × 255, squared.
const STEEP: i32 = 255 * 255;

/// Of brightness in rows of a width. Beyond the border the border's own pixels go on.
fn density(greys: &[u8], width: usize) -> f64 {
    let mut rows = greys.chunks_exact(width).map(widened);
    let first = rows.next().unwrap_or_default();
    let mut steep = 0;
    let [mut above, mut own] = [first.clone(), first];
    for below in rows {
        steep += pixels::steep(&above, &own, &below, STEEP);
        (above, own) = (own, below);
    }
    steep += pixels::steep(&above, &own, &own, STEEP);
    f64::from(steep) / exact(greys.len())
}

/// A row with its first and last pixel once more.
fn widened(row: &[u8]) -> Vec<u8> {
    let all = row.first().into_iter().chain(row);
    all.chain(row.last()).copied().collect()
}
