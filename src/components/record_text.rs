//! A record's text with its matched words marked. Whatever the text holds, it becomes text nodes.

use labelloom_engine::{ids::LabelId, session::reply::Piece};
use leptos::prelude::*;

/// The pieces of a text, one after the other; `color` gives a label's place in the palette.
#[component]
pub(crate) fn RecordText(
    pieces: Vec<Piece>,
    /// Characters left out at the end.
    cut: u32,
    #[prop(into)] color: Callback<LabelId, u8>,
) -> impl IntoView {
    let shown = move |piece: Piece| match piece.label {
        Some(label) => {
            view! { <mark class=format!("mark lc{}", color.run(label))>{piece.text}</mark> }.into_any()
        }
        None => piece.text.into_any(),
    };
    view! {
        <span class="record-pieces" dir="auto">
            {pieces.into_iter().map(shown).collect_view()}
            {(cut > 0).then_some("…")}
        </span>
    }
}
