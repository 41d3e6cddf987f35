//! What the commands know of the project: its folders, and the versions written in its files.

use std::path::{Path, PathBuf};

use crate::failure::{Failure, Outcome};

/// The folder of the workspace.
pub(crate) fn root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here)
}

/// The built page.
pub(crate) fn dist() -> PathBuf {
    root().join("dist")
}

/// Where cargo puts what it builds.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// What a file of the project says.
pub(crate) fn read(path: impl AsRef<Path>) -> Outcome<String> {
    let path = root().join(path);
    std::fs::read_to_string(&path).map_err(|error| {
        Failure::new(
            format!("cannot read {}: {error}", path.display()),
            "restore it from git",
        )
    })
}

/// Writes a file, and the folders above it.
pub(crate) fn write(path: impl AsRef<Path>, bytes: impl AsRef<[u8]>) -> Outcome {
    let path = root().join(path);
    let folder = path.parent().unwrap_or(root());
    std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::write(&path, bytes))
        .map_err(|error| {
            Failure::new(
                format!("cannot write {}: {error}", path.display()),
                "is the disk full, or the folder read-only?",
            )
        })
}

/// The toolchain the project is built with, from `rust-toolchain.toml`.
pub(crate) fn toolchain() -> Outcome<String> {
    let text = read("rust-toolchain.toml")?;
    let channel = text.lines().find_map(|line| quoted(line, "channel = "));
    channel.map(str::to_owned).ok_or_else(|| {
        Failure::new(
            "rust-toolchain.toml names no channel",
            "add `channel = \"…\"` to its [toolchain]",
        )
    })
}

/// The version of a package in `Cargo.lock`.
pub(crate) fn locked_version(package: &str) -> Outcome<String> {
    let text = read("Cargo.lock")?;
    version_in(&text, package).map(str::to_owned).ok_or_else(|| {
        Failure::new(
            format!("Cargo.lock has no package {package}"),
            "run `cargo generate-lockfile` and look at the difference",
        )
    })
}

fn version_in<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let mut lines = lock.lines();
    lines.find(|line| quoted(line, "name = ") == Some(package))?;
    quoted(lines.next()?, "version = ")
}

fn quoted<'a>(line: &'a str, key: &str) -> Option<&'a str> {
    line.strip_prefix(key)?.strip_prefix('"')?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_that_of_the_whole_name() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.9\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(version_in(lock, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(version_in(lock, "wasm"), None);
    }

    #[test]
    fn the_project_names_its_versions() {
        assert!(toolchain().unwrap().starts_with("1."));
        assert!(locked_version("wasm-bindgen").unwrap().starts_with("0.2."));
    }
}
