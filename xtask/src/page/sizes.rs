//! What the first load weighs, raw and as a host sends it.

use std::path::Path;

use crate::failure::{Failure, Outcome};
use crate::program::{self, Program};
use crate::table;

/// Bytes, gzip, of everything that is fetched before the bench is ready.
const BUDGET: usize = 800_000;

/// Files of a build, by name.
pub(crate) struct Sizes(Vec<File>);

struct File {
    name: String,
    bytes: usize,
    /// Unknown where there is no gzip.
    gzip_bytes: Option<usize>,
}

impl Sizes {
    /// Weighs the files beside index.html; what is loaded on first use stands in folders below and is not counted.
    pub(crate) fn of(dist: &Path) -> Outcome<Self> {
        let unread = |error| {
            Failure::new(
                format!("cannot read {}: {error}", dist.display()),
                "run the build again",
            )
        };
        let mut files = Vec::new();
        for entry in std::fs::read_dir(dist).map_err(unread)? {
            let path = entry.map_err(unread)?.path();
            if path.is_file() {
                files.push(File::weigh(&path).map_err(unread)?);
            }
        }
        files.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(Self(files))
    }

    /// Prints a table and the sum against the budget.
    pub(crate) fn print(&self) {
        let kb = |bytes: usize| format!("{}.{} kB", bytes / 1000, bytes % 1000 / 100);
        let zipped = |bytes: Option<usize>| bytes.map_or("no gzip here".to_owned(), kb);
        let mut rows = vec![["dist/", "raw", "gzip"].map(str::to_owned).to_vec()];
        rows.extend(
            self.0
                .iter()
                .map(|file| vec![file.name.clone(), kb(file.bytes), zipped(file.gzip_bytes)]),
        );
        let sum = self.0.iter().map(|file| file.bytes).sum();
        rows.push(vec!["first load".to_owned(), kb(sum), zipped(self.first_load())]);
        table::print(&rows);
        println!("  budget of the first load: {} gzip", kb(BUDGET));
    }

    /// Stops where the first load is over its budget.
    pub(crate) fn check(&self) -> Outcome {
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
        self.0.iter().map(|file| file.gzip_bytes).sum()
    }
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

    fn sizes(gzip_bytes: &[Option<usize>]) -> Sizes {
        Sizes(
            gzip_bytes
                .iter()
                .map(|&gzip_bytes| File {
                    name: String::new(),
                    bytes: 0,
                    gzip_bytes,
                })
                .collect(),
        )
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
