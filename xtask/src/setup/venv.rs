//! A Python environment of one purpose: pinned packages in a folder under `target/`, made on first use.

use std::path::{Path, PathBuf};

use crate::failure::Outcome;
use crate::program::Program;
use crate::project;

/// What an environment is made of.
pub(super) struct Venv {
    /// Its folder.
    pub(super) folder: &'static str,
    /// The file that names its packages.
    pub(super) requirements: &'static str,
    /// What it is for and what making it takes, to be said before.
    pub(super) about: &'static str,
    /// What to do where it can't be made.
    pub(super) remedy: &'static str,
}

impl Venv {
    /// The environment's Python. It is made, by the Python that `base` finds, unless it is there for the same packages.
    pub(super) fn ensure(&self, base: impl Fn() -> Outcome<PathBuf>) -> Outcome<PathBuf> {
        let python = project::root().join(self.folder).join("bin/python");
        // A copy of the requirements that the environment was made from, written when it is complete.
        let stamp = Path::new(self.folder).join("labelloom-requirements.txt");
        let wanted = project::read(self.requirements)?;
        if python.is_file() && project::read(&stamp).is_ok_and(|made_from| made_from == wanted) {
            return Ok(python);
        }
        let base = base()?;
        println!("setup: {}", self.about);
        let venv = Program::new(base).args(["-m", "venv", self.folder]);
        let packages =
            Program::new(&python).args(["-m", "pip", "install", "--quiet", "-r", self.requirements]);
        venv.run()
            .and_then(|()| packages.run())
            .map_err(|failure| failure.with_remedy(self.remedy))?;
        project::write(&stamp, wanted)?;
        Ok(python)
    }
}
