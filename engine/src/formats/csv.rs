//! CSV: rows of cells between commas (or semicolons, or bars), as RFC 4180 has it.

use super::{ReadOptions, ReaderKind, RowReader, Sample, Sniffed, delimited, dialect};

/// What separates cells in files that go by the name of CSV; a file called `.csv` may hold tabs all the same.
const DELIMITERS: &[u8] = b",;|";
const DELIMITERS_AND_TAB: &[u8] = b",;\t|";

/// See the module.
pub(crate) struct Csv;

impl ReaderKind for Csv {
    fn name(&self) -> &'static str {
        "csv"
    }

    fn title(&self) -> &'static str {
        "CSV"
    }

    fn sentence(&self) -> &'static str {
        "One record a row, cells between commas, semicolons or bars, quoted where a text holds one of these."
    }

    fn endings(&self) -> &'static [&'static str] {
        &["csv"]
    }

    fn score(&self, sample: &Sample<'_>) -> f32 {
        let table = sample.table(DELIMITERS);
        match (sample.ends_with(self.endings()), table.consistent()) {
            (true, true) => 0.9,
            (true, false) => 0.7,
            // Plain texts have commas too, sometimes the same number in each of a few lines.
            (false, true) if table.rows >= 3 && dialect::header(sample, table).named => 0.6,
            _ => 0.0,
        }
    }

    fn guess(&self, sample: &Sample<'_>) -> Sniffed {
        let delimiters = if sample.ends_with(self.endings()) {
            DELIMITERS_AND_TAB
        } else {
            DELIMITERS
        };
        let table = sample.table(delimiters);
        let one_column = if table.may_be_one_column() {
            sample.one_column(delimiters)
        } else {
            None
        };
        let mut sniffed = dialect::sniffed("csv", sample, one_column.unwrap_or(table));
        if one_column.is_some_and(|column| column.delimiter != DELIMITERS[0]) {
            sniffed
                .said
                .push("The first row is one cell: commas are read as part of the texts.".to_owned());
        }
        sniffed
    }

    fn open(&self, options: &ReadOptions) -> Box<dyn RowReader> {
        delimited::open(options)
    }
}
