//! Files, how they would begin, and numbers that travel as bytes.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::session::late::Late;

/// How an export would begin.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExportPreview {
    /// Records it would hold.
    pub records: u32,
    /// Records left out, by the filter and the threshold.
    pub left_out: u32,
    /// The first bytes, as text.
    pub head: String,
    /// Whether the head is all.
    pub complete: bool,
    /// The file's name.
    pub file_name: String,
    /// What a person should know (ties, cells changed for spreadsheets).
    pub said: Vec<String>,
}

/// A file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileReply {
    /// What to call it.
    pub name: String,
    /// Its media type.
    pub mime: String,
    /// What a person should know (cells changed for spreadsheets).
    pub said: Vec<String>,
    /// Its bytes.
    #[serde(skip)]
    pub bytes: Vec<u8>,
}

/// Numbers of records, and what they mean.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BytesReply {
    /// What they mean, as JSON: a [`crate::session::graph::GraphHead`], or an [`crate::session::images::ImagesHead`].
    head: String,
    /// The numbers.
    #[serde(skip)]
    pub bytes: Vec<u8>,
}

impl BytesReply {
    /// Numbers with their head.
    ///
    /// # Errors
    /// A head that JSON can't hold.
    pub fn new<H: Serialize>(head: &H, bytes: Vec<u8>) -> Result<Self> {
        let head = Late::of(head)?.json().to_owned();
        Ok(Self { head, bytes })
    }

    /// What the numbers mean.
    ///
    /// # Errors
    /// A head of another kind.
    pub fn head<H: DeserializeOwned>(&self) -> Result<H> {
        Late::of_json(self.head.clone()).open()
    }
}
