//! Records whose neighbours are of another label: likely mistakes of rules, and of gold. The most striking first.

use std::sync::Arc;

use labelloom_engine::session::{
    graph::{DisagreementView, DisagreementsView, GraphAsk, GraphReply, GraphSide},
    request::Filter,
};
use leptos::{prelude::*, task::spawn_local};

use super::super::{
    board::Board,
    parts::{Records, RuleLink, Tag, Turn},
    words,
};
use super::receipt::shown;
use crate::{
    actions::{self, graph::Question},
    components::{Pictured, Tip, numbers::counted},
    pages::labels::Trouble,
    worker::protocol::Problem,
};

/// Rows of a page.
const PAGE: u32 = 200;

/// The list, and whose labels it is about.
#[component]
pub(super) fn Disagreements() -> impl IntoView {
    let board = Board::expect();
    let has_gold = board.project.with_untracked(|project| project.gold.dev > 0);
    let side = RwSignal::new(if has_gold {
        GraphSide::Gold
    } else {
        GraphSide::Model
    });
    let start = RwSignal::new(0_u32);
    let told = RwSignal::new(None::<Result<Arc<DisagreementsView>, Problem>>);
    Effect::new(move || {
        board.view.track();
        let ask = GraphAsk::Disagreements {
            of: side.get(),
            start: start.get(),
        };
        spawn_local(async move {
            let answer = match actions::graph::ask(board.bench, Question::List, &ask).await {
                Ok(GraphReply::Disagreements(view)) => Ok(Arc::new(view)),
                Err(Some(problem)) => Err(problem),
                _ => return,
            };
            told.try_set(Some(answer));
        });
    });
    let of = move |of: GraphSide, testid: &'static str, name: &'static str| {
        view! {
            <button type="button" class="chip" class:chip-on=move || side.get() == of data-testid=testid
                aria-pressed=move || (side.get() == of).to_string()
                on:click=move |_| { start.set(0); side.set(of); }>{name}</button>
        }
    };
    view! {
        <div class="graph-list-head">
            <Tip term="Apart from their neighbours" meaning=words::DISAGREEMENTS />
            <span class="chips" role="group" aria-label="Whose labels">
                {of(GraphSide::Gold, "disagree-gold", "gold")}
                {of(GraphSide::Model, "disagree-model", "the model")}
            </span>
        </div>
        {move || match told.get() {
            None => view! { <p class="muted" role="status">"Looking for them…"</p> }.into_any(),
            Some(Err(problem)) => view! { <Trouble problem=problem /> }.into_any(),
            Some(Ok(view)) => view! { <List view=view side=side.get_untracked() start=start /> }.into_any(),
        }}
    }
}

#[component]
fn List(view: Arc<DisagreementsView>, side: GraphSide, start: RwSignal<u32>) -> impl IntoView {
    let total = view.total;
    if total == 0 {
        return view! { <p data-testid="disagree-none">"No record's neighbours weigh more for another label than its own."</p> }.into_any();
    }
    let first = view.start;
    let last = first + u32::try_from(view.rows.len()).unwrap_or(0);
    view! {
        <p class="muted small">
            <Records records=total filter=Filter::GraphDisagrees(side) testid="disagree-all" />
            {format!(" in all, the most striking first{}", if total > PAGE { format!("; {} – {last} here", first + 1) } else { String::new() })}
        </p>
        <ol class="graph-rows">{view.rows.iter().cloned().map(|row| view! { <Row row=row /> }).collect_view()}</ol>
        <Turn start=start shown=(first, last) total=total page=PAGE />
    }
    .into_any()
}

#[component]
fn Row(row: DisagreementView) -> impl IntoView {
    let board = Board::expect();
    let rules = row
        .rules
        .iter()
        .map(|rule| view! { <RuleLink id=*rule /> })
        .collect_view();
    view! {
        <li class="graph-row" data-testid="disagree-row">
            <Pictured record=row.index side=48 name=row.text.clone()><a class="graph-quote" href=board.on_map(row.index) dir="auto">{shown(&row.text)}</a></Pictured>
            <p class="graph-row-about">
                <Tag id=row.label />
                <span class="muted">"but"</span>
                <Tag id=row.neighbors_label />
                <span class="muted">{format!("by {:.0} % of {}", 100.0 * row.share, counted(row.neighbors, "labeled neighbour", "labeled neighbours"))}</span>
                {(!row.rules.is_empty()).then(|| view! { <span class="graph-row-rules"><span class="muted">"rules: "</span>{rules}</span> })}
            </p>
        </li>
    }
}
