//! The strip of figures: the graph, and labels along it; each count leads to its records. Below it what the last edit
//! changed, and what else a person should know.

use std::sync::Arc;

use labelloom_engine::session::{
    graph::{ChangeView, GraphFigures, GraphView, PictureFigures},
    labels::LabelCounted,
    request::Filter,
};
use leptos::prelude::*;

use super::{NoSeeds, board::Board, parts::Records, words};
use crate::components::{
    Figure, Share, StackedBar, Tip,
    numbers::{count, interval, percent},
};
use crate::pages::lookup::Lookup;

/// The strip.
#[component]
pub(super) fn Figures() -> impl IntoView {
    let board = Board::expect();
    move || {
        let view = board.view.get()?;
        let graph = view.graph.clone()?;
        let picture = view.picture.clone();
        let is_old = picture.as_ref().is_some_and(|picture| picture.stale) || graph.stale;
        Some(view! {
            <section class="graph-strip" aria-label="The graph in figures" class:graph-old=is_old>
                <OfGraph graph=graph view=Arc::clone(&view) />
                {picture.clone().map(|picture| view! { <OfPicture picture=picture /> })}
            </section>
            {picture.map(|picture| view! { <Said picture=picture /> })}
            {view.picture.is_none().then(|| view! { <Lacking /> })}
        })
    }
}

/// Joins, lone records, purity.
#[component]
fn OfGraph(graph: GraphFigures, view: Arc<GraphView>) -> impl IntoView {
    let board = Board::expect();
    let of_model = view.graph.as_ref().and_then(|graph| graph.purity_model);
    let purity = graph
        .purity_gold
        .map(|purity| ("gold", purity))
        .or(of_model.map(|purity| ("the model", purity)));
    let recall = graph
        .recall
        .map(|recall| format!(", recall {:.1} %", 100.0 * recall));
    view! {
        <div class="figure">
            <span class="figure-name"><Tip term="Joins" meaning=words::GRAPH /></span>
            <span class="figure-link">
                <strong class="figure-value" data-testid="graph-edges">{words::whole(graph.edges)}</strong>
                <small class="figure-detail">{format!("{:.1} a record", graph.mean_degree)} {recall}</small>
            </span>
        </div>
        <Figure value=count(graph.isolated) detail=percent(graph.isolated, graph.records) href=board.records(&[Filter::GraphIsolated]) testid="graph-isolated">
            <Tip term="Alone" meaning=words::ISOLATED />
        </Figure>
        {purity.map(|(by, purity)| view! {
            <div class="figure">
                <span class="figure-name"><Tip term="Purity" meaning=words::PURITY /> {format!(" by {by}")}</span>
                <span class="figure-link" title=words::purity(&purity)>
                    <strong class="figure-value" data-testid="graph-purity">{format!("{:.1} %", 100.0 * purity.share)}</strong>
                    <small class="figure-detail">{format!("chance {:.1} %", 100.0 * purity.chance)}</small>
                </span>
            </div>
        })}
    }
}

/// Seeds, reached, unreached, right on gold, and the labels.
#[component]
fn OfPicture(picture: PictureFigures) -> impl IntoView {
    let board = Board::expect();
    let records = picture.reached + picture.unreached;
    let right = picture.dev.map(|dev| {
        let (right, n) = (dev.correct, dev.n);
        view! {
            <Figure value=percent(right, n) detail=format!("{}, n {}", interval(right, n), count(n)) href=board.records(&[Filter::GraphIncorrect]) testid="graph-right">
                <Tip term="Right on dev gold" meaning=words::DEV />
            </Figure>
        }
    });
    let shares: Vec<Share> = picture
        .labels
        .iter()
        .filter_map(|counted| share(board, counted))
        .collect();
    view! {
        <Figure value=count(picture.seeded) href=board.records(&[Filter::GraphSeeds]) testid="graph-seeds">
            <Tip term="Seeds" meaning=words::SEEDS />
        </Figure>
        <Figure value=count(picture.reached) detail=percent(picture.reached, records) href=board.records(&[Filter::GraphReached]) testid="graph-reached">
            <Tip term="Reached" meaning=words::REACHED />
        </Figure>
        <Figure value=count(picture.unreached) detail=percent(picture.unreached, records) href=board.records(&[Filter::GraphUnreached]) testid="graph-unreached">
            <Tip term="Unreached" meaning=words::UNREACHED />
        </Figure>
        {right}
        <StackedBar name="Labels along the graph" shares=Signal::derive(move || shares.clone()) />
    }
}

fn share(board: Board, counted: &LabelCounted) -> Option<Share> {
    let label = board.label(counted.label)?;
    Some(Share {
        name: label.name,
        class: format!("lc{}", label.color),
        count: counted.count,
        href: board.records(&[Filter::GraphLabel(counted.label)]),
    })
}

/// What the last edit changed, and what should be known.
#[component]
fn Said(picture: PictureFigures) -> impl IntoView {
    let notes = picture.notes;
    let change = picture.change;
    (!notes.is_empty() || change.is_some()).then(|| {
        view! {
            <div class="graph-said graph-wide">
                {change.map(|change| view! { <Changed change=change /> })}
                {notes.into_iter().map(|note| view! { <p class="graph-note" data-testid="graph-note">{note}</p> }).collect_view()}
            </div>
        }
    })
}

/// What an edit, or a trial, changed.
#[component]
pub(super) fn Changed(change: ChangeView) -> impl IntoView {
    let edit = change.edit.clone().map(|edit| format!("After “{edit}”: "));
    view! {
        <p class="graph-changed" role="status" data-testid="graph-changed" data-count=change.changed.to_string()>
            {edit} {change.sentence.clone()}
            {(change.changed > 0).then(|| view! { " " <span>"See " <Records records=change.changed filter=Filter::GraphChanged testid="graph-changed-records" /></span> })}
        </p>
    }
}

/// That no labels were carried yet, and why.
#[component]
fn Lacking() -> impl IntoView {
    let board = Board::expect();
    let has_seeds = move || {
        board
            .project
            .with(|project| project.gold.dev > 0 || project.totals.covered > 0)
    };
    view! {
        <div class="graph-said graph-wide">
            {move || if has_seeds() {
                view! { <p class="graph-note">"No labels were carried along the graph yet."</p> }.into_any()
            } else {
                view! { <NoSeeds /> }.into_any()
            }}
        </div>
    }
}
