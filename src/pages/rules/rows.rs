//! The records in sight: asked for by range, again whenever the selection, the project or the draft changes. What is
//! not in the last answer shows as waiting.

use std::sync::Arc;

use labelloom_engine::session::{
    reply::{QueryProblem, RowView, RowsView},
    request::{Keep, Selection},
};
use leptos::{prelude::*, task::spawn_local};

use super::desk::Desk;
use crate::actions;

/// The list's state.
#[derive(Clone, Copy, Default)]
pub(crate) struct Rows {
    /// Records in the selection.
    pub(crate) total: RwSignal<u32>,
    /// Positions wanted, first and one past the last.
    pub(crate) range: RwSignal<(u32, u32)>,
    /// The position the keys are at.
    pub(crate) active: RwSignal<u32>,
    /// Of these, records that stand first because the open rule changes them.
    pub(crate) changed: RwSignal<u32>,
    /// The first position in sight.
    pub(crate) first: RwSignal<u32>,
    /// How often what is listed moved as a whole, and by how many rows the last time.
    pub(crate) moved: RwSignal<(u32, i32)>,
    /// A position that the keys were put to because their record moved there.
    pub(crate) quiet: RwSignal<Option<u32>>,
    /// Grows with every new selection: the list begins at its top again.
    pub(crate) generation: RwSignal<u32>,
    /// Why the search can't be read.
    pub(crate) problem: RwSignal<Option<QueryProblem>>,
    /// Whether the first answer for this selection is still on its way.
    pub(crate) is_waiting: RwSignal<bool>,
    /// The last answer.
    answer: RwSignal<Option<Arc<RowsView>>>,
    /// What it answered.
    answered: RwSignal<Option<Selection>>,
}

impl Rows {
    /// The record at a position, once it is here.
    pub(crate) fn at(self, position: u32) -> Option<RowView> {
        self.answer.with(|answer| row(answer.as_deref()?, position))
    }

    /// The same, without being told of changes.
    pub(crate) fn at_untracked(self, position: u32) -> Option<RowView> {
        self.answer
            .with_untracked(|answer| row(answer.as_deref()?, position))
    }

    fn take(self, answer: RowsView, selection: Selection) {
        // The page may have been left while the answer was on its way.
        if self.total.try_set(answer.total).is_some() {
            return;
        }
        self.changed.set(answer.changed);
        if answer.moved != 0 {
            self.moved
                .update(|(times, by)| (*times, *by) = (times.wrapping_add(1), answer.moved));
        }
        if let Some(active) = answer.active
            && self.active.get_untracked() != active
        {
            self.quiet.set(Some(active));
            self.active.set(active);
        }
        self.answered.set(Some(selection));
        if self.problem.with_untracked(|problem| *problem != answer.problem) {
            self.problem.set(answer.problem.clone());
        }
        self.is_waiting.set(false);
        self.answer.set(Some(Arc::new(answer)));
    }
}

impl Rows {
    /// What is to stay where it is when the order changes: what a person scrolled to, and the record that the keys are
    /// at. A list at its beginning shows what changed; and who has touched no row yet is at the first one.
    fn keep(self, selection: &Selection, has_open: bool) -> Option<Keep> {
        if self
            .answered
            .with_untracked(|answered| answered.as_ref() != Some(selection))
        {
            return None;
        }
        let index = |position: u32| self.at_untracked(position).map(|row| row.index);
        let (first, active) = (self.first.get_untracked(), self.active.get_untracked());
        let is_away = first > 0 && first >= self.changed.get_untracked();
        Some(Keep {
            record: index(first).filter(|_| is_away),
            position: first,
            active: index(active).filter(|_| active > 0 || has_open),
        })
    }
}

fn row(answer: &RowsView, position: u32) -> Option<RowView> {
    let offset = position.checked_sub(answer.start)?;
    answer.rows.get(usize::try_from(offset).ok()?).cloned()
}

/// Begins to ask for rows and for the record in the drawer.
pub(super) fn follow(desk: Desk) {
    let rows = desk.rows;
    let selection = Memo::new(move |_| desk.router.route.with(|route| route.selection.clone()));
    Effect::new(move |before: Option<()>| {
        desk.bench.selection.set(selection.get());
        if before.is_some() {
            rows.generation
                .update(|generation| *generation = generation.wrapping_add(1));
            rows.range.set((
                0,
                rows.range
                    .with_untracked(|(start, end)| end.saturating_sub(*start)),
            ));
        }
        rows.is_waiting.set(true);
    });
    Effect::new(move || {
        desk.project.track();
        desk.draft.track();
        let (start, end) = rows.range.get();
        let asked = selection.get();
        let has_open = desk.router.route.with_untracked(|route| route.record.is_some());
        let keep = rows.keep(&asked, has_open);
        let answer = actions::read::rows(
            desk.bench,
            actions::read::RECORDS,
            asked.clone(),
            (start, end),
            keep,
        );
        spawn_local(async move {
            if let Some(answer) = answer.await {
                rows.take(answer, asked);
            }
        });
    });
    let open = Memo::new(move |_| desk.router.route.with(|route| route.record));
    Effect::new(move || {
        desk.project.track();
        desk.draft.track();
        let Some(index) = open.get() else {
            return desk.record.set(None);
        };
        let answer = actions::read::record(desk.bench, index);
        spawn_local(async move {
            if let Some(record) = answer.await {
                desk.record.try_set(Some(record));
            }
        });
    });
}
