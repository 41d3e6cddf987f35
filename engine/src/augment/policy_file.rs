//! The policy file: which operations, how strong, in which order, how many copies, and what they leave alone.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Map, Value};

use super::policies::{self, POLICIES, Policy, Shape};
use super::settings::Settings;
use super::synonyms::OwnSynonyms;
use super::text::{self, Need, Operation};
use crate::error::{Error, Result};

/// A policy file, version 1. Any other key is an error, so that a slip of the pen is no silent default.
///
/// - `operations`, a list: of each its `name`, its parameters by their names, and `not_for`, labels whose records it
///   leaves alone. A name alone stands for an operation with nothing set.
/// - `policy` (`"random"`), the name of a [`Policy`].
/// - `copies` (1), how many of each record; `length` (1), how many operations in a row, for policies that draw them; `p`,
///   for `mean-field` a probability for each operation.
/// - `keep_original` (false): the record itself comes before its copies.
/// - `keep_unchanged` (false): copies that are equal to their record are kept; they always are where a reference operation
///   is among the operations.
/// - `locks`: `matched` (`"free"`), `"keep"` where words that a rule matched stay as they are, or `"only"` where nothing
///   else is changed; `negations` (true), whether words such as `not` stay; `words`, further words that stay.
/// - `synonyms`, words with lists of one's own synonyms; `lists`, word lists by name, for templates and names.
///
/// An example:
///
/// ```json
#[doc = include_str!("policy_file.json")]
/// ```
#[derive(Clone, Debug)]
pub struct PolicyFile {
    /// The policy.
    pub policy: &'static Policy,
    /// What it goes by.
    pub shape: Shape,
    /// The operations in order.
    pub steps: Vec<Step>,
    /// Whether copies that are equal to their record are kept.
    pub keep_unchanged: bool,
    /// What stays as it is.
    pub locks: LockChoice,
    /// The person's own synonyms.
    pub synonyms: Arc<OwnSynonyms>,
    /// The person's own lists.
    pub lists: Arc<BTreeMap<String, Vec<String>>>,
}

/// An operation of a policy.
#[derive(Clone, Debug)]
pub struct Step {
    /// Which.
    pub operation: &'static Operation,
    /// What was set.
    pub settings: Settings,
    /// Labels whose records it leaves alone.
    pub not_for: Vec<String>,
}

/// What stays as it is in every text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockChoice {
    /// What becomes of words that a rule matched.
    pub matched: Matched,
    /// Whether negations stay.
    pub negations: bool,
    /// Further words that stay, in lower case.
    pub words: Vec<String>,
}

impl Default for LockChoice {
    fn default() -> Self {
        Self {
            matched: Matched::Free,
            negations: true,
            words: Vec::new(),
        }
    }
}

/// What becomes of words that a rule matched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Matched {
    /// They are changed as any other.
    #[default]
    Free,
    /// They stay.
    Keep,
    /// Nothing else is changed.
    Only,
}

/// So many operations, copies and operations in a row are read.
const MOST: u64 = 1_000;

const KEYS: [&str; 11] = [
    "version",
    "policy",
    "operations",
    "copies",
    "length",
    "p",
    "keep_original",
    "keep_unchanged",
    "locks",
    "synonyms",
    "lists",
];

impl PolicyFile {
    /// Reads a policy file.
    ///
    /// # Errors
    /// JSON that can't be read, another version, a key or a name that is not known, or a value that can't be, each with
    /// its place and what to do.
    pub fn read(bytes: &[u8]) -> Result<Self> {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let value: Value = serde_json::from_slice(bytes).map_err(|error| {
            let place = format!("line {}, column {}", error.line(), error.column());
            Error::new("The policy file is no JSON", "Correct it there").at(place)
        })?;
        Self::of_json(&value)
    }

    /// Takes a policy file that was read as JSON.
    ///
    /// # Errors
    /// As for [`Self::read`].
    pub fn of_json(value: &Value) -> Result<Self> {
        let file = object(value, "the policy file", &KEYS)?;
        match file.get("version") {
            None => {
                return Err(Error::new(
                    "The policy file has no \"version\"",
                    "Write \"version\": 1",
                ));
            }
            Some(version) if version.as_u64() != Some(1) => {
                let what = format!("The policy file has version {}", short(version));
                return Err(Error::new(what, "This program reads version 1").at("\"version\""));
            }
            Some(_) => {}
        }
        let policy = match file.get("policy") {
            None => POLICIES[0],
            Some(name) => {
                policies::named(text_of(name, "\"policy\"")?).map_err(|error| error.at("\"policy\""))?
            }
        };
        let steps = steps(file.get("operations"))?;
        Ok(Self {
            shape: shape(file, policy, steps.len())?,
            policy,
            keep_unchanged: flag(file, "keep_unchanged", false)?,
            locks: file
                .get("locks")
                .map_or_else(|| Ok(LockChoice::default()), locks)?,
            synonyms: Arc::new(own_synonyms(file.get("synonyms"))?),
            lists: Arc::new(words_by_name(file.get("lists"), "\"lists\"")?),
            steps,
        })
    }

    /// Whether any of its operations needs something.
    #[must_use]
    pub fn needs(&self, need: Need) -> bool {
        self.steps.iter().any(|step| step.operation.needs == need)
    }

    /// Whether copies that are equal to their record are kept.
    #[must_use]
    pub fn keeps_unchanged(&self) -> bool {
        self.keep_unchanged || self.steps.iter().any(|step| step.operation.is_reference)
    }
}

fn steps(value: Option<&Value>) -> Result<Vec<Step>> {
    let Some(Value::Array(all)) = value else {
        let remedy = "Write \"operations\": [{\"name\": \"synonym\", \"strength\": 0.1}]";
        return Err(Error::new("The policy file has no list of operations", remedy).at("\"operations\""));
    };
    if all.is_empty() || all.len() as u64 > MOST {
        let what = format!("There are {} operations", all.len());
        return Err(Error::new(what, format!("Write from 1 to {MOST}")).at("\"operations\""));
    }
    let numbered = (1..).zip(all);
    numbered
        .map(|(number, value)| step(value, &format!("operation {number}")))
        .collect()
}

fn step(value: &Value, place: &str) -> Result<Step> {
    let none = Map::new();
    let (name, parameters) = match value {
        Value::String(name) => (name.as_str(), &none),
        Value::Object(map) => match map.get("name") {
            Some(name) => (text_of(name, place)?, map),
            None => return Err(Error::new("The operation has no \"name\"", "Write which it is").at(place)),
        },
        _ => {
            let what = format!("An operation can't be {}", short(value));
            return Err(Error::new(what, "Write its name, or {\"name\": …}").at(place));
        }
    };
    let operation = text::named(name).map_err(|error| error.at(place))?;
    let place = format!("{place} ({name:?})");
    let mut settings = Settings::defaults(operation.parameters);
    let mut not_for = Vec::new();
    for (key, value) in parameters {
        match key.as_str() {
            "name" => {}
            "not_for" => not_for = texts(value, &format!("{place}, \"not_for\""))?,
            _ => settings
                .set(operation.parameters, key, value)
                .map_err(|error| error.at(place.clone()))?,
        }
    }
    Ok(Step {
        operation,
        settings,
        not_for,
    })
}

fn shape(file: &Map<String, Value>, policy: &'static Policy, operations: usize) -> Result<Shape> {
    if policy.is_of_one && operations != 1 {
        let what = format!(
            "The policy {} takes one operation, and there are {operations}",
            policy.name
        );
        return Err(
            Error::new(what, "Leave one, or take \"apply-each\" or \"apply-all\"").at("\"operations\""),
        );
    }
    for (key, is_used) in [("length", policy.has_length), ("p", policy.has_shares)] {
        if file.contains_key(key) && !is_used {
            let what = format!("The policy {} has no {key:?}", policy.name);
            return Err(Error::new(what, "Leave it out").at(format!("{key:?}")));
        }
    }
    Ok(Shape {
        operations,
        copies: count(file, "copies")?,
        length: count(file, "length")?,
        shares: if policy.has_shares {
            shares(file.get("p"), operations)?
        } else {
            Vec::new()
        },
        keep_original: flag(file, "keep_original", false)?,
    })
}

fn shares(value: Option<&Value>, operations: usize) -> Result<Vec<f64>> {
    let numbers = value.and_then(Value::as_array);
    let read: Option<Vec<f64>> = numbers.and_then(|numbers| numbers.iter().map(Value::as_f64).collect());
    let are_shares = |shares: &Vec<f64>| {
        let sum: f64 = shares.iter().sum();
        shares.len() == operations && shares.iter().all(|&share| share >= 0.0) && (sum - 1.0).abs() < 1e-6
    };
    read.filter(are_shares).ok_or_else(|| {
        let remedy = format!("Write {operations} numbers of 0 or more that sum to 1, one for each operation");
        Error::new("\"p\" gives no probability for each operation", remedy).at("\"p\"")
    })
}

fn count(file: &Map<String, Value>, key: &str) -> Result<usize> {
    let Some(value) = file.get(key) else {
        return Ok(1);
    };
    let count = value.as_u64().filter(|count| (1..=MOST).contains(count));
    count
        .and_then(|count| usize::try_from(count).ok())
        .ok_or_else(|| {
            let what = format!("{key:?} can't be {}", short(value));
            Error::new(what, format!("Write a whole number from 1 to {MOST}")).at(format!("{key:?}"))
        })
}

fn locks(value: &Value) -> Result<LockChoice> {
    let map = object(value, "\"locks\"", &["matched", "negations", "words"])?;
    let matched = match map.get("matched").map(Value::as_str) {
        None | Some(Some("free")) => Matched::Free,
        Some(Some("keep")) => Matched::Keep,
        Some(Some("only")) => Matched::Only,
        Some(_) => {
            let what = format!(
                "\"matched\" can't be {}",
                map.get("matched").map(short).unwrap_or_default()
            );
            return Err(Error::new(what, "Write \"free\", \"keep\" or \"only\"").at("\"locks\""));
        }
    };
    let words = map
        .get("words")
        .map_or_else(|| Ok(Vec::new()), |words| texts(words, "\"locks\", \"words\""))?;
    Ok(LockChoice {
        matched,
        negations: flag(map, "negations", true)?,
        words: words.iter().map(|word| word.to_lowercase()).collect(),
    })
}

fn own_synonyms(value: Option<&Value>) -> Result<OwnSynonyms> {
    let written = words_by_name(value, "\"synonyms\"")?;
    Ok(written
        .into_iter()
        .map(|(word, others)| (word.to_lowercase(), others))
        .collect())
}

fn words_by_name(value: Option<&Value>, place: &str) -> Result<BTreeMap<String, Vec<String>>> {
    let Some(value) = value else {
        return Ok(BTreeMap::new());
    };
    let Value::Object(map) = value else {
        let what = format!("{place} can't be {}", short(value));
        return Err(Error::new(what, "Write {\"word\": [\"another\", \"more\"]}").at(place));
    };
    map.iter()
        .map(|(name, words)| Ok((name.clone(), texts(words, &format!("{place}, {name:?}"))?)))
        .collect()
}

fn object<'a>(value: &'a Value, place: &str, keys: &[&str]) -> Result<&'a Map<String, Value>> {
    let Value::Object(map) = value else {
        let what = format!("{} is no object", short(value));
        return Err(Error::new(what, format!("Write {{…}} with any of: {}", keys.join(", "))).at(place));
    };
    match map.keys().find(|key| !keys.contains(&key.as_str())) {
        None => Ok(map),
        Some(key) => {
            let what = format!("The key {key:?} is not known");
            Err(Error::new(what, format!("Known are: {}", keys.join(", "))).at(place))
        }
    }
}

fn flag(map: &Map<String, Value>, key: &str, default: bool) -> Result<bool> {
    match map.get(key) {
        None => Ok(default),
        Some(Value::Bool(flag)) => Ok(*flag),
        Some(value) => {
            let what = format!("{key:?} can't be {}", short(value));
            Err(Error::new(what, "Write true or false").at(format!("{key:?}")))
        }
    }
}

fn text_of<'a>(value: &'a Value, place: &str) -> Result<&'a str> {
    value.as_str().ok_or_else(|| {
        Error::new(format!("A name can't be {}", short(value)), "Write it in quotes").at(place)
    })
}

fn texts(value: &Value, place: &str) -> Result<Vec<String>> {
    let all = value
        .as_array()
        .and_then(|all| all.iter().map(|text| text.as_str().map(str::to_owned)).collect());
    all.ok_or_else(|| {
        let what = format!("A list of words can't be {}", short(value));
        Error::new(what, "Write [\"one\", \"another\"]").at(place)
    })
}

/// A value as it is written, cut where it is long.
fn short(value: &Value) -> String {
    let written = value.to_string();
    let mut cut: String = written.chars().take(60).collect();
    if cut.len() < written.len() {
        cut.push('…');
    }
    cut
}

#[cfg(test)]
mod tests;
