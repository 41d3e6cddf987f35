//! What the graph is made of, how labels are carried along it, and what they start from: a choice of the project, edited
//! and undone like any other.

mod embeddings;
mod graph;
mod seeds;
mod way;

use leptos::prelude::*;

pub(super) use self::embeddings::Embeddings;
use self::{graph::OfGraph, seeds::Seeds, way::Way};
use super::board::Board;

/// The three groups.
#[component]
pub(super) fn Controls() -> impl IntoView {
    let board = Board::expect();
    // Kinds and methods describe themselves; they never change while the page is open.
    let is_known = Memo::new(move |_| board.view.with(Option::is_some));
    view! {
        <aside class="graph-controls" aria-label="How the graph is made" data-testid="graph-controls">
            {move || is_known.get().then(|| view! { <Seeds /><Way /><OfGraph /> })}
        </aside>
    }
}
