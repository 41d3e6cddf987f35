//! What a session answers: everything the page shows, ready to show. Counts are counts, never rounded; fractions are
//! left to the page, which always shows n beside a percentage.

mod draft;
mod files;
mod project;
mod rows;

use serde::{Deserialize, Serialize};

pub use self::draft::{DraftView, QueryProblem, Reading, RuleCount};
pub use self::files::{BytesReply, ExportPreview, FileReply};
pub use self::project::{
    ColumnView, GoldView, Impact, LabelView, ListView, ProjectView, RuleFigures, RuleView, SliceView,
    SourceView, Totals, ValueCount,
};
pub use self::rows::{LabelCount, Piece, RecordView, RowView, RowsView, RuleVote, TextView};
pub use super::history_view::{RevisionChange, RevisionView, RuleHistory};
pub use super::rules_impact::{RuleOutline, RulesImpact};
pub use super::take_rules::{Difference, TakeState, TakeView, TakenRule};
pub use super::tidy::{Reason, TidyView, Untidy};

use super::augment::AugmentReply;
use super::complete::CompleteView;
use super::conflicts::{ConflictsView, ExceptionsView, PairFigures, WalkView};
use super::graph::GraphReply;
use super::labels::{ComparisonView, EndModelView, LabelWhy, LabelsView, LeaveOneOutView};
use super::late::Late;
use super::related::RelatedView;
use super::suggest::{SuggestionsView, ThemesView};
use crate::lists::WordList;

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
