//! What the Rules page says before there is a rule: how one is written, with three to try.

use leptos::prelude::*;

use super::editor::store::Editor;
use crate::components::EmptyState;
use crate::state::{is_of_images, use_bench};

/// Queries that show a word, a phrase with an exception, and a property of the text.
const EXAMPLES: &[(&str, &str)] = &[
    ("subscrib*", "any word that begins so: subscribe, subscribers"),
    (
        "\"check out\", visit -song",
        "a phrase or a word, but not where the other one stands",
    ),
    ("words<5", "texts of fewer than five words"),
];

/// The same for images: rules compare numbers, and know names.
const OF_IMAGES: &[(&str, &str)] = &[
    ("brightness<80", "dark images; 0 is black, 255 white"),
    ("hue<=20 colourfulness>=40", "colourful ones, mostly red"),
    ("edges>=0.25 -width<200", "full of edges, but not narrow ones"),
];

/// How to write the first rule.
#[component]
pub(super) fn FirstRule() -> impl IntoView {
    let editor = Editor::expect();
    let of_images = use_bench().project.with_untracked(is_of_images);
    let examples = if of_images { OF_IMAGES } else { EXAMPLES };
    let example = move |(query, meaning): &(&'static str, &'static str)| {
        let query = *query;
        view! {
            <li>
                <button type="button" class="teach-query mono" on:click=move |_| editor.begin_with(query.to_owned())>{query}</button>
                <span class="muted">{*meaning}</span>
            </li>
        }
    };
    view! {
        <EmptyState title="Write the first rule">
            <p>"A rule is what you would type into a search box, and the label it votes for. Records it finds get its vote; all figures move while you type."</p>
            <ol class="teach-steps">
                <li>"Begin a new rule, or take one of these."</li>
                <li>"Watch what it matches, in the list and beside the query."</li>
                <li>"Save it, and write the next for what is uncovered."</li>
            </ol>
            <ul class="teach-examples">{examples.iter().map(example).collect_view()}</ul>
        </EmptyState>
    }
}
