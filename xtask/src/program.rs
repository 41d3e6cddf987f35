//! Starts other programs: quiet about what works, exact about what did not.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::failure::{Failure, Outcome};
use crate::project;

/// A program about to be run in the project's folder, without an input.
pub(crate) struct Program {
    command: Command,
    line: String,
}

impl Program {
    /// A program on PATH, or by its path.
    pub(crate) fn new(name: impl AsRef<OsStr>) -> Self {
        let name = name.as_ref();
        let found = find(&name.to_string_lossy()).map_or_else(|| name.to_owned(), PathBuf::into_os_string);
        let mut command = Command::new(found);
        command
            .current_dir(project::root())
            .env("PATH", search_path())
            .stdin(Stdio::null());
        Self {
            command,
            line: name.to_string_lossy().into_owned(),
        }
    }

    /// `cargo` with the words of `line`, which has no quotes.
    pub(crate) fn cargo(line: &str) -> Self {
        Self::new("cargo").args(line.split_whitespace())
    }

    /// Adds arguments.
    pub(crate) fn args<S: AsRef<OsStr>>(mut self, words: impl IntoIterator<Item = S>) -> Self {
        for word in words {
            self.line.push(' ');
            self.line.push_str(&word.as_ref().to_string_lossy());
            self.command.arg(word);
        }
        self
    }

    /// Sets an environment variable.
    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Runs it to its end with its output passed through.
    pub(crate) fn run(mut self) -> Outcome {
        println!("$ {}", self.line);
        let status = self
            .command
            .status()
            .map_err(|error| cannot_start(&self.line, &error))?;
        if status.success() {
            return Ok(());
        }
        Err(Failure::new(
            format!("`{}` ended with {status}", self.line),
            "its own message stands above",
        ))
    }

    /// Runs it to its end and returns what it printed; nothing is shown unless it fails.
    pub(crate) fn output(self) -> Outcome<String> {
        let line = self.line.clone();
        let bytes = self.output_bytes()?;
        String::from_utf8(bytes).map_err(|_| {
            Failure::new(
                format!("`{line}` printed something that is not text"),
                "run it by hand",
            )
        })
    }

    /// Like [`Program::output`], for output that is not text.
    pub(crate) fn output_bytes(mut self) -> Outcome<Vec<u8>> {
        let output = self
            .command
            .output()
            .map_err(|error| cannot_start(&self.line, &error))?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        eprint!("{}", String::from_utf8_lossy(&output.stderr));
        Err(Failure::new(
            format!("`{}` ended with {}", self.line, output.status),
            "its own message stands above",
        ))
    }

    /// Whether it starts and ends well; its output is dropped.
    pub(crate) fn succeeds(mut self) -> bool {
        self.command.stdout(Stdio::null()).stderr(Stdio::null());
        self.command.status().is_ok_and(|status| status.success())
    }
}

fn cannot_start(line: &str, error: &std::io::Error) -> Failure {
    Failure::new(
        format!("cannot start `{line}`: {error}"),
        "install it, or put it on PATH",
    )
}

/// Where a program stands on PATH or, for a path, whether it is there.
pub(crate) fn find(name: &str) -> Option<PathBuf> {
    if name.contains(std::path::MAIN_SEPARATOR) {
        return Some(PathBuf::from(name)).filter(|path| path.is_file());
    }
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(&search_path())
        .map(|folder| folder.join(&file))
        .find(|path| path.is_file())
}

/// PATH with cargo's own folder first: the tools are kept there, and it is not on every PATH.
fn search_path() -> OsString {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = cargo_bin().into_iter().chain(std::env::split_paths(&path));
    std::env::join_paths(folders).unwrap_or(path)
}

fn cargo_bin() -> Option<PathBuf> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")))
        .map(|home| home.join("bin"))
}

/// The version a program prints: the first word that starts with a digit.
pub(crate) fn version_of(program: impl AsRef<Path>) -> Option<String> {
    let printed = Program::new(program.as_ref()).args(["--version"]).output().ok()?;
    printed
        .split_whitespace()
        .find(|word| word.starts_with(|c: char| c.is_ascii_digit()))
        .map(str::to_owned)
}
