//! A heat map: a field of cells with heads that stay in sight, from two rows to hundreds. Colour is never alone: numbers
//! stand in the cells where there is room, and the cell at hand is told in words. One grid for the keyboard; the cell
//! at hand is a true link.

mod heads;
mod plan;

use std::sync::Arc;

use leptos::{ev, html, prelude::*};

use self::heads::{ColumnHeads, RowHeads};
use self::plan::{LEVELS, Layer, layers, side, step};
use crate::browser::focus;
use crate::components::on_width;
use crate::route::{Route, Router};

pub(super) use self::plan::{Cell, Hue, most};

/// One row or column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Head {
    /// What it is called.
    pub(super) name: String,
    /// Its label's place in the palette; none for what has no label.
    pub(super) color: Option<u8>,
    /// What it belongs to: neighbours of one group stand under one name where there is no room for their own.
    pub(super) group: String,
}

/// Words for a cell, by row and column.
pub(super) type CellWords = Arc<dyn Fn(u32, u32) -> String + Send + Sync>;
/// Where a cell leads.
pub(super) type CellRoute = Arc<dyn Fn(u32, u32) -> Option<Route> + Send + Sync>;

/// Everything of a map that doesn't move.
#[derive(Clone)]
pub(super) struct Chart {
    /// What is mapped, for screen readers.
    pub(super) name: String,
    pub(super) rows: Vec<Head>,
    pub(super) columns: Vec<Head>,
    /// Row by row.
    pub(super) cells: Vec<Cell>,
    pub(super) words: CellWords,
    pub(super) route: CellRoute,
}

/// The cell at hand.
pub(super) type At = RwSignal<Option<(u32, u32)>>;

/// Below this side a cell has no number.
const NUMBERED: f64 = 24.0;
/// From this side on a cell has room for five characters.
const WIDE: f64 = 31.0;
/// Below this side heads name groups instead of rows.
const NAMED: f64 = 14.0;
/// From this side on there are lines between cells.
const LINED: f64 = 12.0;

/// What the sizes of a map come to.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Size {
    /// Of a cell, in pixels.
    side: f64,
    /// Of the row heads, in pixels.
    heads: f64,
}

impl Size {
    fn of(width: f64, columns: usize) -> Self {
        let heads = if width < 520.0 { 96.0 } else { 168.0 };
        Self {
            side: side(width - heads - 2.0, columns),
            heads,
        }
    }

    fn is_named(self) -> bool {
        self.side >= NAMED
    }
}

/// The map.
#[component]
pub(super) fn HeatMap(
    chart: Chart,
    /// The cell at hand: pointed at, or moved to by keys.
    at: At,
    /// The handle for tests.
    testid: &'static str,
) -> impl IntoView {
    let element = NodeRef::<html::Div>::new();
    let width = RwSignal::new(0.0);
    on_width(element, move |now| width.set(now));
    let (rows, columns) = (chart.rows.len(), chart.columns.len());
    let size = Memo::new(move |_| (width.get() > 0.0).then(|| Size::of(width.get(), columns)));
    let chart = StoredValue::new(chart);
    view! {
        <div class="heat" node_ref=element data-testid=testid>
            {move || {
                size.get().map(|size| {
                    view! {
                        <div class="heat-inner" class:heat-small=!size.is_named()>
                            <div class="heat-corner" style:width=px(size.heads)></div>
                            <ColumnHeads heads=chart.with_value(|chart| chart.columns.clone()) size=size at=at />
                            <RowHeads heads=chart.with_value(|chart| chart.rows.clone()) size=size at=at />
                            <Body chart=chart size=size at=at count=(count(rows), count(columns)) testid=testid />
                        </div>
                    }
                })
            }}
        </div>
    }
}

/// The cells, and the one at hand over them.
#[component]
fn Body(
    chart: StoredValue<Chart>,
    size: Size,
    at: At,
    /// Rows and columns.
    count: (u32, u32),
    testid: &'static str,
) -> impl IntoView {
    let router = Router::expect();
    let element = NodeRef::<html::Div>::new();
    let (rows, columns) = count;
    let (width, height) = (size.side * f64::from(columns), size.side * f64::from(rows));
    let place = move |event: &ev::PointerEvent| {
        let rect = element.get_untracked()?.get_bounding_client_rect();
        let cell = |from: f64, to: i32| whole((f64::from(to) - from) / size.side);
        let (row, column) = (
            cell(rect.top(), event.client_y()),
            cell(rect.left(), event.client_x()),
        );
        (row < rows && column < columns).then_some((row, column))
    };
    let move_to = move |cell: (u32, u32)| {
        if at.get_untracked() != Some(cell) {
            at.set(Some(cell));
        }
    };
    let go = move |(row, column): (u32, u32)| {
        if let Some(route) = chart.with_value(|chart| (chart.route)(row, column)) {
            router.go(&route);
        }
    };
    // A finger has no way to point first: the first touch tells of a cell, the second on the same one opens it.
    let touched = StoredValue::new(None::<(u32, u32)>);
    let on_down = move |event: ev::PointerEvent| {
        let cell = place(&event);
        touched.set_value(cell.filter(|_| event.pointer_type() == "touch" && at.get_untracked() != cell));
        if let Some(cell) = cell {
            move_to(cell);
        }
    };
    let on_click = move |event: ev::MouseEvent| {
        let first = touched.try_update_value(Option::take).flatten().is_some();
        if first {
            event.prevent_default();
            return;
        }
        let on_link = focus::target(&event).is_some_and(|target| target.tag_name() == "A");
        if let (false, Some(cell)) = (on_link, at.get_untracked()) {
            go(cell);
        }
    };
    let on_key = move |event: ev::KeyboardEvent| {
        let now = at
            .get_untracked()
            .filter(|(row, column)| *row < rows && *column < columns);
        let next = match (event.key().as_str(), now) {
            ("Enter", Some(cell)) => {
                event.prevent_default();
                return go(cell);
            }
            (key, Some(cell)) => step(key, cell, rows, columns),
            (key, None) => step(key, (0, 0), rows, columns).map(|_| (0, 0)),
        };
        if let Some(next) = next.filter(|_| !event.ctrl_key() && !event.alt_key() && !event.meta_key()) {
            event.prevent_default();
            move_to(next);
            request_animation_frame(move || reveal(element));
        }
    };
    let name = chart.with_value(|chart| chart.name.clone());
    let field = chart.with_value(|chart| drawn(chart, size));
    view! {
        <div
            class="heat-body"
            node_ref=element
            role="grid"
            tabindex="0"
            aria-label=name
            aria-rowcount=rows.to_string()
            aria-colcount=columns.to_string()
            aria-activedescendant=move || at.get().map(|_| cell_id(testid))
            style:width=px(width)
            style:height=px(height)
            on:pointermove=move |event| { if let Some(cell) = place(&event) { move_to(cell) } }
            on:pointerdown=on_down
            on:click=on_click
            on:keydown=on_key
        >
            {field}
            {move || at.get().filter(|(row, column)| *row < rows && *column < columns).map(|cell| at_hand(chart, size, cell, cell_id(testid)))}
        </div>
    }
}

/// The link over the cell at hand.
fn at_hand(chart: StoredValue<Chart>, size: Size, (row, column): (u32, u32), id: String) -> impl IntoView {
    let (words, route) = chart.with_value(|chart| ((chart.words)(row, column), (chart.route)(row, column)));
    let (x, y) = (f64::from(column) * size.side, f64::from(row) * size.side);
    view! {
        <div role="row" aria-rowindex=(row + 1).to_string()>
            <a
                class="heat-at"
                id=id
                role="gridcell"
                aria-colindex=(column + 1).to_string()
                tabindex="-1"
                href=route.map(|route| route.address())
                aria-label=words
                style:left=px(x)
                style:top=px(y)
                style:width=px(size.side)
                style:height=px(size.side)
            ></a>
        </div>
    }
}

/// All cells as one drawing: a path a strength, lines, numbers.
fn drawn(chart: &Chart, size: Size) -> impl IntoView + use<> {
    let (columns, rows) = (chart.columns.len(), chart.rows.len());
    let (width, height) = (
        size.side * f64::from(count(columns)),
        size.side * f64::from(count(rows)),
    );
    let shape = |layer: Layer| view! { <path class=class_of(&layer) d=layer.path /> };
    let numbers = (size.side >= NUMBERED).then(|| numbers(chart, size));
    let lines = (size.side >= LINED).then(|| lines(rows, columns));
    let bounds = view! { <path class="heat-bounds" d=bounds(&chart.rows, &chart.columns) vector-effect="non-scaling-stroke" /> };
    view! {
        <svg class="heat-field" viewBox=format!("0 0 {width} {height}") width=width.to_string() height=height.to_string() aria-hidden="true">
            <g transform=format!("scale({})", size.side)>
                {layers(&chart.cells, columns).into_iter().map(shape).collect_view()}
                {lines.map(|path| view! { <path class="heat-lines" d=path vector-effect="non-scaling-stroke" /> })}
                {bounds}
            </g>
            {numbers}
        </svg>
    }
}

fn class_of(layer: &Layer) -> String {
    match layer.hue {
        Hue::Empty => "heat-never".into(),
        Hue::Itself => "heat-itself".into(),
        Hue::Cool => format!("heat-cool heat-{}", layer.level),
        Hue::Warm => format!("heat-warm heat-{}", layer.level),
    }
}

fn lines(rows: usize, columns: usize) -> String {
    let across = (1..rows).map(|row| format!("M0 {row}h{columns}"));
    let down = (1..columns).map(|column| format!("M{column} 0v{rows}"));
    across.chain(down).collect()
}

/// Lines where one group ends and the next begins.
fn bounds(rows: &[Head], columns: &[Head]) -> String {
    let ends = |heads: &[Head]| -> Vec<usize> {
        let pairs = heads.windows(2).enumerate();
        pairs
            .filter(|(_, pair)| pair[0].group != pair[1].group)
            .map(|(at, _)| at + 1)
            .collect()
    };
    let across = ends(rows)
        .into_iter()
        .map(|row| format!("M0 {row}h{}", columns.len()));
    let down = ends(columns)
        .into_iter()
        .map(|column| format!("M{column} 0v{}", rows.len()));
    across.chain(down).collect()
}

fn numbers(chart: &Chart, size: Size) -> impl IntoView + use<> {
    let strongest = most(&chart.cells);
    let columns = chart.columns.len().max(1);
    let mut shown = Vec::new();
    for (row, line) in (0u32..).zip(chart.cells.chunks(columns)) {
        for (column, cell) in (0u32..).zip(line) {
            let number = cell.shown(size.side >= WIDE);
            if !number.is_empty() {
                let place = |at: u32| (f64::from(at) + 0.5) * size.side;
                let is_strong = plan::is_strong(*cell, strongest);
                shown.push(view! {
                    <text class="heat-number" class:heat-number-strong=is_strong x=place(column).to_string() y=place(row).to_string()>{number}</text>
                });
            }
        }
    }
    shown
}

/// The steps of colour with what they mean.
#[component]
pub(super) fn Scale(
    /// The strongest cell.
    #[prop(into)]
    most: String,
    /// The weakest.
    #[prop(into)]
    least: String,
    is_warm: bool,
) -> impl IntoView {
    let class = move |level: u8| {
        let hue = if is_warm { "heat-warm" } else { "heat-cool" };
        format!("heat-swatch {hue} heat-{level}")
    };
    view! {
        <span class="heat-scale muted small">
            {least}
            <span class="heat-swatches" aria-hidden="true">{(1..=LEVELS).map(|level| view! { <i class=class(level)></i> }).collect_view()}</span>
            {most}
        </span>
    }
}

/// The cell at hand, for assistive technology.
fn cell_id(testid: &str) -> String {
    format!("{testid}-at")
}

/// Scrolls the map as little as needed for the cell at hand to be in sight, clear of the heads.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a browser's boxes are far smaller than i32 in pixels"
)]
fn reveal(body: NodeRef<html::Div>) {
    let Some(body) = body.try_get_untracked().flatten() else {
        return;
    };
    let link = body.query_selector(".heat-at").ok().flatten();
    let Some((link, map)) = link.and_then(|link| Some((link.clone(), link.closest(".heat").ok()??))) else {
        return;
    };
    let (cell, seen) = (link.get_bounding_client_rect(), map.get_bounding_client_rect());
    let of_heads = |selector: &str| {
        let heads = map.query_selector(selector).ok().flatten();
        heads.map(|heads| heads.get_bounding_client_rect())
    };
    let heads = (of_heads(".heat-rows"), of_heads(".heat-columns"));
    let (left, top) = (
        heads.0.map_or(0.0, |rows| rows.width()),
        heads.1.map_or(0.0, |columns| columns.height()),
    );
    let by = |start: f64, end: f64, from: f64, to: f64| {
        if end > to {
            end - to
        } else {
            (start - from).min(0.0)
        }
    };
    let right = by(cell.left(), cell.right(), seen.left() + left, seen.right());
    let down = by(cell.top(), cell.bottom(), seen.top() + top, seen.bottom());
    map.set_scroll_left(map.scroll_left() + right as i32);
    map.set_scroll_top(map.scroll_top() + down as i32);
}

fn px(length: f64) -> String {
    format!("{length:.0}px")
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// A whole number of cells; past the end where it is before the beginning.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "checked to be within u32"
)]
fn whole(cells: f64) -> u32 {
    if (0.0..f64::from(u32::MAX)).contains(&cells) {
        cells as u32
    } else {
        u32::MAX
    }
}
