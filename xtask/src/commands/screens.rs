//! `cargo xtask screens`: the pictures of the README and its tour, taken from the built page.

use crate::arguments::Arguments;
use crate::command::Command;
use crate::failure::Outcome;
use crate::program::Program;
use crate::{page, project, setup};

pub(crate) const COMMAND: Command = Command {
    name: "screens",
    about: "Takes pictures of every page and of the tour, to docs/screens/ and docs/tour/.",
    options: &[],
    run,
};

fn run(_: &Arguments) -> Outcome {
    let browser = setup::browser::ensure()?;
    setup::page()?;
    page::build()?;
    for (program, folder) in [("screens", "docs/screens"), ("tour", "docs/tour")] {
        let taken = Program::cargo(&format!("run --quiet -p labelloom-browser --bin {program} --"));
        let taken = browser.named_for(taken.args([project::root().join(folder)]));
        taken.env("LABELLOOM_DIST", project::dist()).run()?;
    }
    Ok(())
}
