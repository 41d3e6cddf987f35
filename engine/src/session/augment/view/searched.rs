//! What a search of policies came to.

use serde::{Deserialize, Serialize};

use super::{FateCounts, HelpsView, JudgeKind};
use crate::session::augment::choice::{AugmentChoice, OperationChoice};

/// Every policy that was tried, and what to take of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SearchView {
    /// The best first, then those that came less far.
    pub candidates: Vec<SearchRow>,
    /// The choice to take; none where nothing is shown to help.
    pub proposal: Option<AugmentChoice>,
    /// The best on held-out gold, which no choice was made by; its row with all variants is what counts. None where
    /// nothing gained on dev gold, or no gold is held out.
    pub held_out: Option<HelpsView>,
    /// How often the end model was trained on dev gold.
    pub trainings: u32,
    /// Rungs of successive halving.
    pub rungs: u32,
    /// Records with dev gold that chose.
    pub judged_on: u32,
    /// The share of these that is right without variants, in the last rung.
    pub baseline: f64,
    /// Labeled records that were learned from, the part that is judged left out.
    pub trained_on: u32,
    /// What taught: the chosen label model and dev gold, or dev gold alone.
    pub taught_by: String,
    /// Records whose variants were judged, of each candidate.
    pub screened_on: u32,
    /// The share of flipped labels from which on a candidate is left out.
    pub most_flipped: f64,
    /// Who judged.
    pub judges: Vec<JudgeKind>,
    /// What all draws hang on.
    pub seed: u32,
    /// The verdict in a sentence.
    pub verdict: String,
    /// What a person should know.
    pub said: Vec<String>,
}

/// A policy that was tried.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SearchRow {
    /// A name of the policies: how its operations follow each other.
    pub policy: String,
    /// Its operations.
    pub operations: Vec<OperationChoice>,
    /// How its variants came out before the judges.
    pub counts: FateCounts,
    /// What it comes to.
    pub verdict: SearchVerdict,
    /// What it gained in the last rung that it was in.
    pub gain: Option<SearchGain>,
    /// Why it could not be tried.
    pub problem: Option<String>,
}

/// What a policy gained on dev gold, beside training without variants.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct SearchGain {
    /// The share of dev gold that is right with its variants.
    pub accuracy: f64,
    /// The mean difference to training without variants.
    pub difference: f64,
    /// Its 95 % interval, over records.
    pub interval: [f64; 2],
    /// The rung, from 0.
    pub rung: u32,
    /// Times that the dev gold was gone over.
    pub passes: u32,
}

/// What a policy comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SearchVerdict {
    /// It is being tried.
    Open,
    /// It is the best, and held-out gold confirms it.
    Helps,
    /// It is the best on dev gold, and held-out gold does not confirm it, or there is none.
    NotConfirmed,
    /// It is the best, and no better than no variants.
    NotBetter,
    /// Others gained more.
    Behind,
    /// It flips too many labels.
    Flips,
    /// It makes the same variants as a weaker one.
    Same,
    /// It changes next to nothing.
    ChangesLittle,
    /// Trainings did not suffice for it.
    NotTried,
    /// It can't be had here.
    CannotBe,
}
