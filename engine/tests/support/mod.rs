//! What the import tests share: an importer over chunks that notes all it is given.

use labelloom_engine::formats::import::{Importer, MappedRow, RecordSink};
use labelloom_engine::formats::mapping::Mapping;
use labelloom_engine::formats::report::ReadReport;
use labelloom_engine::formats::{Cell, ImportError, Place, ReadOptions};

/// A record with its place and its fields; none for a value that is missing.
pub(crate) type Noted = (Place, String, Vec<Option<String>>);

#[derive(Default)]
struct Notes(Vec<Noted>);

impl RecordSink for Notes {
    fn record(&mut self, row: MappedRow<'_>) {
        let fields = row
            .fields
            .iter()
            .map(|cell: &Cell<'_>| cell.text().map(str::to_owned))
            .collect();
        self.0.push((row.place, row.text.to_owned(), fields));
    }
}

/// Imports the bytes in chunks of that size.
pub(crate) fn import(
    bytes: &[u8],
    options: &ReadOptions,
    mapping: &Mapping,
    step: usize,
) -> Result<(Vec<Noted>, ReadReport), ImportError> {
    let mut importer = Importer::new(options, mapping)?;
    let mut notes = Notes::default();
    for chunk in bytes.chunks(step.max(1)) {
        importer.push(chunk, &mut notes)?;
    }
    let report = importer.finish(&mut notes)?;
    Ok((notes.0, report))
}

/// A mapping of one text column and nothing else.
#[allow(dead_code, reason = "not every test file needs it")]
pub(crate) fn only_text(text: &str) -> Mapping {
    Mapping {
        text: text.to_owned(),
        ..Mapping::default()
    }
}
