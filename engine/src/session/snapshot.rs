//! A project as bytes to be kept: a head in JSON, and its records in parts of a few megabytes, so that neither saving
//! nor opening ever holds a second copy of them. The index is not kept; it is made again while the parts are read.
//!
//! A part is `LLP1`, the number of its records, its records, and an FNV-1a checksum of all that, numbers in little-endian
//! order. A record is its id (where the file had ids), its text, the code of its gold value, and each field's kind and
//! text; a text is its length in bytes and its bytes. A part `LLB1` holds the rows set aside at import. Parts `LLE1` behind
//! it hold embeddings, as they were added ([`super::embeddings`]).
//!
//! Where records are images, parts begin with `LLP2`, and behind a record's fields stand its image's original width and
//! height, width and height as it is kept, its channels (1 to 4), and its pixels. With images or embeddings the head's version
//! is 2, so that a bench which knows neither refuses the project.

use serde::{Deserialize, Serialize};

use super::document::Document;
use super::embeddings::{self, EmbeddingsParts};
use super::gather::Gathering;
use super::project::Project;
use super::reply::SourceView;
use crate::corpus::{Value, ValueKind};
use crate::embeddings::Embeddings;
use crate::error::{Error, Result};
use crate::gold::GoldColumn;
use crate::images::{Channels, Image, ImageStore, Size, StoredImage};
use crate::job::Progress;
use crate::modality::Modality;

/// Bytes after which a part ends.
const PART_BYTES: usize = 4 << 20;

/// The latest version of head and parts.
const VERSION: u32 = 2;

/// The version of projects of texts without embeddings, and that of all others.
const fn version_of(modality: Modality, has_embeddings: bool) -> u32 {
    match modality {
        Modality::Text if !has_embeddings => 1,
        Modality::Text | Modality::Image => VERSION,
    }
}

const RECORDS: &[u8; 4] = b"LLP1";
const IMAGES: &[u8; 4] = b"LLP2";
const BAD_ROWS: &[u8; 4] = b"LLB1";

/// What a project is besides its records.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Head {
    version: u32,
    revision: u32,
    document: Document,
    source: SourceView,
    records: u32,
    has_ids: bool,
    repeated: Vec<u32>,
    gold_values: Vec<String>,
    held_out: Option<Vec<u32>>,
}

impl Project {
    /// The head: all but the records. With the parts it gives the project as it is now, without its undo.
    ///
    /// # Errors
    /// None that a person can cause.
    pub fn head(&self) -> Result<String> {
        let head = Head {
            version: version_of(self.modality(), !self.embeddings.is_empty()),
            revision: self.revision,
            document: self.document.clone(),
            source: self.source.clone(),
            records: self.records(),
            has_ids: self.corpus.has_ids(),
            repeated: self.corpus.repeated().iter().collect(),
            gold_values: self.gold.values().to_vec(),
            held_out: self.gold.split_column().map(<[u32]>::to_vec),
        };
        serde_json::to_string(&head)
            .map_err(|error| Error::new(error.to_string(), "Save the project as a file"))
    }

    /// The parts, one at a time. They never change after import.
    pub fn parts(&self) -> Parts<'_> {
        Parts {
            project: self,
            record: 0,
            bad_rows: !self.bad_rows.is_empty(),
            arrays: self.embeddings.iter(),
            array: None,
        }
    }
}

/// The head of a project to which embeddings are added: programs that know none then say so instead of reading on.
///
/// # Errors
/// A head that is damaged.
pub fn head_with_embeddings(head: &str) -> Result<String> {
    let mut head: Head =
        serde_json::from_str(head).map_err(|error| damaged(&format!("its head: {error}")))?;
    head.version = head.version.max(VERSION);
    serde_json::to_string(&head).map_err(|error| Error::new(error.to_string(), "Save the project as a file"))
}

/// Writes one part after the other.
#[derive(Debug)]
pub struct Parts<'a> {
    project: &'a Project,
    record: u32,
    bad_rows: bool,
    arrays: std::slice::Iter<'a, Embeddings>,
    array: Option<EmbeddingsParts<'a>>,
}

impl Parts<'_> {
    /// A writer that goes on where another stopped, after this many records.
    #[must_use]
    pub const fn skip_to(mut self, record: u32) -> Self {
        self.record = record;
        self
    }

    /// Records written so far.
    #[must_use]
    pub const fn records(&self) -> u32 {
        self.record
    }
}

impl Iterator for Parts<'_> {
    type Item = Vec<u8>;

    fn next(&mut self) -> Option<Vec<u8>> {
        let n = self.project.records();
        if self.record < n {
            let mut part = match self.project.modality() {
                Modality::Text => RECORDS.to_vec(),
                Modality::Image => IMAGES.to_vec(),
            };
            part.extend([0; 4]);
            let first = self.record;
            while self.record < n && part.len() < PART_BYTES {
                put_record(self.project, self.record, &mut part);
                self.record += 1;
            }
            part[4..8].copy_from_slice(&(self.record - first).to_le_bytes());
            return Some(sealed(part));
        }
        if std::mem::take(&mut self.bad_rows) {
            let mut part = BAD_ROWS.to_vec();
            put_bytes(&self.project.bad_rows, &mut part);
            return Some(sealed(part));
        }
        self.next_of_arrays()
    }
}

impl Parts<'_> {
    fn next_of_arrays(&mut self) -> Option<Vec<u8>> {
        loop {
            if let Some(part) = self.array.as_mut().and_then(Iterator::next) {
                return Some(part);
            }
            self.array = Some(Project::embeddings_parts(self.arrays.next()?));
        }
    }
}

fn put_record(project: &Project, record: u32, part: &mut Vec<u8>) {
    if project.corpus.has_ids() {
        put_bytes(project.corpus.id(record).as_bytes(), part);
    }
    put_bytes(project.corpus.text(record).as_bytes(), part);
    part.extend(project.gold.code_of(record).to_le_bytes());
    for field in project.corpus.fields() {
        let value = field.get(record);
        part.push(kind_code(value.kind));
        put_bytes(value.text.as_bytes(), part);
    }
    if let Some(images) = project.corpus.images() {
        put_image(images, record, part);
    }
}

fn put_image(images: &ImageStore, record: u32, part: &mut Vec<u8>) {
    let sides = [images.original(record), images.size(record)].map(Size::sides);
    for side in sides.as_flattened() {
        part.extend(side.to_le_bytes());
    }
    part.push(images.channels(record).code());
    part.extend_from_slice(images.pixels(record));
}

pub(super) fn put_bytes(bytes: &[u8], part: &mut Vec<u8>) {
    part.extend(crate::num::count(bytes.len()).to_le_bytes());
    part.extend(bytes);
}

pub(super) fn sealed(mut part: Vec<u8>) -> Vec<u8> {
    let sum = checksum(&part);
    part.extend(sum.to_le_bytes());
    part
}

/// FNV-1a over eight bytes at a time, and over the rest byte by byte.
#[must_use]
pub fn checksum(bytes: &[u8]) -> u64 {
    const PRIME: u64 = 0x100_0000_01B3;
    let (words, rest) = bytes.as_chunks::<8>();
    let start = 0xCBF2_9CE4_8422_2325;
    let sum = words.iter().fold(start, |sum: u64, word| {
        (sum ^ u64::from_le_bytes(*word)).wrapping_mul(PRIME)
    });
    rest.iter()
        .fold(sum, |sum, &byte| (sum ^ u64::from(byte)).wrapping_mul(PRIME))
}

const KINDS: [ValueKind; 5] = [
    ValueKind::Missing,
    ValueKind::Text,
    ValueKind::Number,
    ValueKind::Bool,
    ValueKind::Json,
];

fn kind_code(kind: ValueKind) -> u8 {
    (0u8..)
        .zip(KINDS)
        .find(|(_, known)| *known == kind)
        .map_or(0, |(code, _)| code)
}

/// A project being opened: its head is read, then its parts in order.
#[derive(Debug)]
pub struct Loading {
    head: Head,
    gathering: Gathering,
    bad_rows: Vec<u8>,
    embeddings: embeddings::Gathered,
}

impl Loading {
    /// Reads a head.
    ///
    /// # Errors
    /// A head that is damaged or of a later version.
    pub fn new(head: &str) -> Result<Self> {
        let head: Head =
            serde_json::from_str(head).map_err(|error| damaged(&format!("its head: {error}")))?;
        if head.version > VERSION {
            let remedy = "Reload the page, so that it is the latest one, and open the project again";
            return Err(Error::new(
                "This project was saved by a later version of the bench",
                remedy,
            ));
        }
        let gold = GoldColumn::restore(head.gold_values.clone(), head.held_out.clone());
        let mut gathering = Gathering::new(gold);
        gathering.corpus.name_fields(&head.source.fields);
        let mapping = &head.source.mapping;
        gathering.read_also(&mapping.text, &mapping.more_texts);
        Ok(Self {
            head,
            gathering,
            bad_rows: Vec::new(),
            embeddings: embeddings::Gathered::default(),
        })
    }

    /// Records there will be.
    #[must_use]
    pub const fn records(&self) -> u32 {
        self.head.records
    }

    /// Reads the next part. Returns how many records are there so far.
    ///
    /// # Errors
    /// A part that is damaged.
    pub fn push(&mut self, part: &[u8]) -> Result<u32> {
        let (body, sum) = part
            .split_last_chunk::<8>()
            .ok_or_else(|| damaged("a part is cut off"))?;
        if checksum(body) != u64::from_le_bytes(*sum) {
            return Err(damaged("a part fails its checksum"));
        }
        let (magic, rest) = body
            .split_first_chunk::<4>()
            .ok_or_else(|| damaged("a part is empty"))?;
        let mut reader = Reader { rest };
        if magic == BAD_ROWS {
            self.bad_rows = reader.bytes()?.to_vec();
        } else if magic == embeddings::MAGIC {
            self.embeddings.push(&mut reader)?;
        } else if magic == RECORDS || magic == IMAGES {
            for _ in 0..reader.number()? {
                self.push_record(&mut reader, magic == IMAGES)?;
            }
        } else {
            return Err(damaged("a part is of no known kind"));
        }
        Ok(crate::num::count(self.gathering.corpus.len()))
    }

    /// Does one step after the last part; none is left when it returns `None`.
    pub fn step(&mut self) -> Option<Progress> {
        self.gathering.finish_step()
    }

    /// The project.
    ///
    /// # Errors
    /// Missing parts.
    pub fn finish(mut self) -> Result<Project> {
        let found = crate::num::count(self.gathering.corpus.len());
        if found != self.head.records {
            return Err(damaged(&format!(
                "{found} of {} records are there",
                self.head.records
            )));
        }
        self.gathering.corpus.restore_repeated(self.head.repeated);
        let (corpus, index, gold) = self.gathering.finish();
        let embeddings = self.embeddings.finish(corpus.len())?;
        let mut project = Project::new(
            corpus,
            index,
            gold,
            self.head.source,
            self.bad_rows,
            self.head.document,
        );
        project.revision = self.head.revision;
        Ok(project.with_embeddings(embeddings))
    }

    fn push_record(&mut self, reader: &mut Reader<'_>, has_image: bool) -> Result<()> {
        let id = if self.head.has_ids {
            Some(reader.text()?)
        } else {
            None
        };
        let text = reader.text()?;
        let code = u16::from_le_bytes(reader.take()?);
        let mut values = Vec::with_capacity(self.head.source.fields.len());
        for _ in &self.head.source.fields {
            let [kind] = reader.take()?;
            let kind = KINDS
                .get(usize::from(kind))
                .copied()
                .ok_or_else(|| damaged("a value has no known kind"))?;
            values.push(Value {
                kind,
                text: reader.text()?,
            });
        }
        let image = if has_image { Some(reader.image()?) } else { None };
        self.gathering.push(id, text, values, image.as_ref())?;
        self.gathering.gold.push_code(code);
        Ok(())
    }
}

pub(super) fn damaged(what: &str) -> Error {
    let remedy = "Open the project file you saved last, or import the data again and load the rules";
    Error::new(format!("The saved project is damaged: {what}"), remedy)
}

/// Takes numbers and texts off a part.
pub(super) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(super) fn take<const N: usize>(&mut self) -> Result<[u8; N]> {
        let (bytes, rest) = self
            .rest
            .split_first_chunk::<N>()
            .ok_or_else(|| damaged("a part ends too early"))?;
        self.rest = rest;
        Ok(*bytes)
    }

    pub(super) fn number(&mut self) -> Result<u32> {
        Ok(u32::from_le_bytes(self.take()?))
    }

    fn bytes(&mut self) -> Result<&'a [u8]> {
        let length = self.number()? as usize;
        let (bytes, rest) = self
            .rest
            .split_at_checked(length)
            .ok_or_else(|| damaged("a part ends too early"))?;
        self.rest = rest;
        Ok(bytes)
    }

    fn image(&mut self) -> Result<StoredImage> {
        let mut size = || Ok(Size::new(self.number()?, self.number()?));
        let (original, size) = (size()?, size()?);
        let [code] = self.take()?;
        let channels = Channels::of_code(code).ok_or_else(|| damaged("an image has no known channels"))?;
        let length = size.pixels() * channels.count() as u64;
        let (pixels, rest) = usize::try_from(length)
            .ok()
            .and_then(|length| self.rest.split_at_checked(length))
            .ok_or_else(|| damaged("a part ends too early"))?;
        self.rest = rest;
        let image = Image::new(size, channels, pixels.to_vec()).map_err(|error| damaged(&error.what))?;
        Ok(StoredImage { original, image })
    }

    pub(super) fn text(&mut self) -> Result<&'a str> {
        std::str::from_utf8(self.bytes()?).map_err(|_| damaged("a text is not UTF-8"))
    }
}
