//! The Graph page.

mod map;

use leptos::prelude::*;

/// Shows the page. A door of the part `graph-page`.
#[inline(never)]
pub(crate) fn door() -> AnyView {
    view! { <map::Canvas /> }.into_any()
}
