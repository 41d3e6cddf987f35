//! A label as a tag: its colour and its name, never the colour alone.

use leptos::prelude::*;

/// A label's tag, with a number of votes where there is one: `SPAM 3`. Votes against it read `not SPAM`.
#[component]
pub(crate) fn LabelTag(
    #[prop(into)] name: String,
    /// Index into the palette.
    color: u8,
    #[prop(optional, into)] votes: Option<u32>,
    /// Whether the votes are against the label.
    #[prop(optional)]
    against: bool,
) -> impl IntoView {
    view! {
        <span class=format!("label-tag lc{color}") class:label-tag-not=against>
            {against.then_some("not ")}
            <span class="label-tag-name">{name}</span>
            {votes.map(|votes| format!(" {votes}"))}
        </span>
    }
}
