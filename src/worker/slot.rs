//! Slots: in each of them only the newest call is wanted.

/// What a call is for, as far as a newer one makes it pointless.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slot {
    /// Figures of the draft.
    Draft,
    /// The draft kept on disk.
    KeepDraft,
    /// How a file would be read.
    Preview,
    /// What an edit would touch.
    Impact,
    /// How an export would begin.
    ExportPreview,
    /// The record in the detail pane.
    Record,
    /// What belongs to some words.
    Related,
    /// A rule's revisions.
    History,
    /// Two of them compared.
    Comparison,
    /// What an edit of rules would change.
    RulesImpact,
    /// Rules that add nothing.
    Tidy,
    /// A column's values.
    Column,
    /// How all rules meet.
    Conflicts,
    /// A pair of rules.
    Pair,
    /// Where a walk is.
    Walk,
    /// Possible exceptions.
    Exceptions,
    /// What may stand at the cursor of a query.
    Complete,
    /// Words that may follow a query.
    NextWords,
    /// Terms to write rules of.
    Suggest,
    /// Themes among records.
    Themes,
    /// Labels by the chosen model.
    Labels,
    /// Models side by side.
    CompareModels,
    /// What the labels would be without each rule.
    LeaveOneOut,
    /// The end model.
    EndModel,
    /// Why a record has its label.
    LabelWhy,
    /// A question about the graph, by its number (`actions/graph.rs`).
    Graph(u8),
    /// A question about variants, by its number (`actions/augment.rs`).
    Augment(u8),
    /// The rows of a list on the page, by the list's number.
    Rows(u8),
}

impl Slot {
    /// The slot's number in envelopes.
    pub(crate) fn number(self) -> u32 {
        match self {
            Self::Draft => 0,
            Self::KeepDraft => 1,
            Self::Preview => 2,
            Self::Impact => 3,
            Self::ExportPreview => 4,
            Self::Record => 5,
            Self::Related => 10,
            Self::History => 20,
            Self::Comparison => 21,
            Self::RulesImpact => 22,
            Self::Tidy => 23,
            Self::Column => 14,
            Self::Conflicts => 0x40,
            Self::Pair => 0x41,
            Self::Walk => 0x42,
            Self::Exceptions => 0x43,
            Self::Complete => 11,
            Self::NextWords => 12,
            Self::Suggest => 0x50,
            Self::Themes => 0x51,
            Self::Labels => 0x60,
            Self::CompareModels => 0x61,
            Self::LeaveOneOut => 0x62,
            Self::EndModel => 0x63,
            Self::LabelWhy => 0x64,
            Self::Graph(question) => 0x80 + u32::from(question),
            Self::Augment(question) => 0xa0 + u32::from(question),
            Self::Rows(list) => 0x100 + u32::from(list),
        }
    }
}
