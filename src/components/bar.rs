//! Bars: one share of a whole, and a whole in its parts.

use leptos::prelude::*;

use super::numbers::{count, percent};

/// One share, as a thin bar in a label's colour. It repeats a number beside it, so screen readers skip it.
#[component]
pub(crate) fn Bar(
    /// From 0 to 1.
    #[prop(into)]
    share: Signal<f64>,
    /// Index into the palette.
    color: u8,
) -> impl IntoView {
    view! {
        <span class="bar" aria-hidden="true">
            <span class=format!("bar-fill lc{color}") style:width=move || format!("{:.2}%", 100.0 * share.get().clamp(0.0, 1.0))></span>
        </span>
    }
}

/// A part of a stacked bar.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Share {
    /// What it is.
    pub(crate) name: String,
    /// `lc0` … `lc11`, `lc-none` or `lc-tied`.
    pub(crate) class: String,
    /// Records.
    pub(crate) count: u32,
    /// Where they are.
    pub(crate) href: String,
}

/// A whole in its parts, with a key below; each part of bar and key leads to its records.
#[component]
pub(crate) fn StackedBar(
    /// What is divided, for screen readers.
    #[prop(into)]
    name: String,
    #[prop(into)] shares: Signal<Vec<Share>>,
) -> impl IntoView {
    let whole = move || shares.with(|shares| shares.iter().map(|share| share.count).sum::<u32>());
    view! {
        <div class="stacked" role="group" aria-label=name>
            <div class="stacked-bar" aria-hidden="true">
                {move || shares.get().into_iter().filter(|share| share.count > 0).map(|share| piece(share, whole())).collect_view()}
            </div>
            <ul class="stacked-key">{move || shares.get().into_iter().map(key).collect_view()}</ul>
        </div>
    }
}

/// One part of the bar; the key below has the same link for keyboards.
fn piece(share: Share, whole: u32) -> impl IntoView {
    let title = format!(
        "{}: {} ({})",
        share.name,
        count(share.count),
        percent(share.count, whole)
    );
    view! {
        <a class=format!("stacked-piece {}", share.class) href=share.href title=title tabindex="-1"
            style:flex-grow=share.count.to_string()></a>
    }
}

fn key(share: Share) -> impl IntoView {
    view! {
        <li>
            <a class=format!("stacked-entry {}", share.class) href=share.href>
                <span class="swatch" aria-hidden="true"></span>
                <span class="stacked-name">{share.name}</span>
                " "
                {count(share.count)}
            </a>
        </li>
    }
}
