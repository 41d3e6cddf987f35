//! Trunk, which calls cargo and wasm-bindgen and lays out `dist/`.

use super::cargo_install::Tool;
use crate::failure::Outcome;
use crate::program;

/// Newer ones need a newer Rust than the project does.
const VERSION: &str = "0.21.14";

/// Installs the tested version where another or none is found.
pub(crate) fn ensure() -> Outcome {
    let found = program::find("trunk").and_then(program::version_of);
    if found.as_deref() == Some(VERSION) {
        return Ok(());
    }
    if let Some(other) = found {
        println!("setup: trunk {other} is here, {VERSION} is what the page is tested with");
    }
    Tool {
        package: "trunk",
        version: VERSION,
        locked: true,
        patience: "7–15 minutes on two cores",
    }
    .install()
}
