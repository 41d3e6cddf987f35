//! Small parts that several sections of the page share.

use labelloom_engine::{
    ids::{LabelId, RuleId},
    session::request::Filter,
};
use leptos::prelude::*;

use super::board::Board;
use crate::components::{Button, LabelTag, numbers::count};
use crate::pages::lookup::Lookup;

/// A label's tag.
#[component]
pub(super) fn Tag(id: LabelId) -> impl IntoView {
    Board::expect()
        .label(id)
        .map(|label| view! { <LabelTag name=label.name color=label.color /> })
}

/// A label's tag, or words where there is none.
#[component]
pub(super) fn TagOr(id: Option<LabelId>, none: &'static str) -> impl IntoView {
    match id {
        Some(id) => view! { <Tag id=id /> }.into_any(),
        None => view! { <span class="muted">{none}</span> }.into_any(),
    }
}

/// A rule's name, which opens it.
#[component]
pub(super) fn RuleLink(id: RuleId) -> impl IntoView {
    let board = Board::expect();
    match board.rule(id) {
        Some(rule) => {
            view! { <a class="link" href=board.editor(id) data-testid="graph-rule">{rule.name}</a> }
                .into_any()
        }
        None => view! { <span class="muted">"deleted rule"</span> }.into_any(),
    }
}

/// A number that leads to its records; plain where there are none.
#[component]
pub(super) fn Records(
    records: u32,
    filter: Filter,
    /// The handle for tests.
    #[prop(optional)]
    testid: &'static str,
) -> impl IntoView {
    let testid = (!testid.is_empty()).then_some(testid);
    if records == 0 {
        return view! { <span class="muted" data-testid=testid>"0"</span> }.into_any();
    }
    view! { <a class="link" href=Board::expect().records(&[filter]) data-testid=testid>{count(records)}</a> }
        .into_any()
}

/// Turns the pages of a long list, where it has more than one.
#[component]
pub(super) fn Turn(
    /// The first line that is asked for.
    start: RwSignal<u32>,
    /// The first line that is shown, and the one after the last.
    shown: (u32, u32),
    total: u32,
    /// Lines of a page.
    page: u32,
) -> impl IntoView {
    let (first, end) = shown;
    (total > page).then(|| {
        view! {
            <div class="graph-pages">
                <Button disabled=Signal::stored(first == 0) on:click=move |_| start.set(first.saturating_sub(page))>"Before"</Button>
                <Button disabled=Signal::stored(end >= total) on:click=move |_| start.set(end)>"Next"</Button>
            </div>
        }
    })
}
