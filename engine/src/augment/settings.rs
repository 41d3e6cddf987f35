//! What can be set of an operation, and what was set. A parameter describes itself; forms, help and the reading of policy
//! files are made from that.

use serde_json::{Map, Value};

use crate::error::{Error, Result};

/// Something that can be set.
#[derive(Debug)]
pub struct Parameter {
    /// As policy files write it.
    pub name: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// One sentence for help.
    pub sentence: &'static str,
    /// What it may be.
    pub kind: ParameterKind,
}

/// What a parameter may be.
#[derive(Debug)]
pub enum ParameterKind {
    /// A number from 0 to 1.
    Share {
        /// Where nothing is said.
        default: f64,
    },
    /// A whole number.
    Count {
        /// Where nothing is said.
        default: u32,
        /// The least.
        least: u32,
        /// The most.
        most: u32,
    },
    /// One of some words; the first where nothing is said.
    Choice(&'static [&'static str]),
    /// A list of texts, or one text; none where nothing is said.
    Texts,
}

/// What was set, of each of an operation's parameters.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings(Vec<(&'static str, Setting)>);

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub enum Setting {
    /// Of a share.
    Share(f64),
    /// Of a count.
    Count(u32),
    /// Of a choice.
    Choice(&'static str),
    /// Of texts.
    Texts(Vec<String>),
}

/// A list may hold so many texts.
const MOST_TEXTS: usize = 10_000;

impl Settings {
    /// What holds where nothing is said.
    #[must_use]
    pub fn defaults(parameters: &'static [Parameter]) -> Self {
        let default = |parameter: &'static Parameter| (parameter.name, parameter.default());
        Self(parameters.iter().map(default).collect())
    }

    /// Sets a parameter to what a policy file says.
    ///
    /// # Errors
    /// There is no such parameter, or that is no value of it.
    pub fn set(&mut self, parameters: &'static [Parameter], name: &str, value: &Value) -> Result<()> {
        let Some(parameter) = parameters.iter().find(|parameter| parameter.name == name) else {
            let names: Vec<&str> = parameters.iter().map(|parameter| parameter.name).collect();
            let remedy = match names[..] {
                [] => "It has none: leave it out".to_owned(),
                _ => format!("It has: {}", names.join(", ")),
            };
            return Err(Error::new(
                format!("The operation has no parameter {name:?}"),
                remedy,
            ));
        };
        let setting = parameter.read(value)?;
        if let Some(known) = self.0.iter_mut().find(|(known, _)| *known == parameter.name) {
            known.1 = setting;
        }
        Ok(())
    }

    fn get(&self, name: &str) -> Option<&Setting> {
        self.0
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, setting)| setting)
    }

    /// A share; 0 where there is none of that name.
    #[must_use]
    pub fn share(&self, name: &str) -> f64 {
        match self.get(name) {
            Some(Setting::Share(share)) => *share,
            _ => 0.0,
        }
    }

    /// A count; 0 where there is none of that name.
    #[must_use]
    pub fn count(&self, name: &str) -> usize {
        match self.get(name) {
            Some(Setting::Count(count)) => crate::num::index(*count),
            _ => 0,
        }
    }

    /// A choice; empty where there is none of that name.
    #[must_use]
    pub fn choice(&self, name: &str) -> &'static str {
        match self.get(name) {
            Some(Setting::Choice(choice)) => choice,
            _ => "",
        }
    }

    /// Texts; none where there are none of that name.
    #[must_use]
    pub fn texts(&self, name: &str) -> &[String] {
        match self.get(name) {
            Some(Setting::Texts(texts)) => texts,
            _ => &[],
        }
    }

    /// As a policy file would say it, in full.
    #[must_use]
    pub fn json(&self) -> Map<String, Value> {
        let json = |setting: &Setting| match setting {
            Setting::Share(share) => Value::from(*share),
            Setting::Count(count) => Value::from(*count),
            Setting::Choice(choice) => Value::from(*choice),
            Setting::Texts(texts) => Value::from(texts.clone()),
        };
        self.0
            .iter()
            .map(|(name, setting)| ((*name).to_owned(), json(setting)))
            .collect()
    }
}

impl Parameter {
    fn default(&self) -> Setting {
        match self.kind {
            ParameterKind::Share { default } => Setting::Share(default),
            ParameterKind::Count { default, .. } => Setting::Count(default),
            ParameterKind::Choice(choices) => Setting::Choice(choices.first().copied().unwrap_or_default()),
            ParameterKind::Texts => Setting::Texts(Vec::new()),
        }
    }

    fn read(&self, value: &Value) -> Result<Setting> {
        let read = match &self.kind {
            ParameterKind::Share { .. } => value
                .as_f64()
                .filter(|share| (0.0..=1.0).contains(share))
                .map(Setting::Share),
            ParameterKind::Count { least, most, .. } => {
                let count = value.as_u64().and_then(|count| u32::try_from(count).ok());
                count
                    .filter(|count| (*least..=*most).contains(count))
                    .map(Setting::Count)
            }
            ParameterKind::Choice(choices) => {
                let named = |word| choices.iter().find(|choice| **choice == word);
                value
                    .as_str()
                    .and_then(named)
                    .map(|choice| Setting::Choice(choice))
            }
            ParameterKind::Texts => texts(value).map(Setting::Texts),
        };
        read.ok_or_else(|| {
            let written: String = value.to_string().chars().take(60).collect();
            Error::new(format!("{:?} can't be {written}", self.name), self.kind.wanted())
        })
    }
}

fn texts(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::String(text) => Some(vec![text.clone()]),
        Value::Array(all) if all.len() <= MOST_TEXTS => {
            all.iter().map(|text| text.as_str().map(str::to_owned)).collect()
        }
        _ => None,
    }
}

impl ParameterKind {
    fn wanted(&self) -> String {
        match self {
            Self::Share { .. } => "Write a number from 0 to 1".to_owned(),
            Self::Count { least, most, .. } => format!("Write a whole number from {least} to {most}"),
            Self::Choice(choices) => format!("Write one of: {}", choices.join(", ")),
            Self::Texts => format!("Write a text in quotes, or a list of at most {MOST_TEXTS}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    static PARAMETERS: [Parameter; 4] = {
        const fn parameter(name: &'static str, kind: ParameterKind) -> Parameter {
            Parameter {
                name,
                title: "",
                sentence: "",
                kind,
            }
        }
        [
            parameter("strength", ParameterKind::Share { default: 0.1 }),
            parameter(
                "senses",
                ParameterKind::Count {
                    default: 3,
                    least: 1,
                    most: 9,
                },
            ),
            parameter("to", ParameterKind::Choice(&["any", "upper"])),
            parameter("templates", ParameterKind::Texts),
        ]
    };

    #[test]
    fn what_is_set_is_what_is_had() {
        let mut settings = Settings::defaults(&PARAMETERS);
        assert_eq!(
            (
                settings.share("strength"),
                settings.count("senses"),
                settings.choice("to")
            ),
            (0.1, 3, "any")
        );
        for (name, value) in [
            ("strength", json!(1)),
            ("senses", json!(9)),
            ("to", json!("upper")),
            ("templates", json!("a")),
        ] {
            settings.set(&PARAMETERS, name, &value).unwrap();
        }
        assert_eq!(
            Value::Object(settings.json()),
            json!({"strength": 1.0, "senses": 9, "to": "upper", "templates": ["a"]})
        );
    }

    #[test]
    fn what_is_no_value_is_refused_with_what_would_be_one() {
        let mut settings = Settings::defaults(&PARAMETERS);
        for (name, value, said) in [
            (
                "strength",
                json!(1.1),
                "\"strength\" can't be 1.1. Write a number from 0 to 1",
            ),
            ("strength", json!(-0.1), "from 0 to 1"),
            ("strength", json!("x"), "can't be \"x\""),
            ("senses", json!(0), "a whole number from 1 to 9"),
            ("senses", json!(1.5), "a whole number from 1 to 9"),
            ("to", json!("down"), "one of: any, upper"),
            ("templates", json!([1]), "a text in quotes"),
            (
                "stren",
                json!(1),
                "no parameter \"stren\". It has: strength, senses, to, templates",
            ),
        ] {
            let error = settings.set(&PARAMETERS, name, &value).unwrap_err().to_string();
            assert!(error.contains(said), "{error}");
        }
        assert_eq!(settings, Settings::defaults(&PARAMETERS));
    }
}
