//! What Hugging Face's datasets keep in a file's footer, under the key `huggingface`: the names of classes, whose numbers stand
//! in the columns. `{"info": {"features": {"label": {"names": ["neg", "pos"], "_type": "ClassLabel"}}}}`

use parquet::file::metadata::KeyValue;
use serde_json::Value;

/// The description of a column's values, or of all columns'.
#[derive(Clone, Debug, Default)]
pub(crate) struct Classes {
    names: Vec<String>,
    elements: Option<Box<Self>>,
    fields: Vec<(String, Self)>,
}

/// Lists in lists; deeper descriptions are passed over.
const MOST_DEPTH: u32 = 16;

impl Classes {
    /// As a footer has it; nothing where it has none, or none that can be read.
    pub(crate) fn read(metadata: Option<&Vec<KeyValue>>) -> Self {
        let ours = metadata.and_then(|pairs| pairs.iter().find(|pair| pair.key == "huggingface"));
        let said = ours.and_then(|pair| serde_json::from_str::<Value>(pair.value.as_deref()?).ok());
        said.map_or_else(Self::default, |said| {
            Self::of_value(&said["info"]["features"], MOST_DEPTH)
        })
    }

    fn of_value(said: &Value, depth: u32) -> Self {
        let Some(depth) = depth.checked_sub(1) else {
            return Self::default();
        };
        let kind = said["_type"].as_str().unwrap_or_default();
        let names = said["names"].as_array().filter(|_| kind == "ClassLabel");
        let names = names.map(|names| {
            names
                .iter()
                .filter_map(|name| Some(name.as_str()?.to_owned()))
                .collect()
        });
        let elements = match said {
            // A list of one description, or a list that says so.
            Value::Array(one) => one.first(),
            said if matches!(kind, "Sequence" | "List" | "LargeList") => said.get("feature"),
            _ => None,
        };
        let fields = said.as_object().map(|fields| {
            let described = fields
                .iter()
                .filter(|(_, said)| said.is_object() || said.is_array());
            described
                .map(|(name, said)| (name.clone(), Self::of_value(said, depth)))
                .collect()
        });
        Self {
            names: names.unwrap_or_default(),
            elements: elements.map(|said| Box::new(Self::of_value(said, depth))),
            fields: fields.unwrap_or_default(),
        }
    }

    /// What is said of a column or a field.
    pub(crate) fn of(&self, name: &str) -> Option<&Self> {
        self.fields
            .iter()
            .find(|(field, _)| field == name)
            .map(|(_, said)| said)
    }

    /// What is said of a list's elements.
    pub(crate) fn of_elements(&self) -> &Self {
        self.elements.as_deref().unwrap_or(self)
    }

    /// The names of the classes, where these are classes.
    pub(crate) fn names(&self) -> Option<&[String]> {
        (!self.names.is_empty()).then_some(self.names.as_slice())
    }
}
