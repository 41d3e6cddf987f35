//! The pages of one column of one row group, read from the file as the decoders ask for them. A page is held at a time; what
//! its header says of sizes is checked before anything is made of it.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use parquet::basic::{CompressionCodec, Type};
use parquet::column::page::{Page, PageMetadata, PageReader};
use parquet::errors::Result as Decoded;
use parquet::file::metadata::ColumnChunkMetaData;

use crate::codec::unpack;
use crate::page_header::{PageHeader, PageKind, encoding};
use crate::refused::{Refused, Result};
use crate::rows::too_large;
use crate::source::Source;

/// A file that several columns read.
pub(crate) type Shared = Arc<Mutex<Box<dyn Source>>>;

/// Bytes that a page may have. Writers make pages of a mebibyte; a few make one of a whole column.
const MOST_PAGE_BYTES: u32 = 256 << 20;

/// Values that a page may have: nothing at all can stand for very many of them.
const MOST_PAGE_VALUES: u32 = 64 << 20;

/// Bytes that are read at least, since a file is slower to ask than to read.
const AHEAD_BYTES: u64 = 256 << 10;

/// The longest header: statistics may hold two values of the column.
const MOST_HEADER_BYTES: u64 = 16 << 20;

/// How many values may be asked for until it is filled again: a row without an end would fill all memory.
#[derive(Clone, Debug, Default)]
pub(crate) struct Budget(Arc<AtomicU64>);

impl Budget {
    pub(crate) fn fill(&self) {
        self.0.store(2 * u64::from(MOST_PAGE_VALUES), Ordering::Relaxed);
    }

    fn take(&self, values: u32) -> Result<()> {
        let left = self.0.load(Ordering::Relaxed).checked_sub(u64::from(values));
        self.0.store(left.ok_or_else(too_large)?, Ordering::Relaxed);
        Ok(())
    }
}

/// Reads pages.
pub(crate) struct Pages {
    window: Window,
    codec: CompressionCodec,
    physical: Type,
    /// Where the next page begins.
    at: u64,
    budget: Budget,
    /// Values that the column is yet to give.
    values_left: u64,
    /// The next header, and where its page begins, once it was looked at.
    next: Option<(PageHeader, u64)>,
}

impl Pages {
    pub(crate) fn new(file: Shared, size: u64, column: &ColumnChunkMetaData, budget: Budget) -> Result<Self> {
        crate::codec::check(column.compression_codec())?;
        let (start, length) = range(column)?;
        let end = start.checked_add(length).filter(|&end| end <= size);
        let end = end.ok_or_else(|| Refused::damaged("a column lies behind its end"))?;
        Ok(Self {
            window: Window {
                file,
                start,
                end,
                bytes: Vec::new(),
            },
            codec: column.compression_codec(),
            physical: column.column_type(),
            at: start,
            budget,
            values_left: u64::try_from(column.num_values()).unwrap_or_default(),
            next: None,
        })
    }

    /// The header of the next page that is a dictionary or holds values.
    fn look(&mut self) -> Result<Option<&(PageHeader, u64)>> {
        while self.next.is_none() {
            if self.values_left == 0 || self.at >= self.window.end {
                return Ok(None);
            }
            let (header, length) = self.header()?;
            let begin = self.at + length;
            if header.kind == PageKind::Other {
                self.at = begin + u64::from(header.compressed_bytes);
            } else {
                check(&header)?;
                self.next = Some((header, begin));
            }
        }
        Ok(self.next.as_ref())
    }

    fn header(&mut self) -> Result<(PageHeader, u64)> {
        let mut length = 4096;
        loop {
            let most = (self.window.end - self.at).min(length);
            let bytes = self.window.get(self.at, most)?;
            match PageHeader::read(bytes) {
                Ok((header, length)) => return Ok((header, length as u64)),
                Err(_) if most == length && length < MOST_HEADER_BYTES => length *= 16,
                Err(_) => return Err(Refused::damaged("the header of a page can't be read")),
            }
        }
    }

    fn take(&mut self) -> Result<Option<Page>> {
        self.look()?;
        let Some((header, begin)) = self.next.take() else {
            return Ok(None);
        };
        let packed = self.window.get(begin, u64::from(header.compressed_bytes))?;
        let page = page(&header, self.codec, self.physical, packed)?;
        self.at = begin + u64::from(header.compressed_bytes);
        if header.kind != PageKind::Dictionary {
            self.budget.take(header.values)?;
            self.values_left = self.values_left.saturating_sub(u64::from(header.values));
        }
        Ok(Some(page))
    }
}

/// Where a column lies; what the footer says may be anything.
fn range(column: &ColumnChunkMetaData) -> Result<(u64, u64)> {
    let dictionary = column.dictionary_page_offset().filter(|&at| at > 0);
    let start = dictionary.map_or(column.data_page_offset(), |at| at.min(column.data_page_offset()));
    let whole = |number: i64| {
        u64::try_from(number).map_err(|_| Refused::damaged("a column lies before its beginning"))
    };
    Ok((whole(start)?, whole(column.compressed_size())?))
}

fn check(header: &PageHeader) -> Result<()> {
    let largest = header.uncompressed_bytes.max(header.compressed_bytes);
    if largest > MOST_PAGE_BYTES || header.values > MOST_PAGE_VALUES {
        let what = format!(
            "The Parquet file has a page of {} MB and {} values; at most {} MB and {} are read",
            largest >> 20,
            header.values,
            MOST_PAGE_BYTES >> 20,
            MOST_PAGE_VALUES
        );
        return Err(Refused::new(
            what,
            "Write it with smaller pages, for example with pandas: df.to_parquet(\"data.parquet\", row_group_size=10000)",
        ));
    }
    Ok(())
}

fn page(header: &PageHeader, codec: CompressionCodec, physical: Type, packed: &[u8]) -> Result<Page> {
    let how = |code| encoding(code).map_err(|_| Refused::damaged("a page is written in no known way"));
    let length = header.uncompressed_bytes as usize;
    Ok(match header.kind {
        PageKind::Dictionary => Page::DictionaryPage {
            buf: Bytes::from(unpack(codec, packed, length)?),
            num_values: entries(header, physical)?,
            encoding: how(header.encoding)?,
            is_sorted: header.is_sorted,
        },
        PageKind::DataV2 => Page::DataPageV2 {
            buf: Bytes::from(levels_and_values(header, codec, packed)?),
            num_values: header.values,
            encoding: how(header.encoding)?,
            num_nulls: header.nulls,
            num_rows: header.rows,
            def_levels_byte_len: header.definition_bytes,
            rep_levels_byte_len: header.repetition_bytes,
            is_compressed: false,
            statistics: None,
        },
        PageKind::Data | PageKind::Other => Page::DataPage {
            buf: Bytes::from(unpack(codec, packed, length)?),
            num_values: header.values,
            encoding: how(header.encoding)?,
            def_level_encoding: how(header.definition_encoding)?,
            rep_level_encoding: how(header.repetition_encoding)?,
            statistics: None,
        },
    })
}

/// A dictionary's entries: each has a byte at least, so that more than there are bytes are not there.
fn entries(header: &PageHeader, physical: Type) -> Result<u32> {
    if physical == Type::BOOLEAN || header.values > header.uncompressed_bytes {
        return Err(Refused::damaged("a dictionary has more entries than bytes"));
    }
    Ok(header.values)
}

/// Of version 2 only the values are packed.
fn levels_and_values(header: &PageHeader, codec: CompressionCodec, packed: &[u8]) -> Result<Vec<u8>> {
    let levels = u64::from(header.definition_bytes) + u64::from(header.repetition_bytes);
    let wrong = || Refused::damaged("a page is shorter than its levels");
    let split = usize::try_from(levels)
        .ok()
        .and_then(|at| packed.split_at_checked(at));
    let (levels, values) = split.ok_or_else(wrong)?;
    let length = (header.uncompressed_bytes as usize).checked_sub(levels.len());
    let length = length.ok_or_else(wrong)?;
    let codec = if header.is_compressed && length > 0 {
        codec
    } else {
        CompressionCodec::UNCOMPRESSED
    };
    let values = if length == 0 { &[] } else { values };
    Ok([levels, &unpack(codec, values, length)?].concat())
}

impl Iterator for Pages {
    type Item = Decoded<Page>;

    fn next(&mut self) -> Option<Self::Item> {
        self.get_next_page().transpose()
    }
}

impl PageReader for Pages {
    fn get_next_page(&mut self) -> Decoded<Option<Page>> {
        Ok(self.take()?)
    }

    fn peek_next_page(&mut self) -> Decoded<Option<PageMetadata>> {
        let next = self.look()?;
        Ok(next.map(|(header, _)| PageMetadata {
            num_rows: (header.kind == PageKind::DataV2).then_some(header.rows as usize),
            num_levels: Some(header.values as usize),
            is_dict: header.kind == PageKind::Dictionary,
        }))
    }

    fn skip_next_page(&mut self) -> Decoded<()> {
        self.take()?;
        Ok(())
    }
}

/// A part of the file that is held, within a column's bytes.
struct Window {
    file: Shared,
    /// Where the held bytes begin.
    start: u64,
    /// Where the column ends.
    end: u64,
    bytes: Vec<u8>,
}

impl Window {
    /// So many bytes from there on, read where they are not held.
    fn get(&mut self, at: u64, length: u64) -> Result<&[u8]> {
        let end = at.checked_add(length).filter(|&end| end <= self.end);
        let end = end.ok_or_else(|| Refused::damaged("a page reaches behind its column"))?;
        if at < self.start || end > self.start + self.bytes.len() as u64 {
            let ahead = (at + length.max(AHEAD_BYTES)).min(self.end);
            let wanted = usize::try_from(ahead - at).map_err(|_| Refused::damaged("a page is too large"))?;
            self.bytes.resize(wanted, 0);
            // A poisoned lock is of a reader that was given up; the file is as it was.
            let mut file = self
                .file
                .lock()
                .unwrap_or_else(std::sync::PoisonError::into_inner);
            file.read(at, &mut self.bytes)?;
            self.start = at;
        }
        #[expect(clippy::cast_possible_truncation, reason = "within the held bytes")]
        let from = (at - self.start) as usize;
        #[expect(clippy::cast_possible_truncation, reason = "within the held bytes")]
        let length = length as usize;
        Ok(&self.bytes[from..from + length])
    }
}
