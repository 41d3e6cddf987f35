//! Where the built page stands.

use std::path::{Path, PathBuf};

use crate::{Problem, Result};

/// `LABELLOOM_DIST`, or `dist/` of the workspace; it must have been built.
pub(crate) fn find() -> Result<PathBuf> {
    let dist = std::env::var_os("LABELLOOM_DIST").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../dist"),
        PathBuf::from,
    );
    if dist.join("index.html").is_file() {
        return Ok(dist);
    }
    Err(Problem::new(format!(
        "{} has no built page: run `cargo xtask build` first",
        dist.display()
    )))
}

/// The file of a part of the program: its name has a hash.
pub(crate) fn part(name: &str) -> Result<String> {
    let files = std::fs::read_dir(find()?.join("lazy"))?;
    let mut names = files.filter_map(|file| file.ok()?.file_name().into_string().ok());
    let found = names.find(|file| file.strip_prefix(name).is_some_and(|rest| rest.starts_with('-')));
    found.map(|file| format!("lazy/{file}")).ok_or_else(|| {
        Problem::new(format!(
            "dist/lazy has no part `{name}`: build with `cargo xtask build`"
        ))
    })
}

/// The script that loads the program.
pub(crate) fn script() -> Result<String> {
    let files = std::fs::read_dir(find()?)?;
    let mut names = files.filter_map(|file| file.ok()?.file_name().into_string().ok());
    let script = names.find(|file| file.starts_with("page-") && file.ends_with(".js"));
    script.ok_or_else(|| Problem::new("dist has no script: build with `cargo xtask build`"))
}

/// A folder for what a scenario leaves behind: pictures of failures, profiles, downloads.
pub(crate) fn scratch() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/browser")
}
