//! The program that writes the glue between wasm and page. It must be of exactly the crate's version.

use super::cargo_install::Tool;
use crate::failure::Outcome;
use crate::{program, project};

/// Installs the version of `Cargo.lock` where another or none is found.
pub(crate) fn ensure() -> Outcome {
    let wanted = project::locked_version("wasm-bindgen")?;
    let found = program::find("wasm-bindgen").and_then(program::version_of);
    if found.as_deref() == Some(wanted.as_str()) {
        return Ok(());
    }
    if let Some(other) = found {
        println!("setup: wasm-bindgen {other} is here, Cargo.lock has {wanted}; they must be equal");
    }
    // Its own lock file asks for a newer Rust than 1.95; without it the build is sound.
    Tool {
        package: "wasm-bindgen-cli",
        version: &wanted,
        locked: false,
        patience: "3–6 minutes on two cores",
    }
    .install()
}
