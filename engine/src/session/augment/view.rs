//! What is said of variants, ready to show.

use serde::{Deserialize, Serialize};

use super::accepted::{AcceptedVariant, MadeVariant};
use super::choice::AugmentChoice;
use crate::ids::{LabelId, RuleId};
use crate::session::labels::LabelCounted;
use crate::session::late::Late;
use crate::session::reply::RuleFigures;

/// An answer about variants.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AugmentReply {
    /// What there is to choose, what is chosen, and what is accepted.
    State(Box<AugmentView>),
    /// Accepted variants.
    Accepted(AcceptedView),
    /// Variants beside their records.
    Preview(PreviewView),
    /// How often labels survive, by operation and strength.
    Rates(RatesView),
    /// How well rules withstand operations.
    Robustness(RobustnessView),
    /// Variants of a whole selection.
    Generated(GeneratedView),
    /// Whether variants help.
    Helps(HelpsView),
    /// How accepted variants spread.
    Coverage(CoverageView),
}

/// How augmentation stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AugmentView {
    /// The project's revision that it is of.
    pub revision: u32,
    /// What is chosen.
    pub choice: AugmentChoice,
    /// Every operation there is.
    pub operations: Vec<OperationInfo>,
    /// Every policy there is.
    pub policies: Vec<PolicyInfo>,
    /// Who would judge variants now, the rules first.
    pub judges: Vec<JudgeKind>,
    /// Rules that can't be asked of a text alone, by name.
    pub unasked: Vec<String>,
    /// Whether the thesaurus is there.
    pub thesaurus: ThesaurusState,
    /// The project's word lists, for templates and names.
    pub lists: Vec<String>,
    /// Accepted variants.
    pub accepted: u32,
    /// … by the label that is known of their record.
    pub accepted_by_label: Vec<LabelCounted>,
    /// … by operation; one that went through several counts with each.
    pub accepted_by_operation: Vec<NameCounted>,
}

/// An operation, describing itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OperationInfo {
    /// As choices name it.
    pub name: String,
    /// What it is called.
    pub title: String,
    /// One sentence for help.
    pub sentence: String,
    /// What it is for: `text`.
    pub family: String,
    /// Whether it does as a reference program does, which keeps variants that are equal to their record.
    pub is_reference: bool,
    /// Whether it needs the thesaurus, or synonyms of one's own.
    pub needs_synonyms: bool,
    /// What can be set.
    pub parameters: Vec<ParameterInfo>,
}

/// Something that can be set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ParameterInfo {
    /// As choices name it; how much an operation changes is always `strength`.
    pub name: String,
    /// What it is called.
    pub title: String,
    /// One sentence for help.
    pub sentence: String,
    /// What it may be.
    pub kind: ParameterKindInfo,
}

/// What a parameter may be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ParameterKindInfo {
    /// A number from 0 to 1.
    Share {
        /// Where nothing is said.
        usual: f64,
    },
    /// A whole number.
    Count {
        /// Where nothing is said.
        usual: u32,
        /// The least.
        least: u32,
        /// The most.
        most: u32,
    },
    /// One of some words, the first where nothing is said.
    Choice(Vec<String>),
    /// A list of texts, none where nothing is said.
    Texts,
}

/// A policy, describing itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyInfo {
    /// As choices name it.
    pub name: String,
    /// What it is called.
    pub title: String,
    /// One sentence for help.
    pub sentence: String,
    /// Whether it takes a length.
    pub has_length: bool,
    /// Whether it takes a probability for each operation.
    pub has_shares: bool,
    /// Whether it takes one operation alone.
    pub is_of_one: bool,
}

/// Whether the thesaurus is there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ThesaurusState {
    /// It is loaded when it is first needed.
    NotYet,
    /// It is there.
    Here {
        /// Its words.
        words: u32,
    },
    /// It could not be had; what needs it tries again.
    Missing {
        /// Why.
        why: String,
    },
}

/// A name with a count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameCounted {
    /// The name.
    pub name: String,
    /// How many.
    pub count: u32,
}

/// Who says what label a text has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JudgeKind {
    /// The majority of the rules' votes.
    Rules,
    /// The chosen label model, from the rules' votes.
    Model,
    /// The labels of the records of the graph that are most like the text, around its record.
    Graph,
    /// The end model.
    EndModel,
}

/// What became of a record's label in a variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// The variant has the record's label.
    Kept,
    /// The record has a label, the variant has none.
    Lost,
    /// The variant has another label.
    Flipped,
    /// The variant has a label, the record has none.
    Gained,
    /// Neither has a label.
    Silent,
}

/// What one judge says of a variant.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct VerdictView {
    /// Who.
    pub judge: JudgeKind,
    /// What became of the label.
    pub fate: Fate,
    /// The record's label by this judge.
    pub before: Option<LabelId>,
    /// The variant's.
    pub after: Option<LabelId>,
}

/// A rule that votes otherwise on a variant than on its record, and what did it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlameView {
    /// The rule.
    pub rule: RuleId,
    /// Its name.
    pub name: String,
    /// Whether it votes on the record and not on the variant; else the other way round.
    pub is_lost: bool,
    /// Which change did it, by its place among the changes; none where no words are to blame, as for lengths.
    pub change: Option<u32>,
    /// The words that were there before, or came.
    pub words: String,
}

/// A variant beside its record, with what is said of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VariantView {
    /// Everything that makes it again; `Edit::AcceptVariants` takes it as it is.
    pub made: MadeVariant,
    /// The record's id.
    pub id: String,
    /// The record's text.
    pub parent: String,
    /// The record's label as it is known: dev gold, else the majority vote.
    pub label: Option<LabelId>,
    /// What each judge says.
    pub verdicts: Vec<VerdictView>,
    /// Rules that vote otherwise, with what did it.
    pub blame: Vec<BlameView>,
    /// Whether it is equal to its record.
    pub unchanged: bool,
    /// Whether another record, an accepted variant or an earlier one has the same text.
    pub duplicate: bool,
    /// Whether it has little in common with its record: see `similarity`.
    pub far: bool,
    /// The cosine of its words with its record's, rare words weighing more; 0 to 1.
    pub similarity: f64,
    /// Whether nothing speaks against it.
    pub valid: bool,
    /// Whether it is accepted already.
    pub accepted: bool,
}

/// Variants beside their records.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PreviewView {
    /// Record by record.
    pub variants: Vec<VariantView>,
    /// How they came out.
    pub counts: FateCounts,
    /// Records that were looked at.
    pub records: u32,
    /// … of so many.
    pub of_records: u32,
    /// Judges that were asked.
    pub judges: Vec<JudgeKind>,
    /// What a person should know.
    pub said: Vec<String>,
}

/// Variants by what became of their labels and by flags.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FateCounts {
    /// All variants.
    pub variants: u32,
    /// Those with their record's label, by all judges that gave it one.
    pub kept: u32,
    /// Those that some judge gives no label, and none another.
    pub lost: u32,
    /// Those that some judge gives another label.
    pub flipped: u32,
    /// Those that some judge gives a label which the record has not by it, and of which none is kept.
    pub gained: u32,
    /// Those that no judge gives a label, nor their record.
    pub silent: u32,
    /// Those equal to their record; they are among the others too.
    pub unchanged: u32,
    /// Those with a text that is there already, but unchanged ones.
    pub duplicates: u32,
    /// Those with little in common with their record.
    pub far: u32,
    /// Those that nothing speaks against.
    pub valid: u32,
}

/// Accepted variants.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AcceptedView {
    /// All there are.
    pub count: u32,
    /// Those asked for, by record and number.
    pub variants: Vec<AcceptedRow>,
}

/// An accepted variant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AcceptedRow {
    /// What it is.
    pub variant: AcceptedVariant,
    /// Its id, as exports write it.
    pub id: String,
    /// Its record's text.
    pub parent: String,
    /// Its record's label as it is known.
    pub label: Option<LabelId>,
}

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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrokenExample {
    /// The record.
    pub record: u32,
    /// Its text.
    pub parent: String,
    /// The variant.
    pub text: String,
    /// The operation.
    pub operation: String,
    /// Bytes of the record's text and of the variant's, from and to.
    pub changes: Vec<[[u32; 2]; 2]>,
    /// Which change did it.
    pub change: Option<u32>,
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
