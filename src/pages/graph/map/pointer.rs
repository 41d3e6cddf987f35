//! The pointer on the map: the browser's events into the machine of gestures, and its deeds onto the map.

use leptos::{ev, prelude::*};

use super::{
    camera::Place,
    gesture::{Deed, Joins, Press, Tool, distance, rectangle_around},
    keyboard::Space,
    store::Map,
};

/// Pixels from the first corner within which a click ends an area.
const CLOSES: f64 = 12.0;

/// Pixels around a box that the keys have drawn from record to record.
const ROOM: f64 = 6.0;

/// Zoom of a pixel of the wheel.
const WHEEL: f64 = 0.0016;

/// A pointer goes down.
pub(super) fn press(map: Map, space: Space, event: &ev::PointerEvent) {
    if event.button() > 1 {
        return;
    }
    if let Some(canvas) = map.canvas.get_untracked() {
        // A browser that refuses only loses the pointer at the canvas's edge.
        drop(canvas.set_pointer_capture(event.pointer_id()));
    }
    space.used();
    let press = Press {
        pointer: event.pointer_id(),
        at: at(event),
        pans: event.button() == 1 || space.is_held(),
        joins: Joins::of_keys(event.shift_key(), event.alt_key()),
    };
    if press.pans {
        event.prevent_default();
    }
    map.hover.set(None);
    map.hover_variant.set(None);
    let deed = map.with(|stage| stage.gesture.press(press)).flatten();
    deed.into_iter().for_each(|deed| done(map, deed));
}

/// A pointer moves.
pub(super) fn go(map: Map, event: &ev::PointerEvent) {
    let tool = map.tool.get_untracked();
    let moved = map.with(|stage| {
        if stage.gesture.is_busy() {
            Some(stage.gesture.go(event.pointer_id(), at(event), tool))
        } else {
            None
        }
    });
    match moved.flatten() {
        Some(deeds) => deeds.into_iter().for_each(|deed| done(map, deed)),
        None => {
            let (record, variant) = map.pointed_at(at(event));
            if map.by_keys.get_untracked() {
                map.by_keys.set(false);
            }
            if map.hover.get_untracked() != record {
                map.hover.set(record);
            }
            if map.hover_variant.get_untracked() != variant {
                map.hover_variant.set(variant);
            }
            if !map.corners.with_untracked(Vec::is_empty) {
                map.trace.set(vec![at(event)]);
            }
        }
    }
}

/// A pointer goes up.
pub(super) fn release(map: Map, event: &ev::PointerEvent) {
    let deed = map
        .with(|stage| stage.gesture.release(event.pointer_id()))
        .flatten();
    deed.into_iter().for_each(|deed| done(map, deed));
}

/// The pointer is lost.
pub(super) fn give_up(map: Map) {
    let deed = map.with(|stage| stage.gesture.give_up()).flatten();
    deed.into_iter().for_each(|deed| done(map, deed));
}

/// The wheel turns, or two fingers pinch a touchpad.
pub(super) fn wheel(map: Map, event: &ev::WheelEvent) {
    event.prevent_default();
    let unit = match event.delta_mode() {
        1 => 16.0,
        2 => 400.0,
        _ => 1.0,
    };
    // A pinch comes as a wheel with Ctrl, in smaller steps.
    let pinch = if event.ctrl_key() { 6.0 } else { 1.0 };
    let factor = (-event.delta_y() * unit * pinch * WHEEL).clamp(-1.0, 1.0);
    let place = (f64::from(event.offset_x()), f64::from(event.offset_y()));
    map.look(|camera| camera.zoom_at(labelloom_engine::num::exp(factor), place));
}

/// Whether the map is being moved.
pub(super) fn is_panning(map: Map) -> bool {
    map.with(|stage| stage.gesture.is_panning()).unwrap_or(false)
}

/// Takes the area whose corners were clicked so far.
pub(super) fn close(map: Map, joins: Joins) {
    let corners = map.corners.get_untracked();
    map.take_places(&corners, joins);
}

fn done(map: Map, deed: Deed) {
    match deed {
        Deed::Pan(by) => map.look(|camera| camera.pan(by)),
        Deed::Zoom(factor, at) => map.look(|camera| camera.zoom_at(factor, at)),
        Deed::Trace(line) => {
            map.corners.set(Vec::new());
            map.trace.set(line);
        }
        Deed::Take(line, joins) => map.take_area(&line, joins),
        Deed::Forget => map.trace.set(Vec::new()),
        Deed::Click(at, joins) => click(map, at, joins),
    }
}

fn click(map: Map, at: Place, joins: Joins) {
    match map.tool.get_untracked() {
        Tool::Move => {
            let of_variant = map.variant_at(at).map(|variant| variant.record);
            let Some(record) = of_variant.or_else(|| map.record_at(at)) else {
                return;
            };
            map.cursor.set(Some(record));
            if joins == Joins::Replaces {
                map.answers.open.run(record);
            } else {
                map.answers.pick.run((record, joins));
            }
        }
        tool => corner(map, at, joins, tool, 0.0),
    }
}

/// The keys set a corner at the record that they are at.
pub(super) fn corner_at(map: Map, record: u32, joins: Joins) {
    if let Some(at) = map.seen_at(record) {
        corner(map, at, joins, map.tool.get_untracked(), ROOM);
    }
}

/// A corner more of an area; the last one takes what it holds.
fn corner(map: Map, at: Place, joins: Joins, tool: Tool, room: f64) {
    let corners = map.corners.get_untracked();
    let Some((on_screen, place)) = map.with(|stage| {
        let on_screen: Vec<Place> = corners
            .iter()
            .map(|corner| stage.camera.to_screen(*corner))
            .collect();
        (on_screen, stage.camera.to_layout(at))
    }) else {
        return;
    };
    match (tool, on_screen.first()) {
        (Tool::Box, Some(first)) => map.take_area(&rectangle_around(*first, at, room), joins),
        (Tool::Lasso, Some(first)) if corners.len() >= 3 && distance(*first, at) <= CLOSES => {
            close(map, joins);
        }
        _ => map.corners.update(|corners| corners.push(place)),
    }
}

fn at(event: &ev::PointerEvent) -> Place {
    (f64::from(event.offset_x()), f64::from(event.offset_y()))
}
