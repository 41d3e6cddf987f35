//! Looks at the head of a file and says how it would be read.

use std::cell::OnceCell;

use serde::{Deserialize, Serialize};

use super::decode::Decoder;
use super::dialect::Table;
use super::magic::{refuse_binary, shown};
use super::{Encoding, ImportError, READERS, ReadOptions, ReaderKind, encoding, pictures, reader, table};

/// How much of a file's beginning is looked at. A longer head is cut to this.
pub const HEAD_BYTES: usize = 1 << 20;

/// How a file would be read, and what the user should be told about that.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct Sniffed {
    /// The proposal.
    pub options: ReadOptions,
    /// Whole sentences.
    pub said: Vec<String>,
}

/// The delimiters that are looked for, in the order in which they are preferred.
const DELIMITERS: &[u8] = b",\t;|";

/// The head of a file as text, with what several readers want to know of it.
pub struct Sample<'s> {
    /// The file's name.
    pub name: &'s str,
    /// The decoded head.
    pub text: &'s str,
    /// Whether the head is the whole file.
    pub complete: bool,
    /// How it was decoded.
    pub encoding: Encoding,
    tables: [OnceCell<Table>; DELIMITERS.len()],
}

impl<'s> Sample<'s> {
    /// A sample of that text.
    pub fn new(name: &'s str, text: &'s str, complete: bool, encoding: Encoding) -> Self {
        Self {
            name,
            text,
            complete,
            encoding,
            tables: Default::default(),
        }
    }

    /// Whether the file's name has one of these endings.
    pub fn ends_with(&self, endings: &[&str]) -> bool {
        let ending = self
            .name
            .rsplit_once('.')
            .map(|(_, ending)| ending.to_ascii_lowercase());
        ending.is_some_and(|ending| endings.contains(&ending.as_str()))
    }

    /// The sample as a table, at that one of the delimiters that makes the most regular one.
    pub(crate) fn table(&self, delimiters: &[u8]) -> &Table {
        let mut best: Option<&Table> = None;
        for (cell, &delimiter) in self.tables.iter().zip(DELIMITERS) {
            if delimiters.contains(&delimiter) {
                let table = cell.get_or_init(|| Table::measure(self.text, delimiter, self.complete));
                if best.is_none_or(|best| table.regularity() > best.regularity()) {
                    best = Some(table);
                }
            }
        }
        best.unwrap_or_else(|| self.tables[0].get_or_init(|| Table::measure(self.text, b',', self.complete)))
    }

    /// The sample as a table of one column, if one of the delimiters makes it that.
    pub(crate) fn one_column(&self, delimiters: &[u8]) -> Option<&Table> {
        let mut tables = delimiters
            .iter()
            .map(|delimiter| self.table(std::slice::from_ref(delimiter)));
        tables.find(|table| table.is_one_column())
    }
}

/// Says how the file of that name and head would be read; `complete` when the head is all of it.
pub fn sniff(name: &str, head: &[u8], complete: bool) -> Result<Sniffed, ImportError> {
    if let Some(sniffed) = pictures::sniff(name, head, complete) {
        return Ok(sniffed);
    }
    if let Some(sniffed) = table::sniff(cut_head(head, complete).0) {
        return Ok(sniffed);
    }
    with_sample(name, head, complete, |sample, encoding_said| {
        let mut best: &dyn ReaderKind = READERS[0];
        for kind in READERS {
            if kind.score(sample) > best.score(sample) {
                best = *kind;
            }
        }
        guess(best, sample, encoding_said)
    })
}

/// Says how the file would be read in that format.
pub fn sniff_as(format: &str, name: &str, head: &[u8], complete: bool) -> Result<Sniffed, ImportError> {
    let Some(kind) = reader(format) else {
        return sniff(name, head, complete);
    };
    with_sample(name, head, complete, |sample, encoding_said| {
        guess(kind, sample, encoding_said)
    })
}

fn guess(kind: &dyn ReaderKind, sample: &Sample<'_>, mut said: Vec<String>) -> Sniffed {
    let mut sniffed = kind.guess(sample);
    said.append(&mut sniffed.said);
    Sniffed { said, ..sniffed }
}

fn with_sample<T>(
    name: &str,
    head: &[u8],
    complete: bool,
    look: impl FnOnce(&Sample<'_>, Vec<String>) -> T,
) -> Result<T, ImportError> {
    let (head, complete) = cut_head(head, complete);
    if head.is_empty() && complete {
        return Err(ImportError::new(
            format!("{} is empty", shown(name)),
            "Choose a file with records.",
        ));
    }
    refuse_binary(name, head)?;
    let (encoding, said) = encoding::sniff(name, head, complete)?;
    let mut decoder = Decoder::new(encoding);
    let text = decoder.decode(head, complete).text;
    if complete && text.trim().is_empty() {
        let what = format!("{} holds nothing but blank space", shown(name));
        return Err(ImportError::new(what, "Choose a file with records."));
    }
    Ok(look(&Sample::new(name, text, complete, encoding), said))
}

/// At most [`HEAD_BYTES`] of the head, and whether that is all of the file.
pub(crate) fn cut_head(head: &[u8], complete: bool) -> (&[u8], bool) {
    if head.len() > HEAD_BYTES {
        (&head[..HEAD_BYTES], false)
    } else {
        (head, complete)
    }
}
