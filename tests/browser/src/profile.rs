//! A browser's memory: IndexedDB, settings, downloads. A later browser with the same profile finds it again.

use std::path::PathBuf;

use crate::{Result, dist};

/// A folder of a browser's data, new and empty.
pub struct Profile {
    folder: PathBuf,
}

impl Profile {
    /// A profile that no other scenario has.
    pub(crate) fn new(scenario: &str, number: usize) -> Result<Self> {
        let folder = dist::scratch().join(format!("{scenario}-{}-{number}", std::process::id()));
        std::fs::create_dir_all(folder.join("downloads"))?;
        // Browsers resolve such paths from a folder of their own.
        Ok(Self {
            folder: folder.canonicalize()?,
        })
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// Where downloads arrive.
    pub fn downloads(&self) -> PathBuf {
        self.folder.join("downloads")
    }
}

impl Drop for Profile {
    fn drop(&mut self) {
        // A browser just killed may still hold a file; what is left lies in target/ and harms nobody.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
