//! What the values of a rule's column mean, as an object of values and label names in the order it is written.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, Visitor};
use serde::ser::Serializer;

use super::{ColumnEntry, check_label};
use crate::error::{Error, Result};

/// Values and the label each votes for, or null.
pub(super) struct Values(Vec<(String, Option<String>)>);

impl<'de> Deserialize<'de> for Values {
    fn deserialize<D: Deserializer<'de>>(from: D) -> std::result::Result<Self, D::Error> {
        from.deserialize_map(ValuesVisitor)
    }
}

struct ValuesVisitor;

impl<'de> Visitor<'de> for ValuesVisitor {
    type Value = Values;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an object of values and the label each votes for")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<Values, A::Error> {
        let mut values: Vec<(String, Option<String>)> = Vec::new();
        while let Some((value, label)) = map.next_entry::<String, Option<String>>()? {
            if values.iter().any(|(known, _)| *known == value) {
                return Err(A::Error::custom(format!("the value {value:?} is there twice")));
            }
            values.push((value, label));
        }
        Ok(Values(values))
    }
}

/// Writes values and labels as an object.
pub(super) fn put<S: Serializer>(values: &[(String, String)], to: S) -> std::result::Result<S::Ok, S::Error> {
    to.collect_map(values.iter().map(|(value, label)| (value, label)))
}

/// The column of a rule, where it has one.
pub(super) fn column(
    column: Option<String>,
    values: Option<Values>,
    labels: &[String],
) -> Result<Option<ColumnEntry>> {
    let Some(column) = column else {
        return match values {
            None => Ok(None),
            Some(_) => Err(Error::new(
                "There are values and no column",
                "Name the column that holds them in \"column\".",
            )),
        };
    };
    if column.trim().is_empty() {
        return Err(Error::new("The column has no name", "Name it in \"column\"."));
    }
    let all = values.map(|values| values.0).unwrap_or_default();
    let values: Vec<(String, String)> = all
        .into_iter()
        .filter_map(|(value, label)| Some((value, label?)))
        .collect();
    if values.is_empty() {
        let remedy = "Say in \"values\" which label each votes for, as in {\"spam\": \"SPAM\"}.";
        let what = format!("There is no value of the column {column:?} that votes for a label");
        return Err(Error::new(what, remedy));
    }
    values
        .iter()
        .try_for_each(|(_, label)| check_label(label, labels))?;
    Ok(Some(ColumnEntry { column, values }))
}
