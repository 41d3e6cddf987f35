//! The open project as the page shows it, and what an edit of it would touch.

use serde::{Deserialize, Serialize};

use super::draft::QueryProblem;
use crate::formats::mapping::Mapping;
use crate::formats::report::ReadReport;
use crate::graph_choice::GraphChoice;
use crate::ids::{LabelId, RuleId, SliceId};
use crate::modality::Modality;
use crate::model_choice::ModelChoice;
use crate::rule::{ColumnVotes, Example};
use crate::session::edit::{Draft, RuleText};
use crate::session::late::Late;
use crate::text::Accents;

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
