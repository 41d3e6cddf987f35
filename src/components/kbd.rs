//! A key, as it is printed on the keyboard.

use leptos::prelude::*;

/// A key or a chord, `Ctrl Enter`.
#[component]
pub(crate) fn Kbd(#[prop(into)] keys: String) -> impl IntoView {
    view! { <kbd class="kbd">{keys}</kbd> }
}
