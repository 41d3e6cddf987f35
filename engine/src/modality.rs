//! What the records of a project are.

use serde::{Deserialize, Serialize};

/// What the records of a project are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Modality {
    /// Texts.
    #[default]
    Text,
    /// Images: a record's text is the image's name.
    Image,
}

impl Modality {
    /// What records are called, as many.
    #[must_use]
    pub const fn plural(self) -> &'static str {
        match self {
            Self::Text => "texts",
            Self::Image => "images",
        }
    }
}
