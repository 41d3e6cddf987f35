//! What is said of labels as they would be otherwise: by other models, and without each rule.

use serde::{Deserialize, Serialize};

use super::SideFigures;
use crate::ids::RuleId;

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
