//! Records on their way into a project, from a file or from where a project was saved: the corpus, its index and its
//! gold grow together, and the index is then sorted in steps.

use crate::corpus::{Corpus, CorpusBuilder, Value};
use crate::error::{Error, Result};
use crate::gold::GoldColumn;
use crate::job::Progress;
use crate::text::{IndexBuilder, TextIndex};

/// Most records of a project; ids and counts are `u32`, and a browser's memory ends long before.
const MOST_RECORDS: usize = u32::MAX as usize / 2;

/// The parts of a project that come from records.
#[derive(Debug, Default)]
pub(super) struct Gathering {
    pub(super) corpus: CorpusBuilder,
    index: IndexBuilder,
    pub(super) gold: GoldColumn,
}

impl Gathering {
    pub(super) fn new(gold: GoldColumn) -> Self {
        Self {
            gold,
            ..Self::default()
        }
    }

    /// Takes one record, all but its gold.
    pub(super) fn push<'a>(
        &mut self,
        id: Option<&str>,
        text: &str,
        values: impl IntoIterator<Item = Value<'a>>,
    ) -> Result<()> {
        if self.corpus.len() >= MOST_RECORDS {
            let remedy = "Split the file and label the parts as projects of their own";
            return Err(Error::new(
                "There are more than two thousand million records",
                remedy,
            ));
        }
        self.corpus.push(id, text, values);
        self.index.push(text);
        Ok(())
    }

    /// Does one step of sorting the index, after the last record.
    pub(super) fn finish_step(&mut self) -> Option<Progress> {
        self.index.finish_step().map(|(done, total)| Progress {
            stage: "sorting the index",
            done,
            total,
            estimate: None,
        })
    }

    pub(super) fn finish(self) -> (Corpus, TextIndex, GoldColumn) {
        (self.corpus.finish(), self.index.finish(), self.gold)
    }
}
