//! From a chosen file to an open project, as the Start page and its import step have it.

use std::path::{Path, PathBuf};

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

impl Page {
    /// Opens a sample from the start page.
    pub async fn open_sample(&self, name: &str) -> Result {
        self.click(&format!("sample-{name}")).await?;
        self.by_test_id("rule-row").await?;
        Ok(())
    }

    /// A file of the scenario's own, which goes with its profile.
    pub fn own_file(&self, name: &str, text: &str) -> Result<PathBuf> {
        let folder = self.downloads.parent().unwrap_or(&self.downloads);
        let path = folder.join(name);
        std::fs::write(&path, text)?;
        Ok(path)
    }

    /// An empty folder of the scenario's own, which goes with its profile.
    pub fn own_folder(&self, name: &str) -> Result<PathBuf> {
        let folder = self.downloads.parent().unwrap_or(&self.downloads);
        let path = folder.join(name);
        std::fs::create_dir_all(&path)?;
        Ok(path)
    }

    /// Looks at a file of these bytes and fails where it is refused.
    pub async fn look_at_text(&self, name: &str, text: &str) -> Result {
        match self.look_at(&self.own_file(name, text)?).await? {
            Look::Shown => Ok(()),
            Look::Refused(said) => Err(Problem::new(format!("{name} was refused: {said}"))),
        }
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
