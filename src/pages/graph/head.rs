//! The page's head: how far the work is, building and carrying labels, and saving the map.

use labelloom_engine::session::graph::GraphAsk;
use leptos::prelude::*;

use super::{board::Board, map::save_png, words};
use crate::{
    actions,
    components::{Button, ButtonKind, Menu, Shape, Tip},
    pages::labels::{Trouble, Working},
};

/// Title, state, buttons.
#[component]
pub(super) fn Head() -> impl IntoView {
    let board = Board::expect();
    let (progress, problem) = (board.bench.graphing.progress, board.bench.graphing.problem);
    let state = Memo::new(move |_| state(board));
    let is_stale = Memo::new(move |_| {
        board
            .view
            .with(|view| view.as_ref().and_then(|view| Some(view.graph.as_ref()?.stale)))
            .unwrap_or(false)
    });
    let refused = Memo::new(move |_| {
        board
            .view
            .with(|view| view.as_ref().and_then(|view| view.need.refused.clone()))
    });
    let work = move |ask: GraphAsk| actions::graph::work(board.bench, &ask);
    view! {
        <div class="graph-head">
            <h1><Tip term="Graph" meaning=words::GRAPH /></h1>
            <span class="graph-state" data-testid="graph-state" data-done=move || (state.get() == "done").to_string() data-state=move || state.get()>
                {move || if board.is_at_work() {
                    view! {
                        <Working progress=progress name="Working…" />
                        <Button attr:data-testid="graph-stop" on:click=move |_| actions::graph::stop(board.bench)>"Cancel"</Button>
                    }.into_any()
                } else {
                    view! { <span class="muted">{move || said(board)}</span> }.into_any()
                }}
            </span>
            <span class="gap"></span>
            <button
                type="button"
                class="button"
                class:button-primary=move || is_stale.get()
                disabled=move || board.is_at_work() || refused.with(Option::is_some)
                data-testid="graph-build"
                on:click=move |_| work(GraphAsk::Build)
            >{move || if is_stale.get() { "Build as chosen" } else { "Build" }}</button>
            <Button
                kind=ButtonKind::Plain
                disabled=Signal::derive(move || board.is_at_work() || refused.with(Option::is_some))
                attr:data-testid="graph-propagate"
                on:click=move |_| work(GraphAsk::Propagate)
            >"Carry labels"</Button>
            <Menu shape=Shape::Export name="Save the map">
                <Button attr:data-testid="graph-png" on:click=move |_| save_png(board)>"As a picture (PNG)"</Button>
                <Button attr:data-testid="graph-svg" on:click=move |_| actions::graph::svg(board.bench, board.color.get_untracked(), board.map.places_of_variants())>"As a drawing (SVG)"</Button>
            </Menu>
        </div>
        {move || problem.get().map(|problem| view! { <div class="graph-wide"><Trouble problem=problem /></div> })}
        {move || refused.get().map(|refused| view! { <p class="graph-refused graph-wide" role="alert" data-testid="graph-refused">{refused}</p> })}
        {move || (is_stale.get() && !board.is_at_work()).then(|| view! {
            <p class="graph-note graph-wide" role="status" data-testid="graph-stale">"The map shows the graph as it was built. You have chosen another one since: build it when you are ready."</p>
        })}
    }
}

/// A word for tests and for what waits: `working`, `laying`, `done`.
fn state(board: Board) -> &'static str {
    let is_done = board.layout.get().is_some_and(|layout| layout.finished);
    if board.is_at_work() {
        "working"
    } else if !is_done {
        "laying"
    } else {
        "done"
    }
}

/// How things stand, in a few words.
fn said(board: Board) -> String {
    match board.layout.get() {
        Some(layout) if !layout.finished => {
            let percent = 100 * u64::from(layout.rounds) / u64::from(layout.total.max(1));
            format!("Laying the map out, {percent} %")
        }
        _ => board.view.with(|view| {
            let picture = view.as_ref().and_then(|view| view.picture.as_ref());
            match picture {
                None => "No labels were carried yet".to_owned(),
                Some(picture) if picture.stale => "Labels are of an earlier state".to_owned(),
                Some(_) => "Up to date".to_owned(),
            }
        }),
    }
}
