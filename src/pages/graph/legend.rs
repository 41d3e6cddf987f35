//! What the map's colours and shapes mean: the choice of what it is coloured by, and an entry a code with its records.

use std::sync::Arc;

use labelloom_engine::session::{
    graph::{GraphColor, Legend, LegendEntry},
    request::Filter,
};
use leptos::prelude::*;

use super::{board::Board, color, variants::Variants};
use crate::pages::lookup::Lookup;
use crate::{
    components::{Select, SelectOption, numbers::count},
    pages::labels::Trouble,
};

/// The bar below the map.
#[component]
pub(super) fn LegendBar() -> impl IntoView {
    let board = Board::expect();
    let value = Signal::derive(move || color::word(board.color.get()));
    let options = Signal::derive(move || {
        let choices = board.project.with(|project| color::choices(project));
        choices
            .into_iter()
            .map(|(value, name)| SelectOption { value, name })
            .collect::<Vec<_>>()
    });
    let pick = move |word: String| {
        let tint = Some(word).filter(|word| word != "label");
        board.router.go(&board.router.route.get_untracked().tinted(tint));
    };
    view! {
        <div class="legend" data-testid="graph-legend">
            <div class="legend-by">
                <label class="field-name" for="graph-color">"Colour by"</label>
                <Select id="graph-color" value=value options=options on_pick=UnsyncCallback::new(pick) attr:data-testid="graph-color" />
            </div>
            {move || board.colorless.get().map(|problem| view! { <Trouble problem=problem /> })}
            {move || board.legend.get().map(|legend| view! { <Entries legend=legend color=board.color.get() /> })}
            <Variants />
        </div>
    }
}

#[component]
fn Entries(legend: Arc<Legend>, color: GraphColor) -> impl IntoView {
    let board = Board::expect();
    let scale = legend.scale.clone().map(|(low, high)| {
        let stops = color::stops(color)
            .iter()
            .map(|token| format!("var({token})"))
            .collect::<Vec<_>>()
            .join(", ");
        view! {
            <li class="legend-scale">
                <span>{low}</span>
                <i style:background=format!("linear-gradient(90deg, {stops})")></i>
                <span>{high}</span>
            </li>
        }
    });
    let entries = legend
        .entries
        .iter()
        .map(|entry| view! { <Entry entry=entry.clone() legend=Arc::clone(&legend) color=color /> })
        .collect_view();
    let none = (legend.none > 0).then(|| none(board, &legend, color));
    view! {
        <ul class="legend-entries" aria-label=legend.title.clone()>
            {scale}
            {entries}
            {none}
            <Marks />
        </ul>
    }
}

/// A code: its shape in its colour, its name, and how many records have it.
#[component]
fn Entry(entry: LegendEntry, legend: Arc<Legend>, color: GraphColor) -> impl IntoView {
    let board = Board::expect();
    let token = board
        .project
        .with_untracked(|project| color::token(&entry, project));
    let shape = color::shape(&legend, entry.code).path();
    let words = view! {
        <svg class="legend-shape" viewBox="0 0 12 12" aria-hidden="true"><path d=shape style:fill=format!("var({token})") /></svg>
        <span class="legend-name">{entry.name.clone()}</span>
        " "
        {count(entry.count)}
    };
    linked(
        board,
        color::filter(color, &entry).filter(|_| entry.count > 0),
        words.into_any(),
    )
}

fn none(board: Board, legend: &Legend, color: GraphColor) -> AnyView {
    let words = view! {
        <svg class="legend-shape" viewBox="0 0 12 12" aria-hidden="true"><circle class="legend-hollow" cx="6" cy="6" r="4.5" /></svg>
        <span class="legend-name">{legend.none_words.clone()}</span>
        " "
        {count(legend.none)}
    };
    linked(board, color::filter_of_none(color), words.into_any())
}

/// What marks points besides: seeds, and what is picked.
#[component]
fn Marks() -> impl IntoView {
    let board = Board::expect();
    let ring = |class: &'static str, name: &'static str, records: u32| {
        view! {
            <svg class="legend-shape" viewBox="0 0 12 12" aria-hidden="true">
                <circle class="legend-core" cx="6" cy="6" r="2.6" />
                <circle class=class cx="6" cy="6" r="5" />
            </svg>
            <span class="legend-name">{name}</span>
            " "
            {count(records)}
        }
        .into_any()
    };
    view! {
        {move || (board.seeds() > 0).then(|| linked(board, Some(Filter::GraphSeeds), ring("legend-ring", "seed", board.seeds())))}
        {move || (board.picked.get() > 0).then(|| linked(board, Some(Filter::Picked), ring("legend-thick", "picked", board.picked.get())))}
    }
}

/// An entry, which leads to its records where it has some.
fn linked(board: Board, filter: Option<Filter>, words: AnyView) -> AnyView {
    match filter {
        Some(filter) => {
            view! { <li><a class="legend-entry" data-testid="legend-entry" href=board.records(&[filter])>{words}</a></li> }.into_any()
        }
        None => view! { <li><span class="legend-entry" data-testid="legend-entry">{words}</span></li> }.into_any(),
    }
}
