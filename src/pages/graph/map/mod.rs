//! The map of all records: points on a canvas, what is laid over them, and what pointers and keys do there.

mod camera;
mod find;
mod frame;
mod gesture;
mod gl;
mod grid;
mod hover;
mod hover_variant;
mod inks;
mod keyboard;
mod over;
mod pace;
mod painter;
mod pointer;
mod points;
mod raster;
mod save;
mod scene;
mod shapes;
mod store;
mod toolbar;

use leptos::prelude::*;

use self::{hover::Hover, hover_variant::HoverVariant, over::Over, toolbar::Toolbar};
use crate::components::{numbers::count, on_size};

pub(super) use self::{
    gesture::Joins,
    inks::{Ink, Inks, Rgb, Tokens, ramp},
    save::save_png,
    scene::places_of,
    shapes::Shape,
    store::{Answers, Map},
};

/// That not all points are drawn, while that is so.
#[component]
fn Part() -> impl IntoView {
    let map = Map::expect();
    let said = move |(drawn, of): (usize, usize)| {
        let number = |points: usize| count(u32::try_from(points).unwrap_or(u32::MAX));
        format!("Drawing {} of {} while moving", number(drawn), number(of))
    };
    // It comes and goes with every move: screen readers, whose keys move the map too, are not told.
    view! {
        {move || map.part.get().map(|part| view! { <p class="map-part" aria-hidden="true" data-testid="graph-part">{said(part)}</p> })}
    }
}

/// The canvas with its tools.
#[component]
pub(super) fn Canvas() -> impl IntoView {
    let map = Map::expect();
    on_size(map.canvas, move |width, height| map.resize(width, height));
    Effect::new(move || {
        if let Some(canvas) = map.canvas.get() {
            map.begin(&canvas);
            map.watch_losses(&canvas);
        }
    });
    let is_panning = RwSignal::new(false);
    let space = keyboard::Space::new();
    let about = move || {
        format!(
            "Map of {} records. Arrow keys move from record to record, Enter opens, Space picks, Shift Space picks its neighbours too. With L or B in hand Space sets corners of an area.",
            map.points.get()
        )
    };
    view! {
        <div class="map" data-testid="graph-map" data-painter=move || map.painter.get() data-points=move || map.points.get().to_string()>
            <canvas
                node_ref=map.canvas
                class="map-canvas"
                class:map-moving=move || is_panning.get()
                class:map-drawing=move || map.tool.get() != gesture::Tool::Move
                data-testid="graph-canvas"
                tabindex="0"
                role="application"
                aria-label=about
                on:pointerdown=move |event| pointer::press(map, space, &event)
                on:pointermove=move |event| { pointer::go(map, &event); is_panning.set(pointer::is_panning(map)); }
                on:pointerup=move |event| { pointer::release(map, &event); is_panning.set(false); }
                on:pointercancel=move |_| { pointer::give_up(map); is_panning.set(false); }
                on:pointerleave=move |_| { map.hover.set(None); map.hover_variant.set(None); }
                on:wheel=move |event| pointer::wheel(map, &event)
                on:keydown=move |event| keyboard::press(map, space, &event)
                on:keyup=move |event| keyboard::release(map, space, &event)
                on:blur=move |_| { space.let_go(); }
            ></canvas>
            <Over />
            <Toolbar />
            <Hover />
            <HoverVariant />
            <Part />
        </div>
    }
}
