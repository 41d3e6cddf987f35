//! A record as one line of JSON, the same in JSON and JSON Lines.

use serde::Serialize;
use serde::ser::{SerializeMap as _, Serializer};
use serde_json::value::RawValue;

use super::{ExportRecord, Header};
use crate::corpus::{Value, ValueKind};
use crate::modality::Modality;
use crate::votes::Vote;

/// Appends a value as JSON on one line. What is written here is plain data, which always has a JSON form.
pub(crate) fn put(out: &mut Vec<u8>, value: &impl Serialize) {
    let start = out.len();
    if serde_json::to_writer(&mut *out, value).is_err() {
        debug_assert!(false, "plain data without a JSON form");
        out.truncate(start);
        out.extend_from_slice(b"null");
    }
}

/// Appends the items of an array, each on a line of its own.
pub(in crate::formats) fn put_lines<T: Serialize>(out: &mut Vec<u8>, items: impl Iterator<Item = T>) {
    for (place, item) in items.enumerate() {
        out.extend_from_slice(if place == 0 { b"\n" } else { b",\n" });
        put(out, &item);
    }
    out.push(b'\n');
}

/// A record's object. Keys that a whole file lacks (gold without a gold column, label without a model) are left out;
/// the others stand in every record, but for those that say the exception: `gold_value`, `by_hand`, `probabilities`,
/// `tied`. An image has its `name` where others have their `text`.
#[derive(Serialize)]
pub(super) struct Line<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fields: Option<Fields<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    gold: Option<Option<&'a str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    gold_value: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    split: Option<Option<&'static str>>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    by_hand: bool,
    votes: Vec<VoteLine<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<Option<&'a str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    label_source: Option<Option<&'static str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    probabilities: Option<Probabilities<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tied: Vec<&'a str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    augmented: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    operation: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parameters: Option<Raw<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    seed: Option<u32>,
}

impl<'a> Line<'a> {
    pub(super) fn new(header: &'a Header, record: &'a ExportRecord<'a>) -> Self {
        let name = |label: usize| header.label_name(label);
        let gold_label = record.gold.and_then(|gold| gold.label);
        let side = if record.held_out { "held-out" } else { "dev" };
        Self {
            id: record.id,
            text: (header.modality == Modality::Text).then_some(record.text),
            name: (header.modality == Modality::Image).then_some(record.text),
            fields: (!header.fields.is_empty()).then_some(Fields::new(header, record, OnOneLine::Yes)),
            gold: header.has_gold().then(|| gold_label.map(name)),
            gold_value: record
                .gold
                .filter(|gold| gold.label.is_none())
                .map(|gold| gold.value),
            split: header.has_gold().then(|| gold_label.map(|_| side)),
            by_hand: record.gold.is_some_and(|gold| gold.by_hand),
            votes: record
                .votes
                .iter()
                .map(|&vote| VoteLine::new(header, vote))
                .collect(),
            label: header.filter.model.as_ref().map(|_| record.label().map(name)),
            label_source: header.filter.has_sources().then(|| record.label_source()),
            probabilities: record
                .posterior
                .map(|posterior| Probabilities { header, posterior }),
            tied: record.tied().iter().map(|&label| name(label)).collect(),
            augmented: record.variant.is_some(),
            parent: record.variant.map(|variant| variant.parent),
            operation: record.variant.map(|variant| variant.operation),
            parameters: record
                .variant
                .map(|variant| Raw(variant.parameters, OnOneLine::Yes)),
            seed: record.variant.map(|variant| variant.seed),
        }
    }
}

#[derive(Serialize)]
struct VoteLine<'a> {
    rule: &'a str,
    label: &'a str,
    /// "Not this label"; absent from votes for it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    against: bool,
    /// Whether the rule decides; absent where it doesn't.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    hard: bool,
}

impl<'a> VoteLine<'a> {
    fn new(header: &'a Header, (rule, vote): (usize, Vote)) -> Self {
        let rule = header.rules.get(rule).map(|rule| &rule.rule);
        Self {
            rule: rule.map_or("", |rule| &rule.name),
            label: header.label_name(vote.label),
            against: vote.against,
            hard: rule.is_some_and(|rule| rule.hard),
        }
    }
}

struct Probabilities<'a> {
    header: &'a Header,
    posterior: &'a [f64],
}

impl Serialize for Probabilities<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let names = self.header.labels.iter().map(|label| &label.name);
        to.collect_map(names.zip(self.posterior))
    }
}

/// Whether line breaks between the parts of a JSON value become spaces.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum OnOneLine {
    Yes,
    /// As it is written, to the byte.
    No,
}

/// A record's plain fields, each as it stood in the source: text as text, numbers and JSON as they were written.
pub(super) struct Fields<'a> {
    names: &'a [String],
    values: &'a [Value<'a>],
    on_one_line: OnOneLine,
}

impl<'a> Fields<'a> {
    pub(super) fn new(header: &'a Header, record: &ExportRecord<'a>, on_one_line: OnOneLine) -> Self {
        Self {
            names: &header.fields,
            values: record.fields,
            on_one_line,
        }
    }
}

impl Serialize for Fields<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(self.names.len()))?;
        for (name, value) in self.names.iter().zip(self.values) {
            map.serialize_key(name)?;
            match value.kind {
                ValueKind::Missing => map.serialize_value(&())?,
                ValueKind::Text => map.serialize_value(value.text)?,
                ValueKind::Number | ValueKind::Bool | ValueKind::Json => {
                    map.serialize_value(&Raw(value.text, self.on_one_line))?;
                }
            }
        }
        map.end()
    }
}

/// JSON as it was written; what is none after all is written as text, so that the file stays whole.
struct Raw<'a>(&'a str, OnOneLine);

impl Serialize for Raw<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Self(text, on_one_line) = *self;
        // No line break stands inside a JSON string, so that each of them is blank space.
        let joined = (on_one_line == OnOneLine::Yes && text.contains(['\n', '\r']))
            .then(|| text.replace(['\n', '\r'], " "));
        let text = joined.as_deref().unwrap_or(text);
        match serde_json::from_str::<&RawValue>(text) {
            Ok(raw) => raw.serialize(to),
            Err(_) => text.serialize(to),
        }
    }
}
