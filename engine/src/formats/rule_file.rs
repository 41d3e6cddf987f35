//! The rule file: labels and rules as JSON, to keep beside the data, to compare, and to use elsewhere.

mod values;

use serde::{Deserialize, Serialize};

use super::lists::{StoredLists, put_lists};
use super::rule_examples::{self, StoredExample};
use super::write::put_lines;
use crate::error::{Error, Result};
use crate::lists::WordList;
use crate::rule::Example;
use crate::text::Accents;
use values::Values;

/// The version that is written, and the only one that is read.
const VERSION: u64 = 1;

/// A rule file, version 1: `labels` in their order, and `rules` in theirs, one a line. Any other key is an error, so
/// that a slip of the pen is no silent default. Of a rule:
///
/// - `name`, unique in the file.
/// - `label`, one of `labels`, and `query`, the condition on which it votes for this label. With `against` (false) it
///   votes that the record has *not* this label.
/// - Or `column` and `values`: the rule votes what the column says, and `values` names the label that each value votes
///   for. Other values, `null` and empty cells abstain. A `query` may then narrow where it votes; `label` says nothing.
/// - `hard` (false): the rule decides. Where such a rule votes, only theirs count for the majority label.
/// - `enabled` (true), `note`, `author`; `examples`, texts that the rule must match or must not, each as
///   [`StoredExample`] says.
///
/// All but `name` are written where they say something. So are two keys before `rules`: `lists`, the word lists that
/// queries name with `@`, each with its entries, a list a line; and `accents`, `"ignored"` where the rules were written
/// with accents ignored (`"count"`). An example:
///
/// ```json
#[doc = include_str!("rule_file.json")]
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleFile {
    /// The label names in order.
    pub labels: Vec<String>,
    /// The word lists.
    pub lists: Vec<WordList>,
    /// Whether accents tell words apart.
    pub accents: Accents,
    /// The rules in order.
    pub rules: Vec<RuleFileEntry>,
}

/// One rule of a rule file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RuleFileEntry {
    /// Unique in the file.
    pub name: String,
    /// The name of the label it votes for or against; empty where a column says that.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub label: String,
    /// The condition, as a query; it may be empty where there is a column. Whether it can be read is for the rule
    /// language to say.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub query: String,
    /// A column whose values are the rule's votes.
    #[serde(flatten)]
    pub column: Option<ColumnEntry>,
    /// Whether it votes that a record has not its label.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub against: bool,
    /// Whether it decides.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub hard: bool,
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

/// The column of a rule that has its votes from one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ColumnEntry {
    /// Its name.
    pub column: String,
    /// Values, and the name of the label that each votes for.
    #[serde(serialize_with = "values::put")]
    pub values: Vec<(String, String)>,
}

impl RuleFileEntry {
    /// Whether it votes for a label, on whatever records.
    #[must_use]
    pub fn votes_for(&self, label: &str) -> bool {
        match &self.column {
            Some(entry) => entry.values.iter().any(|(_, voted)| voted == label),
            None => self.label == label && !self.against,
        }
    }
}

impl RuleFile {
    /// Reads a rule file.
    ///
    /// # Errors
    /// JSON that can't be read, another version, a key that is not known, a name that is empty or there twice, a label
    /// that is not in the list, an empty query, a column without values or values without a column.
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
            lists: stored.lists.0,
            accents: stored.accents,
            rules,
        })
    }

    /// Appends the file's bytes: the same rules give the same bytes.
    pub fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"{\"version\":1,\"labels\":");
        super::write::put(out, &self.labels);
        if !self.lists.is_empty() {
            out.extend_from_slice(b",\"lists\":");
            put_lists(out, self.lists.iter());
        }
        if !self.accents.count() {
            out.extend_from_slice(b",\"accents\":");
            super::write::put(out, &self.accents);
        }
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
    #[serde(default)]
    lists: StoredLists,
    #[serde(default)]
    accents: Accents,
    rules: Vec<StoredRule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredRule {
    name: String,
    #[serde(default)]
    label: String,
    #[serde(default)]
    query: String,
    #[serde(default)]
    column: Option<String>,
    #[serde(default)]
    values: Option<Values>,
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
        let column = values::column(self.column, self.values, labels)?;
        match &column {
            Some(_) if self.against => {
                return Err(Error::new(
                    "A rule from a column can't vote against a label: its values say what it votes for",
                    "Take \"against\" out.",
                ));
            }
            Some(_) if self.label.is_empty() => {}
            None if self.label.is_empty() => {
                return Err(Error::new(
                    "The rule has no label",
                    format!("Add \"label\". Labels are {}.", list(labels)),
                ));
            }
            _ => check_label(&self.label, labels)?,
        }
        if column.is_none() && self.query.trim().is_empty() {
            return Err(Error::new(
                "The query is empty",
                "Write a condition, such as a word to look for.",
            ));
        }
        Ok(RuleFileEntry {
            name: self.name,
            label: if column.is_some() {
                String::new()
            } else {
                self.label
            },
            query: self.query,
            column,
            against: self.against,
            hard: self.hard,
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
}

fn check_label(label: &str, labels: &[String]) -> Result<()> {
    if labels.iter().any(|known| known == label) {
        return Ok(());
    }
    let what = format!("There is no label {label:?}");
    let known = format!("Labels are {}. Add it to \"labels\" or correct it.", list(labels));
    Err(Error::new(what, known))
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
mod tests;
