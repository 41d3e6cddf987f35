//! The panel beside the map: one record and where its label comes from, and lists of records worth reading.

mod choose;
mod disagreements;
mod near;
mod path;
mod picked;
mod receipt;
mod record;
mod twins;

use leptos::{ev, prelude::*};

use self::{choose::Choose, disagreements::Disagreements, picked::Picked, record::Record, twins::Twins};
use super::board::{Board, Panel};
use crate::browser::focus;
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
            <button type="button" role="tab" class="graph-tab" id=testid data-testid=testid aria-selected=move || is_it().to_string()
                aria-controls="graph-panel" on:keydown=move |event| beside(board, &event) on:click=move |_| board.panel.set(panel)>
                {name} {picked}
            </button>
        }
    };
    view! {
        <section class="graph-panel" aria-label="Records">
            <div class="graph-tabs" role="tablist" aria-label="What the panel shows">
                {PANELS.map(tab).collect_view()}
            </div>
            <div class="graph-panel-body" id="graph-panel" role="tabpanel" aria-labelledby=move || handle(board.panel.get())>
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

/// The handle of a panel's tab.
fn handle(panel: Panel) -> &'static str {
    PANELS
        .iter()
        .find(|(of, ..)| *of == panel)
        .map_or("", |(_, handle, _)| handle)
}

/// The arrow keys go from tab to tab.
fn beside(board: Board, event: &ev::KeyboardEvent) {
    let now = board.panel.get_untracked();
    let at = PANELS.iter().position(|(panel, ..)| *panel == now).unwrap_or(0);
    let to = match event.key().as_str() {
        "ArrowLeft" => (at + PANELS.len() - 1) % PANELS.len(),
        "ArrowRight" => (at + 1) % PANELS.len(),
        "Home" => 0,
        "End" => PANELS.len() - 1,
        _ => return,
    };
    event.prevent_default();
    let (panel, handle, _) = PANELS[to];
    board.panel.set(panel);
    focus::give(document().get_element_by_id(handle));
}
