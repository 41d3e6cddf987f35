//! One record: its text, its label with how sure that is and how much reached it, gold by hand, where the label comes
//! from, and its neighbours.

use std::sync::Arc;

use labelloom_engine::{
    ids::LabelId,
    num,
    session::{graph::NodeView, labels::LabelShare, reply::RecordView},
};
use leptos::{prelude::*, task::spawn_local};

use super::super::{board::Board, parts::TagOr, picking::node, words};
use super::{near::Neighbors, path::Path, receipt::Receipt};
use crate::pages::lookup::Lookup;
use crate::{
    actions,
    components::{
        Bar, Button, IconButton, Picture, RecordText, Shape, Tip,
        numbers::{count, counted},
    },
    keys::{Action, Keys},
    pages::{
        by_hand::{self, ByHand},
        labels::Trouble,
    },
    worker::protocol::Problem,
};

/// What is told of the record: by the project, and by the graph.
#[derive(Clone, Debug, PartialEq)]
struct Told {
    record: RecordView,
    node: Result<Arc<NodeView>, Problem>,
}

/// The record that the address names.
#[component]
pub(super) fn Record() -> impl IntoView {
    let board = Board::expect();
    let index = Memo::new(move |_| board.router.route.with(|route| route.record));
    let told = RwSignal::new(None::<Told>);
    Effect::new(move || {
        board.view.track();
        match index.get() {
            Some(index) => ask(board, index, told),
            None => told.set(None),
        }
    });
    Keys::on(Action::Close, move || {
        if index.get_untracked().is_some() {
            close(board);
        }
    });
    Keys::on_gold(move |digit| {
        let labels = board.labels();
        if let (Some(label), Some(told)) = (by_hand::meant(&labels, digit), told.get_untracked()) {
            decide(board, &told.record, label);
        }
    });
    let shown = Memo::new(move |_| {
        let index = index.get();
        told.with(|told| told.clone().filter(|told| Some(told.record.index) == index))
    });
    move || match (index.get(), shown.get()) {
        (None, _) => view! { <Nothing /> }.into_any(),
        (Some(_), None) => {
            view! { <p class="muted" role="status">"Reading where its label comes from…"</p> }.into_any()
        }
        (Some(_), Some(told)) => view! { <One told=told /> }.into_any(),
    }
}

fn ask(board: Board, index: u32, told: RwSignal<Option<Told>>) {
    spawn_local(async move {
        let node = node(board.bench, index).await;
        let Some(record) = actions::read::record(board.bench, index).await else {
            return;
        };
        let node = match node {
            Ok(node) => Ok(Arc::new(node)),
            Err(Some(problem)) => Err(problem),
            // A newer question was asked.
            Err(None) => return,
        };
        told.try_set(Some(Told { record, node }));
    });
}

fn close(board: Board) {
    board.router.go(&board.router.route.get_untracked().showing(None));
}

fn decide(board: Board, record: &RecordView, label: Option<LabelId>) {
    if by_hand::is_change(record, label) {
        let index = record.index;
        spawn_local(async move {
            actions::edit::set_gold(board.bench, index, label).await;
        });
    }
}

#[component]
fn Nothing() -> impl IntoView {
    view! {
        <div class="graph-hint" data-testid="graph-no-record">
            <p>"Click a point to read its record and see where its label comes from."</p>
            <p class="muted">"With the keys: Tab to the map, arrows from record to record, Enter opens, Space picks. Draw around records with the lasso or the box to pick many; Shift adds to them, Alt takes away."</p>
            <p class="muted">{words::MAP}</p>
        </div>
    }
}

#[component]
fn One(told: Told) -> impl IntoView {
    let board = Board::expect();
    let Told { record, node } = told;
    let color = Callback::new(move |id| board.label(id).map_or(0, |label| label.color));
    let decided = record.clone();
    view! {
        <article class="graph-record" data-testid="graph-record" data-index=record.index.to_string()>
            <div class="graph-record-head">
                <h2>{format!("Record #{}", count(record.index + 1))}</h2>
                <span class="muted graph-id">{record.id.clone()}</span>
                <span class="gap"></span>
                <Button attr:data-testid="graph-find" attr:title="Show it on the map" on:click=move |_| board.map.show(record.index)>"On the map"</Button>
                <IconButton shape=Shape::Close name="Close (Esc)" on:click=move |_| close(board) />
            </div>
            <Picture record=record.index side=192 name=record.id.clone() />
            <p class="graph-record-text"><RecordText pieces=record.pieces.clone() cut=record.cut color=color /></p>
            <ByHand
                gold=record.gold
                by_hand=record.by_hand
                held_out=record.held_out
                labels=board.labels()
                on_pick=Callback::new(move |label| decide(board, &decided, label))
            />
            {match node {
                Ok(node) => view! { <Label node=Arc::clone(&node) /><Receipt node=Arc::clone(&node) /><Path node=Arc::clone(&node) /><Neighbors node=node /> }.into_any(),
                Err(problem) => view! { <Trouble problem=problem /> }.into_any(),
            }}
        </article>
    }
}

/// Most labels whose probabilities are shown one by one.
const SHOWN: usize = 6;

/// What the labels that are not shown come to.
fn rest_words(rest: &[LabelShare]) -> String {
    let sum: f64 = rest.iter().map(|of| of.share).sum();
    let many = counted(num::count(rest.len()), "more label", "more labels");
    format!("{many}: {} together", words::share(sum))
}

/// The label along the graph: the probabilities, how much reached it, and what else is to be said.
#[component]
fn Label(node: Arc<NodeView>) -> impl IntoView {
    let board = Board::expect();
    let mut probabilities = node.probabilities.clone();
    probabilities.sort_by(|one, other| other.share.total_cmp(&one.share));
    let rest = probabilities.split_off(probabilities.len().min(SHOWN));
    let row = |of: LabelShare| {
        let label = board.label(of.label)?;
        Some(view! {
            <li>
                <TagOr id=Some(of.label) none="" />
                <Bar share=Signal::stored(of.share) color=label.color />
                <span class="number">{format!("{:.1} %", 100.0 * of.share)}</span>
            </li>
        })
    };
    let reached = node.label.is_some();
    view! {
        <section class="graph-part" aria-label="Label along the graph">
            <h3>"Along the graph"</h3>
            <p class="graph-verdict">
                <span data-testid="graph-record-label"><TagOr id=node.label none="no label" /></span>
                {node.is_seed.then(|| view! { <span class="graph-is-seed">"a seed itself"</span> })}
                <span class="muted"><Tip term=node.reach_words.clone() meaning=if reached { words::REACHED } else { words::UNREACHED } /></span>
            </p>
            <ul class="graph-shares">{probabilities.into_iter().map(row).collect_view()}</ul>
            {(!rest.is_empty()).then(|| view! { <p class="muted small">{rest_words(&rest)}</p> })}
            {(!node.sentence.is_empty()).then(|| view! { <p class="muted">{node.sentence.clone()}</p> })}
        </section>
    }
}
