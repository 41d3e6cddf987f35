//! Brightness on a square of a fixed size, whatever the image's: shrunk by the mean of what a cell covers, enlarged in a
//! straight line between the middles of pixels. Width and height are treated alike and apart, so that proportions of
//! other images are stretched. Sums are of whole numbers, divided once.

use labelloom_kernels::pixels;

use crate::images::Image;
use crate::images::smaller::{Cover, covers, in_a_row};
use crate::num::{count, exact};

/// Width and height of the square.
pub(super) const SIDE: usize = 32;

/// Rows whose sums fit 32 bits, whatever is in them: each counts at most for `2 × SIDE`.
const MOST_ROWS: usize = 1 << 16;

/// Brightness, 0 to 255, in rows from the top.
pub(super) fn square(image: &Image) -> Vec<f64> {
    let (columns, rows) = (cells(image.width()), cells(image.height()));
    let whole = exact(total(image.width()) * total(image.height()));
    let places = in_a_row(&columns);
    let greys = image.grey_bytes();
    let lines: Vec<&[u8]> = greys.chunks_exact(image.width()).collect();
    let mut line = vec![0u32; image.width()];
    let mut all = Vec::with_capacity(SIDE * SIDE);
    for row in &rows {
        let mut sums = [0u64; SIDE];
        let mut at = row.first;
        for weights in row.weights.chunks(MOST_ROWS) {
            line.fill(0);
            for &weight in weights {
                pixels::add_weighed(lines[at], weight, &mut line);
                at += 1;
            }
            pixels::add_covered(&line, 1, &places, &mut sums);
        }
        all.extend(sums.map(|sum| wide(sum) / whole));
    }
    all
}

/// What the weights of a cell sum to, on a line of pixels.
const fn total(length: usize) -> usize {
    if length >= SIDE { length } else { 2 * SIDE }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "at most 255 × 40 million × 64, below 2^53"
)]
const fn wide(sum: u64) -> f64 {
    sum as f64
}

/// How much pixels of a line count for each cell.
fn cells(length: usize) -> Vec<Cover> {
    if length >= SIDE {
        return covers(length, SIDE);
    }
    (0..SIDE).map(|at| between(at, length)).collect()
}

/// The two pixels between whose middles a cell's middle lies; the border's own pixel beyond the last middle. In units of
/// 1 / (2 × SIDE) pixels.
fn between(at: usize, length: usize) -> Cover {
    let unit = 2 * SIDE;
    let middle = ((2 * at + 1) * length).saturating_sub(SIDE);
    let first = (middle / unit).min(length - 1);
    let part = count(middle % unit);
    let weights = match first + 1 == length {
        true => vec![count(unit)],
        false => vec![count(unit) - part, part],
    };
    Cover { first, weights }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::images::{Channels, Size};

    #[test]
    fn weights_of_a_cell_sum_to_the_whole() {
        for length in [1, 2, 3, 8, 31, 32, 33, 50, 64, 1000] {
            for cell in cells(length) {
                let sum: u32 = cell.weights.iter().sum();
                assert_eq!(sum, count(total(length)));
                assert!(cell.first + cell.weights.len() <= length, "{length}");
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
