//! `cargo xtask screens`: the pictures of the README, taken from the built page.

use crate::arguments::Arguments;
use crate::command::Command;
use crate::failure::Outcome;
use crate::program::Program;
use crate::{page, project, setup};

pub(crate) const COMMAND: Command = Command {
    name: "screens",
    about: "Takes a picture of every page, wide and narrow, light and dark, to docs/screens/.",
    options: &[],
    run,
};

fn run(_: &Arguments) -> Outcome {
    let browser = setup::browser::ensure()?;
    setup::page()?;
    page::build()?;
    let folder = project::root().join("docs/screens");
    let program = browser
        .named_for(Program::cargo("run --quiet -p labelloom-browser --bin screens --").args([&folder]));
    program.env("LABELLOOM_DIST", project::dist()).run()
}
