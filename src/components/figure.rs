//! A number that leads to its records: a name above, the number, and a small word beside it.

use leptos::prelude::*;

/// A figure. Everything about it may change at any keystroke.
#[component]
pub(crate) fn Figure(
    /// What it counts; may hold a `Tip`.
    children: Children,
    /// The number.
    #[prop(into)]
    value: Signal<String>,
    /// n, an interval, or both.
    #[prop(optional, into)]
    detail: Signal<String>,
    /// How it changes with the draft.
    #[prop(optional, into)]
    change: Signal<Option<String>>,
    /// Where its records are.
    #[prop(into)]
    href: Signal<String>,
    /// The handle of its number for tests.
    #[prop(optional)]
    testid: &'static str,
) -> impl IntoView {
    view! {
        <div class="figure">
            <span class="figure-name">{children()} <small class="figure-change">{change}</small></span>
            <a class="figure-link" href=href>
                <strong class="figure-value" data-testid=(!testid.is_empty()).then_some(testid)>
                    {value}
                </strong>
                <small class="figure-detail" data-testid=(!testid.is_empty()).then(|| format!("{testid}-n"))>{detail}</small>
            </a>
        </div>
    }
}
