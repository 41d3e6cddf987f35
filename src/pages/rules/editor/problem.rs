//! How the query is read: in words, or what is wrong with it, where, and what to do.

use labelloom_engine::session::reply::QueryProblem;
use leptos::prelude::*;

use super::store::Editor;
use crate::components::{Button, numbers::counted};
use crate::pages::rules::{desk::Desk, words};
use crate::route::Route;
use crate::worker::protocol::CallProgress;

/// The line below the query.
#[component]
pub(super) fn Reading() -> impl IntoView {
    let desk = Desk::expect();
    let editor = Editor::expect();
    let query = move || editor.text.with(|text| text.query.clone());
    let reading = Memo::new(move |_| {
        desk.draft
            .with(|draft| draft.as_ref().and_then(|draft| draft.reading.clone()))
    });
    let rewrite = move |query: String| editor.change(|text| text.query = query);
    let is_blank =
        Memo::new(move |_| query().trim().is_empty() && editor.text.with(|text| text.column.is_none()));
    let has_votes = Memo::new(move |_| {
        editor.text.with(|text| {
            let column = text.column.as_ref();
            column.is_none_or(|column| column.voting().next().is_some())
        })
    });
    let scanned = move || {
        desk.bench
            .draft_progress
            .with(|progress| progress.as_ref().and_then(scanning))
    };
    view! {
        <div class="reading" id="rule-reading">
            {move || match (editor.problem.get(), reading.get()) {
                _ if is_blank.get() => view! { <p class="muted">"Write a word, and see here what it finds."</p> }.into_any(),
                _ if !has_votes.get() => ().into_any(),
                (Some(problem), _) => view! { <Problem problem=problem query=query() /> }.into_any(),
                (None, Some(reading)) => view! {
                    <p class="reading-words">{reading.words}</p>
                    <Lists names=reading.lists />
                    {reading.scans.then(|| view! { <p class="muted">"Needs every text to be read, so it takes longer than a word."</p> })}
                    {reading.parenthesised.map(|whole| view! {
                        <p class="reading-mixed">
                            <span>"It mixes comma and space. Read as " <code class="mono">{whole.clone()}</code></span>
                            <Button on:click=move |_| rewrite(whole.clone())>"Write the parentheses"</Button>
                        </p>
                    })}
                }.into_any(),
                (None, None) => ().into_any(),
            }}
            {move || scanned().map(|words| view! { <p class="reading-scan" data-testid="scanning">{words}</p> })}
        </div>
    }
}

/// The word lists that it looks in, each with the way to it.
#[component]
fn Lists(names: Vec<String>) -> impl IntoView {
    (!names.is_empty()).then(|| {
        let link = |name: &String| {
            view! { <a class="link mono" href=Route::list(name).address() title="Open the word list">{format!("@{name}")}</a> }
        };
        view! { <p class="reading-lists">{names.iter().map(link).collect_view()}</p> }
    })
}

/// How far all texts are looked at, and what that lets expect.
fn scanning(progress: &CallProgress) -> Option<String> {
    let done = format!("{:.0} %", 100.0 * progress.fraction()?);
    Some(match progress.estimate {
        Some(matches) => {
            format!(
                "About {} match: {done} of all texts looked at",
                counted(matches, "record", "records")
            )
        }
        None => format!("Looking at all texts, {done}"),
    })
}

/// The problem: the query with the place underlined, what is wrong, and the remedy.
#[component]
fn Problem(problem: QueryProblem, query: String) -> impl IntoView {
    // What is wrong with a column is in no place of a query.
    let has_place = !query.trim().is_empty();
    let [before, place, after] = cut(&query, problem.start, problem.end);
    let at_end = place.is_empty();
    let [what, remedy] = words::problem(&problem);
    view! {
        <div class="problem" data-testid="rule-error">
            {has_place.then(|| view! {
                <p class="problem-place mono" aria-hidden="true" dir="auto">
                    {before}<u class="problem-mark" class:problem-end=at_end>{place}</u>{after}
                </p>
            })}
            <p><strong>{what}</strong> " " {remedy}</p>
        </div>
    }
}

/// A text before, in and after a range of UTF-16 units.
fn cut(text: &str, start: u32, end: u32) -> [String; 3] {
    let units: Vec<u16> = text.encode_utf16().collect();
    let place = |unit: u32| usize::try_from(unit).unwrap_or(usize::MAX).min(units.len());
    let (start, end) = (place(start), place(end.max(start)));
    [&units[..start], &units[start..end], &units[end..]].map(String::from_utf16_lossy)
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn places_are_counted_as_text_fields_count() {
        assert_eq!(cut("😀 (a", 3, 4), ["😀 ", "(", "a"]);
        assert_eq!(cut("ab", 2, 9), ["ab", "", ""]);
    }
}
