//! The figures as they would be with a rule that is being written.

use serde::{Deserialize, Serialize};

use super::project::{RuleFigures, Totals};
use crate::ids::RuleId;
use crate::rules::QueryTree;
use crate::session::changes::DraftChanges;
use crate::session::edit::Draft;
use crate::session::examples::ExampleView;

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
