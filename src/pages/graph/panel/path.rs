//! The strongest way from a seed to the record: a chain of texts, each with the words marked that it shares with the one
//! before.

use std::sync::Arc;

use labelloom_engine::session::graph::{HopView, NodeView, SharedTerm};
use leptos::prelude::*;

use super::{
    super::{board::Board, marked::Marked, parts::TagOr, words},
    receipt::shown,
};
use crate::components::Pictured;

/// Terms that are named beside a text.
const NAMED: usize = 5;

/// The chain.
#[component]
pub(super) fn Path(node: Arc<NodeView>) -> impl IntoView {
    let hops = &node.path;
    if hops.len() < 2 {
        return None;
    }
    // A text shows what it shares with the one before and with the one after.
    let after = hops
        .iter()
        .skip(1)
        .map(|hop| hop.shared.clone())
        .chain([Vec::new()]);
    let rows = hops
        .iter()
        .cloned()
        .zip(after)
        .map(|(hop, after)| view! { <Hop hop=hop after=after /> });
    Some(view! {
        <section class="graph-part" aria-label="Strongest path" data-testid="graph-path">
            <h3>"The strongest way here"</h3>
            <ol class="graph-path">{rows.collect_view()}</ol>
        </section>
    })
}

#[component]
fn Hop(hop: HopView, after: Vec<SharedTerm>) -> impl IntoView {
    let board = Board::expect();
    let terms = hop
        .shared
        .iter()
        .chain(&after)
        .map(|shared| shared.term.clone())
        .collect();
    let joined = hop.similarity.map(|similarity| {
        view! {
            <span class="graph-join">
                {format!("{} alike", words::likeness(similarity))}
                <Shared shared=hop.shared.clone() />
            </span>
        }
    });
    view! {
        <li data-testid="path-hop">
            {joined}
            <Pictured record=hop.index side=64 name=hop.text.clone()><a class="graph-quote" href=board.on_map(hop.index)><Marked text=shown(&hop.text) terms=terms /></a></Pictured>
            <TagOr id=hop.label none="no label" />
        </li>
    }
}

/// What two texts have in common, what makes most of their likeness first.
#[component]
pub(super) fn Shared(shared: Vec<SharedTerm>) -> impl IntoView {
    let more = shared.len().saturating_sub(NAMED);
    let term = |shared: &SharedTerm| {
        let part = format!("{:.0} % of their likeness", 100.0 * shared.share);
        view! { <span class="graph-term" title=part>{shared.term.clone()}</span> }
    };
    view! {
        <span class="graph-terms">
            {shared.iter().take(NAMED).map(term).collect_view()}
            {(more > 0).then(|| format!("and {more} more"))}
        </span>
    }
}
