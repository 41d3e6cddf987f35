//! Which rules the table shows, and in which order: all of them, those that a few letters find, or those that there is
//! a reason to look at.

use std::sync::Arc;

use labelloom_engine::{
    ids::RuleId,
    session::reply::{LabelView, RuleView, TidyView},
};
use leptos::{prelude::*, task::spawn_local};

use super::{
    broken,
    desk::{Desk, Line},
    sort::{self, Sort},
};
use crate::actions;

/// With more rules than this there is a field to find one.
pub(super) const MANY: usize = 12;

/// What the table shows; in context on the Rules page.
#[derive(Clone, Copy)]
pub(super) struct Shown {
    /// The order.
    pub(super) sort: RwSignal<Sort>,
    /// The letters that a rule's name, query or label must hold.
    pub(super) find: RwSignal<String>,
    /// Whether only rules show that there is a reason to look at.
    pub(super) only_untidy: RwSignal<bool>,
    /// The reasons, as last told.
    pub(super) untidy: RwSignal<Arc<TidyView>>,
    /// The rules shown, from the first line on.
    pub(super) ids: Memo<Vec<RuleId>>,
}

impl Shown {
    /// Makes it.
    pub(super) fn provide(desk: Desk) -> Self {
        let sort = RwSignal::new(Sort::default());
        let find = RwSignal::new(String::new());
        let only_untidy = RwSignal::new(false);
        let untidy = RwSignal::new(Arc::new(TidyView::default()));
        let ids = Memo::new(move |_| {
            let words = find.with(|find| words(find));
            desk.lines.with(|lines| {
                let mut ids = broken::kept(desk, sort::ordered(sort.get(), lines), lines);
                if !words.is_empty() {
                    desk.labels.with(|labels| {
                        ids.retain(|id| {
                            line(lines, *id).is_some_and(|line| holds(&line.view, labels, &words))
                        });
                    });
                }
                // Once nothing is left to tidy, all are shown again.
                let untidy = untidy.get();
                let is_untidy = |id: &RuleId| untidy.found.iter().any(|untidy| untidy.rule == *id);
                if only_untidy.get() && lines.iter().any(|line| is_untidy(&line.view.id)) {
                    ids.retain(is_untidy);
                }
                ids
            })
        });
        let shown = Self {
            sort,
            find,
            only_untidy,
            untidy,
            ids,
        };
        shown.follow(desk);
        provide_context(shown);
        shown
    }

    /// What the page has.
    pub(super) fn expect() -> Self {
        expect_context()
    }

    /// Whether all rules show, in the project's order: lines then stand where rules do.
    pub(super) fn is_whole(self, desk: Desk) -> bool {
        let all = desk.lines.with_untracked(Vec::len);
        self.sort.get_untracked() == Sort::default() && self.ids.with_untracked(Vec::len) == all
    }

    /// Asks what there is to tidy, again whenever the project changes.
    fn follow(self, desk: Desk) {
        let revision = Memo::new(move |_| desk.project.with(|project| project.revision));
        Effect::new(move || {
            // Read, not only tracked: a memo that nobody reads hears of nothing.
            let _ = revision.get();
            spawn_local(async move {
                if let Some(view) = actions::rules::tidy(desk.bench).await {
                    self.untidy.try_set(Arc::new(view));
                }
            });
        });
    }
}

fn line(lines: &[Line], id: RuleId) -> Option<&Line> {
    lines.iter().find(|line| line.view.id == id)
}

fn words(find: &str) -> Vec<String> {
    find.split_whitespace().map(str::to_lowercase).collect()
}

/// Whether each word stands in a rule's name, query or label.
fn holds(rule: &RuleView, labels: &[LabelView], words: &[String]) -> bool {
    let label = labels.iter().find(|label| label.id == rule.label);
    let label = label.map_or("", |label| &label.name);
    let text = format!("{}\n{}\n{label}", rule.name, rule.query).to_lowercase();
    words.iter().all(|word| text.contains(word))
}
