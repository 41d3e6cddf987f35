//! The rail of pages, at the left; at the bottom where the page is narrow.

use leptos::prelude::*;

use crate::{
    components::{Icon, Shape},
    route::{Page, Route, Router},
};

/// The pages of an open project: name, handle for tests, icon.
pub(super) const PAGES: &[(Page, &str, &str, Shape)] = &[
    (Page::Data, "Data", "nav-data", Shape::Data),
    (Page::Rules, "Rules", "nav-rules", Shape::Rules),
    (Page::Labels, "Labels", "nav-labels", Shape::Labels),
    (Page::Conflicts, "Conflicts", "nav-conflicts", Shape::Conflicts),
    (Page::Graph, "Graph", "nav-graph", Shape::Graph),
    (Page::Augment, "Augment", "nav-augment", Shape::Augment),
    (Page::Export, "Export", "nav-export", Shape::Export),
];

/// Links to the pages.
#[component]
pub(crate) fn Rail() -> impl IntoView {
    let router = Router::expect();
    let entry = move |(page, name, testid, shape): &(Page, &'static str, &'static str, Shape)| {
        let page = *page;
        // A slice stays in force from page to page.
        let address = move || {
            let slice = router.route.with(|route| route.slice);
            Route::page(page).within(slice).address()
        };
        let is_here = move || router.route.with(|route| route.page == page).then_some("page");
        view! {
            <a href=address data-testid=*testid aria-current=is_here>
                <Icon shape=*shape />
                {*name}
            </a>
        }
    };
    view! { <nav class="rail" aria-label="Pages">{PAGES.iter().map(entry).collect_view()}</nav> }
}
