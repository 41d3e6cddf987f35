//! A page that is loaded again at an address of a project opens that project again.

use leptos::prelude::*;

use crate::{
    actions,
    route::{Page, Router},
    state::Bench,
    theme::{keep, kept},
};

const KEPT_AS: &str = "labelloom-open-project";

/// Opens the project that was open last where the address is a page of it, and remembers which one is open.
pub(crate) fn reopen(bench: Bench, router: Router) {
    let is_of_project = router.route.with_untracked(|route| route.page != Page::Start);
    if let Some(project) = kept(KEPT_AS).filter(|_| is_of_project) {
        actions::project::open_project(bench, project);
    }
    Effect::new(move || {
        if let Some(project) = bench.project_id.get() {
            keep(KEPT_AS, &project);
        }
    });
}

/// What such a page says until the project is there.
#[component]
pub(crate) fn Opening() -> impl IntoView {
    view! {
        <crate::components::EmptyState title="Opening the project">
            <p>"Its page is shown as soon as the project is read from this browser's store."</p>
            <a class="button" href="#/">"All projects"</a>
        </crate::components::EmptyState>
    }
}
