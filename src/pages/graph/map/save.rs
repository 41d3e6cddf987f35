//! The map as a picture for the person: as it is seen, with what its colours mean below.

use std::sync::Arc;

use labelloom_engine::session::{
    graph::{Legend, LegendEntry},
    reply::ProjectView,
};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, Path2d};

use super::{
    inks::{Tokens, css},
    store::Map,
};
use crate::browser::download;
use crate::components::numbers::count;
use crate::pages::graph::color;
use crate::state::Bench;
use crate::worker::protocol::Problem;

/// Height of a line of the legend, in css pixels.
const LINE: f64 = 22.0;

/// Room around the legend.
const EDGE: f64 = 12.0;

/// Draws the map with its legend and downloads it.
pub(in crate::pages::graph) fn save_png(
    map: Map,
    bench: Bench,
    legend: Option<Arc<Legend>>,
    project: Arc<ProjectView>,
) {
    let picture = map.drawn().and_then(|canvas| {
        let ratio = window().device_pixel_ratio().clamp(1.0, 4.0);
        picture(&canvas, ratio, legend.as_deref(), &project).ok()
    });
    let failed = move || {
        bench.tell_problem(Problem::new(
            "The map could not be drawn",
            "Save it as a drawing (SVG) instead.",
        ));
    };
    let Some(picture) = picture else { return failed() };
    let name = format!("{}-map.png", project.name);
    let done = Closure::once_into_js(move |blob: Option<Blob>| {
        let saved = blob.is_some_and(|blob| download::blob(&name, &blob).is_ok());
        if !saved {
            failed();
        }
    });
    if picture.to_blob(done.unchecked_ref()).is_err() {
        failed();
    }
}

/// The map above, the legend below.
fn picture(
    map: &HtmlCanvasElement,
    ratio: f64,
    legend: Option<&Legend>,
    project: &ProjectView,
) -> Result<HtmlCanvasElement, JsValue> {
    let tokens = Tokens::now();
    let canvas: HtmlCanvasElement = document().create_element("canvas")?.unchecked_into();
    let width = f64::from(map.width()) / ratio;
    let context: CanvasRenderingContext2d = canvas
        .get_context("2d")?
        .ok_or("a canvas without a context")?
        .unchecked_into();
    context.set_font("13px system-ui, sans-serif");
    let entries = lines(legend);
    let placed = placed(&context, &entries, width)?;
    let rows = placed.last().map_or(0.0, |(_, y)| y / LINE + 1.0);
    let below = if rows > 0.0 { rows * LINE + 2.0 * EDGE } else { 0.0 };
    canvas.set_width(map.width());
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "some lines of text"
    )]
    let below = (below * ratio) as u32;
    canvas.set_height(map.height() + below);
    context.set_fill_style_str(&css(tokens.color("--panel")));
    context.fill_rect(0.0, 0.0, f64::from(canvas.width()), f64::from(canvas.height()));
    context.draw_image_with_html_canvas_element(map, 0.0, 0.0)?;
    context.scale(ratio, ratio)?;
    context.translate(EDGE, f64::from(map.height()) / ratio + EDGE)?;
    context.set_font("13px system-ui, sans-serif");
    for ((entry, words), (x, y)) in entries.iter().zip(placed) {
        if let (Some(entry), Some(legend)) = (entry, legend) {
            context.save();
            context.translate(x, y + 3.0)?;
            context.set_fill_style_str(&css(tokens.color(&color::token(entry, project))));
            let shape = Path2d::new_with_path_string(color::shape(legend, entry.code).path())?;
            context.fill_with_path_2d(&shape);
            context.restore();
        }
        context.set_fill_style_str(&css(tokens.color("--ink")));
        let indent = if entry.is_some() { 18.0 } else { 0.0 };
        context.fill_text(words, x + indent, y + 13.0)?;
    }
    Ok(canvas)
}

/// What the legend says, piece by piece; codes have their shape besides.
fn lines(legend: Option<&Legend>) -> Vec<(Option<&LegendEntry>, String)> {
    let Some(legend) = legend else {
        return Vec::new();
    };
    let title = match &legend.scale {
        Some((low, high)) => format!("{}, from pale (“{low}”) to strong (“{high}”)", legend.title),
        None => format!("{}:", legend.title),
    };
    let entries = legend.entries.iter();
    let entries = entries.map(|entry| (Some(entry), format!("{} {}", entry.name, count(entry.count))));
    let none = (legend.none > 0).then(|| (None, format!("{} {}", legend.none_words, count(legend.none))));
    std::iter::once((None, title))
        .chain(entries)
        .chain(none)
        .collect()
}

/// Where the pieces stand, in lines of a width.
fn placed(
    context: &CanvasRenderingContext2d,
    entries: &[(Option<&LegendEntry>, String)],
    width: f64,
) -> Result<Vec<(f64, f64)>, JsValue> {
    let (mut x, mut y) = (0.0, 0.0);
    let mut places = Vec::with_capacity(entries.len());
    for (entry, words) in entries {
        let indent = if entry.is_some() { 18.0 } else { 0.0 };
        let wide = indent + context.measure_text(words)?.width();
        if x > 0.0 && x + wide > width - 2.0 * EDGE {
            (x, y) = (0.0, y + LINE);
        }
        places.push((x, y));
        x += wide + 20.0;
    }
    Ok(places)
}
