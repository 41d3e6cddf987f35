//! Opening a saved project. The file is read in one pass and its records are handed on one by one, so that besides the
//! file's bytes there is never a second copy of them. What the file holds is documented on the type that writes it, in
//! `write/project.rs`.

mod image;
mod records;

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::lists::StoredLists;
use super::rule_file::unreadable;
use super::write::Source;
use crate::corpus::Value;
use crate::embeddings::EmbeddingsChoice;
use crate::error::Result;
use crate::gold::HandGold;
use crate::graph_choice::GraphChoice;
use crate::ids::{LabelId, RuleId};
use crate::images::StoredImage;
use crate::labels::LabelSet;
use crate::lists::WordList;
use crate::model_choice::ModelChoice;
use crate::rule::{ColumnVotes, Rule};
use crate::slice::Slice;
use crate::text::Accents;
pub use image::SavedImage;
use records::RecordsSeed;

/// The version of projects of images; those of texts are version 1. Both are read.
const VERSION: u32 = 2;
/// What stands in `format`.
const FORMAT: &str = "labelloom-project";

/// A record of a saved project.
#[derive(Clone, Copy, Debug)]
pub struct SavedRecord<'a> {
    /// Its id; all records have one or none has.
    pub id: Option<&'a str>,
    /// Whether its id stood in the source before; it is told apart already.
    pub repeated: bool,
    /// Its text.
    pub text: &'a str,
    /// Its plain fields, in the order of [`SavedColumns::fields`].
    pub fields: &'a [Value<'a>],
    /// Its value in the gold column.
    pub gold: Option<&'a str>,
    /// Whether the split column holds it out.
    pub held_out: bool,
    /// Its image, where records are images.
    pub image: Option<&'a StoredImage>,
}

/// What is known of all records before the first one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedColumns {
    /// Whether the records have ids.
    pub has_ids: bool,
    /// The plain fields' names.
    pub fields: Vec<String>,
    /// Whether a column says which gold is held out.
    pub has_split_column: bool,
}

/// Takes the records of a saved project.
pub trait ProjectSink {
    /// Called once, before the first record.
    fn begin(&mut self, columns: &SavedColumns);
    /// The next record.
    ///
    /// # Errors
    /// What can't be taken; the reading ends.
    fn record(&mut self, record: &SavedRecord<'_>) -> Result<()>;
}

/// A project as it was saved, all but its records.
#[derive(Clone, Debug)]
pub struct ProjectFile {
    /// Its name.
    pub name: String,
    /// Where its records came from.
    pub source: Source,
    /// The labels.
    pub labels: LabelSet,
    /// The id of the next new label.
    pub next_label: LabelId,
    /// The rules.
    pub rules: Vec<Rule>,
    /// The id of the next new rule.
    pub next_rule: RuleId,
    /// The gold column's values and the label each means.
    pub gold: Vec<(String, Option<LabelId>)>,
    /// The slices.
    pub slices: Vec<Slice>,
    /// Gold set by hand, over the column.
    pub by_hand: HandGold,
    /// The word lists.
    pub lists: Vec<WordList>,
    /// Whether accents tell words apart.
    pub accents: Accents,
    /// The label model and what it is told.
    pub model: ModelChoice,
    /// The graph and what is carried along it.
    pub graph: GraphChoice,
    /// The records' embeddings; of a file its name and no numbers.
    pub embeddings: Option<EmbeddingsChoice>,
    /// How variants of records are made, as JSON.
    pub augment: String,
    /// Accepted variants, batch by batch, as JSON.
    pub variants: Vec<String>,
    /// The seed of the split.
    pub split_seed: u32,
}

impl ProjectFile {
    /// What a gold column's values mean, in their order there.
    #[must_use]
    pub fn meaning(&self, values: &[String]) -> Vec<Option<LabelId>> {
        let meaning = |value: &String| self.gold.iter().find(|(known, _)| known == value)?.1;
        values.iter().map(meaning).collect()
    }
}

/// Whether a file that begins with these bytes is a saved project: its first key says so.
#[must_use]
pub fn is_project(head: &[u8]) -> bool {
    let head = &head[..head.len().min(200)];
    let mut compact = head.iter().copied().filter(|byte| !byte.is_ascii_whitespace());
    let begin = format!("{{\"format\":\"{FORMAT}\"");
    begin.bytes().all(|byte| compact.next() == Some(byte))
}

impl ProjectFile {
    /// Reads a saved project and hands its records on.
    ///
    /// # Errors
    /// JSON that can't be read, another format or version, and rules or gold of labels that the project lacks, each
    /// with its line and column.
    pub fn read(bytes: &[u8], sink: &mut dyn ProjectSink) -> Result<Self> {
        let mut json = serde_json::Deserializer::from_slice(bytes);
        let project = json
            .deserialize_map(ProjectVisitor { sink })
            .map_err(unreadable)?;
        json.end().map_err(unreadable)?;
        Ok(project)
    }
}

/// What stands before the records, as far as it has been read.
#[derive(Default)]
struct Draft {
    format: Option<String>,
    version: Option<u32>,
    name: Option<String>,
    source: Option<Source>,
    labels: Option<LabelSet>,
    next_label: Option<LabelId>,
    rules: Option<Vec<Rule>>,
    next_rule: Option<RuleId>,
    slices: Option<Vec<Slice>>,
    lists: Option<StoredLists>,
    accents: Option<Accents>,
    model: Option<ModelChoice>,
    graph: Option<GraphChoice>,
    embeddings: Option<EmbeddingsChoice>,
    augment: Option<Box<RawValue>>,
    variants: Vec<Box<RawValue>>,
    gold: Option<Gold>,
    has_ids: Option<bool>,
    fields: Option<Vec<String>>,
}

#[derive(Deserialize)]
struct Gold {
    values: Vec<GoldValue>,
    split_column: Option<String>,
    split_seed: u32,
    #[serde(default)]
    by_hand: HandGold,
}

#[derive(Deserialize)]
struct GoldValue {
    value: String,
    label: Option<LabelId>,
}

struct ProjectVisitor<'s> {
    sink: &'s mut dyn ProjectSink,
}

impl<'de> Visitor<'de> for ProjectVisitor<'_> {
    type Value = ProjectFile;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a saved project")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<ProjectFile, A::Error> {
        let mut draft = Draft::default();
        let mut has_records = false;
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "format" => draft.format = Some(map.next_value()?),
                "version" => draft.version = Some(map.next_value()?),
                "name" => draft.name = Some(map.next_value()?),
                "source" => draft.source = Some(map.next_value()?),
                "labels" => draft.labels = Some(map.next_value()?),
                "next_label" => draft.next_label = Some(map.next_value()?),
                "rules" => draft.rules = Some(map.next_value()?),
                "next_rule" => draft.next_rule = Some(map.next_value()?),
                "slices" => draft.slices = Some(map.next_value()?),
                "lists" => draft.lists = Some(map.next_value()?),
                "accents" => draft.accents = Some(map.next_value()?),
                "model" => draft.model = Some(map.next_value()?),
                "graph" => draft.graph = Some(map.next_value()?),
                "embeddings" => draft.embeddings = map.next_value()?,
                "augment" => draft.augment = Some(map.next_value()?),
                "variants" => draft.variants = map.next_value()?,
                "gold" => draft.gold = Some(map.next_value()?),
                "has_ids" => draft.has_ids = Some(map.next_value()?),
                "fields" => draft.fields = Some(map.next_value()?),
                "records" => {
                    draft.check_format()?;
                    let columns = draft.columns()?;
                    self.sink.begin(&columns);
                    map.next_value_seed(RecordsSeed {
                        columns,
                        sink: &mut *self.sink,
                    })?;
                    has_records = true;
                }
                // Keys may be added within a version.
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
            // Before the next key is looked at: another version may mean anything by it.
            if draft.format.is_some() && draft.version.is_some() {
                draft.check_format()?;
            }
        }
        required(has_records.then_some(()), "records")?;
        draft.finish()
    }
}

fn required<T, E: serde::de::Error>(part: Option<T>, key: &'static str) -> std::result::Result<T, E> {
    part.ok_or_else(|| E::missing_field(key))
}

impl Draft {
    fn check_format<E: serde::de::Error>(&self) -> std::result::Result<(), E> {
        if self.format.as_deref() != Some(FORMAT) {
            return Err(E::custom(format!(
                "this is no saved project: its first keys are not \"format\":\"{FORMAT}\" and \"version\""
            )));
        }
        match self.version {
            Some(1..=VERSION) => Ok(()),
            Some(version) => Err(E::custom(format!(
                "this project was saved as version {version}, and this program reads versions 1 and {VERSION}: open it with a newer one"
            ))),
            None => Err(E::missing_field("version")),
        }
    }

    /// What must be known before the first record is read.
    fn columns<E: serde::de::Error>(&mut self) -> std::result::Result<SavedColumns, E> {
        let early = |key| E::custom(format!("\"{key}\" must stand before \"records\""));
        let gold = self.gold.as_ref().ok_or_else(|| early("gold"))?;
        Ok(SavedColumns {
            has_ids: self.has_ids.ok_or_else(|| early("has_ids"))?,
            fields: self.fields.take().ok_or_else(|| early("fields"))?,
            has_split_column: gold.split_column.is_some(),
        })
    }

    fn finish<E: serde::de::Error>(self) -> std::result::Result<ProjectFile, E> {
        let labels = required(self.labels, "labels")?;
        let rules = required(self.rules, "rules")?;
        let gold = required(self.gold, "gold")?;
        let votes_nowhere = |rule: &&Rule| {
            let column = rule.column.iter().flat_map(ColumnVotes::voting);
            let mut voted = column.map(|(_, label)| label).chain([rule.label]);
            voted.any(|label| labels.get(label).is_none())
        };
        if let Some(rule) = rules.iter().find(votes_nowhere) {
            return Err(E::custom(format!(
                "rule {:?} votes for a label that the project lacks",
                rule.name
            )));
        }
        let lost = |meant: &GoldValue| meant.label.is_some_and(|label| labels.get(label).is_none());
        if let Some(meant) = gold.values.iter().find(|meant| lost(meant)) {
            return Err(E::custom(format!(
                "the gold value {:?} means a label that the project lacks",
                meant.value
            )));
        }
        Ok(ProjectFile {
            name: required(self.name, "name")?,
            source: required(self.source, "source")?,
            next_label: required(self.next_label, "next_label")?,
            next_rule: required(self.next_rule, "next_rule")?,
            gold: gold
                .values
                .into_iter()
                .map(|meant| (meant.value, meant.label))
                .collect(),
            slices: self.slices.unwrap_or_default(),
            by_hand: gold.by_hand,
            lists: self.lists.unwrap_or_default().0,
            accents: self.accents.unwrap_or_default(),
            model: self.model.unwrap_or_default(),
            graph: self.graph.unwrap_or_default(),
            embeddings: self.embeddings,
            augment: self
                .augment
                .map_or_else(|| "{}".to_owned(), |written| written.get().to_owned()),
            variants: self.variants.iter().map(|batch| batch.get().to_owned()).collect(),
            split_seed: gold.split_seed,
            labels,
            rules,
        })
    }
}

#[cfg(test)]
mod tests;
