//! The options a command was called with, checked against those it declares.

use crate::command::{Choice, Command};
use crate::failure::{Failure, Outcome};

/// Options in the order given, each with its value if it takes one.
#[derive(Debug, Default)]
pub(crate) struct Arguments(Vec<(&'static str, Option<String>)>);

impl Arguments {
    /// Reads the words after the command's name.
    pub(crate) fn parse(command: &Command, words: &[String]) -> Outcome<Self> {
        let mut given = Vec::new();
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let (name, attached) = match word.split_once('=') {
                Some((name, value)) => (name, Some(value.to_owned())),
                None => (word.as_str(), None),
            };
            let option = declared(command, name)?;
            let value = match option.value {
                None => None,
                Some(meaning) => Some(attached.or_else(|| words.next().cloned()).ok_or_else(|| {
                    Failure::new(
                        format!("{name} needs a value"),
                        format!("write `{name} {meaning}`"),
                    )
                })?),
            };
            given.push((option.name, value));
        }
        Ok(Self(given))
    }

    /// Whether the option was given.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(given, _)| *given == name)
    }

    /// The option's value; the last one wins.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .rev()
            .find(|(given, _)| *given == name)
            .and_then(|(_, value)| value.as_deref())
    }
}

fn declared(command: &Command, name: &str) -> Outcome<&'static Choice> {
    command
        .options
        .iter()
        .find(|option| option.name == name)
        .ok_or_else(|| {
            Failure::new(
                format!("`cargo xtask {}` has no option `{name}`", command.name),
                format!("`cargo xtask {} --help` lists them", command.name),
            )
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMMAND: Command = Command {
        name: "serve",
        about: "",
        options: &[
            Choice {
                name: "--port",
                value: Some("PORT"),
                about: "",
            },
            Choice {
                name: "--dev",
                value: None,
                about: "",
            },
        ],
        run: |_| Ok(()),
    };

    fn parse(words: &[&str]) -> Outcome<Arguments> {
        Arguments::parse(
            &COMMAND,
            &words.iter().map(|&word| word.to_owned()).collect::<Vec<_>>(),
        )
    }

    #[test]
    fn a_value_stands_after_a_space_or_an_equals_sign() {
        assert_eq!(
            parse(&["--port", "81", "--dev"]).unwrap().value("--port"),
            Some("81")
        );
        let given = parse(&["--port=81", "--port=82"]).unwrap();
        assert_eq!((given.value("--port"), given.has("--dev")), (Some("82"), false));
    }

    #[test]
    fn a_missing_value_and_an_unknown_option_say_so() {
        assert!(
            parse(&["--port"])
                .unwrap_err()
                .to_string()
                .contains("`--port PORT`")
        );
        assert!(parse(&["--prot"]).unwrap_err().to_string().contains("`--prot`"));
    }
}
