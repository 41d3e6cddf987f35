//! What can be written in a query: how terms join, and every kind of term as it describes itself.

use labelloom_engine::rules::{KINDS, RuleKind};
use leptos::prelude::*;

use crate::state::{is_of_images, use_bench};

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
    // Of images numbers in columns say more than words of names.
    let of_images = use_bench().project.with_untracked(is_of_images);
    let (first, others): (Vec<&RuleKind>, Vec<&RuleKind>) =
        KINDS.iter().partition(|kind| of_images && kind.name == "field");
    let kinds = first
        .into_iter()
        .chain(others)
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
