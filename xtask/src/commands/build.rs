//! `cargo xtask build`: a `dist/` that any static host serves, from any path.

use crate::arguments::Arguments;
use crate::command::Command;
use crate::failure::Outcome;
use crate::{page, setup};

pub(crate) const COMMAND: Command = Command {
    name: "build",
    about: "Makes dist/: the page under its strict policy, for any static host and any path.",
    options: &[],
    run,
};

fn run(_: &Arguments) -> Outcome {
    setup::page()?;
    println!("building the page for release (2–6 minutes the first time)");
    let sizes = page::build()?;
    sizes.print();
    if let Err(over) = sizes.check() {
        println!("warning: {over}");
    }
    Ok(())
}
