//! Rows of images, some of them a step.

use super::Making;
use crate::corpus::Corpus;
use crate::error::{Error, Result};
use crate::features::size::{Size, too_big};
use crate::features::vectors::Vectors;
use crate::images::descriptors::{Descriptors, Look};
use crate::job::{Progress, Step};
use crate::num::count;

/// Images of a step: some milliseconds of small ones.
const STEP_IMAGES: u32 = 32;

/// Rows of images in the making.
#[derive(Debug)]
pub(in crate::features) struct ImagesMaking {
    most_bytes: u64,
    rows: Option<Descriptors>,
}

impl ImagesMaking {
    /// Rows by a look; they may take no more bytes than that.
    pub(in crate::features) fn new(look: Look, most_bytes: u64) -> Self {
        Self {
            most_bytes,
            rows: Some(Descriptors::new(look)),
        }
    }
}

impl Making for ImagesMaking {
    fn step(&mut self, corpus: &Corpus) -> Result<Step<Vectors>> {
        let Some(rows) = &mut self.rows else {
            return Err(Error::new("These features are made already", "Make them anew"));
        };
        let n = count(corpus.len());
        if rows.look().bytes(corpus.len()) > self.most_bytes {
            return Err(too_big(self.most_bytes));
        }
        let first = count(rows.len());
        for record in first..n.min(first + STEP_IMAGES) {
            rows.push(&corpus.image(record).ok_or_else(no_images)?);
        }
        let done = count(rows.len());
        if done < n {
            return Ok(Step::Working(Progress {
                stage: "describing images",
                done: done.into(),
                total: n.into(),
                estimate: None,
            }));
        }
        self.rows.take().unwrap_or_default().finish().map(Step::Done)
    }
}

fn no_images() -> Error {
    let remedy = "Take features of texts, such as words";
    Error::new("These features are of images, and the records are texts", remedy)
}

/// How big rows by a look will be.
pub(in crate::features) fn size(corpus: &Corpus, look: Look) -> Size {
    let bytes = look.bytes(corpus.len());
    Size {
        terms: look.width() as u64,
        values: (look.width() * corpus.len()) as u64,
        bytes_making: bytes,
        bytes_kept: bytes,
    }
}
