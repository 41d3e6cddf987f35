//! What is said of variants, ready to show.

mod measured;
mod searched;

use serde::{Deserialize, Serialize};

use super::accepted::{AcceptedVariant, MadeVariant};
use super::choice::AugmentChoice;
use crate::ids::{LabelId, RuleId};
use crate::session::images::ImagesHead;
use crate::session::labels::LabelCounted;

pub use self::measured::*;
pub use self::searched::*;

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
    /// Which policy helps.
    Search(Box<SearchView>),
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
    /// What it is for: `text`, or `image`.
    pub family: String,
    /// Whether it does as a reference program does, which keeps variants that are equal to their record.
    pub is_reference: bool,
    /// Whether it needs the thesaurus, or synonyms of one's own.
    pub needs_synonyms: bool,
    /// Whether it mixes an image with another one, so that the variant has a share of either's label.
    pub mixes: bool,
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
        /// What 0 and 1 stand for, in what the parameter is called by.
        scale: [f64; 2],
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
    /// What can be set of it besides, in [`AugmentChoice::settings`].
    pub parameters: Vec<ParameterInfo>,
    /// The operations that it draws by itself, with numbers of its own: of those that are chosen, what they are not for
    /// holds alone. None where it takes the chosen ones.
    pub draws: Vec<String>,
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
    /// That of the record that it was mixed with, of several the first that has one. A mixture keeps its label where the
    /// judge gives it that of any record in it.
    pub partner: Option<LabelId>,
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
    /// Of images the statistics that the rule asks about and that crossed what it asks: `brightness 80 → 158`.
    pub crossed: Vec<StatisticChange>,
}

/// A statistic of a record's image and of its variant's, as the columns write it; empty where there is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatisticChange {
    /// The column.
    pub column: String,
    /// The record's value.
    pub before: String,
    /// The variant's.
    pub after: String,
}

/// Of a variant of an image, what its pixels say.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PictureView {
    /// Columns of pixels.
    pub width: u32,
    /// Rows of pixels.
    pub height: u32,
    /// The smallest rectangle that holds all pixels which differ from the record's: left, top, right and bottom, the last
    /// two not within. None where none differs.
    pub region: Option<[u32; 4]>,
    /// Statistics that differ from the record's.
    pub statistics: Vec<StatisticChange>,
    /// Where records were mixed: how much of the variant's label comes from whom, the record first.
    pub shares: Vec<ShareView>,
}

/// A record's part in a mixture.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShareView {
    /// Which record.
    pub record: u32,
    /// Its id.
    pub id: String,
    /// Its label as it is known.
    pub label: Option<LabelId>,
    /// Its part; all sum to 1.
    pub share: f64,
}

/// A variant beside its record, with what is said of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VariantView {
    /// Everything that makes it again; `Edit::AcceptVariants` takes it as it is.
    pub made: MadeVariant,
    /// The record's id.
    pub id: String,
    /// The record's text; of an image its name.
    pub parent: String,
    /// The record's label as it is known: dev gold, else the majority vote.
    pub label: Option<LabelId>,
    /// Of images what the pixels say; they themselves come behind a [`PicturedPreview`].
    pub picture: Option<PictureView>,
    /// What each judge says.
    pub verdicts: Vec<VerdictView>,
    /// Rules that vote otherwise, with what did it.
    pub blame: Vec<BlameView>,
    /// Whether it is equal to its record.
    pub unchanged: bool,
    /// Whether another record, an accepted variant or an earlier one has the same text, or the same pixels.
    pub duplicate: bool,
    /// Whether an earlier one of the same answer is the same variant.
    pub again: bool,
    /// Whether it has little in common with its record: see `similarity`.
    pub far: bool,
    /// The cosine of its words with its record's, rare words weighing more; of images that of their descriptors. 0 to 1.
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

/// A preview of images, with the pixels of its variants behind it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PicturedPreview {
    /// The preview.
    pub preview: PreviewView,
    /// What the bytes are: a picture of each variant, in the preview's order.
    pub pictures: ImagesHead,
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
    /// Those with a text or pixels that are there already, but unchanged ones.
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
    /// Its record's text; of an image its name.
    pub parent: String,
    /// Its record's label as it is known.
    pub label: Option<LabelId>,
}
