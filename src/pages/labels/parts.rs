//! Small parts that several sections of the page share.

use labelloom_engine::ids::{LabelId, RuleId};
use leptos::prelude::*;

use super::board::Board;
use crate::components::{
    LabelTag,
    numbers::{count, interval, percent},
};
use crate::pages::lookup::Lookup;
use crate::worker::protocol::{CallProgress, Problem};

/// A rule with its label; the name opens it.
#[component]
pub(super) fn RuleName(id: RuleId) -> impl IntoView {
    let board = Board::expect();
    let Some(rule) = board.rule(id) else {
        return view! { <span class="muted">"deleted rule"</span> }.into_any();
    };
    view! {
        <span class="rule-link">
            <Tag id=rule.label against=rule.against />
            <a class="link" href=board.editor(id)>{rule.name}</a>
        </span>
    }
    .into_any()
}

/// A label's tag.
#[component]
pub(super) fn Tag(id: LabelId, #[prop(optional)] against: bool) -> impl IntoView {
    Board::expect()
        .label(id)
        .map(|label| view! { <LabelTag name=label.name color=label.color against=against /> })
}

/// A number that leads to its records; plain where there are none.
#[component]
pub(super) fn Records(
    /// How many.
    records: u32,
    /// Where they are.
    href: String,
    /// The handle for tests.
    #[prop(optional)]
    testid: &'static str,
) -> impl IntoView {
    let testid = (!testid.is_empty()).then_some(testid);
    if records == 0 {
        return view! { <span class="muted" data-testid=testid>"0"</span> }.into_any();
    }
    view! { <a class="link" href=href data-testid=testid>{count(records)}</a> }.into_any()
}

/// A share of gold that is right, with its interval and n; leads to what is wrong where it is given an address.
#[component]
pub(super) fn Right(
    right: u32,
    n: u32,
    #[prop(optional, into)] href: Option<String>,
    #[prop(optional)] testid: &'static str,
) -> impl IntoView {
    let testid = (!testid.is_empty()).then_some(testid);
    if n == 0 {
        return view! { <span class="muted" data-testid=testid>"no gold"</span> }.into_any();
    }
    let words = view! {
        <span data-testid=testid>{percent(right, n)}</span>
        <small>{format!("{}, n {}", interval(right, n), count(n))}</small>
    };
    match href {
        Some(href) => {
            view! { <a class="fit-number" href=href title="Opens those it gets wrong">{words}</a> }.into_any()
        }
        None => view! { <span class="fit-number">{words}</span> }.into_any(),
    }
}

/// A problem, where the answer would stand.
#[component]
pub(in crate::pages) fn Trouble(problem: Problem) -> impl IntoView {
    let ended = |part: String| match part.trim_end_matches('.') {
        "" => String::new(),
        words => format!("{words}."),
    };
    let (what, remedy) = (ended(problem.what), ended(problem.remedy));
    view! {
        <p class="fit-problem" role="alert" data-testid="model-problem"><strong>{what}</strong> " " {remedy}</p>
    }
}

/// How far work is, in words and as a bar.
#[component]
pub(in crate::pages) fn Working(
    #[prop(into)] progress: Signal<Option<CallProgress>>,
    name: &'static str,
) -> impl IntoView {
    let fraction = move || progress.with(|progress| progress.as_ref().and_then(CallProgress::fraction));
    let stage = move || {
        progress.with(|progress| {
            let stage = progress.as_ref().map(|progress| progress.stage.clone());
            stage.filter(|stage| !stage.is_empty())
        })
    };
    view! {
        <span class="end-progress" role="status">
            <progress aria-label=name max="1" value=move || fraction().map(|fraction| fraction.to_string())></progress>
            {move || stage().unwrap_or_else(|| name.to_owned())}
        </span>
    }
}
