//! Where a walk is, the record at hand, and what a person decides there. The address holds the walk's filters and its
//! record, so that a place can be kept; what is done goes through the ordinary edits and can be undone.

use labelloom_engine::{
    ids::{LabelId, RuleId},
    session::{
        conflicts::{ExceptionsView, PairFigures, WalkView},
        edit::RuleText,
        reply::{RecordView, RuleVote},
        request::Filter,
    },
};
use leptos::{prelude::*, task::spawn_local};

use super::super::board::Board;
use crate::pages::lookup::Lookup;
use crate::{
    actions,
    components::numbers::count,
    pages::{by_hand, rules::filter_words},
    route::{Open, Page, Route, Tab},
    state::Mending,
};

/// The exceptions offered, and for which side.
pub(super) type Offered = (RuleId, RuleId, ExceptionsView);

/// The walk; in context while one is walked.
#[derive(Clone, Copy)]
pub(super) struct WalkStore {
    board: Board,
    /// Where it is.
    pub(super) place: RwSignal<Option<WalkView>>,
    /// The record at hand.
    pub(super) record: RwSignal<Option<RecordView>>,
    /// The pair that the address names, in whose conflicts one walks.
    pub(super) rules: Memo<Option<(RuleId, RuleId)>>,
    /// The two rules side by side: those of the address, else two that conflict on the record.
    pub(super) pair: Memo<Option<(RuleId, RuleId)>>,
    /// The pair in figures.
    pub(super) figures: RwSignal<Option<PairFigures>>,
    /// The rules a person put side by side on this record.
    pub(super) chosen: RwSignal<Option<(RuleId, RuleId)>>,
    /// The exceptions offered.
    pub(super) offered: RwSignal<Option<Offered>>,
    /// The record labeled last, and what was said of it, with the project's revision: it holds until the next edit.
    pub(super) said: RwSignal<Option<(u32, String, u32)>>,
    /// Whether decided records are left out.
    pub(super) leaves_out: Memo<bool>,
}

impl WalkStore {
    /// Makes it and lets it follow the address.
    pub(super) fn provide(board: Board) -> Self {
        let router = board.router;
        let rules = Memo::new(move |_| router.route.with(|route| pair_of(&route.selection.filters)));
        let chosen = RwSignal::new(None);
        let record = RwSignal::new(None::<RecordView>);
        let pair = Memo::new(move |_| {
            let found =
                || record.with(|record| record.as_ref().and_then(|record| conflicting(&record.votes)));
            chosen.get().or_else(|| rules.get()).or_else(found)
        });
        let walk = Self {
            board,
            place: RwSignal::new(None),
            record,
            rules,
            pair,
            figures: RwSignal::new(None),
            chosen,
            offered: RwSignal::new(None),
            said: RwSignal::new(None),
            leaves_out: Memo::new(move |_| {
                router
                    .route
                    .with(|route| route.selection.filters.contains(&Filter::NotByHand))
            }),
        };
        walk.follow();
        provide_context(walk);
        walk
    }

    /// The walk of the page.
    pub(super) fn expect() -> Self {
        expect_context()
    }

    fn follow(self) {
        let board = self.board;
        let key = Memo::new(move |_| {
            board
                .router
                .route
                .with(|route| (route.selection.clone(), route.record))
        });
        let revision = Memo::new(move |_| board.project.with(|project| (project.revision, project.slice)));
        Effect::new(move || {
            revision.track();
            let (selection, record) = key.get();
            let place = actions::conflicts::walk(board.bench, selection, record);
            spawn_local(async move {
                let Some(place) = place.await else { return };
                self.place.try_set(Some(place));
                // The first record of a walk gets its address too.
                if let (None, Some(first)) = (record, place.record) {
                    self.go_to(first);
                }
            });
        });
        let at_hand = Memo::new(move |_| board.router.route.with(|route| route.record));
        Effect::new(move || {
            revision.track();
            let (index, rules) = (at_hand.get(), self.rules.get());
            let Some(index) = index else {
                self.record.set(None);
                return;
            };
            let record = actions::conflicts::record(board.bench, index, rules);
            spawn_local(async move {
                if let Some(record) = record.await {
                    self.record.try_set(Some(record));
                }
            });
        });
        // What was offered or chosen was for the record before.
        Effect::new(move || {
            at_hand.track();
            self.chosen.set(None);
            self.offered.set(None);
        });
        Effect::new(move || {
            revision.track();
            let Some((a, b)) = self.pair.get() else {
                return self.figures.set(None);
            };
            let figures = actions::conflicts::pair(board.bench, a, b);
            spawn_local(async move {
                if let Some(figures) = figures.await {
                    self.figures.try_set(Some(figures));
                }
            });
        });
    }

    /// What is walked, in words, where it is no pair.
    pub(super) fn title(self) -> String {
        let board = self.board;
        let filters = board.router.route.with(|route| route.selection.filters.clone());
        let of_walk = filters.into_iter().filter(|filter| *filter != Filter::NotByHand);
        let words = board.project.with(|project| {
            of_walk
                .map(|filter| filter_words(project, filter))
                .collect::<Vec<_>>()
        });
        match &words[..] {
            [one] if one == "conflicted" => "All conflicts".into(),
            _ => words.join(", "),
        }
    }

    /// The record after the one at hand.
    pub(super) fn next(self) -> Option<u32> {
        self.place
            .with(|place| place.as_ref().and_then(|place| place.next))
    }

    /// The record before it.
    pub(super) fn previous(self) -> Option<u32> {
        self.place
            .with(|place| place.as_ref().and_then(|place| place.previous))
    }

    /// Goes on.
    pub(super) fn step_on(self) {
        if let Some(next) = untrack(|| self.next()) {
            self.go_to(next);
        }
    }

    /// Goes back.
    pub(super) fn step_back(self) {
        if let Some(previous) = untrack(|| self.previous()) {
            self.go_to(previous);
        }
    }

    fn go_to(self, record: u32) {
        let router = self.board.router;
        let here = router.route.try_get_untracked();
        if let Some(here) = here.filter(|here| here.page == Page::Conflicts) {
            router.slide(&here.showing(Some(record)));
        }
    }

    /// The maps, which the walk was begun from.
    pub(super) fn back(self) -> Route {
        let (slice, map) = self.board.router.route.with(|route| (route.slice, route.map));
        Route::page(Page::Conflicts).within(slice).mapping(map)
    }

    /// Puts the exceptions away, else leaves the walk.
    pub(super) fn close(self) {
        if self.offered.with_untracked(Option::is_some) {
            self.offered.set(None);
        } else {
            let back = untrack(|| self.back());
            self.board.router.go(&back);
        }
    }

    /// Leaves decided records out, or takes them in again.
    pub(super) fn toggle_decided(self) {
        let router = self.board.router;
        let route = router.route.get_untracked();
        router.slide(&Route {
            page: Page::Conflicts,
            record: route.record,
            tab: route.tab,
            ..route.toggled(Filter::NotByHand)
        });
    }

    /// Labels the record at hand by the number of a label; 0 takes it back.
    pub(super) fn decide_by_digit(self, digit: u8) {
        let labels = untrack(|| self.board.labels());
        if let Some(label) = by_hand::meant(&labels, digit) {
            self.decide(label);
        }
    }

    /// Labels the record at hand and goes on, or takes its label back and stays.
    pub(super) fn decide(self, label: Option<LabelId>) {
        let Some(record) = self.record.get_untracked() else {
            return;
        };
        let bench = self.board.bench;
        let name = label
            .and_then(|label| untrack(|| self.board.label(label)))
            .map(|label| label.name);
        let next = untrack(|| self.next());
        if !by_hand::is_change(&record, label) {
            return;
        }
        spawn_local(async move {
            if !actions::edit::set_gold(bench, record.index, label).await {
                return;
            }
            let number = count(record.index + 1);
            let words = match &name {
                Some(name) => format!("#{number} is {name} by hand."),
                None => format!("#{number} is undecided again."),
            };
            let revision = bench
                .project
                .with_untracked(|project| project.as_ref().map_or(0, |project| project.revision));
            self.said.try_set(Some((record.index, words, revision)));
            if let (Some(_), Some(next)) = (name, next) {
                self.go_to(next);
            }
        });
    }

    /// Takes the last label back and returns to its record.
    pub(super) fn take_back(self, record: u32) {
        actions::edit::undo(self.board.bench);
        self.said.set(None);
        self.go_to(record);
    }

    fn side(self, side: usize) -> Option<(RuleId, RuleId)> {
        let (a, b) = self.pair.get_untracked()?;
        Some(if side == 0 { (a, b) } else { (b, a) })
    }

    /// Opens a side's rule in the editor, with the record in sight.
    pub(super) fn mend(self, side: usize) {
        if let Some((rule, against)) = self.side(side) {
            self.open(rule, against);
        }
    }

    fn open(self, rule: RuleId, against: RuleId) {
        let router = self.board.router;
        let here = router.route.get_untracked();
        self.board.bench.mending.set(Some(Mending {
            rule,
            record: here.record,
            back: here.clone(),
        }));
        let list = here.records(Filter::RulesConflict(rule, against));
        router.go(&Route {
            record: here.record,
            open: Open::Rule(rule),
            tab: Tab::Edit,
            ..list
        });
    }

    /// Offers words of the record as exceptions to a side's rule; again to put them away.
    pub(super) fn except(self, side: usize) {
        let Some((rule, against)) = self.side(side) else {
            return;
        };
        let is_offered = self
            .offered
            .with_untracked(|offered| offered.as_ref().is_some_and(|(of, ..)| *of == rule));
        if is_offered {
            return self.offered.set(None);
        }
        let Some(record) = self
            .record
            .with_untracked(|record| record.as_ref().map(|record| record.index))
        else {
            return;
        };
        let Some(text) = self.text(rule) else { return };
        let asked = actions::conflicts::exceptions(self.board.bench, (rule, against), record, text.query);
        spawn_local(async move {
            if let Some(found) = asked.await {
                self.offered.try_set(Some((rule, against, found)));
            }
        });
    }

    /// A rule's text as it stands where it is being written, else as saved.
    fn text(self, rule: RuleId) -> Option<RuleText> {
        let left = self
            .board
            .bench
            .left
            .with_untracked(|left| left.get(&Open::Rule(rule)).cloned());
        left.or_else(|| untrack(|| self.board.rule(rule)).map(|rule| rule.text()))
    }

    /// Whether a rule has changes that are not saved.
    pub(super) fn is_unsaved(self, rule: RuleId) -> bool {
        self.board
            .bench
            .left
            .with(|left| left.contains_key(&Open::Rule(rule)))
    }

    /// Writes an exception into a rule's draft and opens it: its figures stand there before it is saved.
    pub(super) fn take_exception(self, rule: RuleId, against: RuleId, query: String) {
        let Some(text) = self.text(rule) else { return };
        self.board
            .bench
            .left
            .update(|left| drop(left.insert(Open::Rule(rule), RuleText { query, ..text })));
        self.open(rule, against);
    }
}

/// The pair of rules that filters name.
fn pair_of(filters: &[Filter]) -> Option<(RuleId, RuleId)> {
    filters.iter().find_map(|filter| match filter {
        Filter::RulesConflict(a, b) | Filter::BothRules(a, b) => Some((*a, *b)),
        _ => None,
    })
}

/// The first two votes of a record that differ.
fn conflicting(votes: &[RuleVote]) -> Option<(RuleId, RuleId)> {
    let differs = |one: &RuleVote, other: &RuleVote| match (one.against, other.against) {
        (false, false) => one.label != other.label,
        (true, true) => false,
        _ => one.label == other.label,
    };
    let from = |(at, first): (usize, &RuleVote)| {
        let other = votes.iter().skip(at + 1).find(|vote| differs(first, vote))?;
        Some((first.rule?, other.rule?))
    };
    votes.iter().enumerate().find_map(from)
}

#[cfg(test)]
mod tests {
    use labelloom_engine::session::why::Decision;

    use super::*;

    fn vote(rule: u32, label: u32) -> RuleVote {
        RuleVote {
            rule: Some(RuleId(rule)),
            name: String::new(),
            label: LabelId(label),
            against: false,
            hard: false,
            words: Vec::new(),
            correct: 0,
            incorrect: 0,
            without: Decision::NoVote,
        }
    }

    #[test]
    fn a_walk_is_of_the_pair_its_filters_name_else_of_votes_that_differ() {
        let (a, b) = (RuleId(3), RuleId(5));
        assert_eq!(
            pair_of(&[Filter::NotByHand, Filter::RulesConflict(a, b)]),
            Some((a, b))
        );
        assert_eq!(pair_of(&[Filter::Conflicted]), None);
        let votes = [vote(1, 0), vote(2, 0), vote(7, 1)];
        assert_eq!(conflicting(&votes), Some((RuleId(1), RuleId(7))));
        assert_eq!(conflicting(&votes[..2]), None);
    }
}
