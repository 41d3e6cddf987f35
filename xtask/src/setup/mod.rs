//! What the commands need beyond Rust: one file a tool. Each looks first, says what it is about to do and how long
//! it may take, and ends with the remedy when it cannot.

pub(crate) mod browser;
mod cargo_install;
pub(crate) mod components;
pub(crate) mod duckdb;
pub(crate) mod peers;
pub(crate) mod trunk;
mod venv;
pub(crate) mod wasm_bindgen;
pub(crate) mod wasm_target;

use crate::failure::Outcome;

/// Everything that building the page needs.
pub(crate) fn page() -> Outcome {
    wasm_target::ensure()?;
    trunk::ensure()?;
    wasm_bindgen::ensure()
}
