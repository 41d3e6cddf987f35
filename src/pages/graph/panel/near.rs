//! The record's neighbours in the graph.

use std::sync::Arc;

use labelloom_engine::session::{
    graph::{NearView, NodeView},
    request::Filter,
};
use leptos::prelude::*;

use super::{
    super::{
        board::Board,
        marked::Marked,
        parts::{Records, TagOr},
        words,
    },
    receipt::shown,
};
use crate::components::{Button, Pictured};
use crate::pages::lookup::Lookup;

/// The list.
#[component]
pub(super) fn Neighbors(node: Arc<NodeView>) -> impl IntoView {
    let board = Board::expect();
    let index = node.index;
    let records = u32::try_from(node.neighbors.len()).unwrap_or(u32::MAX);
    view! {
        <section class="graph-part" aria-label="Neighbours" data-testid="graph-neighbors">
            <h3>"Joined with " <Records records=records filter=Filter::GraphNeighbours(index) testid="graph-neighbors-all" /></h3>
            <ul class="graph-near">{node.neighbors.iter().cloned().map(|near| view! { <Near near=near /> }).collect_view()}</ul>
            {(records > 0).then(|| view! {
                <Button attr:data-testid="graph-pick-neighbors" on:click=move |_| board.map.pick_with_neighbors(index)>"Pick it and its neighbours"</Button>
            })}
        </section>
    }
}

#[component]
fn Near(near: NearView) -> impl IntoView {
    let board = Board::expect();
    let terms = near.shared.iter().map(|shared| shared.term.clone()).collect();
    let gold = near.gold.and_then(|gold| board.label(gold));
    view! {
        <li>
            <span class="number muted" title="How alike">{words::likeness(near.similarity)}</span>
            <Pictured record=near.index side=48 name=near.text.clone()><a class="graph-quote" href=board.on_map(near.index)><Marked text=shown(&near.text) terms=terms /></a></Pictured>
            <TagOr id=near.label none="no label" />
            {gold.map(|gold| view! { <span class=format!("gold-tag lc{}", gold.color)>"gold " {gold.name}</span> })}
        </li>
    }
}
