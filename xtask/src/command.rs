//! A command describes itself; the help is made from that and nothing else.

use std::fmt::Write as _;

use crate::arguments::Arguments;
use crate::failure::{Failure, Outcome};

/// One command of `cargo xtask`.
pub(crate) struct Command {
    pub(crate) name: &'static str,
    /// One sentence.
    pub(crate) about: &'static str,
    pub(crate) options: &'static [Choice],
    pub(crate) run: fn(&Arguments) -> Outcome,
}

/// An option of a command.
pub(crate) struct Choice {
    /// With its two dashes.
    pub(crate) name: &'static str,
    /// The value's word in the help, for an option that takes one.
    pub(crate) value: Option<&'static str>,
    /// One sentence.
    pub(crate) about: &'static str,
}

/// The command of that name.
pub(crate) fn find(commands: &[&'static Command], name: &str) -> Outcome<&'static Command> {
    commands
        .iter()
        .copied()
        .find(|command| command.name == name)
        .ok_or_else(|| {
            let known: Vec<&str> = commands.iter().map(|command| command.name).collect();
            Failure::new(
                format!("there is no command `{name}`"),
                format!("choose one of {}", known.join(", ")),
            )
        })
}

/// The help of all commands.
pub(crate) fn overview(commands: &[&'static Command]) -> String {
    let mut text = String::from("The project's own commands.\n\n");
    for command in commands {
        let _ = writeln!(text, "  cargo xtask {:<9} {}", command.name, command.about);
    }
    text.push_str("\n`cargo xtask COMMAND --help` lists a command's options.\n");
    text
}

/// The help of one command.
pub(crate) fn help(command: &Command) -> String {
    let mut text = format!("cargo xtask {}\n{}\n", command.name, command.about);
    if !command.options.is_empty() {
        text.push('\n');
    }
    for option in command.options {
        let left = format!("{} {}", option.name, option.value.unwrap_or(""));
        let _ = writeln!(text, "  {left:<16} {}", option.about);
    }
    text
}
