//! Brightness on a square of a fixed size, whatever the image's: shrunk by the mean of what a cell covers, enlarged in a
//! straight line between the middles of pixels. Width and height are treated alike and apart, so that proportions of
//! other images are stretched.

use crate::images::Image;
use crate::num::exact;

/// Width and height of the square.
pub(super) const SIDE: usize = 32;

/// How much pixels count for a cell of a line: the first one, and the weights from there on. They sum to 1.
struct Cell {
    first: usize,
    weights: Vec<f64>,
}

/// Brightness, 0 to 255, in rows from the top.
pub(super) fn square(image: &Image) -> Vec<f64> {
    let columns = cells(image.width());
    let mut narrow = Vec::with_capacity(image.height() * SIDE);
    let mut line = vec![0.0; image.width()];
    for greys in image.grey_bytes().chunks_exact(image.width()) {
        line.iter_mut()
            .zip(greys)
            .for_each(|(place, grey)| *place = f64::from(*grey));
        narrow.extend(columns.iter().map(|cell| cell.mean(|at| line[at])));
    }
    let rows = cells(image.height());
    let column = |cell: &Cell, x: usize| cell.mean(|y| narrow[y * SIDE + x]);
    rows.iter()
        .flat_map(|cell| (0..SIDE).map(move |x| column(cell, x)))
        .collect()
}

impl Cell {
    fn mean(&self, value: impl Fn(usize) -> f64) -> f64 {
        let weighed = self.weights.iter().enumerate();
        weighed.map(|(at, weight)| weight * value(self.first + at)).sum()
    }
}

fn cells(length: usize) -> Vec<Cell> {
    let cell = |at: usize| {
        if length >= SIDE {
            covering(at, length)
        } else {
            between(at, length)
        }
    };
    (0..SIDE).map(cell).collect()
}

/// The pixels that a cell covers, each by how much of it.
fn covering(at: usize, length: usize) -> Cell {
    let step = exact(length) / exact(SIDE);
    let first = at * length / SIDE;
    let end = ((at + 1) * length).div_ceil(SIDE);
    let (from, to) = (exact(at) * step, exact(at + 1) * step);
    let covered = |pixel: usize| to.min(exact(pixel + 1)) - from.max(exact(pixel));
    let weights = (first..end).map(|pixel| covered(pixel) / step).collect();
    Cell { first, weights }
}

/// The two pixels between whose middles a cell's middle lies; the border's own pixel beyond the last middle. In units of
/// 1 / (2 × SIDE) pixels, whole numbers.
fn between(at: usize, length: usize) -> Cell {
    let unit = 2 * SIDE;
    let middle = ((2 * at + 1) * length).saturating_sub(SIDE);
    let first = (middle / unit).min(length - 1);
    if first + 1 == length {
        return Cell {
            first,
            weights: vec![1.0],
        };
    }
    let part = exact(middle % unit) / exact(unit);
    Cell {
        first,
        weights: vec![1.0 - part, part],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::images::{Channels, Size};

    #[test]
    fn weights_of_a_cell_sum_to_1() {
        for length in [1, 2, 3, 8, 31, 32, 33, 50, 64, 1000] {
            for cell in cells(length) {
                let sum: f64 = cell.weights.iter().sum();
                assert!(
                    (sum - 1.0).abs() < 1e-12 && cell.first + cell.weights.len() <= length,
                    "{length}: {sum}"
                );
            }
        }
    }

    #[test]
    fn an_even_image_stays_even_and_a_square_stays_itself() {
        let even = Image::new(Size::new(5, 77), Channels::Grey, vec![9; 385]).unwrap();
        assert!(square(&even).iter().all(|grey| (grey - 9.0).abs() < 1e-9));
        let bytes: Vec<u8> = (0..=255).cycle().take(1024).collect();
        let same = Image::new(Size::new(32, 32), Channels::Grey, bytes.clone()).unwrap();
        assert!(
            square(&same)
                .iter()
                .zip(bytes)
                .all(|(own, byte)| *own == f64::from(byte))
        );
    }

    #[test]
    fn two_pixels_are_joined_by_a_line() {
        let image = Image::new(Size::new(2, 1), Channels::Grey, vec![0, 64]).unwrap();
        let row = square(&image)[..SIDE].to_vec();
        assert_eq!(
            (row[0], row[7], row[8], row[15], row[16], row[31]),
            (0.0, 0.0, 2.0, 30.0, 34.0, 64.0)
        );
    }
}
