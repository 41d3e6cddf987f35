//! Arrays among the parts of a saved project ([`super::super::snapshot`]): `LLE1`, then of one array its fingerprint, its
//! name, d, the first row of this part, how many rows it has, and their numbers in single precision.

use ndarray::Array2;

use crate::embeddings::Embeddings;
use crate::error::{Error, Result};
use crate::num::{count, index};
use crate::session::snapshot::{Reader, damaged, put_bytes, sealed};

pub(in crate::session) const MAGIC: &[u8; 4] = b"LLE1";

/// Bytes of numbers after which a part ends.
const PART_BYTES: usize = 4 << 20;

/// Writes one part of an array after the other.
#[derive(Debug)]
pub struct EmbeddingsParts<'a> {
    embeddings: &'a Embeddings,
    row: usize,
}

impl<'a> EmbeddingsParts<'a> {
    pub(super) const fn new(embeddings: &'a Embeddings) -> Self {
        Self { embeddings, row: 0 }
    }
}

impl Iterator for EmbeddingsParts<'_> {
    type Item = Vec<u8>;

    fn next(&mut self) -> Option<Vec<u8>> {
        let rows = self.embeddings.rows();
        if self.row == rows.nrows() {
            return None;
        }
        let fit = (PART_BYTES / (rows.ncols().max(1) * 4)).max(1);
        let end = rows.nrows().min(self.row + fit);
        let file = self.embeddings.file();
        let mut part = MAGIC.to_vec();
        put_bytes(file.fingerprint.as_bytes(), &mut part);
        put_bytes(file.name.as_bytes(), &mut part);
        for number in [file.width, count(self.row), count(end - self.row)] {
            part.extend(number.to_le_bytes());
        }
        for row in self.row..end {
            rows.row(row)
                .iter()
                .for_each(|number| part.extend(number.to_le_bytes()));
        }
        self.row = end;
        Some(sealed(part))
    }
}

/// Arrays as far as they are read.
#[derive(Debug, Default)]
pub(in crate::session) struct Gathered(Vec<OneGathered>);

#[derive(Debug)]
struct OneGathered {
    fingerprint: String,
    name: String,
    width: usize,
    numbers: Vec<f32>,
}

impl Gathered {
    /// Reads a part behind its magic.
    pub(in crate::session) fn push(&mut self, reader: &mut Reader<'_>) -> Result<()> {
        let (fingerprint, name) = (reader.text()?, reader.text()?);
        let (width, first, rows) = (reader.number()?, reader.number()?, reader.number()?);
        let width = index(width);
        let place = self.0.iter().position(|one| one.fingerprint == fingerprint);
        let one = match place {
            Some(place) => &mut self.0[place],
            None => {
                self.0.push(OneGathered {
                    fingerprint: fingerprint.to_owned(),
                    name: name.to_owned(),
                    width,
                    numbers: Vec::new(),
                });
                let last = self.0.len() - 1;
                &mut self.0[last]
            }
        };
        if one.width != width || one.numbers.len() != index(first) * width {
            return Err(damaged("a part of the embeddings is missing"));
        }
        for _ in 0..index(rows) * width {
            one.numbers.push(f32::from_le_bytes(reader.take()?));
        }
        Ok(())
    }

    /// The arrays, each with a row for every one of n records.
    pub(in crate::session) fn finish(self, n: usize) -> Result<Vec<Embeddings>> {
        self.0.into_iter().map(|one| one.finish(n)).collect()
    }
}

impl OneGathered {
    fn finish(self, n: usize) -> Result<Embeddings> {
        let rows = Array2::from_shape_vec((n, self.width), self.numbers)
            .map_err(|_| damaged("a part of the embeddings is missing"))?;
        let embeddings = Embeddings::new(&self.name, rows.into_shared());
        if embeddings.file().fingerprint != self.fingerprint {
            return Err(Error {
                place: self.name,
                ..damaged("its embeddings are others")
            });
        }
        Ok(embeddings)
    }
}
