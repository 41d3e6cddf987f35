//! The peers' own Python, with pinned packages, under `target/peers/`.

use std::path::PathBuf;

use crate::failure::{Failure, Outcome};
use crate::program::{self, Program};
use crate::project;

const REQUIREMENTS: &str = "xtask/peers/requirements.txt";
/// A copy of the requirements that the environment was made from, written when it is complete.
const STAMP: &str = "target/peers/venv/labelloom-requirements.txt";
const REMEDY: &str = "a Python 3.11 with its venv module is needed (LABELLOOM_PYTHON may name it), a network, and 5 GB \
                      of disk; remove target/peers/venv to start afresh";

/// The environment's Python; made on first use.
pub(crate) fn ensure() -> Outcome<PathBuf> {
    let python = project::root().join("target/peers/venv/bin/python");
    let wanted = project::read(REQUIREMENTS)?;
    if python.is_file() && project::read(STAMP).is_ok_and(|made_from| made_from == wanted) {
        return Ok(python);
    }
    let base = base()?;
    println!(
        "setup: a Python environment for the peers in target/peers/venv (2.5 GB to fetch, 5–15 minutes, once)"
    );
    let venv = Program::new(base).args(["-m", "venv", "target/peers/venv"]);
    let packages = Program::new(&python).args(["-m", "pip", "install", "--quiet", "-r", REQUIREMENTS]);
    venv.run()
        .and_then(|()| packages.run())
        .map_err(|failure| failure.with_remedy(REMEDY))?;
    project::write(STAMP, wanted)?;
    Ok(python)
}

/// A Python of the version that has wheels for all of the requirements.
fn base() -> Outcome<PathBuf> {
    let named = std::env::var("LABELLOOM_PYTHON").ok();
    let names = named.iter().map(String::as_str).chain(["python3.11", "python3"]);
    let mut found = names.filter_map(program::find);
    let fits =
        |python: &PathBuf| program::version_of(python).is_some_and(|version| version.starts_with("3.11."));
    found
        .find(fits)
        .ok_or_else(|| Failure::new("no Python 3.11 was found", REMEDY))
}
