//! Similarities of a row to all rows of a block.

use crate::lanes::Singles;

/// Rows whose similarities to one row are added up together. Their sums stay in the processor's nearest cache.
pub const BLOCK: usize = 4096;

/// A sum for each row of a block.
pub type Sums = [f32; BLOCK];

/// The rows of a block by their terms.
#[derive(Debug, Default)]
pub struct Postings {
    /// Per term where its postings begin, and the end of the last.
    pub starts: Vec<u32>,
    /// Per term the end of those postings that may be seen.
    pub ends: Vec<u32>,
    /// Places in the block.
    pub places: Vec<u16>,
    /// What the row in that place has of the term.
    pub values: Vec<f32>,
}

impl Postings {
    /// Adds to each row's sum what it has in common with a row of these terms, in their order. Returns how many products
    /// that took.
    #[inline(never)]
    pub fn add(&self, sums: &mut Sums, terms: &[u32], weights: &[f32]) -> usize {
        let mut products = 0;
        for (&term, &weight) in terms.iter().zip(weights) {
            let term = term as usize;
            let postings = self.starts[term] as usize..self.ends[term] as usize;
            products += postings.len();
            let places = &self.places[postings.clone()];
            for (&place, &value) in places.iter().zip(&self.values[postings]) {
                // All places are below BLOCK; saying so spares the check.
                sums[usize::from(place) % BLOCK] += weight * value;
            }
        }
        products
    }
}

/// Adds the products of four columns, which hold a value for each row of the block.
#[inline(never)]
pub fn add_products(sums: &mut [f32], [a, b, c, d]: [&[f32]; 4], own: [f32; 4]) {
    by_fours(sums, [a, b, c, d], |sums, columns| {
        let product = |at: usize| Singles::all(own[at]) * columns[at];
        ((sums + product(0)) + product(1)) + product(2) + product(3)
    });
}

/// Adds the squared differences in four columns.
#[inline(never)]
pub fn add_squares(sums: &mut [f32], [a, b, c, d]: [&[f32]; 4], own: [f32; 4]) {
    by_fours(sums, [a, b, c, d], |sums, columns| {
        let apart = |at: usize| Singles::all(own[at]) - columns[at];
        let square = |at: usize| apart(at) * apart(at);
        ((sums + square(0)) + square(1)) + square(2) + square(3)
    });
}

/// Four sums at once, and the rest as four whose last ones are not taken.
#[inline(always)]
fn by_fours(sums: &mut [f32], columns: [&[f32]; 4], added: impl Fn(Singles, [Singles; 4]) -> Singles) {
    let (whole, rest) = sums.as_chunks_mut::<4>();
    let first = whole.len() * 4;
    let [a, b, c, d] = columns.map(|column| column.as_chunks::<4>().0);
    for ((((sums, a), b), c), d) in whole.iter_mut().zip(a).zip(b).zip(c).zip(d) {
        let columns = [a, b, c, d].map(Singles::read);
        added(Singles::read(sums), columns).write(sums);
    }
    let filled = |numbers: &[f32]| {
        let mut four = [0.0; 4];
        four.iter_mut().zip(numbers).for_each(|(to, from)| *to = *from);
        four
    };
    let mut last = filled(rest);
    let columns = columns.map(|column| Singles::read(&filled(&column[first..])));
    added(Singles::read(&last), columns).write(&mut last);
    rest.iter_mut().zip(last).for_each(|(sum, new)| *sum = new);
}

/// Turns squared distances into similarities: 1 / (1 + distance).
#[inline(never)]
pub fn from_squares(sums: &mut [f32]) {
    let (whole, rest) = sums.as_chunks_mut();
    let one = Singles::all(1.0);
    for sums in whole {
        (one / (one + Singles::read(sums).square_root())).write(sums);
    }
    rest.iter_mut().for_each(|sum| *sum = 1.0 / (1.0 + sum.sqrt()));
}

/// The product of two rows, in eight sums that are joined at the end.
#[inline(never)]
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    in_eight(a, b, |a, b| a * b)
}

/// The squared distance of two rows, in eight sums that are joined at the end.
#[inline(never)]
pub fn squared_distance(a: &[f32], b: &[f32]) -> f32 {
    in_eight(a, b, |a, b| (a - b) * (a - b))
}

#[inline(always)]
fn in_eight(a: &[f32], b: &[f32], of: impl Fn(Singles, Singles) -> Singles) -> f32 {
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<8>(), b.as_chunks::<8>());
    let mut sums = [Singles::all(0.0); 2];
    let mut add = |a: &[f32; 8], b: &[f32; 8]| {
        let (a, b) = (a.as_chunks().0, b.as_chunks().0);
        for half in 0..2 {
            sums[half] = sums[half] + of(Singles::read(&a[half]), Singles::read(&b[half]));
        }
    };
    a.iter().zip(b).for_each(|(a, b)| add(a, b));
    let (mut a, mut b) = ([0.0; 8], [0.0; 8]);
    a[..a_rest.len()].copy_from_slice(a_rest);
    b[..b_rest.len()].copy_from_slice(b_rest);
    add(&a, &b);
    let mut joined = [0.0; 4];
    (sums[0] + sums[1]).write(&mut joined);
    (joined[0] + joined[1]) + (joined[2] + joined[3])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_those_of_plain_loops() {
        let (a, b): (Vec<f32>, Vec<f32>) = (0..21u8).map(|at| (f32::from(at), f32::from(at % 5))).unzip();
        let plain: f32 = a.iter().zip(&b).map(|(a, b)| a * b).sum();
        assert_eq!(dot(&a, &b), plain);
        let plain: f32 = a.iter().zip(&b).map(|(a, b)| (a - b) * (a - b)).sum();
        assert_eq!(squared_distance(&a, &b), plain);
    }

    #[test]
    fn only_postings_in_sight_are_added() {
        let postings = Postings {
            starts: vec![0, 2, 3],
            ends: vec![1, 3],
            places: vec![0, 1, 1],
            values: vec![0.5, 8.0, 2.0],
        };
        let mut sums = [0.0; BLOCK];
        assert_eq!(postings.add(&mut sums, &[0, 1], &[2.0, 3.0]), 2);
        assert_eq!(sums[..3], [1.0, 6.0, 0.0]);
    }
}
