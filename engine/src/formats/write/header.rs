//! What a file says of itself before its records: where they came from and what was done to them, so that whoever
//! has the input, the rules and the program can make the same file again.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::analysis::RuleCounts;
use crate::embeddings::EmbeddingsChoice;
use crate::formats::mapping::Mapping;
use crate::formats::report::ReadReport;
use crate::gold::HandGold;
use crate::graph_choice::GraphChoice;
use crate::ids::{LabelId, RuleId};
use crate::labels::LabelSet;
use crate::lists::WordLists;
use crate::modality::Modality;
use crate::model_choice::ModelChoice;
use crate::rule::Rule;
use crate::slice::Slice;
use crate::text::Accents;

/// The program that writes, with its version.
pub const PROGRAM: &str = concat!("labelloom ", env!("CARGO_PKG_VERSION"));

/// Everything but the records.
#[derive(Clone, Debug)]
pub struct Header {
    /// The project's name.
    pub project: String,
    /// A time to write down, as given; no clock is read.
    pub at: Option<String>,
    /// Where the records came from.
    pub source: Source,
    /// What the records are.
    pub modality: Modality,
    /// Whether the source has ids of its own; else a record's id is its number from 1.
    pub has_ids: bool,
    /// The plain fields' names.
    pub fields: Vec<String>,
    /// k labels.
    pub labels: LabelSet,
    /// The id that the next new label gets.
    pub next_label: LabelId,
    /// m rules, switched-off ones included.
    pub rules: Vec<ExportRule>,
    /// The id that the next new rule gets.
    pub next_rule: RuleId,
    /// The slices.
    pub slices: Vec<Slice>,
    /// The word lists.
    pub lists: WordLists,
    /// Whether accents tell words apart.
    pub accents: Accents,
    /// What gold there is.
    pub gold: GoldNote,
    /// The label model that the project uses, and what it is told.
    pub model: ModelChoice,
    /// The graph that the project uses, and what is carried along it.
    pub graph: GraphChoice,
    /// The records' embeddings, where they have some.
    pub embeddings: Option<EmbeddingsChoice>,
    /// How the project makes variants of records, as JSON; none where that is as usual.
    pub augment: Option<String>,
    /// Accepted variants, batch by batch, as JSON.
    pub variants: Vec<String>,
    /// The label model and the choice of records.
    pub filter: FilterNote,
}

impl Header {
    /// The name of a label index.
    #[must_use]
    pub fn label_name(&self, label: usize) -> &str {
        self.labels.at(label).map_or("", |label| &label.name)
    }

    /// Whether any record has gold.
    #[must_use]
    pub fn has_gold(&self) -> bool {
        !self.gold.values.is_empty() || !self.gold.by_hand.is_empty()
    }
}

/// The file that the records came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Its name.
    pub name: String,
    /// How it was read, its length and SHA-256, and what was set aside.
    pub report: ReadReport,
    /// Which column is what.
    pub mapping: Mapping,
}

/// A rule, and its figures at the time of the export.
#[derive(Clone, Debug)]
pub struct ExportRule {
    /// What it says.
    pub rule: Rule,
    /// The plain fields that its query compares.
    pub compares: Vec<String>,
    /// Coverage, overlaps and conflicts, in records.
    pub counts: RuleCounts,
}

/// The gold column, and what was set by hand over it.
#[derive(Clone, Debug, Default)]
pub struct GoldNote {
    /// Its different values as they stand in the file, and the label each means; empty where there is no gold.
    pub values: Vec<(String, Option<LabelId>)>,
    /// The column that says which gold is held out; none for the seeded split.
    pub split_column: Option<String>,
    /// The seed of the split.
    pub split_seed: u32,
    /// Gold set by hand, which wins over the column's and is dev.
    pub by_hand: Arc<HandGold>,
}

/// Which records, and by which label model.
#[derive(Clone, Debug)]
pub struct FilterNote {
    /// The label model whose posteriors are written; votes only without one.
    pub model: Option<ModelNote>,
    /// The end model, where it labels what no rule votes on.
    pub end_model: Option<EndModelNote>,
    /// The graph, where it labels what no rule votes on.
    pub graph: Option<GraphNote>,
    /// Which records were chosen: `all`, `labeled`, `gold`, `uncovered`, `conflicted`.
    pub include: String,
    /// The least probability of the most likely label.
    pub threshold: f64,
    /// What labels the variants that stand behind their records: `record`, `rules`; none where there are none.
    pub augmented: Option<&'static str>,
}

impl FilterNote {
    /// Whether something besides the rules labels records, so that each label says where it comes from.
    #[must_use]
    pub const fn has_sources(&self) -> bool {
        self.end_model.is_some() || self.graph.is_some()
    }
}

/// A label model and its parameters.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ModelNote {
    /// Its name: `majority`.
    pub name: String,
    /// Its parameters by name; majority vote has none.
    pub parameters: serde_json::Map<String, serde_json::Value>,
}

/// An end model and what it was made of.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EndModelNote {
    /// Kinds of features.
    pub features: Vec<String>,
    /// Inverse strength of regularisation.
    pub c: f64,
    /// Records that it was trained on.
    pub trained_on: u32,
}

/// A graph of records that are alike, and what was carried along it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GraphNote {
    /// Kinds of features.
    pub features: Vec<String>,
    /// Most neighbours of a record.
    pub k: u32,
    /// Which records are joined: `union`, `mutual`.
    pub joined: &'static str,
    /// How strongly: `cosine`, `self-tuning`.
    pub weights: &'static str,
    /// The method's name.
    pub method: &'static str,
    /// α, where the method has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alpha: Option<f64>,
    /// What is done about labels with more seeds than others: `seeds`, `none`, `mass`, `given`.
    pub balance: &'static str,
    /// How many seeds there were.
    pub seeds: u32,
    /// Whether dev gold was among them.
    pub seeds_gold: bool,
    /// The probability from which on the label model's labels were.
    pub seeds_model_at_least: Option<f64>,
    /// Whether rules were.
    pub seeds_rules: bool,
}
