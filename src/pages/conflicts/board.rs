//! What the Conflicts page reads: the project, how its rules meet, and the way to records. The counting is asked for
//! only while the maps are in sight.

use std::sync::Arc;

use labelloom_engine::{
    ids::RuleId,
    session::{conflicts::ConflictsView, reply::ProjectView, request::Filter},
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    actions,
    pages::lookup::Lookup,
    route::{Open, Page, Route, Router},
    state::{Bench, use_bench},
    worker::protocol::CallProgress,
};

/// The page's stores; in context on the Conflicts page.
#[derive(Clone, Copy)]
pub(super) struct Board {
    /// The page's stores.
    pub(super) bench: Bench,
    /// Where one is.
    pub(super) router: Router,
    /// The open project.
    pub(super) project: Memo<Arc<ProjectView>>,
    /// How the rules meet; of a slightly older project while it is counted anew.
    pub(super) view: RwSignal<Option<Arc<ConflictsView>>>,
    /// How far the counting is.
    pub(super) progress: RwSignal<Option<CallProgress>>,
}

impl Board {
    /// Makes it; `first` is the project as it is now.
    pub(super) fn provide(first: ProjectView) -> Self {
        let bench = use_bench();
        let first = Arc::new(first);
        let board = Self {
            bench,
            router: Router::expect(),
            project: Memo::new(move |_| bench.project.get().map_or_else(|| Arc::clone(&first), Arc::new)),
            view: RwSignal::new(None),
            progress: RwSignal::new(None),
        };
        provide_context(board);
        board
    }

    /// The board of the page.
    pub(super) fn expect() -> Self {
        expect_context()
    }

    /// Asks how the rules meet, now and after every change.
    pub(super) fn count(self) {
        let key = Memo::new(move |_| self.project.with(|project| (project.revision, project.slice)));
        Effect::new(move || {
            key.track();
            let on_progress = move |progress| {
                self.progress.try_set(Some(progress));
            };
            let counted = actions::conflicts::conflicts(self.bench, on_progress);
            spawn_local(async move {
                let Some(view) = counted.await else { return };
                self.progress.try_set(None);
                self.view.try_set(Some(Arc::new(view)));
            });
        });
    }

    /// A walk through some filter's records, from where one is.
    pub(super) fn walk(self, filter: Filter) -> Route {
        self.router.route.with(|route| route.walk(filter))
    }

    /// Some filter's records in the list of the Rules page.
    pub(super) fn list(self, filter: Filter) -> Route {
        self.router.route.with(|route| route.records(filter))
    }

    /// A rule in the editor.
    pub(super) fn editor(self, id: RuleId) -> String {
        let slice = self.router.route.with(|route| route.slice);
        Route::page(Page::Rules)
            .within(slice)
            .opening(Open::Rule(id))
            .address()
    }
}

impl Lookup for Board {
    fn open_project(self) -> Memo<Arc<ProjectView>> {
        self.project
    }

    fn place(self) -> Router {
        self.router
    }
}
