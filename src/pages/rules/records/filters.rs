//! The chips above the list: filters in force, which end when clicked, then the ones asked for most.

use labelloom_engine::session::request::Filter;
use leptos::prelude::*;

use crate::components::{Chip, FilterChip};
use crate::pages::rules::{desk::Desk, words};

/// Chips that always stand there.
const QUICK: &[(&str, Filter)] = &[
    ("uncovered", Filter::Uncovered),
    ("conflicted", Filter::Conflicted),
    ("has dev gold", Filter::HasGold),
    ("wrong on dev gold", Filter::MajorityIncorrect),
];

/// The row of chips.
#[component]
pub(super) fn Filters() -> impl IntoView {
    let desk = Desk::expect();
    let held = Memo::new(move |_| desk.router.route.with(|route| route.selection.filters.clone()));
    let has_gold = Memo::new(move |_| desk.project.with(|project| project.gold.dev > 0));
    let chip = move |filter: Filter| {
        let words = desk.project.with(|project| words::filter(project, filter));
        let without = desk.router.route.with(|route| route.toggled(filter).address());
        view! { <FilterChip words=words without=without /> }
    };
    let quick = move |(words, filter): &(&'static str, Filter)| {
        let (words, filter) = (*words, *filter);
        let needs_gold = matches!(filter, Filter::HasGold | Filter::MajorityIncorrect);
        let is_free = !held.with(|held| held.contains(&filter)) && (has_gold.get() || !needs_gold);
        is_free.then(|| view! { <Chip href=desk.with_filter(filter)>{words}</Chip> })
    };
    view! {
        <div class="chips records-filters" role="group" aria-label="Filters">
            {move || held.get().into_iter().map(chip).collect_view()}
            {move || QUICK.iter().map(quick).collect_view()}
        </div>
    }
}
