//! Embeddings: rows of numbers that a model elsewhere made of the records. They come as an array that numpy saved, a row
//! a record ([`Embeddings::read`]), or as lists in a column of the records ([`column`]). The records' features are made
//! of them like those of the texts (`features/kinds/embeddings.rs`).

pub mod column;
mod read;

use ndarray::ArcArray2;
use serde::{Deserialize, Serialize};

use crate::num::count;

/// Where the records' embeddings come from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EmbeddingsChoice {
    /// An array that was added to the project.
    File(EmbeddingsFile),
    /// Lists of numbers in this column of the records.
    Column(String),
}

/// Which array it was. The numbers are kept beside, and found by the fingerprint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmbeddingsFile {
    /// The file's name.
    pub name: String,
    /// d, how many numbers a record has.
    pub width: u32,
    /// Of all numbers in the records' order: the same array has the same one, whatever its file.
    pub fingerprint: String,
}

/// An array: a row of d numbers for each of n records, in the records' order.
#[derive(Clone, Debug)]
pub struct Embeddings {
    file: EmbeddingsFile,
    rows: ArcArray2<f32>,
}

/// What the features of records are made of, where they have embeddings.
#[derive(Clone, Debug)]
pub enum Source {
    /// n × d.
    Rows(ArcArray2<f32>),
    /// The place of a field that holds a list of numbers for each record.
    Field(usize),
    /// They are not here: the file of this name has to be added again.
    Missing(String),
}

impl Embeddings {
    /// Rows under a name. Shape n × d, all numbers finite.
    #[must_use]
    pub fn new(name: &str, rows: ArcArray2<f32>) -> Self {
        let file = EmbeddingsFile {
            name: name.to_owned(),
            width: count(rows.ncols()),
            fingerprint: fingerprint(&rows),
        };
        Self { file, rows }
    }

    /// Which array it is.
    #[must_use]
    pub const fn file(&self) -> &EmbeddingsFile {
        &self.file
    }

    /// n × d.
    #[must_use]
    pub const fn rows(&self) -> &ArcArray2<f32> {
        &self.rows
    }
}

/// FNV-1a over width and numbers, 32 bits at a time.
fn fingerprint(rows: &ArcArray2<f32>) -> String {
    const PRIME: u64 = 0x100_0000_01B3;
    let bits = rows.iter().map(|number| number.to_bits());
    let all = std::iter::once(count(rows.ncols())).chain(bits);
    let sum = all.fold(0xCBF2_9CE4_8422_2325, |sum: u64, bits| {
        (sum ^ u64::from(bits)).wrapping_mul(PRIME)
    });
    format!("{sum:016x}")
}

#[cfg(test)]
mod tests;
