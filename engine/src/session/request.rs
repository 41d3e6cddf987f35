//! What can be asked of a session. Requests are plain data, so that a page asks over a worker, a test in process,
//! and neither the session nor the families behind it know who asks.

use serde::{Deserialize, Serialize};

use super::augment::AugmentAsk;
use super::complete::Completing;
use super::edit::{Draft, Edit};
use super::graph::{GraphAsk, GraphSide};
use super::images::ImagesAsk;
use super::labels::{EndModelOptions, GoldSide};
use super::late::Late;
use super::suggest::{Evidence, SuggestOptions, ThemeScope};
use super::take_rules::TakeOptions;
use crate::error::Result;
use crate::ids::{LabelId, RuleId, SliceId};

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

/// Which records: those for which every filter and the search hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Selection {
    /// All must hold.
    pub filters: Vec<Filter>,
    /// A query in the rule language; empty means every record.
    pub search: String,
}

impl Selection {
    /// Whether a filter asks for labels by a model, which may have to be fitted first.
    #[must_use]
    pub fn asks_model(&self) -> bool {
        self.filters.iter().any(|filter| filter.asks_model())
    }

    /// Whether a filter asks for the graph, which may have to be built first.
    #[must_use]
    pub fn asks_graph(&self) -> bool {
        self.filters.iter().any(|filter| filter.asks_graph())
    }

    /// Whether a filter asks for either of the two.
    #[must_use]
    pub fn asks_more(&self) -> bool {
        self.asks_model() || self.asks_graph()
    }
}

/// Rows that a person has in sight, while the order of the list may change. The rows asked for are then moved along, so
/// that the list shows what it showed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Keep {
    /// The record at the top of what is seen; none where the list is at its beginning and may change freely.
    pub record: Option<u32>,
    /// Its position as of the last answer.
    pub position: u32,
    /// The record that the list's keys are at.
    pub active: Option<u32>,
}

/// One condition on records. With a draft open, votes are those with the draft in place of its saved rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Filter {
    /// At least one vote.
    Covered,
    /// No vote.
    Uncovered,
    /// At least two votes.
    Overlapping,
    /// Two votes that can't both be right.
    Conflicted,
    /// Covered, but the majority vote has no single winner.
    Tied,
    /// A rule votes.
    Rule(RuleId),
    /// A rule votes and another one does too.
    RuleOverlaps(RuleId),
    /// A rule's vote conflicts with another rule's.
    RuleConflicts(RuleId),
    /// Two rules both vote.
    BothRules(RuleId, RuleId),
    /// A rule votes as dev gold says.
    RuleCorrect(RuleId),
    /// A rule votes otherwise than dev gold says.
    RuleIncorrect(RuleId),
    /// The majority vote is this label.
    Majority(LabelId),
    /// At least one vote for this label.
    VotedFor(LabelId),
    /// Gold says this label (dev gold; held-out gold stays hidden).
    Gold(LabelId),
    /// Has dev gold.
    HasGold,
    /// Its gold was set by hand.
    ByHand,
    /// Its gold was not set by hand.
    NotByHand,
    /// Two rules both vote, and their votes can't both be right.
    RulesConflict(RuleId, RuleId),
    /// Two labels both have votes.
    BothLabels(LabelId, LabelId),
    /// The gold column has a value that is no label.
    UnknownGold,
    /// Dev gold and the majority vote agree.
    MajorityCorrect,
    /// Dev gold and the majority vote differ.
    MajorityIncorrect,
    /// The text is empty.
    EmptyText,
    /// Its id stood in the file more than once.
    RepeatedId,
    /// In a slice.
    Slice(SliceId),
    /// The open draft matches.
    DraftMatches,
    /// The open draft's vote conflicts with a rule's.
    DraftConflicts(RuleId),
    /// Covered with the draft, uncovered without.
    NewlyCovered,
    /// Uncovered with the draft, covered by its saved rule.
    NoLongerCovered,
    /// Conflicted with the draft, not without.
    NewlyConflicted,
    /// Conflicted with the saved rule, no longer with the draft.
    NoLongerConflicted,
    /// The open draft matches, its saved rule doesn't.
    NewlyMatched,
    /// The saved rule of the open draft matches, the draft doesn't.
    NoLongerMatched,
    /// Either of the two.
    Changed,
    /// The majority label is right on dev gold with the draft, and was not.
    NewlyCorrect,
    /// The majority label was right on dev gold, and is not with the draft.
    NoLongerCorrect,
    /// The majority label of the saved rules is right on dev gold.
    CorrectBefore,
    /// The open draft conflicts with a rule where its saved rule doesn't.
    NewConflictsWith(RuleId),
    /// The open draft matches, and gold or else the saved rules' majority says another label.
    CounterExamples,
    /// What a rule's revision said matches.
    Revision(RuleId, u32),
    /// What a rule's revision votes conflicts with another rule's vote.
    RevisionConflicts(RuleId, u32),
    /// Two of a rule's revisions match.
    RevisionBoth(RuleId, u32, u32),
    /// A rule's revision matches, and another one doesn't.
    RevisionOnly(RuleId, u32, u32),
    /// At least one vote of the saved rules, whatever draft is open.
    CoveredAsSaved,
    /// No vote of the saved rules, whatever draft is open.
    UncoveredAsSaved,
    /// The chosen model's label, of the saved rules, is this one. So are all filters below: of the saved rules.
    Predicted(LabelId),
    /// The chosen model gives a single label.
    PredictedAny,
    /// Covered, and the chosen model's most probable labels tie.
    PredictedTied,
    /// The chosen model gives no single label: uncovered or tied.
    PredictedNone,
    /// The top probability is in this bin of the histogram, 0..[`super::labels::HISTOGRAM_BINS`].
    TopBin(u8),
    /// Gold of one side is the first label, and the chosen model's label the second one, or there is none.
    Bucket(GoldSide, LabelId, Option<LabelId>),
    /// The chosen model's label is gold's.
    LabelCorrect(GoldSide),
    /// The chosen model's label is not gold's.
    LabelIncorrect(GoldSide),
    /// Has gold of a side and probabilities, the top one in this bin of the calibration,
    /// 0..[`super::labels::CALIBRATION_BINS`].
    Calibration(GoldSide, u8),
    /// All rules that vote vote for one label, and the chosen model gives another.
    Overturned,
    /// The chosen model and the majority vote both give a label, and not the same.
    DiffersFromMajority,
    /// The label is another one than before the last edit.
    LabelChanged,
    /// At least two rules vote of those that say the same as this one.
    Duplicates(RuleId),
    /// The label would be another one without this rule, as counted by `Request::LeaveOneOut`.
    ChangedWithout(RuleId),
    /// No rule votes, and the end model gives this label.
    EndModel(LabelId),
    /// No rule votes, and the end model gives a label.
    EndModelAny,
    /// The label along the graph is this one.
    GraphLabel(LabelId),
    /// A seed reaches it along the graph.
    GraphReached,
    /// No seed reaches it.
    GraphUnreached,
    /// It is a seed of the graph.
    GraphSeeds,
    /// It is joined with no record.
    GraphIsolated,
    /// No seed, and the label along the graph is dev gold's.
    GraphCorrect,
    /// No seed, and the label along the graph is not dev gold's.
    GraphIncorrect,
    /// Its neighbours weigh more for another label than for its own.
    GraphDisagrees(GraphSide),
    /// The label along the graph is another one than before, by what was changed or tried last.
    GraphChanged,
    /// Another record is nearly the same, by the cosine that was asked for last.
    NearDuplicates,
    /// Picked on the map.
    Picked,
    /// Joined with a record.
    GraphNeighbours(u32),
}

impl Filter {
    /// Whether it asks for labels by a model.
    #[must_use]
    pub const fn asks_model(self) -> bool {
        matches!(
            self,
            Self::Predicted(_)
                | Self::PredictedAny
                | Self::PredictedTied
                | Self::PredictedNone
                | Self::TopBin(_)
                | Self::Bucket(..)
                | Self::LabelCorrect(_)
                | Self::LabelIncorrect(_)
                | Self::Calibration(..)
                | Self::Overturned
                | Self::DiffersFromMajority
                | Self::LabelChanged
                | Self::Duplicates(_)
                | Self::ChangedWithout(_)
                | Self::EndModel(_)
                | Self::EndModelAny
        )
    }

    /// Whether it asks for the graph.
    #[must_use]
    pub const fn asks_graph(self) -> bool {
        matches!(
            self,
            Self::GraphLabel(_)
                | Self::GraphReached
                | Self::GraphUnreached
                | Self::GraphSeeds
                | Self::GraphIsolated
                | Self::GraphCorrect
                | Self::GraphIncorrect
                | Self::GraphDisagrees(_)
                | Self::GraphChanged
                | Self::NearDuplicates
                | Self::Picked
                | Self::GraphNeighbours(_)
        )
    }
}

/// What to write.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExportOptions {
    /// A writer's name: `json`, `jsonl`, `csv`, `csv-spreadsheet`, `rules`, `project`.
    pub format: String,
    /// The label model whose posteriors are written, by its name, or none (votes only). Balance, priors and whether the
    /// end model labels what no rule votes on are the document's choice.
    pub model: Option<String>,
    /// Which records.
    pub include: Include,
    /// With a model: only records whose most likely label has at least this probability, 0..=1.
    pub threshold: f64,
    /// A time to write into the lineage, as given; exports hold no clock time otherwise.
    pub at: Option<String>,
    /// Whether accepted variants go in behind their records.
    #[serde(default)]
    pub augmented: Augmented,
}

/// Whether accepted variants of records go into an export, each behind its record where that goes in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Augmented {
    /// They stay out.
    #[default]
    Without,
    /// They have the label, the probabilities and the gold of their record.
    AsParent,
    /// They have the label and the probabilities that the rules give their own text; gold is their record's.
    ByRules,
}

/// Which records an export holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Include {
    /// Every record, labeled or not.
    All,
    /// Records with a single winning label of the model (or at least one vote, without a model).
    Labeled,
    /// Records with gold.
    Gold,
    /// Records without a vote.
    Uncovered,
    /// Records whose votes differ.
    Conflicted,
}
