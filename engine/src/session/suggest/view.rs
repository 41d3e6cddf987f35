//! What is answered about suggestions: plain data, counts as counts.

use serde::{Deserialize, Serialize};

use super::options::{SuggestOptions, ThemeScope};
use crate::ids::LabelId;
use crate::session::reply::{LabelCount, RuleCount};

/// Why there can be no suggestion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Nothing {
    /// No record has dev gold.
    NoGold,
    /// No rule votes.
    NoVotes,
    /// All evidence is of this label, which nothing can then be told from.
    OneLabel(LabelId),
    /// The list holds every record.
    ListIsAll,
    /// The list holds no record.
    ListIsEmpty,
}

/// The terms suggested.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SuggestionsView {
    /// What was asked.
    pub options: SuggestOptions,
    /// Why there can be none, where there can't.
    pub nothing: Option<Nothing>,
    /// Records with evidence; of a list, its records.
    pub judged: u32,
    /// Terms that were counted.
    pub candidates: u32,
    /// Records that hold a term, at least.
    pub least_records: u32,
    /// Records that were read to find and order terms, where these are not all; the figures are of all.
    pub sampled: Option<u32>,
    /// The best first.
    pub suggestions: Vec<SuggestionView>,
    /// Terms that are no less precise, and come after the last that is shown.
    pub further: u32,
    /// Terms left out because a rule of the same label matches nearly all of their records.
    pub in_rules: u32,
}

/// One term for one label.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SuggestionView {
    /// The term as a query.
    pub query: String,
    /// The name of its kind.
    pub kind: String,
    /// The label that a rule of it would vote for; a list says none unless it was chosen.
    pub label: Option<LabelId>,
    /// Records it matches.
    pub records: u32,
    /// … on which no saved rule votes.
    pub fresh: u32,
    /// … with evidence: n of the precision.
    pub judged: u32,
    /// … of these, how many have the label, or are in the list; parts where evidence is soft.
    pub right: f64,
    /// Wilson's 95 % interval of right / judged.
    pub lower: f64,
    /// Its upper end.
    pub upper: f64,
    /// What it is ordered by: gain in records, or z of a list.
    pub score: f64,
    /// The saved rule that it shares most records with.
    pub overlap: Option<RuleCount>,
    /// Words it stands for, where it gathers several, the most frequent first.
    pub words: Vec<String>,
    /// How many words these are.
    pub words_in_all: u32,
    /// Terms of nearly the same records, or of some of them and no more precise.
    pub alike: Vec<Alike>,
    /// Further ones of these that are not named.
    pub alike_further: u32,
}

/// A term much like the one above it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Alike {
    /// The term as a query.
    pub query: String,
    /// Records it matches.
    pub records: u32,
    /// … on which no saved rule votes.
    pub fresh: u32,
    /// … with evidence.
    pub judged: u32,
    /// … of these, how many have the label.
    pub right: f64,
}

/// Groups of records with words in common.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ThemesView {
    /// Where they were looked for.
    pub scope: ThemeScope,
    /// Records looked at.
    pub records: u32,
    /// Records that the groups were fitted on, where these are not all.
    pub fitted: Option<u32>,
    /// Records in none of the themes that are shown.
    pub apart: u32,
    /// Groups left out, because no short query finds them again.
    pub vague: u32,
    /// Themes left out, because larger ones are shown.
    pub further: u32,
    /// The seed of the grouping.
    pub seed: u32,
    /// The largest first.
    pub themes: Vec<ThemeView>,
}

/// One theme.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ThemeView {
    /// Its records.
    pub size: u32,
    /// What it is about: the most distinct terms, as queries.
    pub terms: Vec<String>,
    /// Records nearest to its centre, of different texts.
    pub typical: Vec<TypicalRecord>,
    /// Dev gold of its records, by label, in the labels' order.
    pub gold: Vec<LabelCount>,
    /// A query that finds it again, as nearly as a short one can.
    pub query: String,
    /// Records the query matches in the whole project.
    pub records: u32,
    /// … among the records looked at.
    pub in_scope: u32,
    /// … in the theme.
    pub in_theme: u32,
}

/// A record as an example.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypicalRecord {
    /// Its index in the corpus.
    pub index: u32,
    /// Its id.
    pub id: String,
    /// How its text begins.
    pub text: String,
    /// Characters left out at the end.
    pub cut: u32,
}
