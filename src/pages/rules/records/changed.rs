//! Records that the open rule changes stand first in the list: how many they are, and the mark of each.

use labelloom_engine::session::{changes::RowChange, request::Filter};
use leptos::prelude::*;

use crate::components::numbers::count;
use crate::pages::rules::desk::Desk;

/// How many changed records stand first, with the way to them alone. It has its place beside the count, so that nothing
/// moves when it comes and goes.
#[component]
pub(super) fn Changed() -> impl IntoView {
    let desk = Desk::expect();
    let is_filtered = Memo::new(move |_| {
        desk.router
            .route
            .with(|route| route.selection.filters.contains(&Filter::Changed))
    });
    move || {
        let changed = desk.rows.changed.get();
        (changed > 0 && !is_filtered.get()).then(|| {
            view! {
                <a
                    class="changed-first small"
                    data-testid="changed-first"
                    href=desk.with_filter(Filter::Changed)
                    title="Records that the open rule matches now and did not, or no longer matches, stand first. Opens them alone"
                >
                    {count(changed)} " changed " <span class="changed-word">"records "</span> "first"
                </a>
            }
        })
    }
}

/// The mark of a changed record.
pub(super) fn tag(change: RowChange) -> impl IntoView {
    match change {
        RowChange::NewlyMatched => view! { <span class="change-tag change-new">"new match"</span> },
        RowChange::NoLongerMatched => view! { <span class="change-tag change-gone">"no longer"</span> },
    }
}
