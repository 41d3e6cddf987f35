//! A label as a tag: its colour and its name, never the colour alone.

use leptos::prelude::*;

/// A label's tag, with a number of votes where there is one: `SPAM 3`.
#[component]
pub(crate) fn LabelTag(
    #[prop(into)] name: String,
    /// Index into the palette.
    color: u8,
    #[prop(optional, into)] votes: Option<u32>,
) -> impl IntoView {
    view! {
        <span class=format!("label-tag lc{color}")>
            <span class="label-tag-name">{name}</span>
            {votes.map(|votes| format!(" {votes}"))}
        </span>
    }
}
