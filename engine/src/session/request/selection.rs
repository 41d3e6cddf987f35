//! Which records.

use serde::{Deserialize, Serialize};

use crate::ids::{LabelId, RuleId, SliceId};
use crate::session::graph::GraphSide;
use crate::session::labels::GoldSide;

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
    /// The top probability is in this bin of the histogram, 0..[`crate::session::labels::HISTOGRAM_BINS`].
    TopBin(u8),
    /// Gold of one side is the first label, and the chosen model's label the second one, or there is none.
    Bucket(GoldSide, LabelId, Option<LabelId>),
    /// The chosen model's label is gold's.
    LabelCorrect(GoldSide),
    /// The chosen model's label is not gold's.
    LabelIncorrect(GoldSide),
    /// Has gold of a side and probabilities, the top one in this bin of the calibration,
    /// 0..[`crate::session::labels::CALIBRATION_BINS`].
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
