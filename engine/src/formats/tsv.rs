//! TSV: rows of cells between tabs. Quotes are text, unless the file shows that they are not.

use super::{ReadOptions, ReaderKind, RowReader, Sample, Sniffed, delimited, dialect};

/// See the module.
pub(crate) struct Tsv;

impl ReaderKind for Tsv {
    fn name(&self) -> &'static str {
        "tsv"
    }

    fn title(&self) -> &'static str {
        "TSV"
    }

    fn sentence(&self) -> &'static str {
        "One record a line, cells between tabs; quotes are part of the texts unless the file uses them as CSV does."
    }

    fn endings(&self) -> &'static [&'static str] {
        &["tsv", "tab"]
    }

    fn score(&self, sample: &Sample<'_>) -> f32 {
        match (sample.ends_with(self.endings()), sample.table(b"\t").consistent()) {
            (true, true) => 0.95,
            (true, false) => 0.75,
            // One tab in each line is seldom chance, whatever the file is called.
            (false, true) if !sample.ends_with(&["csv"]) => 0.8,
            _ => 0.0,
        }
    }

    fn guess(&self, sample: &Sample<'_>) -> Sniffed {
        dialect::sniffed("tsv", sample, sample.table(b"\t"))
    }

    fn open(&self, options: &ReadOptions) -> Box<dyn RowReader> {
        delimited::open(options)
    }
}
