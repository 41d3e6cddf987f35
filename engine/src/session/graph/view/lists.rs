//! Lists of records worth reading: those that disagree with their neighbours, and those that are nearly the same.

use serde::{Deserialize, Serialize};

use crate::ids::{LabelId, RuleId};
use crate::session::labels::LabelCounted;

/// Records that disagree with their neighbours (`Filter::GraphDisagrees`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DisagreementsView {
    /// How many there are.
    pub total: u32,
    /// How many were passed over.
    pub start: u32,
    /// A page of them, the most striking first.
    pub rows: Vec<DisagreementView>,
}

/// A record whose neighbours weigh more for another label than for its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DisagreementView {
    /// The record.
    pub index: u32,
    /// The beginning of its text.
    pub text: String,
    /// Its own label.
    pub label: LabelId,
    /// The label that weighs most among its neighbours.
    pub neighbors_label: LabelId,
    /// The part of its labeled neighbours' weight that is of other labels than its own, above 0.
    pub share: f64,
    /// How many labeled neighbours it has.
    pub neighbors: u32,
    /// The rules that vote on it.
    pub rules: Vec<RuleId>,
}

/// Groups of records that are nearly the same (`Filter::NearDuplicates`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TwinsView {
    /// The cosine from which on records are nearly the same.
    pub at_least: f64,
    /// How many groups there are.
    pub total: u32,
    /// Records in them.
    pub records: u32,
    /// Groups with gold of several labels.
    pub contradicting: u32,
    /// How many groups were passed over.
    pub start: u32,
    /// A page of them: those that contradict first, then the largest.
    pub groups: Vec<TwinsGroup>,
}

/// Records that are nearly the same: each is nearly the same as another one of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TwinsGroup {
    /// The records, ascending.
    pub records: Vec<u32>,
    /// The beginning of the first one's text.
    pub text: String,
    /// Labels of the graph in it, with their records.
    pub labels: Vec<LabelCounted>,
    /// Dev gold in it, with its records.
    pub gold: Vec<LabelCounted>,
    /// Whether gold in it is of several labels.
    pub contradicts: bool,
    /// Whether texts, or the pixels of images, are all the same.
    pub identical: bool,
}
