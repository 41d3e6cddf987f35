//! What the first load weighs, raw and as a host sends it.

use std::path::Path;

use crate::failure::{Failure, Outcome};
use crate::program::{self, Program};
use crate::table;

/// Bytes, gzip, of everything that is fetched before the bench is ready.
const BUDGET: usize = 800_000;

/// Bytes, gzip, of a file that is fetched when it is first used.
const LAZY_BUDGET: usize = 500_000;

/// The folder of such files.
pub(super) const LAZY: &str = "lazy";

/// Files of a build, by name.
pub(crate) struct Sizes {
    first: Vec<File>,
    lazy: Vec<File>,
}

struct File {
    name: String,
    bytes: usize,
    /// Unknown where there is no gzip.
    gzip_bytes: Option<usize>,
}

impl Sizes {
    /// Weighs the files beside index.html, which are the first load, and those that are fetched on first use.
    pub(crate) fn of(dist: &Path) -> Outcome<Self> {
        Ok(Self {
            first: weigh(dist)?,
            lazy: weigh(&dist.join(LAZY))?,
        })
    }

    /// Prints a table and the sum against the budget.
    pub(crate) fn print(&self) {
        let kb = |bytes: usize| format!("{}.{} kB", bytes / 1000, bytes % 1000 / 100);
        let zipped = |bytes: Option<usize>| bytes.map_or("no gzip here".to_owned(), kb);
        let mut rows = vec![["dist/", "raw", "gzip"].map(str::to_owned).to_vec()];
        let row = |name: String, file: &File| vec![name, kb(file.bytes), zipped(file.gzip_bytes)];
        rows.extend(self.first.iter().map(|file| row(file.name.clone(), file)));
        let sum = self.first.iter().map(|file| file.bytes).sum();
        rows.push(vec!["first load".to_owned(), kb(sum), zipped(self.first_load())]);
        rows.extend(
            self.lazy
                .iter()
                .map(|file| row(format!("{LAZY}/{}", file.name), file)),
        );
        table::print(&rows);
        println!(
            "  budget of the first load: {} gzip; of a lazy file: {}",
            kb(BUDGET),
            kb(LAZY_BUDGET)
        );
    }

    /// Stops where the first load or a lazy file is over its budget.
    pub(crate) fn check(&self) -> Outcome {
        let heavy = |file: &&File| file.gzip_bytes.is_some_and(|bytes| bytes > LAZY_BUDGET);
        if let Some(file) = self.lazy.iter().find(heavy) {
            return Err(Failure::new(
                format!(
                    "{LAZY}/{} is over its budget of {LAZY_BUDGET} bytes gzip",
                    file.name
                ),
                "look at what a new dependency brought (`cargo tree`), or cut the part in two",
            ));
        }
        match self.first_load() {
            Some(bytes) if bytes > BUDGET => Err(Failure::new(
                format!(
                    "the first load is {bytes} bytes gzip, {} over its budget of {BUDGET}",
                    bytes - BUDGET
                ),
                "move what is rarely needed to dist/lazy/, or look at what a new dependency brought (`cargo tree`)",
            )),
            _ => Ok(()),
        }
    }

    fn first_load(&self) -> Option<usize> {
        self.first.iter().map(|file| file.gzip_bytes).sum()
    }
}

/// The files of a folder, by name.
fn weigh(folder: &Path) -> Outcome<Vec<File>> {
    let unread = |error| {
        Failure::new(
            format!("cannot read {}: {error}", folder.display()),
            "run the build again",
        )
    };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unread)? {
        let path = entry.map_err(unread)?.path();
        if path.is_file() {
            files.push(File::weigh(&path).map_err(unread)?);
        }
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(files)
}

impl File {
    fn weigh(path: &Path) -> std::io::Result<Self> {
        let bytes = usize::try_from(path.metadata()?.len()).unwrap_or(usize::MAX);
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        Ok(Self {
            name,
            bytes,
            gzip_bytes: gzip_bytes(path),
        })
    }
}

fn gzip_bytes(path: &Path) -> Option<usize> {
    program::find("gzip")?;
    let zipped = Program::new("gzip")
        .args(["-9", "-c"])
        .args([path])
        .output_bytes();
    zipped.ok().map(|bytes| bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(gzip_bytes: &[Option<usize>]) -> Vec<File> {
        let file = |&gzip_bytes| File {
            name: String::new(),
            bytes: 0,
            gzip_bytes,
        };
        gzip_bytes.iter().map(file).collect()
    }

    fn sizes(gzip_bytes: &[Option<usize>]) -> Sizes {
        Sizes {
            first: files(gzip_bytes),
            lazy: Vec::new(),
        }
    }

    #[test]
    fn each_lazy_file_has_a_budget_of_its_own() {
        let with_lazy = |gzip_bytes: &[Option<usize>]| Sizes {
            first: Vec::new(),
            lazy: files(gzip_bytes),
        };
        assert!(with_lazy(&[Some(LAZY_BUDGET), Some(LAZY_BUDGET)]).check().is_ok());
        assert!(with_lazy(&[Some(1), Some(LAZY_BUDGET + 1)]).check().is_err());
    }

    #[test]
    fn the_budget_is_for_the_sum() {
        assert!(sizes(&[Some(BUDGET - 1), Some(1)]).check().is_ok());
        assert!(
            sizes(&[Some(BUDGET), Some(1)])
                .check()
                .unwrap_err()
                .to_string()
                .contains("1 over")
        );
        assert!(
            sizes(&[Some(BUDGET + 1), None]).check().is_ok(),
            "unknown without gzip"
        );
    }
}
