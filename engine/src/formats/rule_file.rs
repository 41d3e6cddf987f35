//! The rule file: labels and rules as JSON, to keep beside the data, to compare, and to use elsewhere.

use serde::{Deserialize, Serialize};

use super::rule_examples::{self, StoredExample};
use super::write::put_lines;
use crate::error::{Error, Result};
use crate::rule::Example;

/// The version that is written, and the only one that is read.
const VERSION: u64 = 1;

/// A rule file, version 1: `labels` in their order, and `rules` in theirs, one a line. Of a rule, `name` (unique),
/// `label` (one of `labels`) and `query` are required; `enabled` (true), `note` and `author` are written where they
/// say something; `examples`, texts that the rule must match or must not, where there are some, each as
/// [`StoredExample`] says. `against` and `hard` belong to the format and are refused until rules can do them, since
/// leaving them out would change what the rules vote. Any other key is an error, so that a slip of the pen is no
/// silent default. An example:
///
/// ```json
/// {"version":1,"labels":["HAM","SPAM"],"rules":[
/// {"name":"my channel","label":"SPAM","query":"\"my channel\"","examples":[{"text":"see my channel","match":true,"record":"17"}]},
/// {"name":"short","label":"HAM","query":"words<5","enabled":false,"note":"too eager","author":"Ada"}
/// ]}
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleFile {
    /// The label names in order.
    pub labels: Vec<String>,
    /// The rules in order.
    pub rules: Vec<RuleFileEntry>,
}

/// One rule of a rule file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RuleFileEntry {
    /// Unique in the file.
    pub name: String,
    /// The name of the label it votes for.
    pub label: String,
    /// The condition, as a query. Whether it can be read is for the rule language to say.
    pub query: String,
    /// Whether it votes.
    #[serde(skip_serializing_if = "is_true")]
    pub enabled: bool,
    /// Anything to remember about it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Who wrote it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub author: String,
    /// Texts that it must match, and texts that it must not.
    #[serde(
        skip_serializing_if = "Vec::is_empty",
        serialize_with = "rule_examples::write"
    )]
    pub examples: Vec<Example>,
}

impl RuleFile {
    /// Reads a rule file.
    ///
    /// # Errors
    /// JSON that can't be read, another version, a key that is not known, a name that is empty or there twice, a label
    /// that is not in the list, an empty query.
    pub fn read(bytes: &[u8]) -> Result<Self> {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let probe: Probe = serde_json::from_slice(bytes).map_err(unreadable)?;
        check_version(probe.version.as_ref())?;
        let stored: Stored = serde_json::from_slice(bytes).map_err(unreadable)?;
        check_labels(&stored.labels)?;
        let mut rules: Vec<RuleFileEntry> = Vec::with_capacity(stored.rules.len());
        for (number, rule) in (1..).zip(stored.rules) {
            let place = format!("rule {number} ({:?})", rule.name);
            let rule = rule
                .check(&stored.labels, &rules)
                .map_err(|error| error.at(place))?;
            rules.push(rule);
        }
        Ok(Self {
            labels: stored.labels,
            rules,
        })
    }

    /// Appends the file's bytes: the same rules give the same bytes.
    pub fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"{\"version\":1,\"labels\":");
        super::write::put(out, &self.labels);
        out.extend_from_slice(b",\"rules\":[");
        put_lines(out, self.rules.iter());
        out.extend_from_slice(b"]}\n");
    }
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde's skip_serializing_if passes a reference"
)]
const fn is_true(value: &bool) -> bool {
    *value
}

/// Read first, so that a later version is named as such and not by the first key that this one doesn't know.
#[derive(Deserialize)]
struct Probe {
    version: Option<serde_json::Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    #[expect(
        dead_code,
        reason = "checked by the probe; named here so that it is a known key"
    )]
    version: serde::de::IgnoredAny,
    labels: Vec<String>,
    rules: Vec<StoredRule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredRule {
    name: String,
    label: String,
    query: String,
    #[serde(default = "yes")]
    enabled: bool,
    #[serde(default)]
    note: String,
    #[serde(default)]
    author: String,
    #[serde(default)]
    against: bool,
    #[serde(default)]
    hard: bool,
    #[serde(default)]
    examples: Option<Vec<StoredExample>>,
}

const fn yes() -> bool {
    true
}

impl StoredRule {
    fn check(self, labels: &[String], before: &[RuleFileEntry]) -> Result<RuleFileEntry> {
        self.check_later_keys()?;
        if self.name.trim().is_empty() {
            return Err(Error::new("The rule has no name", "Give it one."));
        }
        if let Some(first) = before.iter().position(|rule| rule.name == self.name) {
            let what = format!("Rule {} has the same name", first + 1);
            return Err(Error::new(
                what,
                "Rename one of the two: votes and reports go by the name.",
            ));
        }
        if !labels.contains(&self.label) {
            let what = format!("There is no label {:?}", self.label);
            let known = format!("Labels are {}. Add it to \"labels\" or correct it.", list(labels));
            return Err(Error::new(what, known));
        }
        if self.query.trim().is_empty() {
            return Err(Error::new(
                "The query is empty",
                "Write a condition, such as a word to look for.",
            ));
        }
        Ok(RuleFileEntry {
            name: self.name,
            label: self.label,
            query: self.query,
            enabled: self.enabled,
            note: self.note,
            author: self.author,
            examples: self
                .examples
                .into_iter()
                .flatten()
                .map(StoredExample::example)
                .collect(),
        })
    }

    /// Refuses what would change the votes if it were passed over.
    fn check_later_keys(&self) -> Result<()> {
        let later = [
            (self.against, "against", "vote against a label"),
            (self.hard, "hard", "let a rule overrule the others"),
        ];
        match later.iter().find(|(is_given, ..)| *is_given) {
            None => Ok(()),
            Some((_, key, deed)) => Err(Error::new(
                format!("This version can't {deed} (\"{key}\")"),
                format!("Take \"{key}\" out, or use a version that can."),
            )),
        }
    }
}

fn check_version(version: Option<&serde_json::Value>) -> Result<()> {
    match version {
        Some(version) if version.as_u64() == Some(VERSION) => Ok(()),
        Some(version) => Err(Error::new(
            format!("This is a rule file of version {version}; this program reads version {VERSION}"),
            "Use the program that wrote it, or a newer one.",
        )),
        None => Err(Error::new(
            "The file says no version, so that it may be no rule file",
            "A rule file looks like {\"version\": 1, \"labels\": [\"HAM\", \"SPAM\"], \"rules\": [{\"name\": \"my channel\", \
             \"label\": \"SPAM\", \"query\": \"\\\"my channel\\\"\"}]}.",
        )),
    }
}

fn check_labels(labels: &[String]) -> Result<()> {
    if labels.is_empty() {
        return Err(Error::new("There is no label", "Name the labels in \"labels\"."));
    }
    for (place, label) in labels.iter().enumerate() {
        if label.trim().is_empty() {
            return Err(Error::new(
                format!("Label {} has no name", place + 1),
                "Give it one.",
            ));
        }
        if labels[..place].contains(label) {
            return Err(Error::new(
                format!("Label {label:?} is there twice"),
                "Take one of the two out.",
            ));
        }
    }
    Ok(())
}

fn list(names: &[String]) -> String {
    names
        .iter()
        .map(|name| format!("{name:?}"))
        .collect::<Vec<_>>()
        .join(", ")
}

/// What serde says of JSON that can't be read, with its place taken apart.
pub(super) fn unreadable(error: serde_json::Error) -> Error {
    let place = format!("line {}, column {}", error.line(), error.column());
    let said = error.to_string();
    let what = said.split(" at line ").next().unwrap_or(&said).to_owned();
    Error::new(what, "Correct the file there.").at(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXAMPLE: &str = r#"{"version":1,"labels":["HAM","SPAM"],"rules":[
{"name":"my channel","label":"SPAM","query":"\"my channel\"","examples":[{"text":"see my channel","match":true,"record":"17"}]},
{"name":"short","label":"HAM","query":"words<5","enabled":false,"note":"too eager","author":"Ada"}
]}
"#;

    fn error(text: &str) -> String {
        RuleFile::read(text.as_bytes()).unwrap_err().to_string()
    }

    fn with_rule(rule: &str) -> String {
        format!(r#"{{"version":1,"labels":["A"],"rules":[{{"name":"a","label":"A","query":"a"}},{rule}]}}"#)
    }

    #[test]
    fn the_documented_example_is_read_and_written_to_the_byte() {
        let file = RuleFile::read(EXAMPLE.as_bytes()).unwrap();
        assert_eq!(file.rules[0].query, "\"my channel\"");
        assert!(file.rules[0].enabled && !file.rules[1].enabled);
        let mut out = Vec::new();
        file.write(&mut out);
        assert_eq!(String::from_utf8(out).unwrap(), EXAMPLE);
    }

    #[test]
    fn a_file_without_rules_is_a_file() {
        let mut out = Vec::new();
        let file = RuleFile {
            labels: vec!["A".to_owned()],
            rules: Vec::new(),
        };
        file.write(&mut out);
        assert_eq!(out, b"{\"version\":1,\"labels\":[\"A\"],\"rules\":[\n]}\n");
        assert_eq!(RuleFile::read(&out).unwrap(), file);
    }

    #[test]
    fn broken_json_is_said_with_line_and_column() {
        assert!(
            error("{\"version\":1,\n\"labels\":[\"A\"],\n \"rules\":[}").starts_with("line 3, column 11: ")
        );
        assert!(
            error(&with_rule(r#"{"name":"b","label":"A","qeury":"b"}"#)).contains("unknown field `qeury`")
        );
        assert!(error(&with_rule(r#"{"name":"b","label":"A"}"#)).contains("missing field `query`"));
    }

    #[test]
    fn what_is_wrong_with_a_rule_is_said_with_its_number_and_name() {
        let cases = [
            (
                r#"{"name":"a","label":"A","query":"b"}"#,
                "rule 2 (\"a\"): Rule 1 has the same name",
            ),
            (
                r#"{"name":"b","label":"B","query":"b"}"#,
                "rule 2 (\"b\"): There is no label \"B\"",
            ),
            (
                r#"{"name":"b","label":"A","query":" "}"#,
                "rule 2 (\"b\"): The query is empty",
            ),
            (
                r#"{"name":"","label":"A","query":"b"}"#,
                "rule 2 (\"\"): The rule has no name",
            ),
        ];
        for (rule, said) in cases {
            let error = error(&with_rule(rule));
            assert!(error.starts_with(said), "{error}");
        }
    }

    #[test]
    fn keys_of_later_versions_are_refused_unless_they_say_nothing() {
        let rule = |keys: &str| with_rule(&format!(r#"{{"name":"b","label":"A","query":"b",{keys}}}"#));
        for keys in [r#""against":true"#, r#""hard":true"#] {
            assert!(error(&rule(keys)).contains("This version can't"), "{keys}");
        }
        let nothing = rule(r#""against":false,"hard":false,"examples":[]"#);
        assert!(RuleFile::read(nothing.as_bytes()).is_ok());
    }

    #[test]
    fn examples_are_read_with_what_they_say_and_refused_where_they_are_torn() {
        let rule = |examples: &str| {
            with_rule(&format!(
                r#"{{"name":"b","label":"A","query":"b","examples":[{examples}]}}"#
            ))
        };
        let full = r#"{"text":"b","match":false,"fields":{"lang":"en","n":3.5,"at":null},"record":"7"}"#;
        let read = RuleFile::read(rule(full).as_bytes()).unwrap();
        let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let expected = Example {
            record: "7".to_owned(),
            text: "b".to_owned(),
            fields: vec![field("lang", "en"), field("n", "3.5")],
            matches: false,
        };
        assert_eq!(read.rules[1].examples, [expected]);
        let mut out = Vec::new();
        read.write(&mut out);
        assert_eq!(RuleFile::read(&out).unwrap(), read);
        assert!(error(&rule(r#"{"text":"b"}"#)).contains("missing field `match`"));
        assert!(error(&rule(r#"{"text":"b","match":true,"tag":1}"#)).contains("unknown field `tag`"));
    }

    #[test]
    fn versions_are_checked_before_anything_else() {
        assert!(error(r#"{"version":2,"sets":[]}"#).contains("version 2"));
        assert!(error(r#"{"text":"a"}"#).contains("says no version"));
        assert!(error(r#"{"version":1,"labels":["A","A"],"rules":[]}"#).contains("there twice"));
    }
}
