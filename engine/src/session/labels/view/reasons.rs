//! Why a record has its label, as it is said.

use serde::{Deserialize, Serialize};

use super::{LabelShare, WordWeight};
use crate::ids::{LabelId, RuleId};

/// Why a record has its label by the chosen model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LabelWhy {
    /// Index in the corpus.
    pub index: u32,
    /// The model in use.
    pub model: String,
    /// The label, where one is most probable.
    pub label: Option<LabelId>,
    /// The labels that tie, where several are.
    pub tied: Vec<LabelId>,
    /// P(label), by label in the document's order; empty where no rule votes.
    pub probabilities: Vec<LabelShare>,
    /// Where the label comes from.
    pub source: LabelSource,
    /// What speaks for each label before any rule votes: ln P(label); empty where the model has no such terms.
    pub prior: Vec<f64>,
    /// Whether these are log-odds, which add; else they are votes, which count.
    pub is_log_odds: bool,
    /// What each rule that votes adds, the strongest first.
    pub votes: Vec<VoteWeight>,
    /// The words that decided, where the end model did: with their weight for its label.
    pub words: Vec<WordWeight>,
    /// All of it in one plain sentence.
    pub sentence: String,
}

/// Where a record's label comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LabelSource {
    /// Nothing says a label.
    #[default]
    None,
    /// The rules' votes, by the label model.
    Rules,
    /// The end model, since no rule votes.
    EndModel,
    /// The graph, since no rule votes.
    Graph,
}

/// What one rule adds on one record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VoteWeight {
    /// Which rule.
    pub rule: RuleId,
    /// Its name.
    pub name: String,
    /// The label it votes for, or against.
    pub label: LabelId,
    /// Whether it votes against it.
    pub against: bool,
    /// Whether it counts: not where another rule decides, nor as a copy of one that counts already.
    pub counts: bool,
    /// What it adds to the log-odds of each label, in the document's order; empty where the model does not add.
    pub adds: Vec<f64>,
    /// What it adds to its own label over the mean of the others.
    pub weight: Option<f64>,
}
