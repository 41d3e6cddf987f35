//! h

use leptos::prelude::*;
#[component]
pub(super) fn Hover() -> impl IntoView {}
