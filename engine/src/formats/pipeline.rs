//! Bytes to rows: the decoder, a reader, and the way back from a row to its bytes.

use super::decode::Decoder;
use super::origin::Origin;
use super::pictures::{PictureReader, picture_reader};
use super::table::{self, Head};
use super::{BadRow, Encoding, ImportError, Place, READERS, ReadOptions, Row, RowReader, RowSink, reader};

/// Reads one file. Places and raw bytes that its sink is given are the file's own.
pub(crate) enum Pipeline {
    /// Of texts.
    Texts(Box<Texts>),
    /// Of images, which are no text at all.
    Pictures(Box<dyn PictureReader>),
    /// Of a table that is no text either.
    Table(Box<table::Reader>),
}

impl Pipeline {
    pub(crate) fn new(options: &ReadOptions) -> Result<Self, ImportError> {
        if let Some(kind) = picture_reader(&options.format) {
            return Ok(Self::Pictures(kind.open()));
        }
        if options.format == table::NAME {
            return Ok(Self::Table(Box::default()));
        }
        Ok(Self::Texts(Box::new(Texts::new(options)?)))
    }

    /// Reads the next bytes.
    pub(crate) fn push(&mut self, bytes: &[u8], sink: &mut dyn RowSink) {
        match self {
            Self::Texts(texts) => texts.decode(bytes, false, sink),
            Self::Pictures(reader) => reader.push(bytes, sink),
            Self::Table(reader) => reader.push(bytes, sink),
        }
    }

    /// Reads what is left as the end of the file.
    pub(crate) fn finish(&mut self, sink: &mut dyn RowSink) {
        match self {
            Self::Texts(texts) => texts.finish(sink),
            Self::Pictures(reader) => reader.finish(sink),
            Self::Table(reader) => reader.finish(sink),
        }
    }

    /// What a table says of the file that it came in and of its columns, once its beginning was read.
    pub(crate) fn head(&self) -> Option<&Head> {
        match self {
            Self::Table(reader) => Some(reader.head()),
            Self::Texts(_) | Self::Pictures(_) => None,
        }
    }
}

/// Bytes to text, text to rows.
pub(crate) struct Texts {
    encoding: Encoding,
    decoder: Decoder,
    origin: Origin,
    reader: Box<dyn RowReader>,
}

impl Texts {
    fn new(options: &ReadOptions) -> Result<Self, ImportError> {
        let Some(kind) = reader(&options.format) else {
            let names: Vec<&str> = READERS.iter().map(|kind| kind.name()).collect();
            let what = format!("There is no format named {:?}", options.format);
            return Err(ImportError::new(
                what,
                format!("Choose one of {}.", names.join(", ")),
            ));
        };
        options.check()?;
        Ok(Self {
            encoding: options.encoding,
            decoder: Decoder::new(options.encoding),
            origin: Origin::new(options.encoding),
            reader: kind.open(options),
        })
    }

    fn finish(&mut self, sink: &mut dyn RowSink) {
        self.decode(&[], true, sink);
        self.reader.finish(&mut Located {
            origin: &mut self.origin,
            encoding: self.encoding,
            sink,
        });
    }

    fn decode(&mut self, bytes: &[u8], last: bool, sink: &mut dyn RowSink) {
        let piece = self.decoder.decode(bytes, last);
        self.origin.note(&piece);
        self.reader.push(
            piece.text,
            &mut Located {
                origin: &mut self.origin,
                encoding: self.encoding,
                sink,
            },
        );
    }
}

/// Gives each row its place and bytes in the file, and sets aside those that hold what is no text.
struct Located<'s> {
    origin: &'s mut Origin,
    encoding: Encoding,
    sink: &'s mut dyn RowSink,
}

impl RowSink for Located<'_> {
    fn columns(&mut self, names: &[String]) {
        self.sink.columns(names);
    }

    fn row(&mut self, row: Row<'_>) {
        let place = self.origin.locate(row.place);
        match self.origin.first_mark(row.raw) {
            None => self.sink.row(Row { place, ..row }),
            Some((byte, bytes)) => {
                let reason = undecodable(self.encoding, byte, bytes);
                let bad = BadRow::new(place, None, reason, row.raw);
                self.sink.bad(BadRow {
                    raw: self.origin.raw(row.raw),
                    ..bad
                });
            }
        }
    }

    fn bad(&mut self, bad: BadRow) {
        let text = Place {
            row: bad.row,
            line: bad.line,
            byte: bad.byte,
        };
        let byte = self.origin.locate(text).byte;
        let raw = match std::str::from_utf8(&bad.raw) {
            Ok(text) => self.origin.raw(text),
            Err(_) => bad.raw.clone(),
        };
        self.sink.bad(BadRow { byte, raw, ..bad });
    }

    fn blank(&mut self) {
        self.sink.blank();
    }
}

fn undecodable(encoding: Encoding, byte: u64, bytes: &[u8]) -> String {
    let shown: Vec<String> = bytes.iter().map(|byte| format!("0x{byte:02X}")).collect();
    let remedy = match encoding {
        Encoding::Utf8 => "read the file as Windows-1252 if all such rows look like this one",
        _ => "check that the file is whole and choose another encoding if texts look wrong",
    };
    format!(
        "{} at byte {byte} is not valid {}. Set aside; {remedy}.",
        shown.join(" "),
        encoding.title()
    )
}
