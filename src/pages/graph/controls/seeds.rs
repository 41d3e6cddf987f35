//! What labels start from: hand labels, labels that the model is sure of, rules; and what each part comes to.

use labelloom_engine::session::graph::{GraphAsk, GraphReply, SeedChange, SeedOrigin, SeedsView};
use leptos::{prelude::*, task::spawn_local};

use super::{
    super::{board::Board, figures::Changed, parts::RuleLink, words},
    way::number,
};
use crate::{
    actions::{self, graph::Question},
    components::{Button, ButtonKind, Tip, numbers::count},
    pages::labels::Trouble,
};

/// The probability that is offered first.
const SURE: f64 = 0.9;

/// The group.
#[component]
pub(super) fn Seeds() -> impl IntoView {
    let board = Board::expect();
    let gold = move || board.choice.with(|choice| choice.seeds.gold);
    let rules = move || board.choice.with(|choice| choice.seeds.rules);
    let dev = move || board.project.with(|project| project.gold.dev);
    view! {
        <section class="card graph-group" aria-label="Seeds">
            <h2><Tip term="Seeds" meaning=words::SEEDS /></h2>
            <label class="graph-check">
                <input type="checkbox" data-testid="seeds-gold" prop:checked=gold
                    on:change:target=move |event| { let is_on = event.target().checked(); board.choose(|choice| choice.seeds.gold = is_on); } />
                <span>"Dev gold" <span class="muted">{move || format!(" {}", count(dev()))}</span></span>
            </label>
            <Sure />
            <label class="graph-check">
                <input type="checkbox" data-testid="seeds-rules" prop:checked=rules
                    on:change:target=move |event| { let is_on = event.target().checked(); board.choose(|choice| choice.seeds.rules = is_on); } />
                <span><Tip term="Rules, each with its weight" meaning=words::RULE_SEEDS /></span>
            </label>
            <Told />
        </section>
    }
}

/// Labels that the model is sure of.
#[component]
fn Sure() -> impl IntoView {
    let board = Board::expect();
    let least = move || board.choice.with(|choice| choice.seeds.posteriors);
    let turn = move |is_on: bool| board.choose(|choice| choice.seeds.posteriors = is_on.then_some(SURE));
    let wrong = RwSignal::new(false);
    let set = move |written: &str| match number(written.trim_end_matches('%')) {
        Some(percent) if percent > 0.0 && percent <= 100.0 => {
            wrong.set(false);
            board.choose(|choice| choice.seeds.posteriors = Some(percent / 100.0));
        }
        _ => wrong.set(true),
    };
    view! {
        <div class="graph-check">
            <input type="checkbox" id="seeds-model" data-testid="seeds-model" prop:checked=move || least().is_some()
                on:change:target=move |event| turn(event.target().checked()) />
            <span class="graph-sure">
                <label for="seeds-model">"The label model, where it is at least"</label>
                " "
                <input class="input graph-percent" data-testid="seeds-least" inputmode="decimal" aria-label="Probability in percent"
                    aria-invalid=move || wrong.get().to_string()
                    disabled=move || least().is_none()
                    prop:value=move || format!("{}", (1e4 * least().unwrap_or(SURE)).round() / 100.0)
                    on:change:target=move |event| set(&event.target().value()) />
                " % sure"
            </span>
        </div>
    }
}

/// The seeds of the labels as they were carried last.
#[component]
fn Told() -> impl IntoView {
    let board = Board::expect();
    let seeds = Memo::new(move |_| {
        board.view.with(|view| {
            let picture = view.as_ref().and_then(|view| view.picture.as_ref());
            picture.map(|picture| picture.seeds.clone()).unwrap_or_default()
        })
    });
    let tried = RwSignal::new(None);
    move || {
        let seeds = seeds.get();
        tried.set(None);
        (!seeds.is_empty()).then(|| {
            view! {
                <ul class="graph-seeds" data-testid="seeds-told">
                    {seeds.into_iter().map(|seeds| view! { <Origin seeds=seeds tried=tried /> }).collect_view()}
                </ul>
                {move || tried.get().map(|tried| match tried {
                    Ok(change) => view! { <Changed change=change /> }.into_any(),
                    Err(problem) => view! { <Trouble problem=problem /> }.into_any(),
                })}
            }
        })
    }
}

/// What a trial came to.
type Tried =
    RwSignal<Option<Result<labelloom_engine::session::graph::ChangeView, crate::worker::protocol::Problem>>>;

/// The seeds of one origin; of a rule, what would be without it.
#[component]
fn Origin(seeds: SeedsView, tried: Tried) -> impl IntoView {
    let board = Board::expect();
    let weight = seeds.weight.map(|weight| format!(" × {weight:.2}"));
    let name = match seeds.origin {
        SeedOrigin::Rule(rule) => view! { <RuleLink id=rule /> }.into_any(),
        SeedOrigin::Gold | SeedOrigin::Model => seeds.name.clone().into_any(),
    };
    let without = match seeds.origin {
        SeedOrigin::Rule(rule) => Some(view! {
            <Button kind=ButtonKind::Quiet attr:data-testid="seeds-without" attr:aria-label=format!("Without {}", seeds.name) on:click=move |_| try_it(board, SeedChange::WithoutRule(rule), tried)>
                "Without it?"
            </Button>
        }),
        SeedOrigin::Gold | SeedOrigin::Model => None,
    };
    view! {
        <li class="graph-seed">
            <span class="graph-seed-name">{name}</span>
            <span class="muted">{count(seeds.seeds)} {weight}</span>
            {without}
        </li>
    }
}

fn try_it(board: Board, change: SeedChange, tried: Tried) {
    spawn_local(async move {
        let ask = GraphAsk::WhatIf(change);
        let told = match actions::graph::ask(board.bench, Question::WhatIf, &ask).await {
            Ok(GraphReply::Change(change)) => Some(Ok(change)),
            Err(Some(problem)) => Some(Err(problem)),
            _ => None,
        };
        tried.try_set(told);
    });
}
