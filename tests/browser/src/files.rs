//! Files into the page, by its input or dropped on it, and files out of it.

use std::path::{Path, PathBuf};

use serde_json::json;
use thirtyfour::By;

use crate::page::selector;
use crate::{Page, Problem, Result};

/// An input outside the page's own tree, to get hold of files as the browser makes them.
const MAKE_INPUT: &str = "
    const input = document.createElement('input');
    input.type = 'file'; input.multiple = true; input.id = 'labelloom-dropped';
    document.body.append(input);";

/// The events of a drag that ends over an element.
const DROP: &str = "
    const input = document.getElementById('labelloom-dropped');
    const dataTransfer = new DataTransfer();
    for (const file of input.files) dataTransfer.items.add(file);
    input.remove();
    const target = document.querySelector(arguments[0]);
    for (const kind of ['dragenter', 'dragover', 'drop'])
        target.dispatchEvent(new DragEvent(kind, {dataTransfer, bubbles: true, cancelable: true}));";

impl Page {
    /// Chooses files in an `<input type=file>`.
    pub async fn choose_files(&self, id: &str, files: &[&Path]) -> Result {
        let input = self.by_test_id(id).await?;
        Ok(input.send_keys(paths(files)?).await?)
    }

    /// Drops files on an element, as from the desktop.
    pub async fn drop_files(&self, id: &str, files: &[&Path]) -> Result {
        self.by_test_id(id).await?;
        self.script(MAKE_INPUT, vec![]).await?;
        self.session()
            .find(By::Id("labelloom-dropped"))
            .await?
            .send_keys(paths(files)?)
            .await?;
        self.script(DROP, vec![json!(selector(id))]).await?;
        Ok(())
    }

    /// Drops files and folders in the middle of the window, by the browser's own drag: a page can't make up folders.
    pub async fn drop_from_desktop(&self, paths: &[&Path]) -> Result {
        let full = self::paths(paths)?;
        let files: Vec<&str> = full.lines().collect();
        for kind in ["dragEnter", "dragOver", "drop"] {
            let data = json!({"items": [], "files": files, "dragOperationsMask": 1});
            let event = json!({"type": kind, "x": 400, "y": 300, "data": data});
            self.command("Input.dispatchDragEvent", event).await?;
        }
        Ok(())
    }

    /// Waits for a finished download whose name ends like this.
    pub async fn wait_for_download(&self, ending: &str) -> Result<PathBuf> {
        let mut found = None;
        self.until(
            &format!("a download ending in `{ending}` is complete"),
            async || {
                found = self
                    .downloaded()?
                    .into_iter()
                    .find(|path| path.to_string_lossy().ends_with(ending));
                Ok(found.is_some())
            },
        )
        .await?;
        found.ok_or_else(|| Problem::new("the download is gone again"))
    }

    /// Downloads so far, by name; unfinished ones have an ending of their own.
    pub fn downloaded(&self) -> Result<Vec<PathBuf>> {
        let entries = std::fs::read_dir(&self.downloads)?.collect::<std::io::Result<Vec<_>>>()?;
        let mut paths: Vec<PathBuf> = entries.into_iter().map(|entry| entry.path()).collect();
        // The browser holds a name with an empty file until the bytes are there.
        paths.retain(|path| {
            path.extension().is_none_or(|ending| ending != "crdownload")
                && std::fs::metadata(path).is_ok_and(|file| file.len() > 0)
        });
        paths.sort();
        Ok(paths)
    }
}

/// Full paths, one a line, as the driver takes them.
fn paths(files: &[&Path]) -> Result<String> {
    let full = files.iter().map(|file| {
        let path = file.canonicalize();
        path.map_err(|error| Problem::new(format!("{}: {error}", file.display())))
    });
    let full = full.collect::<Result<Vec<PathBuf>>>()?;
    Ok(full
        .iter()
        .map(|path| path.to_string_lossy())
        .collect::<Vec<_>>()
        .join("\n"))
}
