//! What is laid over the points: the area that is being drawn, and rings around the records that the pointer, the keys and
//! the panel are at.

use leptos::prelude::*;

use super::{camera::Place, gesture::Tool, store::Map};
use crate::route::Router;

/// The lines over the map. They repeat what is told elsewhere, so screen readers skip them.
#[component]
pub(super) fn Over() -> impl IntoView {
    let map = Map::expect();
    let router = Router::expect();
    let ring = move |record: Option<u32>, class: &'static str, radius: f64| {
        map.seen.track();
        record.and_then(|record| map.seen_at(record)).map(|(x, y)| {
            view! { <circle class=class cx=x.to_string() cy=y.to_string() r=radius.to_string() /> }
        })
    };
    let open = Memo::new(move |_| router.route.with(|route| route.record));
    view! {
        <svg class="map-over" aria-hidden="true">
            {move || ring(open.get(), "map-open", 11.0)}
            {move || ring(map.cursor.get(), "map-cursor", 9.0)}
            {move || ring(map.hover.get(), "map-hover", 8.0)}
            <path class="map-trace" d=move || path(map) />
            {move || {
                map.seen.track();
                corners(map).into_iter().map(|(x, y)| view! { <circle class="map-corner" cx=x.to_string() cy=y.to_string() r="4" /> }).collect_view()
            }}
        </svg>
    }
}

fn corners(map: Map) -> Vec<Place> {
    let corners = map.corners.get();
    let on_screen = map.with(|stage| {
        let to_screen = |corner: &Place| stage.camera.to_screen(*corner);
        corners.iter().map(to_screen).collect()
    });
    on_screen.unwrap_or_default()
}

/// The line drawn, or the corners clicked and the pointer after them.
fn path(map: Map) -> String {
    map.seen.track();
    let (corners, trace) = (corners(map), map.trace.get());
    let line = match (corners.first(), trace.last()) {
        (None, _) => trace,
        (Some(first), Some(last)) if map.tool.get() == Tool::Box => super::gesture::rectangle(*first, *last),
        _ => [corners, trace].concat(),
    };
    drawn(&line)
}

/// A closed line as the path of a drawing.
fn drawn(line: &[Place]) -> String {
    let mut path = String::new();
    for (place, (x, y)) in line.iter().enumerate() {
        let sign = if place == 0 { 'M' } else { 'L' };
        path.push_str(&format!("{sign}{x:.1} {y:.1}"));
    }
    if !path.is_empty() {
        path.push('Z');
    }
    path
}

#[cfg(test)]
mod tests {
    use super::drawn;

    #[test]
    fn a_line_is_closed() {
        assert_eq!(drawn(&[]), "");
        assert_eq!(drawn(&[(0.0, 1.25), (3.0, 4.0)]), "M0.0 1.2L3.0 4.0Z");
    }
}
