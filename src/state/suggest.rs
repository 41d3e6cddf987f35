//! What the Suggestions pane was asked and answered. It outlives the pane, so that coming back finds the list as it was.

use std::sync::Arc;

use labelloom_engine::ids::{LabelId, SliceId};
use labelloom_engine::session::edit::RuleText;
use labelloom_engine::session::reply::ProjectView;
use labelloom_engine::session::request::Selection;
use labelloom_engine::session::suggest::{SuggestionsView, ThemesView};
use leptos::prelude::*;

use crate::worker::protocol::CallProgress;

/// What tells labels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum By {
    /// Dev gold.
    #[default]
    Gold,
    /// The votes of the rules.
    Votes,
    /// The list of records, against all others.
    List,
}

/// What the person has chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Asked {
    /// What tells labels.
    pub(crate) by: By,
    /// The label; every one where absent.
    pub(crate) label: Option<LabelId>,
    /// Precision in percent that a term has at least.
    pub(crate) precision: u8,
    /// Whether themes are looked for in the list, instead of among uncovered records.
    pub(crate) themes_of_list: bool,
}

/// The project as an answer saw it, as far as the answer hangs on it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Found {
    /// Rules that vote: all that makes their votes.
    rules: Vec<(u32, bool, RuleText)>,
    labels: Vec<LabelId>,
    gold: u32,
    slice: Option<SliceId>,
    /// The list, where the answer is of it.
    pub(crate) list: Option<Selection>,
}

impl Found {
    /// Of a project, and of a list where one counts.
    pub(crate) fn of(project: &ProjectView, list: Option<Selection>) -> Self {
        let rules = project.rules.iter().map(|rule| {
            let text = RuleText {
                name: String::new(),
                note: String::new(),
                examples: Vec::new(),
                ..rule.text()
            };
            (rule.id.0, rule.enabled, text)
        });
        Self {
            rules: rules.collect(),
            labels: project.labels.iter().map(|label| label.id).collect(),
            gold: project.gold.dev,
            slice: project.slice,
            list,
        }
    }

    /// What has changed since, in words; nothing where nothing has.
    pub(crate) fn changes(&self, now: &Self) -> Option<String> {
        let differ = |one: &Self, other: &Self| {
            one.rules
                .iter()
                .filter(|rule| !other.rules.contains(rule))
                .count()
        };
        let rules = differ(self, now).max(differ(now, self));
        let said = [
            (rules == 1).then(|| "1 rule".to_owned()),
            (rules > 1).then(|| format!("{rules} rules")),
            (self.labels != now.labels).then(|| "the labels".to_owned()),
            (self.gold != now.gold).then(|| "the gold".to_owned()),
            (self.slice != now.slice).then(|| "the slice".to_owned()),
            (self.list != now.list).then(|| "the list".to_owned()),
        ];
        let said: Vec<String> = said.into_iter().flatten().collect();
        (!said.is_empty()).then(|| format!("Changed since: {}.", said.join(", ")))
    }
}

/// An answer, what it was found in, and how long it took.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Answered<T> {
    /// The answer.
    pub(crate) view: T,
    /// The project as it was.
    pub(crate) found: Found,
    /// In milliseconds, waiting included.
    pub(crate) took_ms: f64,
}

/// A question at work and the last answer.
#[derive(Debug)]
pub(crate) struct Work<T: Send + Sync + 'static> {
    /// The last answer.
    pub(crate) answer: RwSignal<Option<Arc<Answered<T>>>>,
    /// The call that is at work.
    pub(crate) at_work: RwSignal<Option<u32>>,
    /// How far it is.
    pub(crate) progress: RwSignal<Option<CallProgress>>,
}

impl<T: Send + Sync + 'static> Clone for Work<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Work<T> {}

impl<T: Send + Sync + 'static> Work<T> {
    fn new() -> Self {
        Self {
            answer: RwSignal::new(None),
            at_work: RwSignal::new(None),
            progress: RwSignal::new(None),
        }
    }

    fn clear(self) {
        self.answer.set(None);
        self.at_work.set(None);
        self.progress.set(None);
    }
}

/// The pane's stores.
#[derive(Clone, Copy)]
pub(crate) struct Suggesting {
    /// The project that all of this is of.
    project_id: RwSignal<Option<String>>,
    /// What was chosen; nothing before the pane is first seen.
    pub(crate) asked: RwSignal<Option<Asked>>,
    /// Queries that are not wanted, in this project while the page is open.
    pub(crate) dismissed: RwSignal<Vec<String>>,
    /// Terms.
    pub(crate) terms: Work<SuggestionsView>,
    /// Themes.
    pub(crate) themes: Work<ThemesView>,
    /// The new rule that the last suggestion made.
    pub(crate) drafted: RwSignal<Option<RuleText>>,
    /// A new rule that was being written and had to make room for one.
    pub(crate) replaced: RwSignal<Option<RuleText>>,
    /// Whether the keys are to be led to the list once it is there.
    pub(crate) wants_focus: RwSignal<bool>,
}

impl Suggesting {
    pub(super) fn new() -> Self {
        Self {
            project_id: RwSignal::new(None),
            asked: RwSignal::new(None),
            dismissed: RwSignal::new(Vec::new()),
            terms: Work::new(),
            themes: Work::new(),
            drafted: RwSignal::new(None),
            replaced: RwSignal::new(None),
            wants_focus: RwSignal::new(false),
        }
    }

    /// Begins anew where another project is open than before.
    pub(crate) fn be_of(self, project_id: Option<String>) {
        if self.project_id.with_untracked(|held| *held == project_id) {
            return;
        }
        self.project_id.set(project_id);
        self.asked.set(None);
        self.dismissed.set(Vec::new());
        self.terms.clear();
        self.themes.clear();
        self.drafted.set(None);
        self.replaced.set(None);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changed_is_named_and_counted() {
        let rule = |id: u32, query: &str| {
            let text = RuleText {
                query: query.into(),
                ..RuleText::default()
            };
            (id, true, text)
        };
        let before = Found {
            rules: vec![rule(0, "a"), rule(1, "b")],
            ..Found::default()
        };
        assert_eq!(before.changes(&before.clone()), None);
        let mut now = before.clone();
        now.rules = vec![rule(0, "a"), rule(1, "c"), rule(2, "d")];
        assert_eq!(before.changes(&now).as_deref(), Some("Changed since: 2 rules."));
        now.rules = vec![rule(0, "a")];
        now.gold = 3;
        assert_eq!(
            before.changes(&now).as_deref(),
            Some("Changed since: 1 rule, the gold.")
        );
    }
}
