//! What stands before a page: its kind, its sizes, how its values are written.
//! <https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift>

use parquet::basic::Encoding;

use crate::thrift::{Cut, Kind, Read, Thrift};

/// A page's header, as far as it is needed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct PageHeader {
    pub(crate) kind: PageKind,
    pub(crate) uncompressed_bytes: u32,
    pub(crate) compressed_bytes: u32,
    pub(crate) values: u32,
    pub(crate) encoding: i64,
    /// Of version 1: how levels are written.
    pub(crate) definition_encoding: i64,
    pub(crate) repetition_encoding: i64,
    /// Of version 2.
    pub(crate) nulls: u32,
    pub(crate) rows: u32,
    pub(crate) definition_bytes: u32,
    pub(crate) repetition_bytes: u32,
    pub(crate) is_compressed: bool,
    pub(crate) is_sorted: bool,
}

/// What a page holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum PageKind {
    Data,
    Dictionary,
    DataV2,
    /// An index, or what is not known: passed over.
    #[default]
    Other,
}

impl PageHeader {
    /// Reads a header; also how many bytes it has.
    pub(crate) fn read(bytes: &[u8]) -> Read<(Self, usize)> {
        let mut thrift = Thrift::new(bytes);
        let mut header = Self {
            is_compressed: true,
            ..Self::default()
        };
        let mut last = 0;
        while let Some(field) = thrift.field(&mut last)? {
            match (field.id, field.kind) {
                (1, Kind::Number) => header.kind = PageKind::of(thrift.number()?),
                (2, Kind::Number) => header.uncompressed_bytes = thrift.count()?,
                (3, Kind::Number) => header.compressed_bytes = thrift.count()?,
                (5, Kind::Struct) => header.data(&mut thrift)?,
                (7, Kind::Struct) => header.dictionary(&mut thrift)?,
                (8, Kind::Struct) => header.data_v2(&mut thrift)?,
                _ => thrift.skip(field)?,
            }
        }
        Ok((header, thrift.at()))
    }

    fn data(&mut self, thrift: &mut Thrift<'_>) -> Read<()> {
        let mut last = 0;
        while let Some(field) = thrift.field(&mut last)? {
            match (field.id, field.kind) {
                (1, Kind::Number) => self.values = thrift.count()?,
                (2, Kind::Number) => self.encoding = thrift.number()?,
                (3, Kind::Number) => self.definition_encoding = thrift.number()?,
                (4, Kind::Number) => self.repetition_encoding = thrift.number()?,
                _ => thrift.skip(field)?,
            }
        }
        Ok(())
    }

    fn dictionary(&mut self, thrift: &mut Thrift<'_>) -> Read<()> {
        let mut last = 0;
        while let Some(field) = thrift.field(&mut last)? {
            match (field.id, field.kind) {
                (1, Kind::Number) => self.values = thrift.count()?,
                (2, Kind::Number) => self.encoding = thrift.number()?,
                (3, kind) => self.is_sorted = kind == Kind::True,
                _ => thrift.skip(field)?,
            }
        }
        Ok(())
    }

    fn data_v2(&mut self, thrift: &mut Thrift<'_>) -> Read<()> {
        let mut last = 0;
        while let Some(field) = thrift.field(&mut last)? {
            match (field.id, field.kind) {
                (1, Kind::Number) => self.values = thrift.count()?,
                (2, Kind::Number) => self.nulls = thrift.count()?,
                (3, Kind::Number) => self.rows = thrift.count()?,
                (4, Kind::Number) => self.encoding = thrift.number()?,
                (5, Kind::Number) => self.definition_bytes = thrift.count()?,
                (6, Kind::Number) => self.repetition_bytes = thrift.count()?,
                (7, kind @ (Kind::True | Kind::False)) => self.is_compressed = kind == Kind::True,
                _ => thrift.skip(field)?,
            }
        }
        Ok(())
    }
}

impl PageKind {
    const fn of(code: i64) -> Self {
        match code {
            0 => Self::Data,
            2 => Self::Dictionary,
            3 => Self::DataV2,
            _ => Self::Other,
        }
    }
}

/// The encoding of a code.
pub(crate) fn encoding(code: i64) -> Read<Encoding> {
    Ok(match code {
        0 => Encoding::PLAIN,
        2 => Encoding::PLAIN_DICTIONARY,
        3 => Encoding::RLE,
        #[expect(deprecated, reason = "levels of old files are written so")]
        4 => Encoding::BIT_PACKED,
        5 => Encoding::DELTA_BINARY_PACKED,
        6 => Encoding::DELTA_LENGTH_BYTE_ARRAY,
        7 => Encoding::DELTA_BYTE_ARRAY,
        8 => Encoding::RLE_DICTIONARY,
        9 => Encoding::BYTE_STREAM_SPLIT,
        _ => return Err(Cut),
    })
}
