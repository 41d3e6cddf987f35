//! The records picked on the map, and what is done with all of them: read, labeled by hand as one edit, or a rule drafted
//! from the words that tell them from all others.

use std::sync::Arc;

use labelloom_engine::session::{
    graph::{GraphAsk, GraphReply, PickHow},
    reply::RowsView,
    request::{Filter, Selection},
};
use leptos::{prelude::*, task::spawn_local};

use super::super::board::Board;
use super::twins::LabelAll;
use crate::pages::lookup::Lookup;
use crate::{
    actions::{self, graph::Question},
    components::{
        Button, ButtonKind, Pictured, RecordText,
        numbers::{count, counted},
    },
    route::{Page, Route, Side},
    state::{Asked, By, is_of_images},
};

/// Rows shown here; the list of the Rules page shows all.
const SHOWN: u32 = 60;

/// The list of rows that it asks for.
const LIST: u8 = 2;

/// What is picked.
#[component]
pub(super) fn Picked() -> impl IntoView {
    let board = Board::expect();
    let rows = RwSignal::new(None::<Arc<RowsView>>);
    let revision = Memo::new(move |_| board.project.with(|project| project.revision));
    Effect::new(move || {
        board.map.marked.track();
        // Read, not only tracked: a memo that nobody reads hears of nothing.
        let _ = revision.get();
        if board.picked.get() == 0 {
            return rows.set(None);
        }
        spawn_local(async move {
            let told = actions::read::rows(board.bench, LIST, picked(), (0, SHOWN), None).await;
            if let Some(told) = told {
                rows.try_set(Some(Arc::new(told)));
            }
        });
    });
    let has = Memo::new(move |_| board.picked.get() > 0);
    move || {
        if has.get() {
            view! { <Deeds /> {move || rows.get().map(|rows| view! { <Rows rows=rows /> })} }.into_any()
        } else {
            view! {
                <div class="graph-hint" data-testid="picked-none">
                    <p>"Nothing is picked."</p>
                    <p class="muted">"Draw around points with the lasso or the box, click corners instead, or Shift-click single points. With the keys: Space on a record, Shift Space with its neighbours; with lasso or box in hand Space sets a corner."</p>
                </div>
            }.into_any()
        }
    }
}

fn picked() -> Selection {
    Selection {
        filters: vec![Filter::Picked],
        search: String::new(),
    }
}

#[component]
fn Deeds() -> impl IntoView {
    let board = Board::expect();
    let records = move || board.picked.get();
    let of_images = board.bench.project.with_untracked(is_of_images);
    let draft = move |_| {
        // Suggestions are then of the list against all others; what was told of another list is of no use.
        let suggesting = board.bench.suggesting;
        suggesting.be_of(board.bench.project_id.get_untracked());
        let of_list = Asked {
            by: By::List,
            label: None,
            precision: 80,
            themes_of_list: true,
        };
        suggesting.asked.set(Some(of_list));
        suggesting.terms.answer.set(None);
        let slice = board.router.route.with_untracked(|route| route.slice);
        let list = Route::page(Page::Rules).within(slice).listing(picked());
        board.router.go(&list.side(Side::Suggestions));
    };
    let forget = move |_| {
        spawn_local(async move {
            let ask = GraphAsk::PickRecords {
                records: Vec::new(),
                how: PickHow::Replace,
            };
            if let Ok(GraphReply::Picked { picked }) =
                actions::graph::ask(board.bench, Question::Pick, &ask).await
            {
                board.picked.try_set(picked);
            }
        });
    };
    view! {
        <p class="graph-picked-head" role="status"><strong data-testid="picked-count">{move || count(records())}</strong> {move || if records() == 1 { " record picked" } else { " records picked" }}</p>
        <div class="graph-deeds">
            <a class="button button-primary" data-testid="picked-records" href=board.records(&[Filter::Picked])>"Read them"</a>
            {move || {
                board.map.marked.track();
                let records = board.map.picked();
                view! { <LabelAll name=format!("Label all {} picked as", count(board.picked.get())) records=records testid="picked-label" /> }
            }}
            // Rules on images ask about numbers, which no words of names tell apart.
            {(!of_images).then(|| view! { <Button attr:data-testid="picked-draft" on:click=draft>"Draft a rule from them"</Button> })}
            <Button kind=ButtonKind::Quiet attr:data-testid="picked-forget" on:click=forget>"Pick none"</Button>
        </div>
    }
}

#[component]
fn Rows(rows: Arc<RowsView>) -> impl IntoView {
    let board = Board::expect();
    let color = Callback::new(move |id| board.label(id).map_or(0, |label| label.color));
    let more = rows.total.saturating_sub(SHOWN);
    let row = move |row: labelloom_engine::session::reply::RowView| {
        view! {
            <li class="graph-row">
                <Pictured record=row.index side=48 name=row.id><a class="graph-quote" href=board.on_map(row.index)><RecordText pieces=row.pieces cut=row.cut color=color /></a></Pictured>
            </li>
        }
    };
    view! {
        <ol class="graph-rows">{rows.rows.iter().cloned().map(row).collect_view()}</ol>
        {(more > 0).then(|| view! { <p class="muted">{format!("and {}", counted(more, "more", "more"))}</p> })}
    }
}
