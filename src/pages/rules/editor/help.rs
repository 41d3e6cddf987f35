//! What can be written in a query: how terms join, and every kind of term as it describes itself.

use labelloom_engine::rules::KINDS;
use leptos::prelude::*;

/// How terms join, and what it finds.
const JOINING: &[(&str, &str)] = &[
    ("free prize", "both words, anywhere"),
    ("free, prize", "either word; OR says the same"),
    ("free -trial", "without a word; NOT says the same"),
    ("(free, cash) now", "parentheses group"),
];

/// The list, folded away until asked for where a rule is being changed.
#[component]
pub(super) fn SyntaxHelp(is_open: bool) -> impl IntoView {
    let joining = JOINING
        .iter()
        .map(|(query, meaning)| entry(&[*query], meaning))
        .collect_view();
    let kinds = KINDS
        .iter()
        .map(|kind| entry(kind.examples, kind.sentence))
        .collect_view();
    view! {
        <details class="syntax" open=is_open>
            <summary>"What can be written"</summary>
            <dl class="syntax-list">{joining}{kinds}</dl>
        </details>
    }
}

/// Some queries and what they ask for.
fn entry(queries: &[&'static str], meaning: &'static str) -> impl IntoView + use<> {
    let queries = queries
        .iter()
        .map(|query| view! { <span class="syntax-query">{*query}</span> })
        .collect_view();
    view! { <dt class="mono">{queries}</dt><dd>{meaning}</dd> }
}
