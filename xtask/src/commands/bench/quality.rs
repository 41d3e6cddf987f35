//! How good labels are on published rule sets: the engine's tables, Snorkel's label model beside where its environment
//! can be had.

use crate::failure::Outcome;
use crate::program::Program;
use crate::{project, setup};

const ENGINE: &str = "bench --quiet --profile native -p labelloom-engine --bench quality --";
/// Cases for Snorkel, and its answers.
const FOLDER: &str = "target/peers/quality";

/// Prints the tables. Without Snorkel they say so.
pub(super) fn compare() -> Outcome {
    println!("\nlabel models on published rule sets (1–4 minutes the first time)");
    let folder = project::root().join(FOLDER);
    match setup::peers::ensure() {
        Ok(python) => {
            Program::cargo(ENGINE)
                .args(["cases".as_ref(), folder.as_os_str()])
                .run()?;
            Program::new(python)
                .args(["xtask/peers/snorkel_quality.py", FOLDER])
                .run()?;
            Program::cargo(ENGINE).args([folder]).run()
        }
        Err(failure) => {
            println!("without Snorkel: {failure}");
            Program::cargo(ENGINE).run()
        }
    }
}
