//! What a session answers: everything the page shows, ready to show. Counts are counts, never rounded; fractions are
//! left to the page, which always shows n beside a percentage.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

pub use super::history_view::{RevisionChange, RevisionView, RuleHistory};
pub use super::rules_impact::{RuleOutline, RulesImpact};
pub use super::take_rules::{Difference, TakeState, TakeView, TakenRule};
pub use super::tidy::{Reason, TidyView, Untidy};

use super::augment::AugmentReply;
use super::changes::{DraftChanges, RowChange};
use super::complete::CompleteView;
use super::conflicts::{ConflictsView, ExceptionsView, PairFigures, WalkView};
use super::edit::{Draft, RuleText};
use super::examples::ExampleView;
use super::graph::GraphReply;
use super::labels::{ComparisonView, EndModelView, LabelWhy, LabelsView, LeaveOneOutView};
use super::late::Late;
use super::related::RelatedView;
use super::suggest::{SuggestionsView, ThemesView};
use super::why::{Decision, NearVote};
use crate::error::Result;
use crate::formats::mapping::Mapping;
use crate::formats::report::ReadReport;
use crate::graph_choice::GraphChoice;
use crate::ids::{LabelId, RuleId, SliceId};
use crate::lists::WordList;
use crate::modality::Modality;
use crate::model_choice::ModelChoice;
use crate::rule::{ColumnVotes, Example};
use crate::rules::QueryTree;
use crate::text::Accents;

/// One answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reply {
    /// The project after a change.
    Project(Box<ProjectView>),
    /// The figures with the draft.
    Draft(Box<DraftView>),
    /// Some rows.
    Rows(RowsView),
    /// One record.
    Record(Box<RecordView>),
    /// What may stand at the cursor, or follow.
    Complete(Box<CompleteView>),
    /// What belongs to some words.
    Related(Box<RelatedView>),
    /// A column's values.
    Column(ColumnView),
    /// A word list.
    List(WordList),
    /// How rules and labels meet.
    Conflicts(Late<ConflictsView>),
    /// A pair of rules.
    Pair(PairFigures),
    /// Where a walk is.
    Walk(WalkView),
    /// Possible exceptions.
    Exceptions(ExceptionsView),
    /// What an edit would touch.
    Impact(Impact),
    /// How an export would begin.
    ExportPreview(ExportPreview),
    /// A rule's revisions.
    RuleHistory(Late<RuleHistory>),
    /// How another person's rules differ.
    TakeRules(Late<TakeView>),
    /// What an edit of rules would change.
    RulesImpact(Late<RulesImpact>),
    /// Rules that add nothing, and rules to look at.
    Tidy(TidyView),
    /// A file to hand to the person. Its bytes cross as a transferred array, not inside the body.
    File(FileReply),
    /// Terms that separate the labels.
    Suggestions(Late<SuggestionsView>),
    /// Groups of records with words in common.
    Themes(Late<ThemesView>),
    /// The labels by the chosen model.
    Labels(Late<LabelsView>),
    /// Models side by side.
    Comparison(Late<ComparisonView>),
    /// What the labels would be without each rule.
    LeaveOneOut(Late<LeaveOneOutView>),
    /// The end model.
    EndModel(Late<EndModelView>),
    /// Why a record has its label.
    LabelWhy(Late<LabelWhy>),
    /// What the graph says.
    Graph(Late<GraphReply>),
    /// What is said of variants.
    Augment(Late<AugmentReply>),
    /// Numbers of records. Its bytes cross as a file's do.
    Bytes(BytesReply),
}

impl Reply {
    /// Takes out the bytes that travel beside the answer.
    pub fn take_bytes(&mut self) -> Option<Vec<u8>> {
        match self {
            Self::File(FileReply { bytes, .. }) | Self::Bytes(BytesReply { bytes, .. }) => {
                Some(std::mem::take(bytes))
            }
            _ => None,
        }
    }
}

/// The open project.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProjectView {
    /// Its name.
    pub name: String,
    /// Grows with every change, undo and redo included; the saved state is compared with it.
    pub revision: u32,
    /// n.
    pub records: u32,
    /// In their order.
    pub labels: Vec<LabelView>,
    /// In their order.
    pub rules: Vec<RuleView>,
    /// In their order.
    pub slices: Vec<SliceView>,
    /// The slice whose records alone the figures are of.
    pub slice: Option<SliceId>,
    /// The records that the figures are of: n, or those of the slice.
    pub scope: u32,
    /// The word lists, by name.
    pub lists: Vec<ListView>,
    /// Whether accents tell words apart.
    pub accents: Accents,
    /// Over all rules that are on.
    pub totals: Totals,
    /// The label model and what it is told.
    pub model: ModelChoice,
    /// The graph and what is carried along it.
    pub graph: Late<GraphChoice>,
    /// What gold there is.
    pub gold: GoldView,
    /// Where the records came from.
    pub source: SourceView,
    /// What undo would take back, in words.
    pub undo: Option<String>,
    /// What redo would make again, in words.
    pub redo: Option<String>,
    /// A rule that was being written when the page was last open.
    pub draft: Option<Draft>,
}

/// A label and what hangs on it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LabelView {
    /// Its id.
    pub id: LabelId,
    /// Its name.
    pub name: String,
    /// Palette index.
    pub color: u8,
    /// Rules that vote for it, switched-off ones included. A vote against it is none for it.
    pub rules: u32,
    /// Records with this gold, dev and held-out.
    pub gold: u32,
}

/// A word list and what hangs on it. Its entries are asked for by `Request::List`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListView {
    /// Its name.
    pub name: String,
    /// How many entries it has.
    pub entries: u32,
    /// The rules whose query uses it, switched-off ones included, in their order.
    pub rules: Vec<RuleId>,
}

/// A rule with its figures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RuleView {
    /// Its id.
    pub id: RuleId,
    /// Its name.
    pub name: String,
    /// The label it votes for, or against.
    pub label: LabelId,
    /// Its condition.
    pub query: String,
    /// Its note.
    pub note: String,
    /// Who wrote it, where that is known.
    #[serde(default)]
    pub author: String,
    /// Whether it votes that a record has not its label.
    pub against: bool,
    /// Whether it decides.
    pub hard: bool,
    /// A column whose values are its votes.
    pub column: Option<ColumnVotes>,
    /// Texts that it must match, and texts that it must not.
    pub examples: Vec<Example>,
    /// How many of them it breaks.
    pub broken_examples: u32,
    /// Whether it votes.
    pub enabled: bool,
    /// How many revisions it has; 1 while it says what it said from the beginning.
    pub revisions: u32,
    /// The number of the last one: what it says now.
    pub revision: u32,
    /// How many alternatives its query lists; 1 for what can't be split.
    pub alternatives: u32,
    /// Why its query can't be read, where it can't (an imported rule).
    pub problem: Option<QueryProblem>,
    /// Its figures; of a rule that is off, what they would be alone is not computed: zeros but for coverage.
    pub figures: RuleFigures,
}

impl RuleView {
    /// What it says, as the editor holds it.
    #[must_use]
    pub fn text(&self) -> RuleText {
        RuleText {
            name: self.name.clone(),
            label: self.label,
            query: self.query.clone(),
            note: self.note.clone(),
            against: self.against,
            hard: self.hard,
            column: self.column.clone(),
            examples: self.examples.clone(),
        }
    }
}

/// A slice and how the rules do in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SliceView {
    /// Its id.
    pub id: SliceId,
    /// Its name.
    pub name: String,
    /// Its condition.
    pub query: String,
    /// Why its query can't be read, where it can't; it then has no records.
    pub problem: Option<QueryProblem>,
    /// Records in it.
    pub records: u32,
    /// … covered.
    pub covered: u32,
    /// … conflicted.
    pub conflicted: u32,
    /// … with dev gold that the majority vote agrees with.
    pub correct: u32,
    /// … with dev gold that the majority vote differs from.
    pub incorrect: u32,
}

/// Snorkel's LFAnalysis columns of one rule, as counts of records.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleFigures {
    /// Records it votes on.
    pub coverage: u32,
    /// … on which another rule votes too.
    pub overlaps: u32,
    /// … on which its vote conflicts with another rule's.
    pub conflicts: u32,
    /// Votes that dev gold agrees with.
    pub correct: u32,
    /// Votes that dev gold contradicts.
    pub incorrect: u32,
}

/// Figures of all rules together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// Records with at least one vote.
    pub covered: u32,
    /// Records with at least two votes.
    pub overlapping: u32,
    /// Records with two votes that can't both be right.
    pub conflicted: u32,
    /// Covered records whose majority vote has no single winner.
    pub tied: u32,
    /// Per label index 0..k: records whose majority vote is that label.
    pub majority: Vec<u32>,
    /// Records with dev gold and a single majority label that agree.
    pub correct: u32,
    /// … that differ.
    pub incorrect: u32,
    /// Records with dev gold whose majority vote is tied or absent.
    pub undecided: u32,
}

/// The gold of a project.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoldView {
    /// Shown while rules are written.
    pub dev: u32,
    /// Kept for comparing models.
    pub held_out: u32,
    /// Set by hand, record by record; part of dev.
    #[serde(default)]
    pub by_hand: u32,
    /// Values of the gold column that are no label, with their records.
    pub unknown: Vec<ValueCount>,
    /// Where the two halves come from: a column's name, or none for the seeded split.
    pub split_column: Option<String>,
    /// The seed of the split.
    pub split_seed: u32,
}

/// A value and how many records have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValueCount {
    /// As it stands in the file.
    pub value: String,
    /// Records.
    pub count: u32,
}

/// A plain field's different values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnView {
    /// The field's name.
    pub column: String,
    /// Its values, most records first.
    pub values: Vec<ValueCount>,
    /// Records without a value.
    pub empty: u32,
}

/// Where the records came from and what import found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SourceView {
    /// The file's name.
    pub name: String,
    /// What was read and what was set aside.
    pub report: ReadReport,
    /// Which column is what.
    pub mapping: Mapping,
    /// The plain fields' names.
    pub fields: Vec<String>,
    /// Records whose id stood in the file before: kept, and told apart by a suffix.
    pub repeated_ids: u32,
    /// Distinct tokens in the index.
    pub vocabulary: u32,
    /// What the records are.
    #[serde(default)]
    pub modality: Modality,
}

/// Why a query can't be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueryProblem {
    /// Where it begins, in UTF-16 units of the query, as text fields count.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub remedy: String,
}

/// How a query is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// In words: "records that contain *free* and not *call*".
    pub words: String,
    /// The query with its parentheses written, where it mixes comma and space without them.
    pub parenthesised: Option<String>,
    /// The tree, for a form.
    pub tree: QueryTree,
    /// How its records are found: from the index, or by scanning texts.
    pub scans: bool,
    /// The word lists that it looks in.
    pub lists: Vec<String>,
}

/// The figures as they would be with the draft saved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DraftView {
    /// The draft these figures are of.
    pub draft: Draft,
    /// Why the query can't be read; the figures are then those of the last query that could be.
    pub problem: Option<QueryProblem>,
    /// Whether the figures are of a query at all: there may have been none that could be read.
    pub is_counted: bool,
    /// How the query is read, where it can be.
    pub reading: Option<Reading>,
    /// The draft's own figures.
    pub figures: RuleFigures,
    /// The saved rule's figures, where there is one.
    pub saved: Option<RuleFigures>,
    /// Every rule's figures with the draft in place, in the project's order.
    pub rules: Vec<RuleFigures>,
    /// All rules together, with the draft.
    pub totals: Totals,
    /// Records covered only with the draft.
    pub newly_covered: u32,
    /// Records that the saved rule alone covered and the draft doesn't.
    pub no_longer_covered: u32,
    /// Records conflicted only with the draft.
    pub newly_conflicted: u32,
    /// Records conflicted only with the saved rule.
    pub no_longer_conflicted: u32,
    /// What else it changes.
    pub changes: DraftChanges,
    /// Rules the draft conflicts with, most records first.
    pub conflicts_with: Vec<RuleCount>,
    /// Of these, the rules that the saved rule doesn't conflict with on the same records; most records first.
    pub new_conflicts: Vec<RuleCount>,
    /// Its examples in their order, as they stand with the query that is counted; empty where none is.
    pub examples: Vec<ExampleView>,
}

/// A rule and a number of records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleCount {
    /// Which rule.
    pub rule: RuleId,
    /// Records.
    pub count: u32,
}

/// Rows of a selection.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RowsView {
    /// Records in the selection.
    pub total: u32,
    /// So many of them stand first because the draft changes them.
    pub changed: u32,
    /// By how many positions the rows asked for were moved, so that what is in sight stays there.
    pub moved: i32,
    /// Where the record that the keys are at stands now, if it was asked for.
    pub active: Option<u32>,
    /// Position of the first row below.
    pub start: u32,
    /// The rows.
    pub rows: Vec<RowView>,
    /// Why the search can't be read, where it can't.
    pub problem: Option<QueryProblem>,
}

/// One record in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RowView {
    /// Index in the corpus, from 0.
    pub index: u32,
    /// Its id.
    pub id: String,
    /// Its text, cut into marked and unmarked pieces; the page joins them again.
    pub pieces: Vec<Piece>,
    /// Characters left out at the end; the whole text is in [`RecordView`].
    pub cut: u32,
    /// Votes for labels, in the labels' order, then votes against labels.
    pub votes: Vec<LabelCount>,
    /// Whether two of the votes can't both be right.
    pub conflicted: bool,
    /// Dev gold.
    pub gold: Option<LabelId>,
    /// What the draft changes about it.
    pub change: Option<RowChange>,
}

/// A piece of a text. The page shows it as a text node, whatever it contains.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// The characters.
    pub text: String,
    /// The label of the rule that matched here (the draft's before others).
    pub label: Option<LabelId>,
}

/// Votes for one label, or against it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabelCount {
    /// Which label.
    pub label: LabelId,
    /// Whether they are against it.
    pub against: bool,
    /// Votes.
    pub count: u32,
}

/// One record with everything known of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecordView {
    /// Index in the corpus.
    pub index: u32,
    /// Its id.
    pub id: String,
    /// The whole text, marked.
    pub pieces: Vec<Piece>,
    /// Characters left out, of texts over a megabyte.
    pub cut: u32,
    /// Its further texts, where the project has several text columns.
    pub texts: Vec<TextView>,
    /// The plain fields: name and value as written; absent values are left out.
    pub fields: Vec<(String, String)>,
    /// Dev gold.
    pub gold: Option<LabelId>,
    /// Whether the gold was set by hand.
    pub by_hand: bool,
    /// Whether it is held-out gold, whose label stays hidden here.
    pub held_out: bool,
    /// Every vote and the words behind it.
    pub votes: Vec<RuleVote>,
    /// The majority label, where there is one.
    pub majority: Option<LabelId>,
    /// What the majority vote makes of it.
    pub decision: Decision,
    /// Rules that vote on it but for one part of their condition.
    pub near: Vec<NearVote>,
}

/// A text of a record besides its first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TextView {
    /// The column's name.
    pub name: String,
    /// The text, marked.
    pub pieces: Vec<Piece>,
    /// Characters left out, of texts over a megabyte.
    pub cut: u32,
}

/// One rule's vote on a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleVote {
    /// Which rule; none for a new draft.
    pub rule: Option<RuleId>,
    /// Its name.
    pub name: String,
    /// The label it votes for here, or against.
    pub label: LabelId,
    /// Whether it votes that the record has not this label.
    pub against: bool,
    /// Whether the rule decides.
    pub hard: bool,
    /// The matched pieces of text, each once, in order of appearance.
    pub words: Vec<String>,
    /// Its votes that agree with dev gold, on whatever record.
    pub correct: u32,
    /// Its votes that differ from dev gold.
    pub incorrect: u32,
    /// What the majority vote would make of the record without it.
    pub without: Decision,
}

/// What an edit would touch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Impact {
    /// Rules that vote otherwise or go.
    pub rules: Vec<String>,
    /// Records whose gold changes or becomes unknown.
    pub gold: u32,
    /// Records whose majority label changes.
    pub majority: u32,
    /// Conflicts that would end (a merge) or coverage that would be lost (a deletion), in records.
    pub conflicts_ended: u32,
    /// Records that would no longer be covered.
    pub coverage_lost: u32,
    /// One sentence that says all of it.
    pub sentence: String,
}

/// How an export would begin.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExportPreview {
    /// Records it would hold.
    pub records: u32,
    /// Records left out, by the filter and the threshold.
    pub left_out: u32,
    /// The first bytes, as text.
    pub head: String,
    /// Whether the head is all.
    pub complete: bool,
    /// The file's name.
    pub file_name: String,
    /// What a person should know (ties, cells changed for spreadsheets).
    pub said: Vec<String>,
}

/// A file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileReply {
    /// What to call it.
    pub name: String,
    /// Its media type.
    pub mime: String,
    /// What a person should know (cells changed for spreadsheets).
    pub said: Vec<String>,
    /// Its bytes.
    #[serde(skip)]
    pub bytes: Vec<u8>,
}

/// Numbers of records, and what they mean.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BytesReply {
    /// What they mean, as JSON: a [`super::graph::GraphHead`], or an [`super::images::ImagesHead`].
    head: String,
    /// The numbers.
    #[serde(skip)]
    pub bytes: Vec<u8>,
}

impl BytesReply {
    /// Numbers with their head.
    ///
    /// # Errors
    /// A head that JSON can't hold.
    pub fn new<H: Serialize>(head: &H, bytes: Vec<u8>) -> Result<Self> {
        let head = Late::of(head)?.json().to_owned();
        Ok(Self { head, bytes })
    }

    /// What the numbers mean.
    ///
    /// # Errors
    /// A head of another kind.
    pub fn head<H: DeserializeOwned>(&self) -> Result<H> {
        Late::of_json(self.head.clone()).open()
    }
}
