//! What can be asked of a session. Requests are plain data, so that a page asks over a worker, a test in process,
//! and neither the session nor the families behind it know who asks.

mod export;
mod selection;

use serde::{Deserialize, Serialize};

pub use self::export::{Augmented, ExportOptions, Include};
pub use self::selection::{Filter, Keep, Selection};

use super::augment::AugmentAsk;
use super::complete::Completing;
use super::edit::{Draft, Edit};
use super::graph::GraphAsk;
use super::images::ImagesAsk;
use super::labels::EndModelOptions;
use super::late::Late;
use super::suggest::{Evidence, SuggestOptions, ThemeScope};
use super::take_rules::TakeOptions;
use crate::error::Result;
use crate::ids::{RuleId, SliceId};

/// One question or change; the session answers each with one [`super::reply::Reply`] or one error.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Request {
    /// The open project as the page shows it → `Reply::Project`.
    Project,
    /// Changes the project → `Reply::Project`.
    Edit(Edit),
    /// Takes the last edit back → `Reply::Project`.
    Undo,
    /// Makes the last undone edit again → `Reply::Project`.
    Redo,
    /// Figures as they'd be if this rule were saved; the draft stays open → `Reply::Draft`. Asked at every keystroke.
    Draft(Draft),
    /// Puts the draft away → `Reply::Project`.
    CloseDraft,
    /// Takes figures and lists of one slice's records alone from here on, or of all again → `Reply::Project`.
    Within(Option<SliceId>),
    /// Records `start..end` of a selection → `Reply::Rows`.
    Rows {
        /// Which records.
        selection: Selection,
        /// First row wanted, from 0, within the selection.
        start: u32,
        /// One past the last row wanted.
        end: u32,
        /// What is to stay where it is in sight.
        #[serde(default)]
        keep: Option<Keep>,
    },
    /// One record with everything known of it → `Reply::Record`.
    Record {
        /// Its index in the corpus, from 0.
        index: u32,
    },
    /// What may stand at the cursor of a query → `Reply::Complete`. Asked at every keystroke.
    Complete(Completing),
    /// Words that may follow the query → `Reply::Complete`. Takes longer than what stands at the cursor.
    NextWords(Completing),
    /// What belongs to some words: other forms, misspellings, the label they speak for → `Reply::Related`.
    Related {
        /// As they were selected.
        words: String,
        /// The record they stand in.
        record: Option<u32>,
    },
    /// What a word list holds → `Reply::List`.
    List {
        /// Its name.
        name: String,
    },
    /// The different values of a plain field with their counts, to make a rule of → `Reply::Column`.
    Column {
        /// The field's name.
        column: String,
    },
    /// How all rules and labels meet → `Reply::Conflicts`, as a job with progress.
    Conflicts,
    /// Two rules in figures → `Reply::Pair`.
    Pair(RuleId, RuleId),
    /// Where a walk through a selection is → `Reply::Walk`.
    Walk {
        /// Which records.
        selection: Selection,
        /// The record at hand; none at the beginning.
        record: Option<u32>,
    },
    /// One record, with the words of two rules alone marked → `Reply::Record`.
    Marked {
        /// Its index in the corpus, from 0.
        index: u32,
        /// The rules.
        rules: (RuleId, RuleId),
    },
    /// Words of a record that could be exceptions to a rule, against another one → `Reply::Exceptions`.
    Exceptions {
        /// The rule that would have the exception.
        rule: RuleId,
        /// The rule it conflicts with.
        against: RuleId,
        /// The record's index in the corpus, from 0.
        record: u32,
        /// The rule's query as it stands where it is being written.
        query: String,
    },
    /// What an edit of labels would touch, before it is made → `Reply::Impact`.
    Impact(Edit),
    /// How an export would begin and how many records it would hold → `Reply::ExportPreview`.
    ExportPreview(ExportOptions),
    /// A file → `Reply::File`, as a job with progress.
    Export(ExportOptions),
    /// A rule's revisions with their figures, newest first → `Reply::RuleHistory`, as a job.
    RuleHistory {
        /// Which rule.
        rule: RuleId,
        /// Which of its revisions, by number; all where empty. Two of them compare the two.
        revisions: Vec<u32>,
    },
    /// How another person's rules differ from the project's → `Reply::TakeRules`.
    CompareRules(TakeOptions),
    /// What an edit of rules would change → `Reply::RulesImpact`, as a job.
    RulesImpact(Edit),
    /// Rules that add nothing, and rules to look at → `Reply::Tidy`, as a job.
    Tidy,
    /// The rows that import set aside, as CSV → `Reply::File`.
    BadRows,
    /// Terms that separate the labels → `Reply::Suggestions`, as a job with progress.
    Suggest(SuggestOptions),
    /// Groups of records with words in common → `Reply::Themes`, as a job with progress.
    Themes(ThemeScope),
    /// The labels by the chosen model, fitted anew where anything changed → `Reply::Labels`, as a job.
    Labels {
        /// Whether to judge on held-out gold too. Each time it is looked at for a new state counts.
        held_out: bool,
    },
    /// All models side by side, judged on held-out gold too → `Reply::Comparison`, as a job with progress.
    CompareModels,
    /// What the labels would be without each rule → `Reply::LeaveOneOut`, as a job with progress.
    LeaveOneOut {
        /// Whether to judge on held-out gold too.
        held_out: bool,
    },
    /// Trains the end model on the labels and judges it on held-out gold → `Reply::EndModel`, as a job with progress.
    EndModel(EndModelOptions),
    /// Why a record has its label by the chosen model → `Reply::LabelWhy`, as a job where it must be fitted first.
    LabelWhy {
        /// Its index in the corpus, from 0.
        index: u32,
    },
    /// A question about the graph of records that are alike → `Reply::Graph`, `Reply::Bytes` or `Reply::File`, some as a
    /// job with progress.
    Graph(Late<GraphAsk>),
    /// A question about variants of records → `Reply::Augment` or `Reply::File`, some as a job with progress.
    Augment(Late<AugmentAsk>),
    /// Records' images, for a list or a map → `Reply::Bytes`, an [`super::images::ImagesHead`] with the pixels of each.
    Images(Late<ImagesAsk>),
}

impl Request {
    /// A question about the graph.
    ///
    /// # Errors
    /// Numbers that are not finite.
    pub fn graph(ask: &GraphAsk) -> Result<Self> {
        Late::of(ask).map(Self::Graph)
    }

    /// A question about variants.
    ///
    /// # Errors
    /// Numbers that are not finite.
    pub fn augment(ask: &AugmentAsk) -> Result<Self> {
        Late::of(ask).map(Self::Augment)
    }

    /// A question for images.
    ///
    /// # Errors
    /// None that is known of.
    pub fn images(ask: &ImagesAsk) -> Result<Self> {
        Late::of(ask).map(Self::Images)
    }

    /// Whether figures, rows and records need it. What answers the others may be loaded when it is first asked for.
    #[must_use]
    pub fn is_frequent(&self) -> bool {
        if let Self::Rows { selection, .. } = self {
            return !selection.asks_more();
        }
        matches!(
            self,
            Self::Project
                | Self::Undo
                | Self::Redo
                | Self::Draft(_)
                | Self::CloseDraft
                | Self::Within(_)
                | Self::Record { .. }
        )
    }
}

impl Request {
    /// Whether its answer may hang on a label model or the end model.
    #[must_use]
    pub fn asks_labels(&self) -> bool {
        match self {
            Self::Labels { .. }
            | Self::CompareModels
            | Self::LeaveOneOut { .. }
            | Self::EndModel(_)
            | Self::LabelWhy { .. } => true,
            Self::Export(options) | Self::ExportPreview(options) => options.model.is_some(),
            _ => self.selection().is_some_and(Selection::asks_model),
        }
    }

    /// Whether it is about variants of records.
    #[must_use]
    pub const fn asks_augment(&self) -> bool {
        matches!(
            self,
            Self::Augment(_)
                | Self::Edit(Edit::Augment(_) | Edit::AcceptVariants(_) | Edit::RemoveVariants(_))
        )
    }

    /// Whether its answer may hang on the graph.
    #[must_use]
    pub fn asks_graph(&self) -> bool {
        matches!(self, Self::Graph(_)) || self.selection().is_some_and(Selection::asks_graph)
    }

    /// The records that it is about, where it is about some.
    #[must_use]
    pub const fn selection(&self) -> Option<&Selection> {
        match self {
            Self::Rows { selection, .. }
            | Self::Walk { selection, .. }
            | Self::Suggest(SuggestOptions {
                evidence: Evidence::List(selection),
                ..
            })
            | Self::Themes(ThemeScope::List(selection)) => Some(selection),
            _ => None,
        }
    }
}
