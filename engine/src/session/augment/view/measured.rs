//! What is measured of many variants, ready to show.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{FateCounts, StatisticChange, VariantView};
use crate::ids::{LabelId, RuleId};
use crate::session::augment::accepted::MadeVariant;
use crate::session::late::Late;
use crate::session::reply::RuleFigures;

/// How often each operation keeps, loses and flips labels of the rules, by its strength.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RatesView {
    /// The strengths, ascending.
    pub strengths: Vec<f64>,
    /// A row an operation, in the choice's order.
    pub operations: Vec<RatesRow>,
    /// Records that were looked at.
    pub records: u32,
    /// … of so many.
    pub of_records: u32,
    /// The seed.
    pub seed: u32,
    /// What a person should know.
    pub said: Vec<String>,
}

/// An operation's rates.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RatesRow {
    /// The operation.
    pub operation: String,
    /// At each strength; one cell alone where it has no strength to set.
    pub cells: Vec<RatesCell>,
    /// Why it has no cells.
    pub problem: Option<String>,
}

/// Counts of variants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RatesCell {
    /// n: variants whose record has a label by the rules; kept, lost and flipped are of these.
    pub labeled: u32,
    /// With the record's label.
    pub kept: u32,
    /// Without a label.
    pub lost: u32,
    /// With another one.
    pub flipped: u32,
    /// All variants.
    pub variants: u32,
    /// Those equal to their record, of all.
    pub unchanged: u32,
}

/// How well rules withstand operations.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RobustnessView {
    /// The most brittle first.
    pub rules: Vec<RobustRule>,
    /// The operations that were tried.
    pub operations: Vec<String>,
    /// Rules that can't be asked of a text alone, by name.
    pub unasked: Vec<String>,
    /// Most records that a rule was tried on.
    pub most_records: u32,
    /// What all draws hang on.
    pub seed: u32,
    /// What a person should know.
    pub said: Vec<String>,
}

/// A rule under operations.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RobustRule {
    /// Which rule.
    pub rule: RuleId,
    /// Its name.
    pub name: String,
    /// Its label.
    pub label: LabelId,
    /// What it asks.
    pub query: String,
    /// Records it votes on that were changed.
    pub records: u32,
    /// Variants that differ from their record.
    pub variants: u32,
    /// … on which it votes no more, of all operations.
    pub lost: u32,
    /// The same by operation, in the order of [`RobustnessView::operations`].
    pub by_operation: Vec<Survival>,
    /// Some that it lost.
    pub examples: Vec<BrokenExample>,
    /// Queries that would lose fewer.
    pub mends: Vec<MendView>,
}

/// How many variants a rule still votes on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Survival {
    /// Variants that differ from their record.
    pub variants: u32,
    /// … on which it votes no more.
    pub lost: u32,
}

/// A variant that a rule no longer votes on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BrokenExample {
    /// The record.
    pub record: u32,
    /// Its text; of an image its name.
    pub parent: String,
    /// The variant; empty of an image.
    pub text: String,
    /// The operation.
    pub operation: String,
    /// Bytes of the record's text and of the variant's, from and to.
    pub changes: Vec<[[u32; 2]; 2]>,
    /// Which change did it.
    pub change: Option<u32>,
    /// Of images what was done, as [`super::super::AugmentAsk::MadePictures`] takes it; none of texts.
    pub operations: Vec<Map<String, Value>>,
    /// … and the statistics that crossed what the rule asks.
    pub crossed: Vec<StatisticChange>,
}

/// How a mend makes a rule more tolerant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MendKind {
    /// Words one letter away count too: `word~1`.
    Typos,
    /// Words that begin so count too: `word*`.
    Endings,
    /// Synonyms count too.
    Synonyms,
    /// What statistics are compared with is moved, so far that half of what was lost is found.
    MovedHalf,
    /// … so far that all is found.
    MovedAll,
}

/// A query that would lose fewer variants, with what it would do to the records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MendView {
    /// How it is more tolerant.
    pub kind: MendKind,
    /// What it asks.
    pub query: String,
    /// Variants that were lost, and are found by it.
    pub recovered: u32,
    /// … of so many that it was tried on.
    pub tried: u32,
    /// The rule's figures as it is.
    pub before: RuleFigures,
    /// … as it would be.
    pub after: RuleFigures,
    /// Records in conflict as the rules are.
    pub conflicted_before: u32,
    /// … as they would be.
    pub conflicted_after: u32,
}

/// Variants of a whole selection.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GeneratedView {
    /// How all came out, those left out included.
    pub counts: FateCounts,
    /// Those that are taken.
    pub taken: u32,
    /// The first of them.
    pub variants: Vec<VariantView>,
    /// All of them, for `Edit::AcceptVariants`.
    pub accept: Late<Vec<MadeVariant>>,
    /// Records that were looked at.
    pub records: u32,
    /// What a person should know.
    pub said: Vec<String>,
}

/// Whether variants make the end model better.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HelpsView {
    /// A row a way to train; the first is without variants.
    pub rows: Vec<HelpsRow>,
    /// Labeled records that each try trained on, drawn anew for each.
    pub trained_on: u32,
    /// Records without a label that consistency training had besides.
    pub unlabeled: u32,
    /// Held-out gold that was judged on.
    pub judged_on: u32,
    /// Tries.
    pub seeds: u32,
    /// What taught: the chosen label model and dev gold, or dev gold alone.
    pub taught_by: String,
    /// The verdict in a sentence.
    pub verdict: String,
    /// What a person should know.
    pub said: Vec<String>,
}

/// A way to train.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HelpsRow {
    /// Which.
    pub way: HelpsWay,
    /// The mean share of held-out gold that it labels right, 0 to 1.
    pub accuracy: f64,
    /// Its standard deviation over tries.
    pub deviation: f64,
    /// The mean difference to the row without variants, in shares.
    pub difference: f64,
    /// Its 95 % interval, by Student's t over tries.
    pub interval: [f64; 2],
    /// Its 95 % interval over held-out records: how other records might do, by the normal approximation.
    pub over_records: [f64; 2],
    /// Variants that a try trained on, on average.
    pub variants: f64,
    /// What it comes to.
    pub verdict: HelpsVerdict,
    /// The accuracy of each try.
    pub tries: Vec<f64>,
}

/// Ways to train the end model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HelpsWay {
    /// Without variants.
    Without,
    /// With all variants.
    With,
    /// With those that no judge doubts.
    Guarded,
    /// By consistency: variants of records without a label are to get what their record gets.
    Consistency,
}

/// What a way to train comes to beside the one without variants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HelpsVerdict {
    /// It is what the others are compared with.
    Baseline,
    /// The whole interval is above 0.
    Helps,
    /// The interval holds 0.
    NoDifference,
    /// The whole interval is below 0.
    Hurts,
}

/// How accepted variants spread over what the records are about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CoverageView {
    /// Accepted variants that have features.
    pub variants: u32,
    /// Where they lie on the map, where there is one: the mean of the records most like them.
    pub positions: Vec<VariantPosition>,
    /// Records that were left aside as probes.
    pub probes: u32,
    /// The mean distance of probes to the nearest other record: one less the cosine.
    pub before: f64,
    /// … to the nearest other record or variant that is not their own.
    pub after: f64,
    /// Probes that a variant is nearer to than any record.
    pub nearer: u32,
    /// Cells of the map that records lie in, and with variants.
    pub cells: Option<[u32; 2]>,
    /// What a person should know.
    pub said: Vec<String>,
}

/// Where a variant lies on the map.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct VariantPosition {
    /// The record that it is of.
    pub record: u32,
    /// Its number among the record's variants.
    pub number: u32,
    /// In the map's coordinates.
    pub at: [f32; 2],
}
