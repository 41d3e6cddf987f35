//! Files into records, and records into files.
//!
//! The way of one byte through an import: [`sniff`] looks at the head of the file and proposes
//! [`ReadOptions`]; [`preview`](preview::preview) shows what they would give and proposes a
//! [`Mapping`](mapping::Mapping); an [`Importer`](import::Importer) then takes the whole file in chunks:
//! the [decoder](decode) makes text of them, a [`RowReader`] cuts the text into rows of cells, and the mapping
//! makes records of the rows. What cannot be read is set aside as a [`BadRow`], with its place, the reason and
//! its bytes; nothing else is changed or left out.
//!
//! A new reader is one file here and one line in [`READERS`]; [`write`] is the way out, and has a list of its own.

mod carry;
mod csv;
pub mod decode;
mod delimited;
mod dialect;
mod encoding;
mod error;
mod header;
pub mod import;
mod json;
mod jsonl;
mod lines;
mod lists;
mod magic;
pub mod mapping;
mod options;
mod origin;
pub mod pictures;
mod pipeline;
pub mod preview;
mod profile;
pub mod project;
pub mod report;
mod row;
mod rule_examples;
pub mod rule_file;
pub mod sniff;
pub mod table;
mod text;
mod tsv;
mod whole;
pub mod write;

pub use error::ImportError;
pub use mapping::Mapping;
pub use options::{Encoding, ReadOptions};
pub use report::ReadReport;
pub use row::{BadRow, Cell, Place, Row, RowSink};
pub use sniff::{Sample, Sniffed};
pub use whole::text_of;

/// Every reader, in the order they are tried and shown.
pub static READERS: &[&dyn ReaderKind] = &[&csv::Csv, &tsv::Tsv, &json::Json, &jsonl::Jsonl, &text::Text];

/// A file format that can be read: it describes itself, recognises itself, and opens a reader.
pub trait ReaderKind: Sync {
    /// The name in options, addresses and commands: `csv`.
    fn name(&self) -> &'static str;
    /// The name as people know it: `CSV`.
    fn title(&self) -> &'static str;
    /// One sentence on what the format holds.
    fn sentence(&self) -> &'static str;
    /// The file name endings it goes by, without the dot.
    fn endings(&self) -> &'static [&'static str];
    /// How likely the sample is of this format, from 0 to 1. The highest wins, the earlier of equals.
    fn score(&self, sample: &Sample<'_>) -> f32;
    /// How the sample would be read in this format, and what the user should be told about that.
    fn guess(&self, sample: &Sample<'_>) -> Sniffed;
    /// A reader that has read nothing yet.
    fn open(&self, options: &ReadOptions) -> Box<dyn RowReader>;
}

/// The name, as people know it, of a format whose files are no text: there is nothing to read otherwise.
#[must_use]
pub fn title_of_no_text(format: &str) -> Option<&'static str> {
    let of_images = pictures::picture_reader(format).map(|kind| kind.title());
    of_images.or_else(|| (format == table::NAME).then_some(table::TITLE))
}

/// Cuts decoded text into rows. The text comes in pieces cut anywhere; the rows do not depend on the cuts.
pub trait RowReader {
    /// Reads the next piece, and hands on every row that is complete.
    fn push(&mut self, text: &str, sink: &mut dyn RowSink);
    /// Reads what is left as the end of the file.
    fn finish(&mut self, sink: &mut dyn RowSink);
}

/// The reader of that name.
pub fn reader(name: &str) -> Option<&'static dyn ReaderKind> {
    READERS.iter().copied().find(|kind| kind.name() == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readers_describe_themselves() {
        for (place, kind) in READERS.iter().enumerate() {
            assert!(
                READERS[..place].iter().all(|other| other.name() != kind.name()),
                "{} twice",
                kind.name()
            );
            assert!(!kind.title().is_empty(), "{} needs a title", kind.name());
            assert!(
                kind.sentence().ends_with('.'),
                "{}: end the sentence with a full stop",
                kind.name()
            );
            assert!(
                !kind.endings().is_empty(),
                "{} needs a file name ending",
                kind.name()
            );
        }
    }

    #[test]
    fn readers_recognise_their_own_endings() {
        for kind in READERS {
            for ending in kind.endings() {
                let name = format!("records.{ending}");
                let sample = Sample::new(&name, "", true, Encoding::Utf8);
                let best = READERS
                    .iter()
                    .map(|other| other.score(&sample))
                    .fold(0.0, f32::max);
                assert!(
                    kind.score(&sample) >= best,
                    "an empty {name} should go to {}",
                    kind.name()
                );
            }
        }
    }
}
