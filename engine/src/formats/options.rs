//! How a file is to be read: proposed by the sniffer, changed by the user, kept in the report.

use serde::{Deserialize, Serialize};

use super::ImportError;

/// Everything that decides how bytes become rows.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct ReadOptions {
    /// A reader's name: `csv`, `tsv`, `json`, `jsonl`, `text`; or, of images, `images`, `cifar-10`.
    pub format: String,
    /// How bytes become text.
    pub encoding: Encoding,
    /// What stands between two cells. Delimited formats only.
    pub delimiter: char,
    /// Whether a cell may stand in quotes (RFC 4180). If not, quotes are part of the text.
    pub quotes: bool,
    /// Whether the first row names the columns.
    pub header: bool,
}

impl ReadOptions {
    /// The usual options of a format.
    pub fn of(format: &str, encoding: Encoding) -> Self {
        let delimited = matches!(format, "csv" | "tsv");
        let delimiter = if format == "tsv" { '\t' } else { ',' };
        Self {
            format: format.to_owned(),
            encoding,
            delimiter,
            quotes: format == "csv",
            header: delimited,
        }
    }

    /// Refuses a delimiter that rows cannot be cut at.
    pub(crate) fn check(&self) -> Result<(), ImportError> {
        if self.delimiter.is_ascii() && !matches!(self.delimiter, '"' | '\r' | '\n') {
            return Ok(());
        }
        Err(ImportError::new(
            format!("{:?} cannot separate cells", self.delimiter),
            "Choose a comma, a semicolon, a tab or another ASCII character that is no quote and no line break.",
        ))
    }
}

/// How bytes become text.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// Windows-1252, which holds all of Latin-1's printable characters at the same bytes.
    Windows1252,
}

impl Encoding {
    /// The name as people know it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16 (little endian)",
            Self::Utf16Be => "UTF-16 (big endian)",
            Self::Windows1252 => "Windows-1252 (Latin-1)",
        }
    }
}
