//! What is said of the end model.

use serde::{Deserialize, Serialize};

use super::{LabelCounted, NoteView, SideFigures};
use crate::ids::LabelId;
use crate::model_choice::EndModelOptions;

/// The end model: a classifier of texts, taught by the label model's probabilities.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EndModelView {
    /// What it was made of.
    pub options: EndModelOptions,
    /// The project's revision that it was trained at.
    pub revision: u32,
    /// Whether the project has changed since.
    pub is_stale: bool,
    /// The label model whose probabilities taught it.
    pub taught_by: String,
    /// Records it was trained on.
    pub trained_on: u32,
    /// Words, or pieces of them, that it knows: d.
    pub features: u32,
    /// Inverse strength of regularisation, as scikit-learn's C.
    pub c: f64,
    /// Steps of its descent.
    pub iterations: u32,
    /// Whether it came to an end.
    pub converged: bool,
    /// How it does alone, on all dev gold that it reaches.
    pub dev: SideFigures,
    /// … on held-out gold.
    pub held_out: SideFigures,
    /// How the label model does on the same held-out gold, and the end model where no rule votes.
    pub rules_held_out: SideFigures,
    /// Both together: the rules where they vote, the end model elsewhere.
    pub together_held_out: SideFigures,
    /// Records no rule votes on that it gives a label (`Filter::EndModelAny`).
    pub reaches: u32,
    /// … by label (`Filter::EndModel`).
    pub labels: Vec<LabelCounted>,
    /// Records that neither reaches.
    pub left: u32,
    /// The words that speak most for and against each label, in the document's order.
    pub words: Vec<LabelWords>,
    /// What a person should know.
    pub notes: Vec<NoteView>,
    /// Whether its labels are used where no rule votes: the document says so, and that it is made of this.
    pub is_used: bool,
    /// How often held-out figures were looked at since the project was opened, this time included.
    pub looks: u32,
}

/// The strongest words of a label.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LabelWords {
    /// Which label.
    pub label: LabelId,
    /// For it, strongest first.
    pub speaks_for: Vec<WordWeight>,
    /// Against it, strongest first; weights below 0.
    pub speaks_against: Vec<WordWeight>,
}

/// A word and its weight.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WordWeight {
    /// The word.
    pub word: String,
    /// Its weight.
    pub weight: f64,
}
