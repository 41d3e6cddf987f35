//! The standard library for wasm32. rust-toolchain.toml names it, but rustup's own installing can be switched off.

use std::path::PathBuf;

use crate::failure::Outcome;
use crate::program::Program;
use crate::project;

/// The target of the page and of the engine in it.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// Adds the target where it is missing.
pub(crate) fn ensure() -> Outcome {
    if is_there() {
        return Ok(());
    }
    let toolchain = project::toolchain()?;
    println!("setup: adding {TARGET} to Rust {toolchain} (about 20 MB, under a minute)");
    Program::new("rustup").args(["target", "add", TARGET, "--toolchain", &toolchain]).run().map_err(|failure| {
        failure.with_remedy(format!(
            "run `rustup target add {TARGET} --toolchain {toolchain}`; a Rust without rustup needs its own package for it"
        ))
    })
}

fn is_there() -> bool {
    let folder = Program::new("rustc")
        .args(["--print", "target-libdir", "--target", TARGET])
        .output();
    folder.is_ok_and(|folder| PathBuf::from(folder.trim()).is_dir())
}
