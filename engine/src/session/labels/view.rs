//! What the session says of labels: the chosen model's weights and figures, models side by side, and the end model. All
//! of it is plain data; counts are of the records that are shown (all, or a slice's), and every count has the filter
//! that leads to its records in its description.

mod end_model;
mod figures;
mod others;
mod reasons;

use serde::{Deserialize, Serialize};

pub use end_model::{EndModelView, LabelWords, WordWeight};
pub use figures::{CALIBRATION_BINS, CalibrationBin, GoldSide, LabelScore, Measured, SideFigures};
pub use others::{ComparisonView, LeaveOneOutView, ModelRow, WithoutRule};
pub use reasons::{LabelSource, LabelWhy, VoteWeight};

use crate::ids::{LabelId, RuleId};
use crate::model_choice::ModelChoice;

/// Bins of the histogram: bin b holds top probabilities above b/20, up to (b + 1)/20; the first one also 0.
pub const HISTOGRAM_BINS: usize = 20;

/// The labels by the chosen model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LabelsView {
    /// The project's revision that this is of.
    pub revision: u32,
    /// What the document says.
    pub choice: ModelChoice,
    /// The name of the model that was fitted: the chosen one, or the default where that can't be (see `notes`).
    pub model: String,
    /// Every model there is, in the order to show.
    pub models: Vec<ModelInfo>,
    /// P(label) that was used, by label in the document's order; they sum to 1.
    pub balance: Vec<LabelShare>,
    /// Rules that vote, in the document's order.
    pub rules: Vec<RuleFit>,
    /// Groups of rules whose votes are counted as one, since they say the same.
    pub duplicates: Vec<DuplicateGroup>,
    /// Records that the figures are of.
    pub records: u32,
    /// Labels with the records that have them ([`Filter::Predicted`](crate::session::request::Filter::Predicted)).
    pub labels: Vec<LabelCounted>,
    /// Covered records whose most probable labels tie (`Filter::PredictedTied`).
    pub tied: u32,
    /// Records without a vote: no label, no probabilities (`Filter::Uncovered`).
    pub uncovered: u32,
    /// Top probabilities by label, ties last with no label: a bar of label l and bin b leads to
    /// `Filter::Predicted(l)` (or `PredictedTied`) and `Filter::TopBin(b)`.
    pub histogram: Vec<HistogramRow>,
    /// Judged on dev gold. Where dev gold steers the model, figures on it are too good.
    pub dev: SideFigures,
    /// Judged on held-out gold; only where it was asked for.
    pub held_out: Option<SideFigures>,
    /// The majority vote beside it.
    pub majority: BesideMajority,
    /// What changed since the labels before.
    pub change: Option<LabelsChange>,
    /// What a person should know, in plain sentences, the most important first.
    pub notes: Vec<NoteView>,
    /// The models side by side, if they were compared as the project is now.
    pub comparison: Option<ComparisonView>,
    /// The end model, if one was trained; it may be of an earlier revision.
    pub end_model: Option<EndModelView>,
    /// The graph, where the document says that it labels what no rule votes on and labels were carried along it.
    pub by_graph: Option<ByGraph>,
    /// Times the fit took, of EM and descent.
    pub iterations: Option<u32>,
    /// Whether it came to an end before the most iterations; none for models without iterations.
    pub converged: Option<bool>,
}

/// A model as it describes itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModelInfo {
    /// Its name in choices, files and commands.
    pub name: String,
    /// Its name for people.
    pub title: String,
    /// What it does, in one sentence.
    pub sentence: String,
    /// Fewest rules that it can be fitted to.
    pub least_rules: u32,
    /// Whether dev gold steers it.
    pub uses_gold: bool,
    /// Whether the class balance matters to it.
    pub uses_balance: bool,
}

/// A label's share.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct LabelShare {
    /// Which label.
    pub label: LabelId,
    /// 0..=1.
    pub share: f64,
}

/// A label and its records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabelCounted {
    /// Which label.
    pub label: LabelId,
    /// Records.
    pub count: u32,
}

/// Records that no rule votes on, by the label that the graph gives them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ByGraph {
    /// Whether something else would come of it by now.
    pub is_stale: bool,
    /// Labels with their records (`Filter::Uncovered` and `Filter::GraphLabel`).
    pub labels: Vec<LabelCounted>,
    /// Records that stay without a label (`Filter::Uncovered` and `Filter::GraphUnreached`).
    pub left: u32,
}

/// A rule as the model sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RuleFit {
    /// Which rule.
    pub rule: RuleId,
    /// Records it votes on (`Filter::Rule`).
    pub votes: u32,
    /// Its votes that dev gold agrees with (`Filter::RuleCorrect`, `RuleIncorrect`); none where gold judges no vote.
    pub empirical: Option<Measured>,
    /// The accuracy that the model believes, over all its votes; none where there is no data.
    pub fitted: Option<f64>,
    /// The weight of one of its votes in log-odds; none where the model has no such weight.
    pub weight: Option<f64>,
    /// What is remarkable about it.
    pub flags: Vec<RuleFlag>,
}

/// What is remarkable about a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RuleFlag {
    /// It never votes, or never beside another rule: the model knows nothing of it.
    NoData,
    /// The model takes its votes as evidence against what they say: it believes it to be worse than chance.
    Flipped,
    /// It votes exactly as another rule.
    DuplicateOf(RuleId),
    /// It says nearly the same as another rule; their votes count less than two.
    NearDuplicateOf(RuleId),
    /// It decides: where such rules vote, only they count.
    Hard,
    /// It votes against labels, which the model's own equations don't know; see the notes.
    AgainstLeftOut,
}

/// Rules that say the same.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DuplicateGroup {
    /// The rules, in the document's order.
    pub rules: Vec<RuleId>,
    /// Whether their votes are the same on every record.
    pub exact: bool,
    /// Records on which at least two of them vote (`Filter::Duplicates` of the first rule).
    pub records: u32,
    /// A plain sentence.
    pub sentence: String,
}

/// Top probabilities of records with one label.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistogramRow {
    /// The label; none for ties.
    pub label: Option<LabelId>,
    /// [`HISTOGRAM_BINS`] counts.
    pub bins: Vec<u32>,
}

/// The chosen model beside the majority vote.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct BesideMajority {
    /// How the majority vote does on dev gold.
    pub dev: SideFigures,
    /// … on held-out gold, where that was asked for.
    pub held_out: Option<SideFigures>,
    /// Records to which both give one label.
    pub both: u32,
    /// … and the same one.
    pub same: u32,
    /// Records to which both give a label and not the same (`Filter::DiffersFromMajority`).
    pub differs: u32,
    /// Records whose rules all vote for one label and which the model gives another (`Filter::Overturned`).
    pub overturned: u32,
    /// Ties of the majority vote to which the model gives a label (`Filter::Tied` with `Filter::PredictedAny`).
    pub ties_broken: u32,
    /// What follows from all this, in one sentence.
    pub sentence: String,
}

/// What an edit did to the labels.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LabelsChange {
    /// The revision of the labels before.
    pub since: u32,
    /// The edit, in words, where there was just one since and it was not taken back.
    pub edit: Option<String>,
    /// Records whose label is another one now, or that have one now and had none, or the reverse
    /// (`Filter::LabelChanged`).
    pub changed: u32,
    /// … that had none.
    pub gained: u32,
    /// … that have none any more.
    pub lost: u32,
    /// Accuracy on dev gold before.
    pub dev_before: Option<Measured>,
    /// … and now.
    pub dev_after: Option<Measured>,
    /// Whether gold itself changed meanwhile, so that the two are of other records.
    pub other_gold: bool,
}

/// One thing to know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteView {
    /// Whether it is a warning; else something to know.
    pub is_warning: bool,
    /// A plain sentence.
    pub sentence: String,
    /// The rules it is about.
    pub rules: Vec<RuleId>,
}
