//! What a place says while there is nothing in it: what would be here, and how to get it.

use leptos::prelude::*;

/// A title and, as children, what to do.
#[component]
pub(crate) fn EmptyState(#[prop(into)] title: Signal<String>, children: Children) -> impl IntoView {
    view! {
        <div class="empty">
            <h2>{title}</h2>
            {children()}
        </div>
    }
}
