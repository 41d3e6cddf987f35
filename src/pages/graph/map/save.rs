//! The map as a picture for the person: as it is seen, with what its colours mean below.

use std::f64::consts::TAU;

use labelloom_engine::session::{
    graph::{Legend, LegendEntry},
    reply::ProjectView,
};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, Path2d};

use super::{
    inks::{Tokens, css},
    shapes::Shape,
};
use crate::browser::download;
use crate::components::numbers::{count, long_count};
use crate::pages::graph::{board::Board, color};
use crate::worker::protocol::Problem;

/// Height of a line of the legend, in css pixels.
const LINE: f64 = 22.0;

/// Room around the legend.
const EDGE: f64 = 12.0;

/// Draws the map with its legend and downloads it.
pub(in crate::pages::graph) fn save_png(board: Board) {
    let (bench, project) = (board.bench, board.project.get_untracked());
    let lines = lines(board, &project);
    let picture = board.map.drawn().and_then(|canvas| {
        let ratio = window().device_pixel_ratio().clamp(1.0, 4.0);
        picture(&canvas, ratio, &lines).ok()
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

/// What stands before a line of the legend.
#[derive(Clone, Debug)]
enum Mark {
    None,
    /// A shape in a colour.
    Full(Shape, String),
    /// A circle in a ring.
    Ring,
    /// The outline of a shape.
    Hollow(Shape),
}

/// The map above, the legend below.
fn picture(
    map: &HtmlCanvasElement,
    ratio: f64,
    lines: &[(Mark, String)],
) -> Result<HtmlCanvasElement, JsValue> {
    let tokens = Tokens::now();
    let canvas: HtmlCanvasElement = document().create_element("canvas")?.unchecked_into();
    let width = f64::from(map.width()) / ratio;
    let context: CanvasRenderingContext2d = canvas
        .get_context("2d")?
        .ok_or("a canvas without a context")?
        .unchecked_into();
    context.set_font("13px system-ui, sans-serif");
    let placed = placed(&context, lines, width)?;
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
    for ((mark, words), (x, y)) in lines.iter().zip(placed) {
        context.save();
        context.translate(x, y + 3.0)?;
        mark.draw(&context, &tokens)?;
        context.restore();
        context.set_fill_style_str(&css(tokens.color("--ink")));
        context.fill_text(words, x + mark.width(), y + 13.0)?;
    }
    Ok(canvas)
}

impl Mark {
    /// How far to the right of it its words begin.
    const fn width(&self) -> f64 {
        match self {
            Self::None => 0.0,
            Self::Full(..) | Self::Ring | Self::Hollow(_) => 18.0,
        }
    }

    /// Draws it in a box of 12 × 12.
    fn draw(&self, context: &CanvasRenderingContext2d, tokens: &Tokens) -> Result<(), JsValue> {
        context.set_stroke_style_str(&css(tokens.color("--ink")));
        match self {
            Self::None => {}
            Self::Full(shape, token) => {
                context.set_fill_style_str(&css(tokens.color(token)));
                context.fill_with_path_2d(&Path2d::new_with_path_string(&shape.path())?);
            }
            Self::Hollow(shape) => {
                context.set_line_width(1.6);
                context.stroke_with_path(&Path2d::new_with_path_string(&shape.path())?);
            }
            Self::Ring => {
                context.set_fill_style_str(&css(tokens.color("--edge")));
                context.begin_path();
                context.arc(6.0, 6.0, 2.6, 0.0, TAU)?;
                context.fill();
                context.begin_path();
                context.arc(6.0, 6.0, 5.0, 0.0, TAU)?;
                context.stroke();
            }
        }
        Ok(())
    }
}

/// What the legend says, piece by piece; codes have their shape besides.
fn lines(board: Board, project: &ProjectView) -> Vec<(Mark, String)> {
    let mut lines = Vec::new();
    if let Some(legend) = board.legend.get_untracked() {
        lines.push((Mark::None, title(&legend)));
        let entry = |entry: &LegendEntry| {
            let mark = Mark::Full(color::shape(&legend, entry.code), color::token(entry, project));
            (mark, format!("{} {}", entry.name, count(entry.count)))
        };
        lines.extend(legend.entries.iter().map(entry));
        if legend.none > 0 {
            let words = format!("{} {}", legend.none_words, count(legend.none));
            lines.push((Mark::Hollow(Shape::default()), words));
        }
    }
    let seeds = board.seeds();
    if seeds > 0 {
        lines.push((Mark::Ring, format!("seed {}", count(seeds))));
    }
    let variants = board.map.places_of_variants().len() / 2;
    if variants > 0 {
        let words = format!("accepted variant {}", long_count(variants as u64));
        lines.push((Mark::Hollow(Shape::VARIANT), words));
    }
    lines
}

fn title(legend: &Legend) -> String {
    match &legend.scale {
        Some((low, high)) => format!("{}, from pale (“{low}”) to strong (“{high}”)", legend.title),
        None => format!("{}:", legend.title),
    }
}

/// Where the pieces stand, in lines of a width.
fn placed(
    context: &CanvasRenderingContext2d,
    lines: &[(Mark, String)],
    width: f64,
) -> Result<Vec<(f64, f64)>, JsValue> {
    let (mut x, mut y) = (0.0, 0.0);
    let mut places = Vec::with_capacity(lines.len());
    for (mark, words) in lines {
        let wide = mark.width() + context.measure_text(words)?.width();
        if x > 0.0 && x + wide > width - 2.0 * EDGE {
            (x, y) = (0.0, y + LINE);
        }
        places.push((x, y));
        x += wide + 20.0;
    }
    Ok(places)
}
