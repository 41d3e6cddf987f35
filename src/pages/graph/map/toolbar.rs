//! The tools of the map: what the pointer does, and how near one looks.

use leptos::prelude::*;

use super::{
    gesture::{Joins, Tool},
    pointer,
    store::{Map, ZOOM_STEP},
};
use crate::components::Button;

/// Tool, handle for tests, name with its key, icon in a box of 18 × 18.
const TOOLS: [(Tool, &str, &str, &str); 3] = [
    (
        Tool::Move,
        "map-move",
        "Move and open (V)",
        "M9 2v14M2 9h14M9 2L7 4M9 2l2 2M9 16l-2-2M9 16l2-2M2 9l2-2M2 9l2 2M16 9l-2-2M16 9l-2 2",
    ),
    (
        Tool::Lasso,
        "map-lasso",
        "Lasso: draw around records, or set its corners by clicks or Space (L)",
        "M5 13C1 11 2 4 9 3.5S17 8 13 10.5S6 12 5 13c-1 1 0 2.5-1.5 3",
    ),
    (
        Tool::Box,
        "map-box",
        "Box: draw over records, or set two corners by clicks or Space (B)",
        "M3 5V3h2M8 3h2M13 3h2v2M15 8v2M15 13v2h-2M10 15H8M5 15H3v-2M3 10V8",
    ),
];

/// The buttons over the map.
#[component]
pub(super) fn Toolbar() -> impl IntoView {
    let map = Map::expect();
    let tool = move |(tool, testid, name, path): (Tool, &'static str, &'static str, &'static str)| {
        let take = move |_| {
            map.corners.set(Vec::new());
            map.trace.set(Vec::new());
            map.tool.set(tool);
        };
        view! {
            <button
                type="button"
                class="icon-button map-tool"
                data-testid=testid
                aria-label=name
                title=name
                aria-pressed=move || (map.tool.get() == tool).to_string()
                on:click=take
            >
                <svg class="icon" viewBox="0 0 18 18" aria-hidden="true"><path d=path /></svg>
            </button>
        }
    };
    let zoom = move |testid: &'static str, name: &'static str, path: &'static str, look: fn(Map)| {
        view! {
            <button type="button" class="icon-button map-tool" data-testid=testid aria-label=name title=name on:click=move |_| look(map)>
                <svg class="icon" viewBox="0 0 18 18" aria-hidden="true"><path d=path /></svg>
            </button>
        }
    };
    let corners = Memo::new(move |_| map.corners.with(Vec::len));
    view! {
        <div class="map-tools" role="toolbar" aria-label="Tools of the map">
            {TOOLS.map(tool).collect_view()}
        </div>
        <div class="map-tools map-zoom" role="group" aria-label="Zoom">
            {zoom("map-in", "Zoom in (+)", "M9 3v12M3 9h12", |map| map.look(|camera| camera.zoom_by(ZOOM_STEP)))}
            {zoom("map-out", "Zoom out (−)", "M3 9h12", |map| map.look(|camera| camera.zoom_by(1.0 / ZOOM_STEP)))}
            {zoom("map-fit", "Show all (Home)", "M6.5 3H3v3.5M11.5 3H15v3.5M15 11.5V15h-3.5M6.5 15H3v-3.5M9 9h.1", |map| map.look(super::camera::Camera::fit))}
        </div>
        <Show when=move || { corners.get() > 0 }>
            <div class="map-said" role="status">
                <span>{move || said(map.tool.get(), corners.get())}</span>
                <Show when=move || { corners.get() >= 3 }>
                    <Button attr:data-testid="map-close-area" on:click=move |_| pointer::close(map, Joins::Replaces)>"Pick what it holds"</Button>
                </Show>
                <Button on:click=move |_| map.corners.set(Vec::new())>"Forget it"</Button>
            </div>
        </Show>
    }
}

/// What comes next while corners are clicked.
fn said(tool: Tool, corners: usize) -> &'static str {
    match (tool, corners) {
        (Tool::Box, _) => "Set the opposite corner: by a click, or with Space on a record.",
        (_, 1 | 2) => "Set the next corner: by a click, or with Space on a record.",
        _ => "Set the next corner, or close the area (Enter).",
    }
}
