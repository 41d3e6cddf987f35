//! LSA: the rows of TF-IDF, n × m, projected on their first d right singular vectors and brought to unit length, n × d.
//!
//! X ≈ U Σ Vᵀ is found by a randomised singular value decomposition: Q begins as an orthonormal basis of X Ω, with Ω of
//! m × (d + 10) normally distributed numbers from a fixed seed; five times Q becomes one of X Xᵀ Q; then B = Qᵀ X is
//! small enough for B Bᵀ = W Σ² Wᵀ, and the result is Q W Σ. Source: N. Halko, P. Martinsson and J. Tropp, "Finding
//! structure with randomness", SIAM Review 53 (2011), algorithms 4.4 and 5.1. Bases are made orthonormal by the Cholesky
//! factor of their products ([`gram`]). A direction's sign means nothing.
//!
//! X has at most as many directions as it has rows or columns: then the result has fewer than d.

mod eigen;
mod gram;

use ndarray::Array2;

use self::gram::Gram;
use super::Making;
use super::tfidf::TfidfMaking;
use crate::arena::TextArena;
use crate::corpus::Corpus;
use crate::error::Result;
use crate::features::ngrams;
use crate::features::options::TfidfOptions;
use crate::features::size::{self, Size, too_big};
use crate::features::vectors::Vectors;
use crate::job::{Progress, Step};
use crate::num::{count, index};
use crate::rng::Rng;

/// Directions more than are wanted, so that the wanted ones are found well.
const MORE: usize = 10;

/// How often the basis is multiplied by X Xᵀ.
const ROUNDS: u32 = 5;

/// The seed of Ω.
const SEED: u64 = 1;

/// Products of one step, about.
const STEP_PRODUCTS: usize = 1 << 22;

/// Directions with less than this share of the first one's length are rounding.
const LEAST: f64 = 1e-5;

/// LSA in the making: first TF-IDF, then its decomposition.
#[derive(Debug)]
pub(in crate::features) struct LsaMaking {
    kind: String,
    dimensions: usize,
    most_bytes: u64,
    tfidf: Option<TfidfMaking>,
    decomposition: Option<Decomposition>,
}

impl LsaMaking {
    /// LSA of words; it may take no more bytes than that while it is made.
    ///
    /// # Errors
    /// Options that mean nothing.
    pub(in crate::features) fn new(
        options: &TfidfOptions,
        most_bytes: u64,
        dimensions: usize,
    ) -> Result<Self> {
        let tfidf = TfidfMaking::new("words", ngrams::words, options.clone(), most_bytes)?;
        Ok(Self {
            kind: format!("lsa-{dimensions}"),
            dimensions,
            most_bytes,
            tfidf: Some(tfidf),
            decomposition: None,
        })
    }

    fn begin(&mut self, vectors: Vectors) -> Result<()> {
        let (n, m) = (vectors.len(), index(vectors.width()));
        let width = (self.dimensions + MORE).min(n).min(m);
        if vectors.bytes() + bytes(n as u64, m as u64, width as u64) > self.most_bytes {
            return Err(too_big(self.most_bytes).at(self.kind.as_str()));
        }
        self.tfidf = None;
        self.decomposition = Some(Decomposition::new(vectors, width));
        Ok(())
    }
}

impl Making for LsaMaking {
    fn step(&mut self, corpus: &Corpus) -> Result<Step<Vectors>> {
        if let Some(tfidf) = &mut self.tfidf {
            match tfidf.step(corpus)? {
                Step::Working(progress) => return Ok(Step::Working(progress)),
                Step::Done(vectors) => self.begin(vectors)?,
            }
        }
        let told = self.decomposition.as_mut().and_then(Decomposition::step);
        if let Some((done, total)) = told {
            return Ok(Step::Working(Progress {
                stage: "finding directions",
                done,
                total,
                estimate: None,
            }));
        }
        let rows = self
            .decomposition
            .take()
            .map(|done| done.project(self.dimensions));
        let rows = rows.unwrap_or_default();
        let mut names = TextArena::default();
        (1..=rows.ncols()).for_each(|at| names.push(&format!("topic {at}")));
        Vectors::dense(&self.kind, rows, names).map(Step::Done)
    }
}

/// About how big the vectors will be.
pub(in crate::features) fn size(corpus: &Corpus, options: &TfidfOptions, dimensions: usize) -> Size {
    let tfidf = size::of_terms(corpus, options, ngrams::words);
    let (n, width) = (corpus.len() as u64, (dimensions + MORE) as u64);
    let kept = n * dimensions as u64;
    Size {
        terms: tfidf.terms,
        values: kept,
        bytes_making: tfidf
            .bytes_making
            .max(tfidf.bytes_kept + bytes(n, tfidf.terms, width)),
        bytes_kept: kept * 4,
    }
}

/// Bytes of basis, products and result.
const fn bytes(n: u64, m: u64, width: u64) -> u64 {
    (2 * n + m) * width * 4
}

/// What is done next with every row of X, or of a matrix as long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pass {
    /// Q = X W, and the products of Q's columns.
    Multiply,
    /// Q is made orthonormal.
    Orthonormalise,
    /// W = Xᵀ Q.
    MultiplyBack,
    /// The products of Q's columns again: a second time rids the basis of rounding.
    MeasureAgain,
}

/// The decomposition of X.
#[derive(Debug)]
struct Decomposition {
    x: Vectors,
    width: usize,
    /// n × width, row by row.
    q: Vec<f32>,
    /// m × width, row by row.
    w: Vec<f32>,
    gram: Gram,
    passes: Vec<Pass>,
    /// Passes done, and the next row of this one.
    done: usize,
    row: u32,
}

impl Decomposition {
    fn new(x: Vectors, width: usize) -> Self {
        let mut rng = Rng::new(SEED);
        let drawn = (0..index(x.width()) * width).map(|_| rng.normal());
        #[expect(clippy::cast_possible_truncation, reason = "single precision is plenty for Ω")]
        let omega = drawn.map(|value| value as f32).collect();
        let mut passes = vec![Pass::Multiply, Pass::Orthonormalise];
        for _ in 0..ROUNDS {
            passes.extend([Pass::MultiplyBack, Pass::Multiply, Pass::Orthonormalise]);
        }
        passes.extend([Pass::MeasureAgain, Pass::Orthonormalise, Pass::MultiplyBack]);
        Self {
            q: vec![0.0; x.len() * width],
            w: omega,
            gram: Gram::new(width),
            x,
            width,
            passes,
            done: 0,
            row: 0,
        }
    }

    /// Does some rows of a pass. Returns how far it is; none once all is done.
    fn step(&mut self) -> Option<(u64, u64)> {
        let (n, pass) = (count(self.x.len()), *self.passes.get(self.done)?);
        if self.row == 0 {
            self.begin(pass);
        }
        let mut products = 0;
        while self.row < n && products < STEP_PRODUCTS {
            products += self.do_row(pass, self.row);
            self.row += 1;
        }
        if self.row == n {
            (self.row, self.done) = (0, self.done + 1);
        }
        let (done, total) = (self.done as u64, self.passes.len() as u64);
        Some((done * u64::from(n) + u64::from(self.row), total * u64::from(n)))
    }

    fn begin(&mut self, pass: Pass) {
        match pass {
            Pass::Multiply | Pass::MeasureAgain => self.gram.clear(),
            Pass::Orthonormalise => self.gram.factorise(),
            Pass::MultiplyBack => self.w.fill(0.0),
        }
    }

    /// One row of a pass; returns how many products that took.
    #[inline(never)]
    fn do_row(&mut self, pass: Pass, row: u32) -> usize {
        let width = self.width;
        let q = &mut self.q[index(row) * width..(index(row) + 1) * width];
        let entries = self.x.row(row);
        match pass {
            Pass::Multiply => {
                q.fill(0.0);
                for (column, value) in entries.entries() {
                    add(
                        q,
                        &self.w[index(column) * width..(index(column) + 1) * width],
                        value,
                    );
                }
                self.gram.add(q);
            }
            Pass::MeasureAgain => self.gram.add(q),
            Pass::Orthonormalise => self.gram.orthonormalise(q),
            Pass::MultiplyBack => {
                for (column, value) in entries.entries() {
                    add(
                        &mut self.w[index(column) * width..(index(column) + 1) * width],
                        q,
                        value,
                    );
                }
            }
        }
        width * (entries.values().len() + width / 2)
    }

    /// Q W Σ in unit rows, of the d longest directions.
    fn project(mut self, dimensions: usize) -> Array2<f32> {
        let width = self.width;
        self.gram.clear();
        self.w
            .chunks_exact(width.max(1))
            .for_each(|row| self.gram.add(row));
        let (lengths, vectors) = eigen::symmetric(self.gram.symmetric(), width);
        let first = lengths.first().copied().unwrap_or(0.0).max(0.0).sqrt();
        let lengths = lengths.iter().map(|square| square.max(0.0).sqrt());
        let lengths: Vec<f64> = lengths
            .take(dimensions)
            .take_while(|&own| own > LEAST * first)
            .collect();
        let mut rows = Array2::zeros((self.x.len(), lengths.len()));
        for (mut row, q) in rows.rows_mut().into_iter().zip(self.q.chunks_exact(width.max(1))) {
            let mut projected: Vec<f64> = (lengths.iter().enumerate())
                .map(|(at, length)| {
                    let products = q
                        .iter()
                        .enumerate()
                        .map(|(of, &q)| f64::from(q) * vectors[of * width + at]);
                    products.sum::<f64>() * length
                })
                .collect();
            crate::features::terms::to_unit_length(&mut projected);
            #[expect(
                clippy::cast_possible_truncation,
                reason = "rows are kept in single precision"
            )]
            row.iter_mut()
                .zip(projected)
                .for_each(|(to, value)| *to = value as f32);
        }
        rows
    }
}

/// to += factor · row.
#[inline(always)]
fn add(to: &mut [f32], row: &[f32], factor: f32) {
    to.iter_mut()
        .zip(row)
        .for_each(|(to, value)| *to += factor * value);
}

#[cfg(test)]
mod tests;
