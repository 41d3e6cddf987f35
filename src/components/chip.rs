//! Chips: small switches in a row, most often one filter each.

use leptos::prelude::*;

/// A chip that is a link to an address; pressed means that the address is in force.
#[component]
pub(crate) fn Chip(
    #[prop(into)] href: Signal<String>,
    #[prop(optional, into)] pressed: Signal<bool>,
    children: Children,
) -> impl IntoView {
    view! {
        <a class="chip" class:chip-on=pressed href=href aria-current=move || pressed.get().then_some("true")>
            {children()}
        </a>
    }
}

/// A filter in force, which ends when it is clicked.
#[component]
pub(crate) fn FilterChip(
    /// The filter in words.
    #[prop(into)]
    words: String,
    /// The address without it.
    #[prop(into)]
    without: String,
) -> impl IntoView {
    let name = format!("Remove filter: {words}");
    view! {
        <a class="chip chip-on" data-testid="filter-chip" href=without aria-label=name.clone() title=name>
            <span class="chip-words">{words}</span>
            <span aria-hidden="true">"×"</span>
        </a>
    }
}
