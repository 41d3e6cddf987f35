//! A file into records: bytes are pushed in chunks of any size, records come out as they are complete.

use sha2::{Digest, Sha256};

use super::mapping::Mapping;
use super::origin::encoded;
use super::pipeline::Pipeline;
use super::preview::{blank_lines, no_rows};
use super::profile::Profile;
use super::report::{ReadReport, SetAside};
use super::row::{object, recycle};
use super::sniff::HEAD_BYTES;
use super::{BadRow, Cell, Encoding, ImportError, Place, ReadOptions, Row, RowSink};
use crate::images::StoredImage;

pub use super::report::bad_rows_csv;

/// Takes the records of an import, in the order of the file.
pub trait RecordSink {
    /// The names of the further values: told before the first record, and again whenever JSON brings new ones, which
    /// are added behind the others. For sinks that need none of them, nothing.
    fn field_names(&mut self, _names: &[String]) {}

    /// The next record.
    fn record(&mut self, row: MappedRow<'_>);
}

/// A row as the mapping reads it.
#[derive(Clone, Copy, Debug)]
pub struct MappedRow<'a> {
    /// Where it is in the file.
    pub place: Place,
    /// Its own id, if it has one.
    pub id: Option<&'a str>,
    /// Its text, as it is in the file.
    pub text: &'a str,
    /// What a person has decided; none if missing or empty.
    pub gold: Option<&'a str>,
    /// Its part of the data; none if missing or empty.
    pub split: Option<&'a str>,
    /// Its further values, in the order of the names last told by [`RecordSink::field_names`].
    pub fields: &'a [Cell<'a>],
    /// The image, where records are images.
    pub image: Option<&'a StoredImage>,
}

/// Imports one file.
pub struct Importer {
    options: ReadOptions,
    pipeline: Pipeline,
    mapper: Mapper,
    hash: Sha256,
    bytes: u64,
}

impl Importer {
    /// An importer that has read nothing yet.
    pub fn new(options: &ReadOptions, mapping: &Mapping) -> Result<Self, ImportError> {
        if mapping.text.is_empty() {
            return Err(ImportError::new(
                "No column is chosen as the text",
                "Choose the column to label.",
            ));
        }
        Ok(Self {
            options: options.clone(),
            pipeline: Pipeline::new(options)?,
            mapper: Mapper::new(options, mapping),
            hash: Sha256::new(),
            bytes: 0,
        })
    }

    /// Reads the next bytes, cut anywhere. An error ends the import; bad rows do not.
    pub fn push(&mut self, bytes: &[u8], sink: &mut dyn RecordSink) -> Result<(), ImportError> {
        self.hash.update(bytes);
        self.bytes += bytes.len() as u64;
        self.pipeline.push(
            bytes,
            &mut Mapped {
                mapper: &mut self.mapper,
                sink,
            },
        );
        self.mapper.check()
    }

    /// Reads what is left as the end of the file, and says what the import did.
    pub fn finish(mut self, sink: &mut dyn RecordSink) -> Result<ReadReport, ImportError> {
        if self.bytes == 0 {
            return Err(ImportError::new(
                "The file is empty",
                "Choose a file with records.",
            ));
        }
        self.pipeline.finish(&mut Mapped {
            mapper: &mut self.mapper,
            sink,
        });
        self.mapper.check()?;
        let mapper = self.mapper;
        let head = self.pipeline.head().cloned();
        if mapper.accepted + mapper.bad == 0 {
            let columns: Vec<Profile> = mapper.columns.iter().map(|name| Profile::new(name)).collect();
            return Err(no_rows("", &columns));
        }
        mapper.check_text_found()?;
        let sha256 = self
            .hash
            .finalize()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let mut report = mapper.report(self.options, self.bytes, sha256);
        if let Some(head) = head {
            (report.bytes, report.sha256) = (head.bytes, head.sha256);
            report.said.splice(0..0, head.said);
        }
        Ok(report)
    }

    /// The names of the gold column's classes, where the file has such, also of those that no row is of.
    #[must_use]
    pub fn classes(&self) -> &[String] {
        let gold = self.mapper.mapping.gold.as_deref();
        let classes = self.pipeline.head().zip(gold);
        classes.map_or(&[], |(head, gold)| head.classes(gold))
    }
}

/// Where the parts are in a row; none while (or because) no such column has been seen.
#[derive(Default)]
struct Places {
    text: Option<usize>,
    id: Option<usize>,
    gold: Option<usize>,
    split: Option<usize>,
    fields: Vec<Option<usize>>,
}

/// Makes records of rows.
struct Mapper {
    encoding: Encoding,
    mapping: Mapping,
    /// Whether columns may still come, as in JSON.
    open_ended: bool,
    columns: Vec<String>,
    places: Places,
    /// How many of the columns have been looked at by `adopt_new_columns`.
    known_columns: usize,
    /// How many of the fields' names the sink has been told; none before the first record.
    told_fields: Option<usize>,
    fields: Vec<Cell<'static>>,
    error: Option<ImportError>,
    accepted: u64,
    bad: u64,
    blank: u64,
    empty_texts: u64,
    missing_texts: u64,
    aside: SetAside,
}

impl Mapper {
    fn new(options: &ReadOptions, mapping: &Mapping) -> Self {
        Self {
            encoding: options.encoding,
            mapping: mapping.clone(),
            open_ended: matches!(options.format.as_str(), "json" | "jsonl"),
            columns: Vec::new(),
            places: Places::default(),
            known_columns: 0,
            told_fields: None,
            fields: Vec::new(),
            error: None,
            accepted: 0,
            bad: 0,
            blank: 0,
            empty_texts: 0,
            missing_texts: 0,
            aside: SetAside::default(),
        }
    }

    fn check(&self) -> Result<(), ImportError> {
        self.error.clone().map_or(Ok(()), Err)
    }

    fn check_text_found(&self) -> Result<(), ImportError> {
        let found = self.places.text.is_some() || self.columns.is_empty();
        if found {
            Ok(())
        } else {
            Err(self.missing(&self.mapping.text))
        }
    }

    fn missing(&self, name: &str) -> ImportError {
        let what = format!("There is no column named {name:?}");
        ImportError::new(what, format!("Choose one of: {}.", self.columns.join(", ")))
    }

    /// Finds the mapped columns again.
    fn locate(&mut self) {
        let place = |name: &str| self.columns.iter().position(|column| column == name);
        let mapping = &self.mapping;
        let optional = |name: &Option<String>| name.as_deref().and_then(place);
        self.places = Places {
            text: place(&mapping.text),
            id: optional(&mapping.id),
            gold: optional(&mapping.gold),
            split: optional(&mapping.split),
            fields: mapping.fields.iter().map(|name| place(name)).collect(),
        };
        if !self.open_ended {
            let absent = self.named().find(|name| place(name).is_none()).cloned();
            self.error = absent.map(|name| self.missing(&name));
        }
    }

    /// The names of all mapped columns.
    fn named(&self) -> impl Iterator<Item = &String> {
        let mapping = &self.mapping;
        let parts = [&mapping.id, &mapping.gold, &mapping.split].into_iter().flatten();
        std::iter::once(&mapping.text).chain(parts).chain(&mapping.fields)
    }

    /// Columns that begin behind the head were in no preview, so that no one can have left them out on purpose.
    fn adopt_new_columns(&mut self, row_end: u64) {
        let known = std::mem::replace(&mut self.known_columns, self.columns.len());
        if row_end <= HEAD_BYTES as u64 {
            return;
        }
        for column in known..self.columns.len() {
            let name = &self.columns[column];
            if !self.named().any(|named| named == name) {
                self.mapping.fields.push(name.clone());
                self.places.fields.push(Some(column));
            }
        }
    }

    fn tell_fields(&mut self, sink: &mut dyn RecordSink) {
        let fields = &self.mapping.fields;
        if self.told_fields != Some(fields.len()) {
            self.told_fields = Some(fields.len());
            sink.field_names(fields);
        }
    }

    fn record(&mut self, row: &Row<'_>, sink: &mut dyn RecordSink) {
        if self.error.is_some() {
            return;
        }
        if self.known_columns < self.columns.len() {
            self.adopt_new_columns(row.place.byte + row.raw.len() as u64);
        }
        let value = |place: Option<usize>| {
            place
                .and_then(|place| row.cells.get(place))
                .and_then(|cell| cell.text())
        };
        let filled = |place| value(place).filter(|value| !value.is_empty());
        let Some(text) = value(self.places.text) else {
            return self.set_aside_without_text(row);
        };
        let mut fields = recycle(std::mem::take(&mut self.fields));
        let field = |place: &Option<usize>| place.and_then(|place| row.cells.get(place)).copied();
        fields.extend(
            self.places
                .fields
                .iter()
                .map(|place| field(place).unwrap_or(Cell::Missing)),
        );
        self.tell_fields(sink);
        self.accepted += 1;
        self.empty_texts += u64::from(text.is_empty());
        sink.record(MappedRow {
            place: row.place,
            id: filled(self.places.id),
            text,
            gold: filled(self.places.gold),
            split: filled(self.places.split),
            fields: &fields,
            image: row.image,
        });
        self.fields = recycle(fields);
    }

    fn set_aside_without_text(&mut self, row: &Row<'_>) {
        self.missing_texts += 1;
        let reason = format!(
            "There is no value for {:?}, the text. Set aside; add it in the file or choose another column as the text.",
            self.mapping.text
        );
        // A table that is no text has cells alone.
        let as_object = row.raw.is_empty().then(|| object(&self.columns, row.cells));
        let shown = as_object.as_deref().unwrap_or(row.raw);
        let raw = encoded(self.encoding, shown);
        self.set_aside(BadRow {
            raw,
            ..BadRow::new(row.place, None, reason, shown)
        });
    }

    fn set_aside(&mut self, bad: BadRow) {
        self.bad += 1;
        self.aside.add(bad);
    }

    fn report(self, options: ReadOptions, bytes: u64, sha256: String) -> ReadReport {
        ReadReport {
            said: self.said(),
            options,
            rows_read: self.accepted + self.bad,
            rows_accepted: self.accepted,
            rows_bad: self.bad,
            blank_lines: self.blank,
            empty_texts: self.empty_texts,
            missing_texts: self.missing_texts,
            bad_kept_bytes: self.aside.kept_bytes,
            bad_dropped: self.aside.dropped,
            bad: self.aside.kept,
            bytes,
            sha256,
        }
    }

    fn said(&self) -> Vec<String> {
        let mut said = Vec::new();
        if self.blank > 0 {
            said.push(blank_lines(self.blank));
        }
        if self.aside.dropped > 0 {
            said.push(format!(
                "{} of the rows set aside are counted and no longer kept: 64 MiB of them are.",
                self.aside.dropped
            ));
        }
        let absent = |name: &&String| !self.columns.contains(name);
        said.extend(
            self.named()
                .filter(absent)
                .map(|name| format!("No record has a value for {name:?}.")),
        );
        said
    }
}

/// The mapper with its sink.
struct Mapped<'m> {
    mapper: &'m mut Mapper,
    sink: &'m mut dyn RecordSink,
}

impl RowSink for Mapped<'_> {
    fn columns(&mut self, names: &[String]) {
        self.mapper.columns = names.to_vec();
        self.mapper.locate();
    }

    fn row(&mut self, row: Row<'_>) {
        self.mapper.record(&row, self.sink);
    }

    fn bad(&mut self, bad: BadRow) {
        self.mapper.set_aside(bad);
    }

    fn blank(&mut self) {
        self.mapper.blank += 1;
    }
}
