//! A Python with DuckDB, for the test that rules taken to a database vote as they do here.

use std::path::PathBuf;

use super::venv::Venv;
use crate::failure::{Failure, Outcome};
use crate::program;

const REMEDY: &str = "a Python 3.9 or later with its venv module is needed (LABELLOOM_PYTHON may name it; Debian: \
                      `apt-get install python3-venv`), and a network; remove target/duckdb to start afresh";

const VENV: Venv = Venv {
    folder: "target/duckdb/venv",
    requirements: "xtask/duckdb/requirements.txt",
    about: "a Python environment with DuckDB in target/duckdb/venv (30 MB to fetch, under a minute, once)",
    remedy: REMEDY,
};

/// The environment's Python; made on first use.
pub(crate) fn ensure() -> Outcome<PathBuf> {
    VENV.ensure(|| {
        let named = std::env::var("LABELLOOM_PYTHON").ok();
        let mut names = named.iter().map(String::as_str).chain(["python3", "python"]);
        names
            .find_map(program::find)
            .ok_or_else(|| Failure::new("no Python was found", REMEDY))
    })
}
