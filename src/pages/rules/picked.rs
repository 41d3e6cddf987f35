//! The rules that are selected in the table, to do one thing with all of them. What is done is done to those in sight:
//! a rule that a search hides stays selected, and is left alone.

use std::collections::BTreeSet;

use labelloom_engine::ids::RuleId;
use leptos::prelude::*;

use super::shown::Shown;

/// The selection; in context on the Rules page.
#[derive(Clone, Copy)]
pub(super) struct Picked {
    ids: RwSignal<BTreeSet<RuleId>>,
    /// Where a range begins.
    anchor: RwSignal<Option<RuleId>>,
    shown: Memo<Vec<RuleId>>,
    /// The selected rules in sight, from the first line on.
    pub(super) in_sight: Memo<Vec<RuleId>>,
    /// Whether any is.
    pub(super) is_any: Memo<bool>,
}

impl Picked {
    /// Makes it.
    pub(super) fn provide(shown: Shown) -> Self {
        let ids = RwSignal::new(BTreeSet::new());
        let shown = shown.ids;
        let in_sight = Memo::new(move |_| {
            let is_picked = |id: &&RuleId| ids.with(|ids: &BTreeSet<RuleId>| ids.contains(*id));
            shown.with(|shown| shown.iter().filter(is_picked).copied().collect::<Vec<_>>())
        });
        let picked = Self {
            ids,
            anchor: RwSignal::new(None),
            shown,
            in_sight,
            is_any: Memo::new(move |_| in_sight.with(|ids| !ids.is_empty())),
        };
        provide_context(picked);
        picked
    }

    /// The page's selection.
    pub(super) fn expect() -> Self {
        expect_context()
    }

    /// Whether a rule is selected.
    pub(super) fn has(self, id: RuleId) -> bool {
        self.ids.with(|ids| ids.contains(&id))
    }

    /// Selects a rule, or no longer; ranges begin here.
    pub(super) fn toggle(self, id: RuleId) {
        self.anchor.set(Some(id));
        self.ids.update(|ids| {
            if !ids.remove(&id) {
                ids.insert(id);
            }
        });
    }

    /// Selects all lines from where the last one was selected to this one.
    pub(super) fn extend(self, from: RuleId, to: RuleId) {
        let anchor = self.anchor.get_untracked().unwrap_or(from);
        self.anchor.set(Some(anchor));
        let range = self.shown.with_untracked(|shown| range(shown, anchor, to));
        self.ids.update(|ids| ids.extend(range));
    }

    /// Selects these alone.
    pub(super) fn only(self, ids: impl IntoIterator<Item = RuleId>) {
        self.anchor.set(None);
        self.ids.set(ids.into_iter().collect());
    }

    /// Selects every line in sight; none where all are.
    pub(super) fn toggle_all(self) {
        let shown = self.shown.get_untracked();
        if self.in_sight.with_untracked(Vec::len) == shown.len() {
            self.clear();
        } else {
            self.only(shown);
        }
    }

    /// Selects nothing.
    pub(super) fn clear(self) {
        self.only([]);
    }

    /// The selected rules in sight, where one of them is meant; else that one alone.
    pub(super) fn with(self, id: RuleId) -> Vec<RuleId> {
        let picked = self.in_sight.get_untracked();
        if picked.contains(&id) { picked } else { vec![id] }
    }
}

/// The lines between two of them, both included, whichever comes first.
fn range(shown: &[RuleId], one: RuleId, other: RuleId) -> Vec<RuleId> {
    let place = |id: RuleId| shown.iter().position(|shown| *shown == id);
    let Some(to) = place(other) else {
        return Vec::new();
    };
    let from = place(one).unwrap_or(to);
    shown[from.min(to)..=from.max(to)].to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_goes_both_ways_and_begins_where_it_can() {
        let shown = [4, 2, 7, 1].map(RuleId);
        let ids = |one, other| {
            let range = range(&shown, RuleId(one), RuleId(other));
            range.iter().map(|id| id.0).collect::<Vec<_>>()
        };
        assert_eq!(ids(2, 1), [2, 7, 1]);
        assert_eq!(ids(1, 2), [2, 7, 1]);
        assert_eq!(ids(9, 7), [7], "where the first one is out of sight");
        assert!(ids(4, 9).is_empty());
    }
}
