//! The records in sight: asked for by range, again whenever the selection, the project or the draft changes. What is
//! not in the last answer shows as waiting.

use std::sync::Arc;

use labelloom_engine::session::reply::{QueryProblem, RowView, RowsView};
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
    /// Grows with every new selection: the list begins at its top again.
    pub(crate) generation: RwSignal<u32>,
    /// Why the search can't be read.
    pub(crate) problem: RwSignal<Option<QueryProblem>>,
    /// Whether the first answer for this selection is still on its way.
    pub(crate) is_waiting: RwSignal<bool>,
    /// The last answer.
    answer: RwSignal<Option<Arc<RowsView>>>,
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

    fn take(self, answer: RowsView) {
        // The page may have been left while the answer was on its way.
        if self.total.try_set(answer.total).is_some() {
            return;
        }
        if self.problem.with_untracked(|problem| *problem != answer.problem) {
            self.problem.set(answer.problem.clone());
        }
        self.is_waiting.set(false);
        self.answer.set(Some(Arc::new(answer)));
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
        let answer = actions::read::rows(
            desk.bench,
            actions::read::RECORDS,
            selection.get(),
            (start, end),
            None,
        );
        spawn_local(async move {
            if let Some(answer) = answer.await {
                rows.take(answer);
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
