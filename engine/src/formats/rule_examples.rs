//! Examples as a rule file has them: `{"text":"…","match":true,"fields":{"lang":"en"},"record":"17"}`.

use serde::{Deserialize, Serialize, Serializer};

use crate::rule::Example;

/// An example of a rule file, version 1. `text` is the whole text and `match` says whether the rule must match it;
/// `fields`, the columns that the rule's query compares with their values, and `record`, the id of the record it was
/// taken from, stand where there are some.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StoredExample {
    text: String,
    r#match: bool,
    #[serde(default)]
    fields: serde_json::Map<String, serde_json::Value>,
    #[serde(default)]
    record: String,
}

impl StoredExample {
    /// The example as rules keep it. A number or another value is taken as JSON prints it; null is no value.
    pub(super) fn example(self) -> Example {
        let value = |(name, value): (String, serde_json::Value)| match value {
            serde_json::Value::Null => None,
            serde_json::Value::String(text) => Some((name, text)),
            other => Some((name, other.to_string())),
        };
        Example {
            record: self.record,
            text: self.text,
            fields: self.fields.into_iter().filter_map(value).collect(),
            matches: self.r#match,
        }
    }
}

#[derive(Serialize)]
struct Written<'a> {
    text: &'a str,
    r#match: bool,
    #[serde(skip_serializing_if = "Fields::is_empty")]
    fields: Fields<'a>,
    #[serde(skip_serializing_if = "str::is_empty")]
    record: &'a str,
}

/// Names and values as an object, in their order.
struct Fields<'a>(&'a [(String, String)]);

impl Fields<'_> {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for Fields<'_> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

/// Writes a rule's examples.
pub(super) fn write<S: Serializer>(examples: &[Example], out: S) -> Result<S::Ok, S::Error> {
    out.collect_seq(examples.iter().map(|example| Written {
        text: &example.text,
        r#match: example.matches,
        fields: Fields(&example.fields),
        record: &example.record,
    }))
}
