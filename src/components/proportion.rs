//! A share that was observed: with its n and an interval, never a bare percentage.

use leptos::prelude::*;

use super::numbers::{count, interval};

/// `18 of 20 · 70–97 %`; `none` where nothing was observed.
#[component]
pub(crate) fn Proportion(part: u32, whole: u32, none: &'static str) -> impl IntoView {
    if whole == 0 {
        return view! { <span class="proportion muted">{none}</span> }.into_any();
    }
    view! {
        <span class="proportion" title="With Wilson's 95 % interval">
            {format!("{} of {}", count(part), count(whole))} <small>{interval(part, whole)}</small>
        </span>
    }
    .into_any()
}
