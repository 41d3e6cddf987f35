//! One line of the list of records.

use labelloom_engine::session::reply::RowView;
use leptos::prelude::*;

use super::changed;
use crate::components::{LabelTag, Picture, RecordText, numbers::count};
use crate::pages::rules::{desk::Desk, editor::pin::RowPins};
use crate::state::is_of_images;

/// The record at a position of the selection; grey lines until it has come.
#[component]
pub(super) fn RecordRow(position: u32) -> impl IntoView {
    let desk = Desk::expect();
    let row = Memo::new(move |_| desk.rows.at(position));
    move || {
        desk.labels.track();
        match row.get() {
            Some(row) => view! { <Record row=row /> }.into_any(),
            None => {
                view! { <div class="record record-waiting" aria-busy="true"><i></i><i></i></div> }.into_any()
            }
        }
    }
}

#[component]
fn Record(row: RowView) -> impl IntoView {
    let desk = Desk::expect();
    let is_open = move || desk.router.route.with(|route| route.record == Some(row.index));
    let conflicted = row.conflicted;
    let gold = row.gold.and_then(|gold| desk.label(gold));
    let tag = move |votes: labelloom_engine::session::reply::LabelCount| {
        desk.label(votes.label)
            .map(|label| view! { <LabelTag name=label.name color=label.color votes=votes.count against=votes.against /> })
    };
    let text = if row.pieces.iter().all(|piece| piece.text.trim().is_empty()) {
        view! { <span class="muted">"empty text"</span> }.into_any()
    } else {
        view! { <RecordText pieces=row.pieces cut=row.cut color=desk.colors() /> }.into_any()
    };
    let (index, id) = (row.index, row.id.clone());
    let has_picture = desk.bench.project.with_untracked(is_of_images);
    view! {
        <div class="record" class:record-open=is_open class:record-pictured=has_picture data-testid="record-row" data-index=row.index.to_string()>
            <span class="record-id" role="gridcell" title=format!("id {}", row.id)>"#" {count(row.index + 1)}</span>
            {has_picture.then(|| view! { <span class="record-picture" role="gridcell"><Picture record=index side=40 name=id.clone() /></span> })}
            <p class="record-text" role="gridcell" data-testid="record-text">{text}</p>
            <div class="record-votes" role="gridcell">
                {row.change.map(changed::tag)}
                {gold.map(|label| view! { <span class=format!("gold-tag lc{}", label.color)>"gold " {label.name}</span> })}
                {row.votes.into_iter().map(tag).collect_view()}
                {conflicted.then(|| view! { <span class="clash">"conflict"</span> })}
                <RowPins index=index id=id />
            </div>
        </div>
    }
}
