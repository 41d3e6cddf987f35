//! One record in the graph: its label, where that comes from, and what it is like.

use serde::{Deserialize, Serialize};

use crate::ids::{LabelId, RuleId};
use crate::session::labels::LabelShare;

/// One record in the graph.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NodeView {
    /// Its index in the corpus, from 0.
    pub index: u32,
    /// Its id in the file.
    pub id: String,
    /// The beginning of its text.
    pub text: String,
    /// The label that the graph gives it; none where no seed reaches it.
    pub label: Option<LabelId>,
    /// P(label), in the document's order; empty where no seed reaches it.
    pub probabilities: Vec<LabelShare>,
    /// Dev gold.
    pub gold: Option<LabelId>,
    /// Whether it is a seed itself.
    pub is_seed: bool,
    /// How much of all seeds reaches it, beside the median of all records that are reached: from 0 to 1.
    pub reach: f64,
    /// The same in words: `barely reached`.
    pub reach_words: String,
    /// How far the two most probable labels are apart, times `reach`: from 0 to 1.
    pub confidence: f64,
    /// What shares of the receipt mean; none without a receipt.
    pub meaning: Option<MeaningView>,
    /// The seeds that count most for it, the largest share first.
    pub seeds: Vec<SeedPart>,
    /// How many more there are, and their shares together.
    pub rest: PartView,
    /// The same by origin and label, the largest share first.
    pub origins: Vec<OriginView>,
    /// The strongest way from a seed of this label to it, the seed first.
    pub path: Vec<HopView>,
    /// Its neighbours, the strongest edge first.
    pub neighbors: Vec<NearView>,
    /// Why there is no receipt, or what else is to be known, in a sentence.
    pub sentence: String,
}

/// What the shares of a receipt mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeaningView {
    /// Parts of P(label): those of the seeds of one label add up to its probability.
    Share,
    /// Pulls towards each seed's label, as parts of all pulls; below 0 where a seed is further away than the mean seed.
    Pull,
}

/// Where a seed comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SeedOrigin {
    /// Gold: set by hand, or of the gold column.
    Gold,
    /// The chosen label model.
    Model,
    /// A rule.
    Rule(RuleId),
}

/// A seed's part in a record's label.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SeedPart {
    /// The seed's record.
    pub index: u32,
    /// The beginning of its text.
    pub text: String,
    /// The seed's label.
    pub label: LabelId,
    /// Where it comes from.
    pub origin: SeedOrigin,
    /// In words: a rule's name, or what else says so.
    pub name: String,
    /// Its share, or pull.
    pub share: f64,
}

/// Several parts together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PartView {
    /// How many.
    pub seeds: u32,
    /// Their shares, or pulls, together.
    pub share: f64,
}

/// The part of all seeds of one origin for one label.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OriginView {
    /// Where they come from.
    pub origin: SeedOrigin,
    /// In words: a rule's name, or what else says so.
    pub name: String,
    /// Their label.
    pub label: LabelId,
    /// How many, and their shares together.
    pub part: PartView,
}

/// A record on the way from a seed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HopView {
    /// The record.
    pub index: u32,
    /// The beginning of its text.
    pub text: String,
    /// Its label by the graph.
    pub label: Option<LabelId>,
    /// The weight of the edge from the record before; none of the first.
    pub similarity: Option<f64>,
    /// What it has in common with the record before, what makes most of the likeness first.
    pub shared: Vec<SharedTerm>,
}

/// A neighbour.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NearView {
    /// The record.
    pub index: u32,
    /// The beginning of its text.
    pub text: String,
    /// The weight of the edge.
    pub similarity: f64,
    /// Its label by the graph.
    pub label: Option<LabelId>,
    /// Dev gold.
    pub gold: Option<LabelId>,
    /// What both have in common.
    pub shared: Vec<SharedTerm>,
}

/// A term that two texts have in common.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SharedTerm {
    /// A word, or a run of characters.
    pub term: String,
    /// Its part in their likeness, 0..=1; of topics, whose likeness is made of no single words, the part among the words
    /// that both hold, rare ones weighing more.
    pub share: f64,
}
