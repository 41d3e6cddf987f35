//! How good labels are: of label models on published rule sets, Snorkel's beside, and of propagation from seeds,
//! scikit-learn's beside, where their environment can be had; and of maps.

use std::path::Path;

use crate::failure::Outcome;
use crate::program::Program;
use crate::{project, setup};

const ENGINE: &str = "bench --quiet --profile native -p labelloom-engine --bench quality --";
/// Cases for the peers, and their answers.
const FOLDER: &str = "target/peers/quality";

/// Tables that a peer is set beside.
struct Tables {
    /// What the engine's bench calls them; nothing for those of rule sets.
    word: Option<&'static str>,
    about: &'static str,
    peer: &'static str,
    script: &'static str,
}

const TABLES: [Tables; 2] = [
    Tables {
        word: None,
        about: "label models on published rule sets (1–4 minutes the first time)",
        peer: "Snorkel",
        script: "xtask/peers/snorkel_quality.py",
    },
    Tables {
        word: Some("seeded"),
        about: "labels from seeds (2–4 minutes)",
        peer: "scikit-learn",
        script: "xtask/peers/seeded_quality.py",
    },
];

/// Prints the tables. Without the peers they say so.
pub(super) fn compare() -> Outcome {
    let python = setup::peers::ensure();
    let folder = project::root().join(FOLDER);
    for tables in &TABLES {
        println!("\n{}", tables.about);
        match &python {
            Ok(python) => tables.beside(python, &folder)?,
            Err(failure) => {
                println!("without {}: {failure}", tables.peer);
                tables.engine().run()?;
            }
        }
    }
    println!("\nmaps (10–20 minutes, most of it UMAP's and t-SNE's)");
    match setup::peers::ensure_maps() {
        Ok(python) => Program::new(python).args(["xtask/peers/maps.py", FOLDER]).run()?,
        Err(failure) => println!("without UMAP and t-SNE, or as they were drawn before: {failure}"),
    }
    Program::cargo(ENGINE)
        .args(["maps".as_ref(), folder.as_os_str()])
        .run()
}

impl Tables {
    fn engine(&self) -> Program {
        Program::cargo(ENGINE).args(self.word)
    }

    fn beside(&self, python: &Path, folder: &Path) -> Outcome {
        self.engine().args(["cases".as_ref(), folder.as_os_str()]).run()?;
        Program::new(python).args([self.script, FOLDER]).run()?;
        self.engine().args([folder]).run()
    }
}
