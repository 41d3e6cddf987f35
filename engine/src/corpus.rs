//! The records: their texts, ids and plain fields, in memory as they stand in the file, and the pixels of images. Nothing
//! here is trimmed, decoded or folded; what people see and export is what they brought.

use std::hash::BuildHasher as _;

use hashbrown::HashTable;
use serde::{Deserialize, Serialize};

use crate::arena::TextArena;
use crate::bits::BitSet;
use crate::embeddings::Source;
use crate::images::{Image, ImageStore, StoredImage};
use crate::modality::Modality;
use crate::num::count;

/// What a field's value was in the file: CSV knows text alone, JSON tells numbers and truth apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ValueKind {
    /// The record has no such value.
    Missing,
    /// Characters.
    Text,
    /// A JSON number, kept as it is written.
    Number,
    /// `true` or `false`.
    Bool,
    /// Any other JSON, as it is written.
    Json,
}

/// A value of a plain field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Value<'a> {
    /// What it was in the file.
    pub kind: ValueKind,
    /// As it is written there.
    pub text: &'a str,
}

/// A plain field of all records.
#[derive(Clone, Debug)]
pub struct Field {
    /// The column's name.
    pub name: String,
    values: TextArena,
    /// Empty while every value is text, as in any CSV.
    kinds: Vec<ValueKind>,
}

impl Field {
    /// A field that the first `records` records lack.
    fn new(name: &str, records: usize) -> Self {
        let mut field = Self {
            name: name.to_owned(),
            values: TextArena::default(),
            kinds: Vec::new(),
        };
        for _ in 0..records {
            field.push(Value {
                kind: ValueKind::Missing,
                text: "",
            });
        }
        field
    }

    /// The value of a record.
    #[must_use]
    pub fn get(&self, record: u32) -> Value<'_> {
        let kind = self
            .kinds
            .get(record as usize)
            .copied()
            .unwrap_or(ValueKind::Text);
        Value {
            kind,
            text: self.values.get(record),
        }
    }

    fn push(&mut self, value: Value<'_>) {
        if self.kinds.is_empty() && value.kind != ValueKind::Text {
            self.kinds = vec![ValueKind::Text; self.values.len()];
        }
        if value.kind != ValueKind::Text || !self.kinds.is_empty() {
            self.kinds.push(value.kind);
        }
        self.values.push(value.text);
    }
}

/// n records.
#[derive(Clone, Debug, Default)]
pub struct Corpus {
    texts: TextArena,
    /// Empty where the file has no id column: a record's id is then its number from 1.
    ids: TextArena,
    fields: Vec<Field>,
    /// Records whose id stood in the file before; their id here has a suffix.
    repeated: Vec<u32>,
    /// Rows of numbers that came with them, where they have some.
    embeddings: Option<Source>,
    /// An image for each record, or none for any.
    images: Option<ImageStore>,
}

impl Corpus {
    /// n, the number of records.
    #[must_use]
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether there is no record.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// A record's text, to the byte.
    #[must_use]
    pub fn text(&self, record: u32) -> &str {
        self.texts.get(record)
    }

    /// Bytes of all texts.
    #[must_use]
    pub fn text_bytes(&self) -> u64 {
        self.texts.bytes()
    }

    /// A record's id, unique in the corpus.
    #[must_use]
    pub fn id(&self, record: u32) -> String {
        if self.ids.is_empty() {
            (u64::from(record) + 1).to_string()
        } else {
            self.ids.get(record).to_owned()
        }
    }

    /// Where the records of some ids stand, in the ids' order; none for an id that no record has. The ids are
    /// ascending.
    #[must_use]
    pub fn places(&self, ids: &[&str]) -> Vec<Option<u32>> {
        if !self.has_ids() {
            let place = |id: &&str| id.parse::<u32>().ok()?.checked_sub(1);
            let here = |place: Option<u32>| place.filter(|&place| (place as usize) < self.len());
            return ids.iter().map(place).map(here).collect();
        }
        let mut places = vec![None; ids.len()];
        for record in 0..count(self.len()) {
            if let Ok(at) = ids.binary_search(&self.ids.get(record)) {
                places[at] = Some(record);
            }
        }
        places
    }

    /// Rows of numbers that came with the records.
    #[must_use]
    pub const fn embeddings(&self) -> Option<&Source> {
        self.embeddings.as_ref()
    }

    /// Says which rows of numbers came with the records; a row a record.
    pub fn set_embeddings(&mut self, embeddings: Option<Source>) {
        self.embeddings = embeddings;
    }

    /// Whether the file had an id column.
    #[must_use]
    pub fn has_ids(&self) -> bool {
        !self.ids.is_empty()
    }

    /// The plain fields, in the order of the file.
    #[must_use]
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// The records' images; none where the records are texts.
    #[must_use]
    pub const fn images(&self) -> Option<&ImageStore> {
        self.images.as_ref()
    }

    /// What the records are.
    #[must_use]
    pub const fn modality(&self) -> Modality {
        match self.images {
            Some(_) => Modality::Image,
            None => Modality::Text,
        }
    }

    /// A record's image; none where the records are texts.
    #[must_use]
    pub fn image(&self, record: u32) -> Option<Image> {
        let images = self.images.as_ref()?;
        ((record as usize) < images.len()).then(|| images.get(record))
    }

    /// How many records' ids stood in the file before.
    #[must_use]
    pub fn repeated_count(&self) -> u32 {
        count(self.repeated.len())
    }

    /// Records whose id stood in the file before.
    #[must_use]
    pub fn repeated(&self) -> BitSet {
        BitSet::from_indices(self.len(), self.repeated.iter().copied())
    }
}

/// Takes records one by one.
#[derive(Debug, Default)]
pub struct CorpusBuilder {
    corpus: Corpus,
    known_ids: HashTable<u32>,
}

impl CorpusBuilder {
    /// How many records there are so far.
    #[must_use]
    pub fn len(&self) -> usize {
        self.corpus.len()
    }

    /// Whether there is none yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.corpus.is_empty()
    }

    /// Makes sure that the first fields have these names; names that come later in the file are added at the end, and
    /// the records before them lack them.
    pub fn name_fields(&mut self, names: &[String]) {
        for (field, name) in self.corpus.fields.iter_mut().zip(names) {
            field.name.clone_from(name);
        }
        for name in names.iter().skip(self.corpus.fields.len()) {
            self.corpus.fields.push(Field::new(name, self.corpus.len()));
        }
    }

    /// Appends a record. `id` is given for all records or for none (empty text then tells an absent one); values go
    /// to the fields in order, missing ones at the end; values past the known fields make new ones, to be named later.
    pub fn push<'a>(&mut self, id: Option<&str>, text: &str, values: impl IntoIterator<Item = Value<'a>>) {
        if let Some(id) = id {
            self.push_id(id);
        }
        let before = self.corpus.len();
        self.corpus.texts.push(text);
        let mut values = values.into_iter();
        for field in &mut self.corpus.fields {
            field.push(values.next().unwrap_or(Value {
                kind: ValueKind::Missing,
                text: "",
            }));
        }
        // Better a field without a name than a value that is lost.
        for value in values {
            let mut field = Field::new("", before);
            field.push(value);
            self.corpus.fields.push(field);
        }
    }

    /// Gives the record pushed last its image. Every record has one, or none has.
    pub fn push_image(&mut self, image: &StoredImage) {
        let images = self.corpus.images.get_or_insert_default();
        images.push(image);
        debug_assert_eq!(images.len(), self.corpus.texts.len());
    }

    /// Says which records' ids stood in the file before, when records come from where they were told apart already.
    pub fn restore_repeated(&mut self, repeated: Vec<u32>) {
        self.corpus.repeated = repeated;
    }

    /// The records so far.
    #[must_use]
    pub const fn so_far(&self) -> &Corpus {
        &self.corpus
    }

    /// The text of the record pushed last.
    #[must_use]
    pub fn last_text(&self) -> &str {
        self.corpus.text(count(self.len()).saturating_sub(1))
    }

    /// The corpus.
    #[must_use]
    pub fn finish(mut self) -> Corpus {
        self.corpus.texts.shrink();
        self.corpus.ids.shrink();
        self.corpus.images.iter_mut().for_each(ImageStore::shrink);
        self.corpus
            .fields
            .iter_mut()
            .for_each(|field| field.values.shrink());
        self.corpus
    }

    /// Appends an id. One that is there already, or empty, is told apart by a suffix: `a`, `a#2`, `a#3`.
    fn push_id(&mut self, id: &str) {
        if !id.is_empty() && self.try_id(id) {
            return;
        }
        self.corpus.repeated.push(count(self.corpus.ids.len()));
        let mut suffix = if id.is_empty() {
            self.corpus.ids.len() + 1
        } else {
            2
        };
        while !self.try_id(&format!("{id}#{suffix}")) {
            suffix += 1;
        }
    }

    fn try_id(&mut self, id: &str) -> bool {
        let ids = &self.corpus.ids;
        let hash = |text: &str| rustc_hash::FxBuildHasher.hash_one(text);
        if self
            .known_ids
            .find(hash(id), |&known| ids.get(known) == id)
            .is_some()
        {
            return false;
        }
        self.known_ids
            .insert_unique(hash(id), count(ids.len()), |&known| hash(ids.get(known)));
        self.corpus.ids.push(id);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(value: &str) -> Value<'_> {
        Value {
            kind: ValueKind::Text,
            text: value,
        }
    }

    #[test]
    fn repeated_and_empty_ids_are_kept_and_told_apart() {
        let mut builder = CorpusBuilder::default();
        for id in ["a", "a", "a#2", "", "a", "b"] {
            builder.push(Some(id), "t", []);
        }
        let corpus = builder.finish();
        let ids: Vec<String> = (0..6).map(|record| corpus.id(record)).collect();
        assert_eq!(ids, ["a", "a#2", "a#2#2", "#4", "a#3", "b"]);
        assert_eq!(corpus.repeated().iter().collect::<Vec<_>>(), [1, 2, 3, 4]);
        assert_eq!(
            corpus.places(&["#4", "a", "b", "c"]),
            [Some(3), Some(0), Some(5), None]
        );
    }

    #[test]
    fn values_that_come_before_their_fields_name_are_kept() {
        let mut builder = CorpusBuilder::default();
        builder.push(None, "one", [text("en")]);
        builder.push(None, "two", [text("de"), text("2")]);
        builder.name_fields(&["lang".to_owned(), "n".to_owned()]);
        let corpus = builder.finish();
        let names: Vec<&str> = corpus.fields().iter().map(|field| field.name.as_str()).collect();
        assert_eq!(names, ["lang", "n"]);
        assert_eq!(corpus.fields()[0].get(0).text, "en");
        assert_eq!(corpus.fields()[1].get(0).kind, ValueKind::Missing);
        assert_eq!(corpus.fields()[1].get(1).text, "2");
    }

    #[test]
    fn a_field_that_comes_later_is_missing_before() {
        let mut builder = CorpusBuilder::default();
        builder.name_fields(&["lang".to_owned()]);
        builder.push(None, "one", [text("en")]);
        builder.name_fields(&["lang".to_owned(), "n".to_owned()]);
        builder.push(
            None,
            "two",
            [
                text("de"),
                Value {
                    kind: ValueKind::Number,
                    text: "1.50",
                },
            ],
        );
        let corpus = builder.finish();
        assert_eq!(corpus.fields()[1].get(0).kind, ValueKind::Missing);
        assert_eq!(
            corpus.fields()[1].get(1),
            Value {
                kind: ValueKind::Number,
                text: "1.50"
            }
        );
        assert_eq!(corpus.fields()[0].get(0), text("en"));
        assert_eq!(corpus.id(1), "2");
        assert_eq!(corpus.places(&["0", "2", "3"]), [None, Some(1), None]);
    }
}
