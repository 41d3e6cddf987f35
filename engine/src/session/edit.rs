//! Every change a person can make to a project. An edit is data: it is what the journal keeps, what undo names,
//! and what replays to the same project on any machine.

use serde::{Deserialize, Serialize};

use super::augment::{AugmentChoice, MadeVariant, VariantRef};
use super::late::Late;
use crate::embeddings::EmbeddingsChoice;
use crate::graph_choice::GraphChoice;
use crate::ids::{LabelId, RuleId, SliceId};
use crate::model_choice::ModelChoice;
use crate::rule::{ColumnVotes, Example, Rule};
use crate::text::Accents;

/// What a person writes in the rule editor. The fields are those of [`crate::rule::Rule`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleText {
    /// Unique in the project.
    pub name: String,
    /// The label it votes for, or against.
    pub label: LabelId,
    /// The condition, as a query; it may be empty where there is a column.
    pub query: String,
    /// Anything to remember about it.
    pub note: String,
    /// Whether it votes that a record has not this label.
    #[serde(default)]
    pub against: bool,
    /// Whether it decides.
    #[serde(default)]
    pub hard: bool,
    /// A column whose values are its votes.
    #[serde(default)]
    pub column: Option<ColumnVotes>,
    /// Texts that it must match, and texts that it must not.
    #[serde(default)]
    pub examples: Vec<Example>,
}

impl RuleText {
    /// What a saved rule says.
    #[must_use]
    pub fn of(rule: &Rule) -> Self {
        Self {
            name: rule.name.clone(),
            label: rule.label,
            query: rule.query.clone(),
            note: rule.note.clone(),
            against: rule.against,
            hard: rule.hard,
            column: rule.column.clone(),
            examples: rule.examples.clone(),
        }
    }

    /// Makes a rule say this.
    pub fn write_to(&self, rule: &mut Rule) {
        let Self {
            name,
            label,
            query,
            note,
            against,
            hard,
            column,
            examples,
        } = self.clone();
        let first = column.as_ref().and_then(|column| column.voting().next());
        rule.name = name.trim().to_owned();
        rule.label = first.map_or(label, |(_, first)| first);
        rule.query = query;
        rule.note = note;
        rule.against = against;
        rule.hard = hard;
        rule.column = column;
        rule.examples = examples;
    }
}

/// A rule being written and not yet saved. Kept through a reload, never part of the votes that are exported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The rule being edited; a new one where absent.
    pub rule: Option<RuleId>,
    /// Its text as it stands in the editor.
    pub text: RuleText,
}

/// One undoable change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Edit {
    /// One that an answer proposed, handed back as it came: a page need not read every kind of edit.
    Written(Late<Edit>),
    /// Names the project.
    RenameProject {
        /// The new name.
        name: String,
    },
    /// Adds a rule at the end.
    AddRule {
        /// What it says.
        text: RuleText,
    },
    /// Replaces what a rule says.
    SetRule {
        /// Which rule.
        id: RuleId,
        /// What it says now.
        text: RuleText,
    },
    /// Switches a rule on or off.
    EnableRule {
        /// Which rule.
        id: RuleId,
        /// Whether it votes.
        enabled: bool,
    },
    /// Copies a rule, right below it, under a free name, switched off so that its votes don't count twice.
    DuplicateRule {
        /// Which rule.
        id: RuleId,
    },
    /// Moves a rule to a position.
    MoveRule {
        /// Which rule.
        id: RuleId,
        /// From 0.
        position: u32,
    },
    /// Deletes a rule.
    DeleteRule {
        /// Which rule.
        id: RuleId,
    },
    /// Adds a label; gold values of the same name that were unknown become known.
    AddLabel {
        /// Unique in the project.
        name: String,
    },
    /// Renames a label; its rules and gold follow.
    RenameLabel {
        /// Which label.
        id: LabelId,
        /// The new name.
        name: String,
    },
    /// Gives a label a colour of the palette.
    RecolorLabel {
        /// Which label.
        id: LabelId,
        /// Below [`crate::labels::COLORS`].
        color: u8,
    },
    /// Moves a label to a position.
    MoveLabel {
        /// Which label.
        id: LabelId,
        /// From 0.
        position: u32,
    },
    /// Makes one label part of another: its rules and gold go over.
    MergeLabel {
        /// The label that ends.
        from: LabelId,
        /// The label that stays.
        into: LabelId,
    },
    /// Deletes a label with the rules that vote for it or against it; values of columns that voted for it abstain,
    /// and its gold becomes unknown.
    DeleteLabel {
        /// Which label.
        id: LabelId,
    },
    /// Makes a word list, or replaces what one holds.
    SetList {
        /// Its name; unique in the project, in any case.
        name: String,
        /// One thing to look for each.
        entries: Vec<String>,
    },
    /// Renames a word list; the queries that use it follow.
    RenameList {
        /// Its name.
        from: String,
        /// The new one.
        to: String,
    },
    /// Deletes a word list that no rule uses.
    DeleteList {
        /// Its name.
        name: String,
    },
    /// Says whether accents tell words apart.
    SetAccents {
        /// Whether they do.
        accents: Accents,
    },
    /// Says which label a value of the gold column means, or that it means none.
    MapGold {
        /// The value as it stands in the column.
        value: String,
        /// The label it means.
        label: Option<LabelId>,
    },
    /// Adds a slice at the end.
    AddSlice {
        /// Unique in the project.
        name: String,
        /// Its condition, as a query.
        query: String,
    },
    /// Replaces what a slice says.
    SetSlice {
        /// Which slice.
        id: SliceId,
        /// Its name now.
        name: String,
        /// Its condition now.
        query: String,
    },
    /// Deletes a slice; its records stay.
    DeleteSlice {
        /// Which slice.
        id: SliceId,
    },
    /// Sets a record's gold by hand, or takes what was set by hand back, so that the gold column holds again.
    SetGold {
        /// Index in the corpus, from 0.
        record: u32,
        /// The label a person decided for.
        label: Option<LabelId>,
    },
    /// Makes a rule say again what it said in an earlier revision.
    RestoreRule {
        /// Which rule.
        id: RuleId,
        /// The revision's number.
        revision: u32,
    },
    /// Switches rules on or off.
    EnableRules {
        /// Which rules.
        ids: Vec<RuleId>,
        /// Whether they vote.
        enabled: bool,
    },
    /// Lets rules vote for a label.
    LabelRules {
        /// Which rules.
        ids: Vec<RuleId>,
        /// The label.
        label: LabelId,
    },
    /// Brings rules together, in their order.
    MoveRules {
        /// Which rules.
        ids: Vec<RuleId>,
        /// How many of the other rules stand before them.
        position: u32,
    },
    /// Deletes rules.
    DeleteRules {
        /// Which rules.
        ids: Vec<RuleId>,
    },
    /// Makes one rule of several that vote alike: it finds what any of them finds. The first one stays.
    MergeRules {
        /// Which rules.
        ids: Vec<RuleId>,
        /// What the rule is called; their names, joined, where absent.
        #[serde(default)]
        name: Option<String>,
    },
    /// Takes over rules of another person.
    TakeRules {
        /// A rule file of what is taken, as it will be called here.
        file: String,
        /// Per rule of the file the rule whose place it takes; it is added where there is none.
        into: Vec<Option<RuleId>>,
    },
    /// Makes a rule of each alternative of a rule whose query lists some.
    SplitRule {
        /// Which rule.
        id: RuleId,
    },
    /// Chooses the label model and what it is told.
    SetModel {
        /// All of the choice.
        choice: ModelChoice,
    },
    /// Sets the gold of several records by hand, or takes back what was set by hand.
    SetGolds {
        /// Indices in the corpus, from 0.
        records: Vec<u32>,
        /// The label a person decided for.
        label: Option<LabelId>,
    },
    /// Chooses the graph, its seeds, and how labels are carried along it.
    Graph(GraphChoice),
    /// Says which embeddings the records have, if any. The numbers of a file are kept before.
    Embeddings(Option<EmbeddingsChoice>),
    /// Chooses how variants of records are made.
    Augment(Late<AugmentChoice>),
    /// Keeps variants with the project, as records of their own in exports.
    AcceptVariants(Late<Vec<MadeVariant>>),
    /// Lets variants go that were kept.
    RemoveVariants(Late<Vec<VariantRef>>),
}
