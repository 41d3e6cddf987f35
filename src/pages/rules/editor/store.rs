//! What the editor holds: the text of the rule that is open, apart from what is saved. Changes left behind for another
//! rule wait here until one comes back.

use std::collections::BTreeMap;

use labelloom_engine::{
    rule::ColumnVotes,
    session::{
        edit::{Draft, RuleText},
        reply::{QueryProblem, RuleView},
    },
};
use leptos::prelude::*;

use super::from_words::FromWords;
use crate::{
    actions,
    pages::rules::desk::Desk,
    route::{Open, Router},
};

/// The editor's state, in context on the Rules page.
#[derive(Clone, Copy)]
pub(crate) struct Editor {
    desk: Desk,
    router: Router,
    /// What is open.
    pub(crate) open: Memo<Open>,
    /// As it stands in the fields.
    pub(crate) text: RwSignal<RuleText>,
    /// The rule as saved; none for a new one.
    pub(crate) saved: Memo<Option<RuleView>>,
    /// Whether the fields differ from what is saved.
    pub(crate) is_changed: Memo<bool>,
    /// Why the query can't be read.
    pub(crate) problem: Memo<Option<QueryProblem>>,
    /// Why the name can't be taken.
    pub(crate) name_problem: Signal<Option<String>>,
    /// The name a rule without one is saved under.
    pub(crate) free_name: Signal<String>,
    /// Changes to rules that are not open now.
    pub(crate) left: RwSignal<BTreeMap<Open, RuleText>>,
    /// The words that the new rule was begun with, where it was.
    pub(crate) from: RwSignal<Option<FromWords>>,
    /// A new rule was saved under this name and has no id here yet.
    awaited: RwSignal<Option<String>>,
}

impl Editor {
    /// Makes the state and lets it follow the address.
    pub(crate) fn provide(desk: Desk) -> Self {
        let router = desk.router;
        let open = Memo::new(move |_| router.route.with(|route| route.open));
        let text = RwSignal::new(blank(desk));
        let saved = Memo::new(move |_| saved_rule(desk, open.get()));
        let is_changed = Memo::new(move |_| differs(&text.get(), saved.get().as_ref()));
        let problem = Memo::new(move |_| {
            // Nothing written is no mistake yet.
            let (query, column) = text.with(|text| (text.query.clone(), text.column.clone()));
            let is_written = !query.trim().is_empty() || has_votes(column.as_ref());
            desk.draft.with(|draft| {
                draft
                    .as_ref()
                    .filter(|draft| draft.draft.text.query == query && draft.draft.text.column == column)
                    .filter(|_| is_written)?
                    .problem
                    .clone()
            })
        });
        let name_problem = Signal::derive(move || taken(desk, open.get(), text.get().name.trim()));
        let free_name = Signal::derive(move || {
            let words = text.with(|text| match &text.column {
                Some(of) => of.column.clone(),
                None => text.query.clone(),
            });
            free_name(desk, &words)
        });
        let left = desk.bench.left;
        let awaited = RwSignal::new(None);
        let editor = Self {
            desk,
            router,
            open,
            text,
            saved,
            is_changed,
            problem,
            name_problem,
            free_name,
            left,
            from: RwSignal::new(None),
            awaited,
        };
        editor.follow();
        // What is being written outlives this page, and figures elsewhere are of the rules as saved.
        on_cleanup(move || actions::draft::set_aside(desk.bench));
        provide_context(editor);
        editor
    }

    /// The editor of the page.
    pub(crate) fn expect() -> Self {
        expect_context()
    }

    /// Whether the Rules page is still shown: answers may come after it was left.
    pub(crate) fn is_here(self) -> bool {
        self.text.try_with_untracked(|_| ()).is_some()
    }

    /// Changes the text as a person does; the figures follow.
    pub(crate) fn change(self, change: impl FnOnce(&mut RuleText)) {
        self.text.update(change);
        self.tell();
    }

    /// Takes the changes back. A new rule is put away.
    pub(crate) fn revert(self) {
        let open = self.open.get_untracked();
        self.left.update(|left| drop(left.remove(&open)));
        match self.saved.get_untracked() {
            Some(rule) => {
                self.text.set(rule.text());
                self.tell();
            }
            None => {
                self.from.set(None);
                self.text.set(blank(self.desk));
                self.router
                    .go(&self.router.route.get_untracked().opening(Open::Nothing));
            }
        }
    }

    /// Saves, where name and query allow it.
    pub(crate) fn save(self) {
        if !self.can_save_untracked() {
            return;
        }
        let mut text = self.text.get_untracked();
        text.name = text.name.trim().to_owned();
        if text.name.is_empty() {
            text.name = self.free_name.get_untracked();
        }
        if self.open.get_untracked() == Open::New {
            self.awaited.set(Some(text.name.clone()));
        }
        self.text.set(text);
        self.tell();
        actions::draft::save_draft(self.desk.bench);
    }

    /// Whether there is something to save that can be.
    pub(crate) fn can_save(self) -> bool {
        let says = self.text.with(|text| match &text.column {
            Some(_) => has_votes(text.column.as_ref()),
            None => !text.query.trim().is_empty(),
        });
        says && self.has_label()
            && self.is_changed.get()
            && self.problem.with(Option::is_none)
            && self.name_problem.with(Option::is_none)
    }

    /// Whether the label is one of the project's; a project begins without any.
    fn has_label(self) -> bool {
        let label = self.text.with(|text| text.label);
        self.desk
            .labels
            .with(|labels| labels.iter().any(|held| held.id == label))
    }

    fn can_save_untracked(self) -> bool {
        untrack(|| self.can_save())
    }

    /// The new rule that is being written, where one is and holds anything.
    pub(crate) fn unsaved_new(self) -> Option<RuleText> {
        let text = if self.open.get_untracked() == Open::New {
            Some(self.text.get_untracked())
        } else {
            self.left.with_untracked(|left| left.get(&Open::New).cloned())
        };
        text.filter(|text| differs(text, None))
    }

    /// A rule as one begins it.
    pub(crate) fn blank(self) -> RuleText {
        blank(self.desk)
    }

    /// A name made from a query that no other rule has.
    pub(crate) fn name_for(self, query: &str) -> String {
        untrack(|| free_name(self.desk, query))
    }

    /// Begins a new rule with a query.
    pub(crate) fn begin_with(self, query: String) {
        let text = RuleText {
            query,
            ..blank(self.desk)
        };
        self.from.set(None);
        self.begin(text);
    }

    /// Begins a new rule with what it says.
    pub(crate) fn begin(self, text: RuleText) {
        self.left
            .update(|left| drop(left.insert(Open::New, text.clone())));
        if self.open.get_untracked() == Open::New {
            self.text.set(text);
            self.tell();
        }
        self.router
            .go(&self.router.route.get_untracked().opening(Open::New));
    }

    /// Lets the changes to the open rule go, before it is deleted.
    pub(crate) fn forget(self) {
        if let Some(rule) = self.saved.get_untracked() {
            self.text.set(rule.text());
        }
    }

    /// Asks for the figures with the text as it stands.
    fn tell(self) {
        let rule = match self.open.get_untracked() {
            Open::Rule(id) => Some(id),
            Open::New => None,
            Open::Nothing => return,
        };
        if !untrack(|| self.has_label()) {
            return;
        }
        actions::draft::draft_changed(
            self.desk.bench,
            Draft {
                rule,
                text: self.text.get_untracked(),
            },
        );
    }

    /// Loads what the address opens, keeps what is left, and opens a new rule once it is saved.
    fn follow(self) {
        Effect::new(move |before: Option<Open>| {
            let open = self.open.get();
            if before != Some(open) {
                untrack(|| self.switch(before.unwrap_or_default(), open));
            }
            open
        });
        // The first label may come, or a label go, while a rule is being written.
        Effect::new(move |had: Option<bool>| {
            self.desk.labels.track();
            let has = untrack(|| self.has_label());
            if !has {
                self.text.update(|text| text.label = blank(self.desk).label);
            }
            if had.is_some_and(|had| !had || !has) {
                self.tell();
            }
            has
        });
        // An undo, or another rule's edit, may change the saved rule behind an unchanged text.
        Effect::new(move |before: Option<Option<RuleView>>| {
            let now = self.saved.get();
            let before = before.flatten();
            let followed = before.as_ref().is_some_and(|before| {
                now.as_ref().is_some_and(|now| now.id == before.id)
                    && !self.text.with_untracked(|text| differs(text, Some(before)))
            });
            if let (true, Some(rule)) = (followed, &now) {
                self.text.set(rule.text());
                self.tell();
            }
            now
        });
        // Saving puts the draft away; the rule stays open, and its reading and figures stay in sight.
        Effect::new(move || {
            if self.desk.bench.draft_text.with(Option::is_none)
                && matches!(self.open.get_untracked(), Open::Rule(_))
            {
                self.tell();
            }
        });
        // The table says which rules have changes that are not saved.
        Effect::new(move || {
            let id = |open: Open| if let Open::Rule(id) = open { Some(id) } else { None };
            let here = self.is_changed.get().then(|| self.open.get());
            let unsaved = self
                .left
                .with(|left| left.keys().copied().chain(here).filter_map(id).collect());
            self.desk.unsaved.set(unsaved);
        });
        Effect::new(move || {
            let Some(name) = self.awaited.get() else { return };
            let id = self.desk.project.with(|project| {
                project
                    .rules
                    .iter()
                    .find(|rule| rule.name == name)
                    .map(|rule| rule.id)
            });
            if let Some(id) = id {
                self.awaited.set(None);
                self.from.set(None);
                self.left.update(|left| drop(left.remove(&Open::New)));
                self.text.set(blank(self.desk));
                self.router
                    .slide(&self.router.route.get_untracked().opening(Open::Rule(id)));
            }
        });
    }

    fn switch(self, before: Open, now: Open) {
        let text = self.text.get_untracked();
        let exists = before == Open::New || saved_rule(self.desk, before).is_some();
        if exists && differs(&text, saved_rule(self.desk, before).as_ref()) {
            self.left.update(|left| drop(left.insert(before, text)));
        }
        let kept = self.left.try_update(|left| left.remove(&now)).flatten();
        // A draft from before the page was closed; older than what was left here.
        let before = self.desk.kept_draft(now);
        let kept = kept.or(before);
        let text = kept.or_else(|| saved_rule(self.desk, now).as_ref().map(RuleView::text));
        self.text.set(text.unwrap_or_else(|| blank(self.desk)));
        if now == Open::Nothing {
            actions::draft::close_draft(self.desk.bench)
        } else {
            self.tell()
        }
    }
}

fn saved_rule(desk: Desk, open: Open) -> Option<RuleView> {
    let Open::Rule(id) = open else { return None };
    desk.project
        .with(|project| project.rules.iter().find(|rule| rule.id == id).cloned())
}

/// An empty rule, for the first label that no rule votes for yet, else for the newest rule's: rules of one label tend
/// to be written in a row.
fn blank(desk: Desk) -> RuleText {
    let label = desk.project.with_untracked(|project| {
        let labels = &project.labels;
        labels
            .iter()
            .find(|label| label.rules == 0)
            .map(|label| label.id)
            .or(project.rules.last().map(|rule| rule.label))
            .or(labels.first().map(|label| label.id))
    });
    let label = label.unwrap_or(labelloom_engine::ids::LabelId(0));
    RuleText {
        label,
        ..RuleText::default()
    }
}

/// Whether a text differs from the saved rule, or, without one, holds anything written.
fn differs(text: &RuleText, saved: Option<&RuleView>) -> bool {
    match saved {
        Some(rule) => *text != rule.text(),
        // A label alone is where one begins.
        None => {
            *text
                != RuleText {
                    label: text.label,
                    ..RuleText::default()
                }
        }
    }
}

/// Whether any value of a column votes for a label.
fn has_votes(column: Option<&ColumnVotes>) -> bool {
    column.is_some_and(|column| column.voting().next().is_some())
}

fn taken(desk: Desk, open: Open, name: &str) -> Option<String> {
    let same = |rule: &RuleView| rule.name == name && open != Open::Rule(rule.id);
    let is_taken = desk.project.with(|project| project.rules.iter().any(same));
    is_taken.then(|| format!("Another rule is called {name}. Give this one a name of its own."))
}

/// A name made from the query, not taken by another rule.
fn free_name(desk: Desk, query: &str) -> String {
    let short: String = query
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
        .take(32)
        .collect();
    let base = if short.is_empty() {
        "rule".to_owned()
    } else {
        short.replace('"', "")
    };
    let is_taken = |name: &str| {
        desk.project
            .with(|project| project.rules.iter().any(|rule| rule.name == name))
    };
    if !is_taken(&base) {
        return base;
    }
    (2..)
        .map(|number| format!("{base} {number}"))
        .find(|name| !is_taken(name))
        .unwrap_or(base)
}
