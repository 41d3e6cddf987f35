//! An operation with its numbers.

use serde::ser::{Serialize, SerializeMap as _, Serializer};
use serde_json::Value;

use super::operations::{self, ImageOperation, MOST_VALUES, Values};
use crate::error::{Error, Result};
use crate::images::Image;

/// An operation with its numbers: the same image and step give the same bytes. As JSON the operation's name and the
/// numbers by name: `{"name": "rotate", "degrees": -6.0}`.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    operation: &'static ImageOperation,
    values: Values,
}

impl Step {
    /// A step of an operation of [`operations::OPERATIONS`]; numbers beyond those it names are left out.
    #[must_use]
    pub const fn new(operation: &'static ImageOperation, values: Values) -> Self {
        Self { operation, values }
    }

    /// A step of an operation with one number or none.
    pub(super) const fn of(operation: &'static ImageOperation, value: f64) -> Self {
        let mut values = [0.0; MOST_VALUES];
        values[0] = value;
        Self { operation, values }
    }

    /// What is done.
    #[must_use]
    pub const fn operation(&self) -> &'static ImageOperation {
        self.operation
    }

    /// The numbers, with their names.
    pub fn values(&self) -> impl Iterator<Item = (&'static str, f64)> {
        self.operation.values.iter().copied().zip(self.values)
    }

    /// The image that the step makes. Operations that mix take the partner, all others leave it alone.
    ///
    /// # Errors
    /// A partner that is missing, or of another size or kind.
    pub fn apply(&self, image: &Image, partner: Option<&Image>) -> Result<Image> {
        self.operation.apply(image, partner, &self.values)
    }

    /// How much of the result's label is the image's own, 0 to 1; the rest is the partner's.
    #[must_use]
    pub fn own_share(&self, image: &Image) -> f64 {
        self.operation.own_share(image.size(), &self.values)
    }

    /// Reads a step as it is written.
    ///
    /// # Errors
    /// No operation of that name, a number that is missing, none, or too many.
    pub fn from_json(json: &Value) -> Result<Self> {
        let name = json.get("name").and_then(Value::as_str).unwrap_or_default();
        let operation = operations::find(name)?;
        let mut values = [0.0; MOST_VALUES];
        for (value, name) in values.iter_mut().zip(operation.values) {
            let number = json.get(name).and_then(Value::as_f64);
            let missing = || {
                Error::new(
                    format!("The step has no number “{name}”"),
                    "Write it as it was exported",
                )
            };
            *value = number.ok_or_else(|| missing().at(operation.name))?;
        }
        let fields = json.as_object().map_or(0, serde_json::Map::len);
        if fields != operation.values.len() + 1 {
            let what = format!(
                "The step has {} numbers instead of {}",
                fields - 1,
                operation.values.len()
            );
            return Err(Error::new(what, "Write it as it was exported").at(operation.name));
        }
        Ok(Self { operation, values })
    }
}

impl PartialEq for Step {
    fn eq(&self, other: &Self) -> bool {
        self.operation.name == other.operation.name && self.values().eq(other.values())
    }
}

impl Serialize for Step {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.operation.values.len() + 1))?;
        map.serialize_entry("name", self.operation.name)?;
        for (name, value) in self.values() {
            map.serialize_entry(name, &value)?;
        }
        map.end()
    }
}
