//! The project's own commands: `cargo xtask COMMAND`.
//!
//! A command is one file in `commands/` and one line in [`COMMANDS`]; the help is made from that list. `setup/` has
//! one file a tool that a command may need; each looks before it installs. `page/` turns Trunk's output into the
//! `dist/` that is published.

mod arguments;
mod command;
mod commands;
mod failure;
mod page;
mod program;
mod project;
mod setup;
mod table;

use std::process::ExitCode;

use arguments::Arguments;
use command::Command;
use failure::Outcome;

/// Every command, in the order of the help.
const COMMANDS: &[&Command] = &[
    &commands::serve::COMMAND,
    &commands::test::COMMAND,
    &commands::build::COMMAND,
    &commands::screens::COMMAND,
    &commands::bench::COMMAND,
    &commands::thesaurus::COMMAND,
];

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match run(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\n{failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[String]) -> Outcome {
    let Some((name, rest)) = words.split_first() else {
        print!("{}", command::overview(COMMANDS));
        return Ok(());
    };
    if matches!(name.as_str(), "help" | "-h" | "--help") {
        print!("{}", command::overview(COMMANDS));
        return Ok(());
    }
    let command = command::find(COMMANDS, name)?;
    if rest.iter().any(|word| word == "-h" || word == "--help") {
        print!("{}", command::help(command));
        return Ok(());
    }
    (command.run)(&Arguments::parse(command, rest)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_is_named_once_and_explains_itself() {
        for (place, command) in COMMANDS.iter().enumerate() {
            assert!(!command.about.is_empty(), "{} has no sentence", command.name);
            assert!(
                COMMANDS[..place].iter().all(|other| other.name != command.name),
                "{} twice",
                command.name
            );
            for option in command.options {
                assert!(
                    option.name.starts_with("--"),
                    "{} of {}",
                    option.name,
                    command.name
                );
                assert!(
                    !option.about.is_empty(),
                    "{} of {} has no sentence",
                    option.name,
                    command.name
                );
            }
            assert!(command::help(command).contains(command.about));
        }
    }

    #[test]
    fn an_unknown_command_is_answered_with_the_list() {
        let failure = run(&["sevre".to_owned()]).unwrap_err().to_string();
        assert!(
            failure.contains("sevre") && failure.contains("serve, test, build"),
            "{failure}"
        );
    }
}
