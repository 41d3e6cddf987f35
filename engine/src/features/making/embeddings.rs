//! The records' embeddings as vectors: an array is taken as it is, lists in a column are read some records at a time.

use ndarray::Array2;

use super::Making;
use crate::arena::TextArena;
use crate::corpus::Corpus;
use crate::embeddings::{Source, column};
use crate::error::{Error, Result};
use crate::features::kinds::EMBEDDINGS;
use crate::features::size::{Size, too_big};
use crate::features::vectors::Vectors;
use crate::job::{Progress, Step};
use crate::num::count;

/// Records whose lists are read in one step.
const RECORDS: usize = 500;

/// Embeddings under way.
#[derive(Debug)]
pub(in crate::features) struct EmbeddingsMaking {
    most_bytes: u64,
    /// Of the records read so far, one after the other.
    numbers: Vec<f32>,
    read: usize,
    width: Option<usize>,
}

impl EmbeddingsMaking {
    pub(in crate::features) const fn new(most_bytes: u64) -> Self {
        Self {
            most_bytes,
            numbers: Vec::new(),
            read: 0,
            width: None,
        }
    }

    /// Reads on in a column. Returns whether all is read.
    fn read_on(&mut self, corpus: &Corpus, field: usize) -> Result<bool> {
        let field = corpus.fields().get(field).ok_or_else(none)?;
        let end = corpus.len().min(self.read + RECORDS);
        for record in self.read..end {
            self.width = Some(column::push(field, count(record), self.width, &mut self.numbers)?);
        }
        self.read = end;
        if self.numbers.len() as u64 * 4 > self.most_bytes {
            return Err(too_big(self.most_bytes));
        }
        Ok(end == corpus.len())
    }
}

impl Making for EmbeddingsMaking {
    fn step(&mut self, corpus: &Corpus) -> Result<Step<Vectors>> {
        let rows = match corpus.embeddings().ok_or_else(none)? {
            Source::Rows(rows) if rows.len() as u64 * 4 > self.most_bytes => {
                return Err(too_big(self.most_bytes));
            }
            Source::Rows(rows) => rows.clone(),
            Source::Missing(name) => return Err(missing(name)),
            Source::Field(field) => {
                if !self.read_on(corpus, *field)? {
                    return Ok(Step::Working(Progress {
                        stage: "reading embeddings",
                        done: self.read as u64,
                        total: corpus.len() as u64,
                        estimate: None,
                    }));
                }
                let shape = (corpus.len(), self.width.unwrap_or_default());
                let rows = Array2::from_shape_vec(shape, std::mem::take(&mut self.numbers));
                let rows = rows.map_err(|error| Error::new(error.to_string(), "Choose other features"))?;
                rows.into_shared()
            }
        };
        let mut names = TextArena::default();
        (1..=rows.ncols()).for_each(|column| names.push(&column.to_string()));
        Vectors::dense_shared(EMBEDDINGS, rows, names).map(Step::Done)
    }
}

fn none() -> Error {
    Error::new(
        "These records have no embeddings",
        "Add an array with a row for every record, or name a column that holds lists of numbers",
    )
}

fn missing(name: &str) -> Error {
    let what = format!("The embeddings of {name:?} are not with this project");
    Error::new(
        what,
        "Add the file again: a project file holds its name and no numbers",
    )
}

/// Their size; of a column by its first record's list.
pub(in crate::features) fn size(corpus: &Corpus) -> Size {
    let n = corpus.len() as u64;
    let width = match corpus.embeddings() {
        None | Some(Source::Missing(_)) => 0,
        Some(Source::Rows(rows)) => rows.ncols(),
        Some(Source::Field(field)) => {
            let field = corpus.fields().get(*field).filter(|_| !corpus.is_empty());
            let mut first = Vec::new();
            field.map_or(0, |field| {
                column::push(field, 0, None, &mut first).unwrap_or_default()
            })
        }
    };
    let values = n * width as u64;
    Size {
        terms: width as u64,
        values,
        bytes_making: values * 4,
        bytes_kept: values * 4,
    }
}
