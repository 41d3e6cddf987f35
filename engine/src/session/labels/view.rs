//! What the session says of labels: the chosen model's weights and figures, models side by side, and the end model. All
//! of it is plain data; counts are of the records that are shown (all, or a slice's), and every count has the filter
//! that leads to its records in its description.

use serde::{Deserialize, Serialize};

use crate::ids::{LabelId, RuleId};
use crate::model_choice::ModelChoice;

/// Bins of the histogram: bin b holds top probabilities above b/20, up to (b + 1)/20; the first one also 0.
pub const HISTOGRAM_BINS: usize = 20;

/// Bins of the calibration: bin b holds top probabilities above b/10, up to (b + 1)/10; the first one also 0.
pub const CALIBRATION_BINS: usize = crate::metrics::BINS;

/// Which half of gold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GoldSide {
    /// Shown while rules are written; it steers models.
    Dev,
    /// Kept for judging models; it never steers one.
    HeldOut,
}

/// A share of records that something is right on, never without n.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Measured {
    /// Records it is right on.
    pub correct: u32,
    /// Records it is judged on: n, at least 1.
    pub n: u32,
    /// Lower end of Wilson's 95 % interval of correct / n.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

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

/// How labels do on one half of gold.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SideFigures {
    /// Records with gold on this side.
    pub gold: u32,
    /// Of these, records that are given one label.
    pub labeled: u32,
    /// Right, of those that are given one label (`Filter::LabelCorrect`, `LabelIncorrect`); none where that is none.
    pub accuracy: Option<Measured>,
    /// Right, of all with gold: ties and records without a vote count as wrong. Models of unequal coverage are
    /// compared by it.
    pub accuracy_of_all: Option<Measured>,
    /// Mean F1 of the labels that occur in gold or are given, as scikit-learn's `f1_score(average="macro")`.
    pub macro_f1: Option<f64>,
    /// Mean of -ln P(gold label) over records with probabilities; none without any.
    pub log_loss: Option<f64>,
    /// Mean squared distance of the probabilities from gold, 0..=2.
    pub brier: Option<f64>,
    /// Per label, in the document's order.
    pub labels: Vec<LabelScore>,
    /// k × (k + 1): gold label by given label, the last column without one. Cell (g, p) leads to
    /// `Filter::Bucket(side, g, p)`, the last column to `Filter::Bucket(side, g, None)`.
    pub confusion: Vec<Vec<u32>>,
    /// [`CALIBRATION_BINS`] bins (`Filter::Calibration`).
    pub calibration: Vec<CalibrationBin>,
    /// Expected calibration error: mean distance of confidence and accuracy, weighted by records.
    pub calibration_error: Option<f64>,
}

/// How one label does.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct LabelScore {
    /// Which label.
    pub label: LabelId,
    /// Right, of the records that are given the label.
    pub precision: Option<Measured>,
    /// Right, of the records whose gold is the label.
    pub recall: Option<Measured>,
    /// Harmonic mean of the two; 0 where both are.
    pub f1: f64,
}

/// Records of similar top probability.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct CalibrationBin {
    /// Records with gold and probabilities.
    pub count: u32,
    /// Mean top probability; none without records.
    pub confidence: Option<f64>,
    /// The share whose most probable label is gold's; where labels tie each has its part of the record. None without
    /// records.
    pub accuracy: Option<f64>,
    /// Lower end of Wilson's 95 % interval of it.
    pub low: f64,
    /// Upper end.
    pub high: f64,
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
    /// What the last edit was, in words.
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

/// Models side by side, on all records whatever slice is shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ComparisonView {
    /// The project's revision that this is of.
    pub revision: u32,
    /// A row a model, in the order to show.
    pub rows: Vec<ModelRow>,
    /// The model that held-out gold favours over the majority vote; none where it favours none.
    pub recommended: Option<String>,
    /// Why, in plain sentences.
    pub recommendation: String,
    /// How often held-out figures were looked at since the project was opened, this time included.
    pub looks: u32,
}

/// One model among others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ModelRow {
    /// Its name.
    pub model: String,
    /// Why it could not be fitted; the figures are then empty.
    pub problem: Option<String>,
    /// Records that it gives one label.
    pub labeled: u32,
    /// How it does on dev gold.
    pub dev: SideFigures,
    /// How it does on held-out gold.
    pub held_out: SideFigures,
    /// Records to which it and the majority vote give one label.
    pub both: u32,
    /// … and the same one.
    pub same: u32,
    /// Records whose rules all vote for one label and which it gives another.
    pub overturned: u32,
    /// Rules that it believes to be worse than chance.
    pub flipped: Vec<RuleId>,
    /// How much better than the majority vote it is on held-out gold with a vote, −1 to 1: the mean over records, where a
    /// tie that holds the right label has its part of the record.
    pub above_majority: Option<f64>,
    /// The standard error of that difference.
    pub above_majority_error: Option<f64>,
    /// Times its fit took.
    pub iterations: Option<u32>,
    /// Whether it came to an end.
    pub converged: Option<bool>,
}

/// What the labels would be without each rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LeaveOneOutView {
    /// The project's revision that this is of.
    pub revision: u32,
    /// Rules that vote, in the document's order.
    pub rules: Vec<WithoutRule>,
}

/// What the labels would be without a rule, the model fitted anew.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WithoutRule {
    /// Which rule.
    pub rule: RuleId,
    /// Records whose label would be another one, or none (`Filter::ChangedWithout`).
    pub changed: u32,
    /// Records that no rule would vote on.
    pub uncovered: u32,
    /// Right on dev gold of all with dev gold, less what it is with the rule: in records.
    pub dev_change: i32,
    /// The same on held-out gold; only where that was asked for.
    pub held_out_change: Option<i32>,
}

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

/// What the end model is made of.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct EndModelOptions {
    /// Inverse strength of regularisation, above 0; the default where absent.
    #[serde(default)]
    pub c: Option<f64>,
    /// Names of the kinds of features; the default where empty.
    #[serde(default)]
    pub features: Vec<String>,
}

/// The end model: a classifier of texts, taught by the label model's probabilities.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EndModelView {
    /// The project's revision that it was trained at.
    pub revision: u32,
    /// Whether the project has changed since.
    pub is_stale: bool,
    /// The label model whose probabilities taught it.
    pub taught_by: String,
    /// Records it was trained on.
    pub trained_on: u32,
    /// Words and beginnings that it knows: d.
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
    /// Whether its labels are used where no rule votes, as the document says.
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
