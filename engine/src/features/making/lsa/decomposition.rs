//! The decomposition of X and the projection of its rows, in passes over the rows of a matrix, some rows a step.

use ndarray::Array2;

use super::eigen;
use super::gram::Gram;
use crate::features::terms::to_unit_length;
use crate::features::vectors::Vectors;
use crate::num::{count, index};
use crate::rng::Rng;

/// How often the basis is multiplied by X Xᵀ.
const ROUNDS: u32 = 5;

/// The seed of Ω.
const SEED: u64 = 1;

/// Products of one step, about.
const STEP_PRODUCTS: usize = 1 << 22;

/// What drawing a number costs, in products.
const DRAWN: usize = 16;

/// Directions with less than this share of the first one's length are rounding.
const LEAST: f64 = 1e-5;

/// What is done next with every row of X, or of a matrix as long, or with every row of W.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pass {
    /// W = Ω is drawn.
    Draw,
    /// Q = X W, and the products of Q's columns.
    Multiply,
    /// Q is made orthonormal.
    Orthonormalise,
    /// W = Xᵀ Q.
    MultiplyBack,
    /// The products of Q's columns again: a second time rids the basis of rounding.
    MeasureAgain,
    /// The products of W's columns.
    Measure,
    /// Q W Σ in unit rows, of the d longest directions.
    Project,
}

/// The decomposition of X.
#[derive(Debug)]
pub(super) struct Decomposition {
    x: Vectors,
    width: usize,
    /// d, at most.
    dimensions: usize,
    rng: Rng,
    /// n × width, row by row.
    q: Vec<f32>,
    /// m × width, row by row.
    w: Vec<f32>,
    gram: Gram,
    /// The lengths of the directions that are kept, longest first, and width × width directions, one a column.
    directions: (Vec<f64>, Vec<f64>),
    projected: Array2<f32>,
    passes: Vec<Pass>,
    /// Passes done, and the next row of this one.
    done: usize,
    row: u32,
}

impl Decomposition {
    pub(super) fn new(x: Vectors, width: usize, dimensions: usize) -> Self {
        let mut passes = vec![Pass::Draw, Pass::Multiply, Pass::Orthonormalise];
        for _ in 0..ROUNDS {
            passes.extend([Pass::MultiplyBack, Pass::Multiply, Pass::Orthonormalise]);
        }
        passes.extend([Pass::MeasureAgain, Pass::Orthonormalise, Pass::MultiplyBack]);
        passes.extend([Pass::Measure, Pass::Project]);
        Self {
            rng: Rng::new(SEED),
            q: vec![0.0; x.len() * width],
            w: vec![0.0; index(x.width()) * width],
            gram: Gram::new(width),
            directions: (Vec::new(), Vec::new()),
            projected: Array2::zeros((x.len(), 0)),
            x,
            width,
            dimensions,
            passes,
            done: 0,
            row: 0,
        }
    }

    /// Does some rows of a pass. Returns how far it is; none once all is done.
    pub(super) fn step(&mut self) -> Option<(u64, u64)> {
        let pass = *self.passes.get(self.done)?;
        if self.row == 0 {
            self.begin(pass);
        }
        let (rows, mut products) = (self.rows(pass), 0);
        while self.row < rows && products < STEP_PRODUCTS {
            products += self.do_row(pass, self.row);
            self.row += 1;
        }
        if self.row == rows {
            (self.row, self.done) = (0, self.done + 1);
        }
        let of = |passes: &[Pass]| passes.iter().map(|&pass| u64::from(self.rows(pass))).sum::<u64>();
        let done = of(&self.passes[..self.done]) + u64::from(self.row);
        Some((done, of(&self.passes)))
    }

    /// The rows of a pass.
    fn rows(&self, pass: Pass) -> u32 {
        match pass {
            Pass::Draw | Pass::Measure => self.x.width(),
            _ => count(self.x.len()),
        }
    }

    fn begin(&mut self, pass: Pass) {
        match pass {
            Pass::Multiply | Pass::MeasureAgain | Pass::Measure => self.gram.clear(),
            Pass::Orthonormalise => self.gram.factorise(),
            Pass::MultiplyBack => self.w.fill(0.0),
            Pass::Project => self.decompose(),
            Pass::Draw => {}
        }
    }

    /// One row of a pass; returns how many products that took.
    #[inline(never)]
    fn do_row(&mut self, pass: Pass, row: u32) -> usize {
        let (width, at) = (self.width, index(row));
        let place = at * width..(at + 1) * width;
        match pass {
            Pass::Draw => {
                for value in &mut self.w[place] {
                    #[expect(clippy::cast_possible_truncation, reason = "single precision is plenty for Ω")]
                    let drawn = self.rng.normal() as f32;
                    *value = drawn;
                }
                width * DRAWN
            }
            Pass::Measure => {
                self.gram.add(&self.w[place]);
                width * width / 2
            }
            Pass::Project => self.project(at),
            _ => self.do_row_of_x(pass, row),
        }
    }

    fn do_row_of_x(&mut self, pass: Pass, row: u32) -> usize {
        let width = self.width;
        let q = &mut self.q[index(row) * width..(index(row) + 1) * width];
        let entries = self.x.row(row);
        match pass {
            Pass::Multiply => {
                q.fill(0.0);
                for (column, value) in entries.entries() {
                    let w = &self.w[index(column) * width..(index(column) + 1) * width];
                    add(q, w, value);
                }
                self.gram.add(q);
            }
            Pass::MultiplyBack => {
                for (column, value) in entries.entries() {
                    let w = &mut self.w[index(column) * width..(index(column) + 1) * width];
                    add(w, q, value);
                }
            }
            Pass::Orthonormalise => self.gram.orthonormalise(q),
            _ => self.gram.add(q),
        }
        width * (entries.values().len() + width / 2)
    }

    /// The directions, by the products of W's columns.
    fn decompose(&mut self) {
        let (lengths, vectors) = eigen::symmetric(self.gram.symmetric(), self.width);
        let first = lengths.first().copied().unwrap_or(0.0).max(0.0).sqrt();
        let lengths = lengths.iter().map(|square| square.max(0.0).sqrt());
        let kept = lengths
            .take(self.dimensions)
            .take_while(|&own| own > LEAST * first);
        self.directions = (kept.collect(), vectors);
        self.projected = Array2::zeros((self.x.len(), self.directions.0.len()));
    }

    fn project(&mut self, at: usize) -> usize {
        let width = self.width;
        let q = &self.q[at * width..(at + 1) * width];
        let (lengths, vectors) = &self.directions;
        let along = |(at, length): (usize, &f64)| {
            let products = q
                .iter()
                .enumerate()
                .map(|(of, &q)| f64::from(q) * vectors[of * width + at]);
            products.sum::<f64>() * length
        };
        let mut projected: Vec<f64> = lengths.iter().enumerate().map(along).collect();
        to_unit_length(&mut projected);
        for (to, value) in self.projected.row_mut(at).iter_mut().zip(projected) {
            #[expect(
                clippy::cast_possible_truncation,
                reason = "rows are kept in single precision"
            )]
            let value = value as f32;
            *to = value;
        }
        width * lengths.len()
    }

    /// The rows, once all steps are done.
    pub(super) fn finish(self) -> Array2<f32> {
        self.projected
    }
}

/// to += factor · row.
#[inline(always)]
fn add(to: &mut [f32], row: &[f32], factor: f32) {
    to.iter_mut()
        .zip(row)
        .for_each(|(to, value)| *to += factor * value);
}
