//! The panel beside the map: one record and where its label comes from, and lists of records worth reading.

mod choose;
mod disagreements;
mod near;
mod path;
mod picked;
mod receipt;
mod record;
mod twins;

use leptos::prelude::*;

use self::{choose::Choose, disagreements::Disagreements, picked::Picked, record::Record, twins::Twins};
use super::board::{Board, Panel};
use crate::components::numbers::count;

/// What the panel shows, its handle for tests, its name.
const PANELS: [(Panel, &str, &str); 5] = [
    (Panel::Record, "panel-record", "Record"),
    (Panel::Disagreements, "panel-disagreements", "Disagreements"),
    (Panel::Twins, "panel-twins", "Duplicates"),
    (Panel::Picked, "panel-picked", "Picked"),
    (Panel::Choose, "panel-choose", "Compare"),
];

/// The panel.
#[component]
pub(super) fn PanelCard() -> impl IntoView {
    let board = Board::expect();
    let tab = move |(panel, testid, name): (Panel, &'static str, &'static str)| {
        let is_it = move || board.panel.get() == panel;
        let picked = move || {
            let picked = board.picked.get();
            (panel == Panel::Picked && picked > 0).then(|| format!(" {}", count(picked)))
        };
        view! {
            <button type="button" role="tab" class="graph-tab" data-testid=testid aria-selected=move || is_it().to_string()
                aria-controls="graph-panel" on:click=move |_| board.panel.set(panel)>
                {name} {picked}
            </button>
        }
    };
    view! {
        <section class="graph-panel" aria-label="Records">
            <div class="graph-tabs" role="tablist" aria-label="What the panel shows">
                {PANELS.map(tab).collect_view()}
            </div>
            <div class="graph-panel-body" id="graph-panel" role="tabpanel">
                {move || match board.panel.get() {
                    Panel::Record => view! { <Record /> }.into_any(),
                    Panel::Disagreements => view! { <Disagreements /> }.into_any(),
                    Panel::Twins => view! { <Twins /> }.into_any(),
                    Panel::Picked => view! { <Picked /> }.into_any(),
                    Panel::Choose => view! { <Choose /> }.into_any(),
                }}
            </div>
        </section>
    }
}
