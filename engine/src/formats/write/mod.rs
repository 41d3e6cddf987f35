//! Records into files. A writer is told the header, then each record in order, then the end; it appends bytes and
//! keeps nothing of what it has written, so that a file of a million records is made in steps.
//!
//! A new writer is one file here and one line in [`WRITERS`].

mod cells;
mod csv;
mod csv_spreadsheet;
mod header;
mod json;
mod jsonl;
mod line;
mod project;
mod record;
mod rules;
mod sql;
mod words;

pub use csv::put_cell;
pub use header::{
    EndModelNote, ExportRule, FilterNote, GoldNote, GraphNote, Header, ModelNote, PROGRAM, Source,
};
pub(crate) use line::put;
pub(in crate::formats) use line::put_lines;
pub use record::{ExportGold, ExportRecord, ExportVariant, LabeledBy};

/// Every writer, in the order they are shown.
pub static WRITERS: &[&dyn WriterKind] = &[
    &json::Json,
    &jsonl::Jsonl,
    &csv::Csv,
    &csv_spreadsheet::CsvSpreadsheet,
    &rules::Rules,
    &sql::DUCKDB,
    &sql::SPARK,
    &project::Project,
];

/// A file format that can be written: it describes itself and opens a writer.
pub trait WriterKind: Sync {
    /// The name in options, addresses and commands: `csv`.
    fn name(&self) -> &'static str;
    /// The name as people know it: `CSV`.
    fn title(&self) -> &'static str;
    /// One sentence on what the file holds and what it is good for.
    fn sentence(&self) -> &'static str;
    /// The end of the file's name, with its first dot.
    fn ending(&self) -> &'static str;
    /// The media type that the file is handed over with.
    fn media_type(&self) -> &'static str;
    /// Which records it holds.
    fn holds(&self) -> Holds {
        Holds::Chosen
    }
    /// A writer that has written nothing yet.
    fn open(&self) -> Box<dyn Writer>;
}

/// Which records a format holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Those the person chose, with the model's labels.
    Chosen,
    /// Always all of them, without a model: what is needed to go on working.
    All,
    /// None.
    None,
}

/// Writes one file. The same header is given every time.
pub trait Writer {
    /// Appends what stands before the records.
    fn begin(&mut self, header: &Header, out: &mut Vec<u8>);
    /// Appends one record.
    fn record(&mut self, header: &Header, record: &ExportRecord<'_>, out: &mut Vec<u8>);
    /// Appends what stands after the records, and says what a person should know of the file, as whole sentences.
    fn end(&mut self, header: &Header, out: &mut Vec<u8>) -> Vec<String>;
}

/// The writer of that name.
#[must_use]
pub fn writer(name: &str) -> Option<&'static dyn WriterKind> {
    WRITERS.iter().copied().find(|kind| kind.name() == name)
}

#[cfg(test)]
pub(in crate::formats) mod samples;
#[cfg(test)]
mod tests;
