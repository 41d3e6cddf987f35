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
    let mut rows = greys.chunks_exact(width);
    let [mut above, mut own, mut below] = [(); 3].map(|()| vec![0; width + 2]);
    let first = rows.next().unwrap_or_default();
    widen(first, &mut above);
    widen(first, &mut own);
    let mut steep = 0;
    for row in rows {
        widen(row, &mut below);
        steep += pixels::steep(&above, &own, &below, STEEP);
        std::mem::swap(&mut above, &mut own);
        std::mem::swap(&mut own, &mut below);
    }
    steep += pixels::steep(&above, &own, &own, STEEP);
    f64::from(steep) / exact(greys.len())
}

/// Copies a row with its first and last pixel once more.
fn widen(row: &[u8], wide: &mut [u8]) {
    if let [first, middle @ .., last] = wide
        && let [own_first, .., own_last] | [own_first @ own_last] = row
    {
        (*first, *last) = (*own_first, *own_last);
        middle.copy_from_slice(row);
    }
}
