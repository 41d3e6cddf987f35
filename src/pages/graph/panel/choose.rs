//! Graphs and models compared by hand labels: a table with the interval of each, what to do in words, and one click to do
//! it.

use std::{rc::Rc, sync::Arc};

use labelloom_engine::{
    choosing::{Outcome, Tried},
    session::{
        edit::Edit,
        graph::{ChoicesView, GraphAsk, GraphReply},
    },
};
use leptos::{prelude::*, task::spawn_local};

use super::super::{board::Board, words};
use crate::{
    actions::{self, graph::Question},
    components::{Button, ButtonKind, Tip, numbers::counted},
    pages::labels::{Trouble, Working},
    worker::protocol::{CallProgress, Problem},
};

/// What is told of the comparison.
#[derive(Clone, Copy)]
struct Comparison {
    told: RwSignal<Option<Result<Arc<ChoicesView>, Problem>>>,
    progress: RwSignal<Option<CallProgress>>,
    at_work: RwSignal<Option<u32>>,
}

/// The comparison, begun when it is asked for.
#[component]
pub(super) fn Choose() -> impl IntoView {
    let board = Board::expect();
    let comparison = Comparison {
        told: RwSignal::new(None),
        progress: RwSignal::new(None),
        at_work: RwSignal::new(None),
    };
    let dev = Memo::new(move |_| board.project.with(|project| project.gold.dev));
    view! {
        <p class="muted">{words::CHOOSE}</p>
        {move || if let Some(request_id) = comparison.at_work.get() {
            view! {
                <p class="graph-working">
                    <Working progress=comparison.progress name="Comparing…" />
                    <Button attr:data-testid="choose-stop" on:click=move |_| board.bench.client().cancel(request_id)>"Cancel"</Button>
                </p>
            }.into_any()
        } else {
            view! {
                <Button attr:data-testid="choose-begin" on:click=move |_| compare(board, comparison)>
                    {move || if comparison.told.with(Option::is_some) { "Compare again" } else { "Compare graphs" }}
                </Button>
                <span class="muted small">{move || format!("by {}", counted(dev.get(), "record with dev gold", "records with dev gold"))}</span>
            }.into_any()
        }}
        {move || match comparison.told.get() {
            None => None,
            Some(Err(problem)) => Some(view! { <Trouble problem=problem /> }.into_any()),
            Some(Ok(view)) => Some(view! { <Answer view=view comparison=comparison /> }.into_any()),
        }}
    }
}

fn compare(board: Board, comparison: Comparison) {
    comparison.progress.set(None);
    let on_progress = Rc::new(move |progress: CallProgress| {
        comparison.progress.try_set(Some(progress));
    });
    let Ok(ticket) = actions::graph::begin(board.bench, Question::Choose, &GraphAsk::Choose, on_progress)
    else {
        return;
    };
    comparison.at_work.set(Some(ticket.request_id));
    spawn_local(async move {
        let answer = actions::graph::read(ticket).await;
        if comparison.at_work.try_set(None).is_some() {
            return;
        }
        match answer {
            Ok(GraphReply::Choices(view)) => comparison.told.set(Some(Ok(Arc::new(*view)))),
            Err(Some(problem)) => comparison.told.set(Some(Err(problem))),
            _ => {}
        }
    });
}

#[component]
fn Answer(view: Arc<ChoicesView>, comparison: Comparison) -> impl IntoView {
    let board = Board::expect();
    let outcome = &view.outcome;
    let take = view.take.clone().map(|choice| {
        let take = move |_| {
            let choice = choice.clone();
            spawn_local(async move {
                if actions::edit::attempt(board.bench, Edit::Graph(choice)).await.is_ok() {
                    compare(board, comparison);
                }
            });
        };
        view! { <Button kind=ButtonKind::Primary attr:data-testid="choose-take" on:click=take>"Take it"</Button> }
    });
    let mut order: Vec<(u32, &Tried)> = (0_u32..).zip(&outcome.tried).collect();
    order.sort_by_key(|(_, tried)| tried.rank.unwrap_or(u32::MAX));
    let rows = order
        .into_iter()
        .map(|(place, tried)| row(tried, outcome.best == Some(place)))
        .collect_view();
    view! {
        <p class="graph-advice" data-testid="choose-advice">{outcome.advice.words.clone()}</p>
        {view.stale.then(|| view! { <p class="muted" role="status">"Gold or the choice has changed since: compare again."</p> })}
        {take}
        {outcome.notes.iter().map(|note| view! { <p class="muted small">{note.clone()}</p> }).collect_view()}
        <div class="fit-scroll">
            <table class="fit-table graph-table" data-testid="choose-table">
                <thead><tr>
                    <th scope="col">"Graph and method"</th>
                    <th scope="col"><Tip term="Right" meaning=RIGHT /></th>
                    <th scope="col"><Tip term="Macro-F₁" meaning=MACRO_F1 /></th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <Purities outcome=outcome.clone() />
    }
}

/// What "right" means in the table.
const RIGHT: &str = "Of the hand labels that were hidden in turn, how many were told right, with Wilson's 95 % interval. What was not reached counts \
     as wrong. Beside it, how often the candidate says of records without a label what all of them say together: that decides \
     where the hand labels can't.";
/// What macro-F₁ means.
const MACRO_F1: &str = "Per label the harmonic mean of precision and recall, averaged over the labels.";

fn row(tried: &Tried, is_best: bool) -> impl IntoView + use<> {
    let title = match tried.graph {
        Some(_) => format!("{}, {}", tried.title, tried.model_title),
        None => format!("{} of {}, no graph", tried.model_title, tried.title),
    };
    let mark = if is_best {
        Some(view! { " " <span class="fit-best">"best"</span> }.into_any())
    } else {
        tried
            .near_best
            .then(|| view! { " " <span class="muted">"as good, as far as can be told"</span> }.into_any())
    };
    let agrees = tried
        .agreement
        .map(|share| format!("agrees {:.0} %", 100.0 * share));
    let unreached = (tried.unreached > 0.0).then(|| format!("{:.0} not reached", tried.unreached));
    let figures = match (&tried.problem, tried.accuracy) {
        (Some(problem), _) => {
            view! { <td class="fit-why muted" colspan="2">{problem.clone()}</td> }.into_any()
        }
        (None, None) => view! { <td class="muted" colspan="2">"not judged"</td> }.into_any(),
        (None, Some(accuracy)) => {
            let (low, high) = tried.interval;
            let f1 = tried
                .macro_f1
                .map_or_else(|| "–".to_owned(), |f1| format!("{f1:.3}"));
            view! {
                <td>
                    <span class="fit-number">
                        <span>{format!("{:.1} %", 100.0 * accuracy)}</span>
                        <small>{format!("{:.0}–{:.0} %", 100.0 * low, 100.0 * high)}</small>
                        {agrees.map(|agrees| view! { <small>{agrees}</small> })}
                        {unreached.map(|unreached| view! { <small>{unreached}</small> })}
                    </span>
                </td>
                <td>{f1}</td>
            }
            .into_any()
        }
    };
    view! {
        <tr data-testid="choose-row" class:fit-now=is_best>
            <th scope="row"><span class="graph-tried">{title} {mark}</span></th>
            {figures}
        </tr>
    }
}

/// How pure each graph is, beside chance.
#[component]
fn Purities(outcome: Outcome) -> impl IntoView {
    let row = |graph: &labelloom_engine::choosing::GraphTried| {
        let said = match (&graph.problem, graph.purity, graph.purity_by_chance) {
            (Some(problem), ..) => problem.clone(),
            (None, Some(purity), Some(chance)) => {
                format!("{:.1} % pure, chance {:.1} %", 100.0 * purity, 100.0 * chance)
            }
            _ => "no joins between hand labels".to_owned(),
        };
        view! { <li><span>{graph.title.clone()}</span> " " <span class="muted">{said}</span></li> }
    };
    (!outcome.graphs.is_empty()).then(|| {
        view! {
            <h3><Tip term="The graphs" meaning=words::PURITY /></h3>
            <ul class="graph-purities">{outcome.graphs.iter().map(row).collect_view()}</ul>
        }
    })
}
