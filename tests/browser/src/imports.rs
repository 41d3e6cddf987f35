//! From a chosen file to an open project, as the Start page and its import step have it.

use std::path::Path;

use crate::{Page, Problem, Result};

impl Page {
    /// Chooses a file and waits for what the page makes of it: the step before the import, or a sentence on why not.
    pub async fn look_at(&self, file: &Path) -> Result<Look> {
        self.choose_files("import-input", &[file]).await?;
        let mut look = None;
        self.until_long("the file is shown or refused", async || {
            if self.count("import-start").await? == 1 {
                look = Some(Look::Shown);
            } else if let Some(said) = self.texts("notice").await?.pop() {
                look = Some(Look::Refused(said));
            }
            Ok(look.is_some())
        })
        .await?;
        look.ok_or_else(|| Problem::new("the page made nothing of the file"))
    }

    /// Imports what is shown and waits for the project.
    pub async fn import(&self) -> Result {
        self.click("import-start").await?;
        self.until_long("the file is imported", async || {
            Ok(self.count("save-state").await? == 1 && self.count("rule-new").await? == 1)
        })
        .await
    }
}

/// What became of a file that was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Look {
    /// It is shown as it is read, and can be imported.
    Shown,
    /// It can't be read; the page's words.
    Refused(String),
}
