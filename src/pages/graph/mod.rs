//! The Graph page: all records on a map, each joined with those most like it; labels carried along these joins, and for
//! every label where it comes from.

mod board;
mod color;
mod controls;
mod figures;
mod head;
mod legend;
mod map;
mod marked;
mod panel;
mod parts;
mod picking;
mod variants;
mod watch;
mod words;

use labelloom_engine::session::reply::ProjectView;
use leptos::prelude::*;

use self::{
    board::Board,
    controls::{Controls, Embeddings},
    figures::Figures,
    head::Head,
    legend::LegendBar,
    map::Canvas,
    panel::PanelCard,
    watch::Watch,
};
use crate::{
    actions,
    browser::parts::Part,
    components::{Button, ButtonKind, EmptyState},
    pages::{
        Later,
        labels::{Trouble, Working},
    },
    route::{Page, Route},
    state::use_bench,
};
use labelloom_engine::session::graph::{GraphAsk, GraphView};

/// Shows the page once its part is there. A door of the part `pages`, behind which that one lies.
#[inline(never)]
pub(crate) fn door() -> AnyView {
    view! { <Later part=Part::GraphPage door=whole /> }.into_any()
}

/// A door of the part `graph-page`.
#[inline(never)]
fn whole() -> AnyView {
    let project = use_bench().project.get_untracked();
    project
        .map(|project| view! { <GraphPage project=project /> })
        .into_any()
}

/// How much there is to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stands {
    /// That is not told yet.
    Unknown,
    /// No graph was built.
    Nothing,
    /// There is a graph.
    Built,
}

fn stands(view: Option<&GraphView>) -> Stands {
    match view {
        None => Stands::Unknown,
        Some(view) if view.graph.is_none() => Stands::Nothing,
        Some(_) => Stands::Built,
    }
}

/// The page; `project` is the project as it is when the page opens.
#[component]
fn GraphPage(project: ProjectView) -> impl IntoView {
    let board = Board::provide(project);
    // Labels are carried from rules as saved. What is being written waits for the editor.
    Effect::new(move |before: Option<()>| {
        if board.bench.draft.with(Option::is_some) || before.is_none() {
            actions::draft::set_aside(board.bench);
        }
    });
    let stands = Memo::new(move |_| board.view.with(|view| stands(view.as_deref())));
    move || match stands.get() {
        Stands::Unknown => view! { <p class="part-coming" role="status">"Loading…"</p> }.into_any(),
        Stands::Nothing => view! { <Nothing /> }.into_any(),
        Stands::Built => view! { <Everything /> }.into_any(),
    }
}

/// Everything there is.
#[component]
fn Everything() -> impl IntoView {
    view! {
        <div class="graph" data-testid="graph-page">
            <Head />
            <Figures />
            <section class="graph-middle" aria-label="Map of all records">
                <Canvas />
                <LegendBar />
                <Watch />
            </section>
            <PanelCard />
            <Controls />
        </div>
    }
}

/// What the page says while there is no graph: what it would be, and one button that makes it.
#[component]
fn Nothing() -> impl IntoView {
    let board = Board::expect();
    let refused = move || {
        board
            .view
            .with(|view| view.as_ref().and_then(|view| view.need.refused.clone()))
    };
    let has_seeds = Memo::new(move |_| {
        board
            .project
            .with(|project| project.gold.dev > 0 || project.totals.covered > 0)
    });
    let problem = board.bench.graphing.problem;
    let progress = board.bench.graphing.progress;
    view! {
        <div data-testid="graph-empty">
            <EmptyState title="A map of all records, and labels carried along it">
                <p>{words::GRAPH}</p>
                <p class="muted">"The map shows them all at once. Every label says which records and rules it comes from, and on which way; a record that nothing reaches stays without one."</p>
                <Show when=move || !has_seeds.get()><NoSeeds /></Show>
                {move || refused().map(|refused| view! { <p class="graph-refused" role="alert" data-testid="graph-refused">{refused}</p> })}
                {move || problem.get().map(|problem| view! { <Trouble problem=problem /> })}
                {move || if board.is_at_work() {
                    view! {
                        <p class="graph-working">
                            <Working progress=progress name="Building the graph…" />
                            <Button attr:data-testid="graph-stop" on:click=move |_| actions::graph::stop(board.bench)>"Cancel"</Button>
                        </p>
                    }.into_any()
                } else {
                    view! {
                        <Button
                            kind=ButtonKind::Primary
                            disabled=Signal::derive(move || refused().is_some())
                            attr:data-testid="graph-begin"
                            on:click=move |_| begin(board, has_seeds.get_untracked())
                        >"Build the graph"</Button>
                    }.into_any()
                }}
                <p class="muted small">{move || need(board)}</p>
                <Embeddings />
            </EmptyState>
        </div>
    }
}

/// Builds the graph, and carries labels along it where there are any to begin from.
fn begin(board: Board, has_seeds: bool) {
    let ask = if has_seeds {
        GraphAsk::Propagate
    } else {
        GraphAsk::Build
    };
    actions::graph::work(board.bench, &ask);
}

/// What building takes, in words.
fn need(board: Board) -> Option<String> {
    board.view.with(|view| {
        let view = view.as_ref()?;
        Some(format!(
            "It takes about {} of memory while this tab is open, and goes on behind while you work on rules.",
            crate::components::numbers::size(view.need.bytes)
        ))
    })
}

/// That nothing is known yet that labels could begin from, and what to do.
#[component]
fn NoSeeds() -> impl IntoView {
    let board = Board::expect();
    let rules = move || {
        let slice = board.router.route.with(|route| route.slice);
        Route::page(Page::Rules).within(slice).address()
    };
    view! {
        <p class="graph-note" data-testid="graph-no-seeds">
            "Nothing is labeled yet, so that no label can be carried anywhere. Open records on the map and press 1 – 9, or "
            <a class="link" href=rules>"write rules"</a>
            "; a few of each label are enough to begin."
        </p>
    }
}
