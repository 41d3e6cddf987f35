//! Records on their way into a project, from a file or from where a project was saved: the corpus, its index and its
//! gold grow together, and the index is then sorted in steps.

use crate::corpus::{Corpus, CorpusBuilder, Value};
use crate::error::{Error, Result};
use crate::gold::GoldColumn;
use crate::images::{ImageStore, StoredImage};
use crate::job::Progress;
use crate::num::grouped;
use crate::text::{IndexBuilder, TextColumn, TextColumnBuilder, TextIndex};

/// Most records of a project; ids and counts are `u32`, and a browser's memory ends long before.
const MOST_RECORDS: usize = u32::MAX as usize / 2;

/// Bytes that the pixels of a project may take: a browser's tab has 4 GB at most, and work on images needs room too.
const MOST_IMAGE_BYTES: u64 = if cfg!(target_arch = "wasm32") {
    3 << 29
} else {
    3 << 34
};

fn check_pixels(images: usize, bytes: u64, most: u64) -> Result<()> {
    if bytes <= most {
        return Ok(());
    }
    let what = format!(
        "The first {} images take more than {} MB as they are kept",
        grouped(images as u64),
        grouped(most >> 20)
    );
    let remedy = "Keep them smaller: half the side takes a quarter; or import a part of the folder";
    Err(Error::new(what, remedy))
}

/// The parts of a project that come from records.
#[derive(Debug, Default)]
pub(super) struct Gathering {
    pub(super) corpus: CorpusBuilder,
    index: IndexBuilder,
    pub(super) gold: GoldColumn,
    /// Fields that are texts too and are still to be read, the next one last.
    waiting: Vec<String>,
    reading: Option<TextColumnBuilder>,
    columns: Vec<TextColumn>,
    /// The name of the first text column.
    text: String,
}

impl Gathering {
    pub(super) fn new(gold: GoldColumn) -> Self {
        Self {
            gold,
            ..Self::default()
        }
    }

    /// Takes one record, all but its gold. Images have an image each, texts have none.
    pub(super) fn push<'a>(
        &mut self,
        id: Option<&str>,
        text: &str,
        values: impl IntoIterator<Item = Value<'a>>,
        image: Option<&StoredImage>,
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
        if let Some(image) = image {
            self.corpus.push_image(image);
            let bytes = self.corpus.so_far().images().map_or(0, ImageStore::bytes);
            check_pixels(self.corpus.len(), bytes, MOST_IMAGE_BYTES)?;
        }
        Ok(())
    }

    /// Names the text column and the fields that are texts too; these are read after the last record.
    pub(super) fn read_also(&mut self, text: &str, fields: &[String]) {
        text.clone_into(&mut self.text);
        self.waiting = fields.iter().rev().cloned().collect();
    }

    /// Does one step of sorting the index and reading further texts, after the last record.
    pub(super) fn finish_step(&mut self) -> Option<Progress> {
        let step = self.index.finish_step().or_else(|| self.read_step());
        step.map(|(done, total)| Progress {
            stage: "sorting the index",
            done,
            total,
            estimate: None,
        })
    }

    fn read_step(&mut self) -> Option<(u64, u64)> {
        loop {
            let corpus = self.corpus.so_far();
            if let Some(reading) = &mut self.reading
                && let Some(step) = reading.step(corpus)
            {
                return Some(step);
            }
            self.columns
                .extend(self.reading.take().map(|reading| reading.finish(corpus)));
            let name = self.waiting.pop()?;
            self.reading = TextColumnBuilder::new(&name, corpus);
        }
    }

    pub(super) fn finish(mut self) -> (Corpus, TextIndex, GoldColumn) {
        while self.read_step().is_some() {}
        let index = self.index.finish().with_columns(self.text, self.columns);
        (self.corpus.finish(), index, self.gold)
    }
}

#[cfg(test)]
mod tests {
    use super::check_pixels;

    #[test]
    fn more_pixels_than_memory_bears_end_an_import_with_a_remedy() {
        assert!(check_pixels(1_000, 3 << 29, 3 << 29).is_ok());
        let error = check_pixels(24_577, (3 << 29) + 1, 3 << 29)
            .unwrap_err()
            .to_string();
        assert_eq!(
            error,
            "The first 24,577 images take more than 1,536 MB as they are kept. Keep them smaller: half the side takes a \
             quarter; or import a part of the folder"
        );
    }
}
