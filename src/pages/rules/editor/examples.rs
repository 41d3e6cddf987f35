//! The open rule's examples: what it must match and what it must not, each with what became of it.

use labelloom_engine::{
    rule::Example,
    session::examples::{ExampleView, Verdict},
};
use leptos::prelude::*;

use super::store::Editor;
use crate::components::{Icon, IconButton, Shape};
use crate::pages::rules::{broken, desk::Desk};

/// The section; without examples, how to come by some.
#[component]
pub(super) fn Examples() -> impl IntoView {
    let desk = Desk::expect();
    let editor = Editor::expect();
    let examples = Memo::new(move |_| editor.text.with(|text| text.examples.clone()));
    let is_empty = Memo::new(move |_| examples.with(Vec::is_empty));
    let broken = Memo::new(move |_| {
        examples.with(|examples| {
            let broken = examples.iter().filter(|example| is_broken(desk, example));
            u32::try_from(broken.count()).unwrap_or(u32::MAX)
        })
    });
    let list = move || {
        let lines = examples.get().into_iter().enumerate();
        lines
            .map(|(at, example)| view! { <Line at=at example=example /> })
            .collect_view()
    };
    view! {
        <section class="examples" aria-label="Examples">
            <h3 class="examples-head">
                "Examples "
                <span class="muted">{move || examples.with(|examples| summary(examples))}</span>
                {move || broken::words(broken.get()).map(|words| view! {
                    <strong class="examples-broken" data-testid="examples-broken"><Icon shape=Shape::Warning />{words}</strong>
                })}
            </h3>
            <Show
                when=move || !is_empty.get()
                fallback=|| view! {
                    <p class="muted small">"Pin a record that this rule must match (M) or must not (Shift M). Pins are checked while you type and saved with the rule."</p>
                }
            >
                <ul class="examples-list">{list}</ul>
            </Show>
        </section>
    }
}

/// `2 must match, 1 must not`.
fn summary(examples: &[Example]) -> String {
    let must = examples.iter().filter(|example| example.matches).count();
    match (must, examples.len() - must) {
        (0, 0) => String::new(),
        (must, 0) => format!("{must} must match"),
        (0, must_not) => format!("{must_not} must not"),
        (must, must_not) => format!("{must} must match, {must_not} must not"),
    }
}

/// What became of an example, once the figures know it.
fn view_of(desk: Desk, example: &Example) -> Option<ExampleView> {
    desk.draft.with(|draft| {
        let draft = draft.as_ref()?;
        let at = draft
            .draft
            .text
            .examples
            .iter()
            .position(|held| held == example)?;
        draft.examples.get(at).copied()
    })
}

fn is_broken(desk: Desk, example: &Example) -> bool {
    view_of(desk, example).is_some_and(|view| view.verdict == Verdict::Broken)
}

#[component]
fn Line(at: usize, example: Example) -> impl IntoView {
    let desk = Desk::expect();
    let editor = Editor::expect();
    let matches = example.matches;
    let text = example.text.clone();
    let fields = example
        .fields
        .iter()
        .map(|(name, value)| format!("{name}: {value}"))
        .collect::<Vec<_>>()
        .join(" · ");
    let view = Memo::new(move |_| view_of(desk, &example));
    let verdict = Memo::new(move |_| view.get().map(|view| view.verdict));
    let remove = move |_| {
        editor.change(|text| {
            if at < text.examples.len() {
                text.examples.remove(at);
            }
        })
    };
    let record = move || view.get().and_then(|view| view.record);
    let link = move || {
        record().map(|index| {
            let href = move || {
                desk.router
                    .route
                    .with(|route| route.showing(Some(index)).address())
            };
            view! { <a class="link small" href=href>"Open the record"</a> }
        })
    };
    let class = move || match verdict.get() {
        Some(Verdict::Broken) => "example example-broken",
        _ => "example",
    };
    view! {
        <li class=class data-testid="example">
            <details class="example-text">
                <summary>
                    <span class="example-wish">{if matches { "must match" } else { "must not match" }}</span>
                    <span class="example-line" dir="auto" title=text.clone()>{text.clone()}</span>
                    <span class="example-verdict" data-testid="example-verdict">{move || verdict_words(verdict.get(), matches)}</span>
                </summary>
                <p class="example-whole" dir="auto">{if text.is_empty() { "empty text".to_owned() } else { text }}</p>
                <p class="muted small">{fields}</p>
                {link}
            </details>
            <IconButton shape=Shape::Close name="Remove this example" on:click=remove />
        </li>
    }
}

fn verdict_words(verdict: Option<Verdict>, matches: bool) -> AnyView {
    match (verdict, matches) {
        (None, _) => view! { <span class="muted">"…"</span> }.into_any(),
        (Some(Verdict::Holds), true) => view! { <span class="example-holds">"✓ matches"</span> }.into_any(),
        (Some(Verdict::Holds), false) => view! { <span class="example-holds">"✓ doesn't match"</span> }.into_any(),
        (Some(Verdict::Broken), true) => view! { <strong>"broken: doesn't match"</strong> }.into_any(),
        (Some(Verdict::Broken), false) => view! { <strong>"broken: matches"</strong> }.into_any(),
        (Some(Verdict::Unchecked), _) => view! {
            <span class="muted" title="The query compares records with each other, and this text is no record of the project">"not checked: its record is not here"</span>
        }
        .into_any(),
    }
}
