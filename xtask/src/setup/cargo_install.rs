//! Programs from crates.io, kept in cargo's own folder: fetched where `cargo binstall` can, else built once.

use crate::failure::Outcome;
use crate::program::{self, Program};

/// A program of an exact version.
pub(crate) struct Tool<'a> {
    /// The package's name.
    pub(crate) package: &'a str,
    pub(crate) version: &'a str,
    /// Whether it builds with its own lock file; some releases do only without.
    pub(crate) locked: bool,
    /// How long building it may take, in words.
    pub(crate) patience: &'a str,
}

impl Tool<'_> {
    /// Installs it, replacing any other version.
    pub(crate) fn install(&self) -> Outcome {
        if self.fetch() {
            return Ok(());
        }
        let exact = format!("{}@{}", self.package, self.version);
        println!("setup: building {exact} from source, once: {}", self.patience);
        let lock = if self.locked { &["--locked"][..] } else { &[] };
        Program::cargo("install --quiet").args([&exact]).args(lock).run().map_err(|failure| {
            failure.with_remedy(format!(
                "is there a network and a C compiler? Then try `cargo install {exact}{}` by hand and start again",
                if self.locked { " --locked" } else { "" }
            ))
        })
    }

    /// A ready-built program, if that can be had; never a reason to stop.
    fn fetch(&self) -> bool {
        if program::find("cargo-binstall").is_none() {
            return false;
        }
        let exact = format!("{}@{}", self.package, self.version);
        println!("setup: fetching {exact} (seconds; built from source if that fails)");
        Program::cargo("binstall --no-confirm --disable-strategies compile")
            .args([&exact])
            .run()
            .is_ok()
    }
}
