//! One JSON value as one row: an object's keys are columns, a string is a text.

use std::collections::HashMap;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::value::depth;
use super::{DEEPEST, SET_ASIDE};
use crate::formats::row::recycle;
use crate::formats::{BadRow, Cell, Place, Row, RowSink};

/// Records with keys of their own, such as ids, must not make a column each.
const MOST_COLUMNS: usize = 1000;

/// The column that bare strings go to.
const TEXT: &str = "text";

/// Makes rows of values, and columns of the keys in the order in which they are first seen.
#[derive(Default)]
pub(crate) struct Objects {
    columns: Vec<String>,
    column_of: HashMap<String, usize>,
    cells: Vec<Cell<'static>>,
}

impl Objects {
    /// Hands on the value as a row, or sets it aside.
    pub(crate) fn read(&mut self, raw: &str, place: Place, sink: &mut dyn RowSink) {
        let values = match self.values(raw) {
            Ok(values) => values,
            Err(reason) => return sink.bad(BadRow::new(place, None, reason, raw)),
        };
        if values.columns.len() > self.columns.len() {
            self.grow(values.columns, sink);
        }
        self.row(raw, &values.values, place, sink);
    }

    /// The record's values, or why it is set aside. Changes nothing, so that a bad row brings no columns.
    fn values<'de>(&self, raw: &'de str) -> Result<Found<'de>, String> {
        let deepest = depth(raw);
        if deepest > DEEPEST {
            return Err(format!(
                "Nested {deepest} deep, and at most {DEEPEST} are read. Set aside; flatten the record and import it again."
            ));
        }
        let pairs = match raw.as_bytes().first() {
            Some(b'"') => vec![(Key::Own(TEXT.to_owned()), parse::<&RawValue>(raw)?)],
            Some(b'{') => parse::<Pairs<'de>>(raw)?.0,
            _ => {
                parse::<&RawValue>(raw)?;
                return Err(format!(
                    "A record is an object or a string, and this is neither. {SET_ASIDE}"
                ));
            }
        };
        self.place_in_columns(pairs)
    }

    fn place_in_columns<'de>(&self, pairs: Vec<(Key<'de>, &'de RawValue)>) -> Result<Found<'de>, String> {
        let mut found = Found {
            values: Vec::with_capacity(pairs.len()),
            columns: Vec::new(),
        };
        let mut seen = vec![false; self.columns.len()];
        let mut added: Vec<String> = Vec::new();
        for (position, (key, value)) in pairs.into_iter().enumerate() {
            let key = key.as_str();
            let column = match self.columns.get(position) {
                // Records mostly repeat the order of the first.
                Some(column) if column == key => Some(position),
                _ => self.column_of.get(key).copied(),
            };
            let column = column.unwrap_or_else(|| {
                let new = added.iter().position(|name| name == key).unwrap_or_else(|| {
                    added.push(key.to_owned());
                    seen.push(false);
                    added.len() - 1
                });
                self.columns.len() + new
            });
            if std::mem::replace(&mut seen[column], true) {
                return Err(format!(
                    "The key {key:?} is there twice, with room for one value. {SET_ASIDE}"
                ));
            }
            found.values.push((column, Value::read(value.get())?));
        }
        if self.columns.len() + added.len() > MOST_COLUMNS {
            let key = added.first().map_or("", String::as_str);
            return Err(format!(
                "The key {key:?} would be one of more than {MOST_COLUMNS} columns. {SET_ASIDE}"
            ));
        }
        if !added.is_empty() {
            found.columns = self.columns.iter().cloned().chain(added).collect();
        }
        Ok(found)
    }

    fn grow(&mut self, columns: Vec<String>, sink: &mut dyn RowSink) {
        for (column, name) in columns.iter().enumerate().skip(self.columns.len()) {
            self.column_of.insert(name.clone(), column);
        }
        self.columns = columns;
        sink.columns(&self.columns);
    }

    fn row(&mut self, raw: &str, values: &[(usize, Value<'_>)], place: Place, sink: &mut dyn RowSink) {
        let mut cells = recycle(std::mem::take(&mut self.cells));
        cells.resize(self.columns.len(), Cell::Missing);
        for (column, value) in values {
            cells[*column] = value.cell();
        }
        sink.row(Row {
            place,
            raw,
            cells: &cells,
            image: None,
        });
        self.cells = recycle(cells);
    }
}

/// A record's values, and all columns if it brings new ones.
struct Found<'de> {
    /// In the order of the record, each with its column.
    values: Vec<(usize, Value<'de>)>,
    columns: Vec<String>,
}

fn parse<'de, T: Deserialize<'de>>(raw: &'de str) -> Result<T, String> {
    serde_json::from_str(raw).map_err(|error| format!("Not valid JSON: {error}. {SET_ASIDE}"))
}

/// A value, as written; a string with escapes is kept as the text it stands for.
enum Value<'de> {
    Written(&'de str),
    Unescaped(String),
}

impl<'de> Value<'de> {
    /// Refuses a string that is half a character: such JSON is well-formed, and is no text.
    fn read(written: &'de str) -> Result<Self, String> {
        if written.starts_with('"') && memchr::memchr(b'\\', written.as_bytes()).is_some() {
            return parse(written).map(Self::Unescaped);
        }
        Ok(Self::Written(written))
    }

    fn cell(&self) -> Cell<'_> {
        let written = match self {
            Self::Unescaped(text) => return Cell::Text(text),
            Self::Written(written) => *written,
        };
        match written.as_bytes() {
            [b'"', .., b'"'] => Cell::Text(&written[1..written.len() - 1]),
            [b'{' | b'[', ..] => Cell::Json(written),
            b"null" => Cell::Missing,
            b"true" => Cell::Bool(true),
            b"false" => Cell::Bool(false),
            _ => Cell::Number(written),
        }
    }
}

/// A key, borrowed where it holds no escape.
enum Key<'de> {
    Borrowed(&'de str),
    Own(String),
}

impl Key<'_> {
    fn as_str(&self) -> &str {
        match self {
            Key::Borrowed(key) => key,
            Key::Own(key) => key,
        }
    }
}

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct KeyVisitor;
        impl<'de> Visitor<'de> for KeyVisitor {
            type Value = Key<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }
            fn visit_borrowed_str<E>(self, key: &'de str) -> Result<Key<'de>, E> {
                Ok(Key::Borrowed(key))
            }
            fn visit_str<E>(self, key: &str) -> Result<Key<'de>, E> {
                Ok(Key::Own(key.to_owned()))
            }
        }
        from.deserialize_str(KeyVisitor)
    }
}

/// An object's keys and values in their order, doubled keys and all.
struct Pairs<'de>(Vec<(Key<'de>, &'de RawValue)>);

impl<'de> Deserialize<'de> for Pairs<'de> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct PairsVisitor;
        impl<'de> Visitor<'de> for PairsVisitor {
            type Value = Pairs<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs<'de>, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }
        from.deserialize_map(PairsVisitor)
    }
}
