//! The records of a saved project, one by one.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::{ProjectSink, SavedColumns, SavedImage, SavedRecord};
use crate::corpus::{Value, ValueKind};

/// Reads the array of records and hands them on.
pub(super) struct RecordsSeed<'s> {
    pub(super) columns: SavedColumns,
    pub(super) sink: &'s mut dyn ProjectSink,
}

impl<'de> DeserializeSeed<'de> for RecordsSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for RecordsSeed<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an array of records")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut records: A) -> Result<(), A::Error> {
        while let Some(line) = records.next_element::<Line<'de>>()? {
            let fields = line.values(&self.columns).map_err(A::Error::custom)?;
            let image = line.image.as_ref().map(SavedImage::read).transpose();
            let image = image.map_err(A::Error::custom)?;
            let record = SavedRecord {
                id: line.id.as_deref(),
                repeated: line.repeated,
                text: &line.text,
                fields: &fields,
                gold: line.gold.as_deref(),
                held_out: line.held_out,
                image: image.as_ref(),
            };
            self.sink.record(&record).map_err(A::Error::custom)?;
        }
        Ok(())
    }
}

/// A record as it stands in the file.
#[derive(Deserialize)]
struct Line<'a> {
    #[serde(borrow, default)]
    id: Option<Cow<'a, str>>,
    #[serde(default)]
    repeated: bool,
    #[serde(borrow)]
    text: Cow<'a, str>,
    #[serde(borrow, default)]
    fields: FieldList<'a>,
    #[serde(borrow, default)]
    gold: Option<Cow<'a, str>>,
    #[serde(default)]
    held_out: bool,
    #[serde(borrow, default)]
    image: Option<SavedImage<'a>>,
}

impl Line<'_> {
    /// The values in the order of the project's fields, whatever their order in the record.
    fn values(&self, columns: &SavedColumns) -> Result<Vec<Value<'_>>, String> {
        if self.id.is_some() != columns.has_ids {
            let has = if columns.has_ids { "no id" } else { "an id" };
            return Err(format!("this record has {has}, against what \"has_ids\" says"));
        }
        let given = &self.fields.0;
        if given.iter().map(|(name, _)| name).eq(&columns.fields) {
            return Ok(given.iter().map(|(_, value)| value.get()).collect());
        }
        let is_known = |name: &str| columns.fields.iter().any(|known| known == name);
        if let Some((name, _)) = given.iter().find(|(name, _)| !is_known(name)) {
            return Err(format!(
                "this record has a field {name:?} that \"fields\" does not name"
            ));
        }
        let of_name = |name: &String| given.iter().find(|(known, _)| known == name);
        let value = |name| of_name(name).map_or(MISSING, |(_, value)| value.get());
        Ok(columns.fields.iter().map(value).collect())
    }
}

#[derive(Default)]
struct FieldList<'a>(Vec<(Cow<'a, str>, FieldValue<'a>)>);

struct FieldValue<'a> {
    kind: ValueKind,
    text: Cow<'a, str>,
}

const MISSING: Value<'static> = Value {
    kind: ValueKind::Missing,
    text: "",
};

impl FieldValue<'_> {
    fn get(&self) -> Value<'_> {
        Value {
            kind: self.kind,
            text: &self.text,
        }
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for FieldList<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(FieldVisitor)
    }
}

struct FieldVisitor;

impl<'de> Visitor<'de> for FieldVisitor {
    type Value = FieldList<'de>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an object of field values")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<FieldList<'de>, A::Error> {
        let mut list = Vec::new();
        while let Some(Key(name)) = map.next_key()? {
            let raw: &'de RawValue = map.next_value()?;
            list.push((name, read_value(raw).map_err(A::Error::custom)?));
        }
        Ok(FieldList(list))
    }
}

/// A key, borrowed where it has no escapes.
#[derive(Deserialize)]
struct Key<'a>(#[serde(borrow)] Cow<'a, str>);

/// The value as it is written; its first character tells what it is.
fn read_value(raw: &RawValue) -> serde_json::Result<FieldValue<'_>> {
    let raw = raw.get();
    let as_written = |kind| FieldValue {
        kind,
        text: Cow::Borrowed(raw),
    };
    Ok(match raw.as_bytes().first() {
        Some(b'"') => FieldValue {
            kind: ValueKind::Text,
            text: serde_json::from_str::<Key<'_>>(raw)?.0,
        },
        Some(b'n') => FieldValue {
            kind: ValueKind::Missing,
            text: Cow::Borrowed(""),
        },
        Some(b't' | b'f') => as_written(ValueKind::Bool),
        Some(b'{' | b'[') => as_written(ValueKind::Json),
        _ => as_written(ValueKind::Number),
    })
}
