//! Records: rows of a list, and one with everything known of it.

use serde::{Deserialize, Serialize};

use super::draft::QueryProblem;
use crate::ids::{LabelId, RuleId};
use crate::session::changes::RowChange;
use crate::session::why::{Decision, NearVote};

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
