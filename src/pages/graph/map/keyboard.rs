//! The map by keys alone: from record to record, opening and picking; areas are closed and given up by keys too. Space held
//! while the pointer drags moves the map; pressed alone it picks, or sets a corner of an area where lasso or box is in hand.

use leptos::{ev, prelude::*};

use super::{
    gesture::{Joins, Tool},
    grid::Way,
    pointer,
    store::{Map, ZOOM_STEP},
};

/// Whether Space is held, and whether it was for the pointer.
#[derive(Clone, Copy)]
pub(super) struct Space(StoredValue<(bool, bool)>);

impl Space {
    pub(super) fn new() -> Self {
        Self(StoredValue::new((false, false)))
    }

    /// Whether it is held.
    pub(super) fn is_held(self) -> bool {
        self.0.try_get_value().is_some_and(|(held, _)| held)
    }

    /// The pointer was pressed: if Space is held, it was for that.
    pub(super) fn used(self) {
        self.0.update_value(|(held, used)| *used |= *held);
    }

    /// It is no longer held. Whether it was pressed alone.
    pub(super) fn let_go(self) -> bool {
        // The canvas loses the focus after the page was left, too.
        let before = self.0.try_get_value().unwrap_or_default();
        self.0.try_set_value((false, false));
        before == (true, false)
    }

    fn press(self) {
        self.0.update_value(|(held, _)| *held = true);
    }
}

/// A key goes down.
pub(super) fn press(map: Map, space: Space, event: &ev::KeyboardEvent) {
    if event.ctrl_key() || event.meta_key() {
        return;
    }
    if does(map, space, event) {
        event.prevent_default();
    }
}

/// Whether the key means something here.
fn does(map: Map, space: Space, event: &ev::KeyboardEvent) -> bool {
    match event.key().as_str() {
        "ArrowLeft" => walk(map, Way::Left),
        "ArrowRight" => walk(map, Way::Right),
        "ArrowUp" => walk(map, Way::Up),
        "ArrowDown" => walk(map, Way::Down),
        "+" | "=" => map.look(|camera| camera.zoom_by(ZOOM_STEP)),
        "-" => map.look(|camera| camera.zoom_by(1.0 / ZOOM_STEP)),
        "Home" => map.look(super::camera::Camera::fit),
        " " => space.press(),
        "Enter" if map.corners.with_untracked(|corners| corners.len() >= 3) => {
            pointer::close(map, Joins::of_keys(event.shift_key(), event.alt_key()));
        }
        "Enter" => match map.cursor.get_untracked() {
            Some(record) => map.answers.open.run(record),
            None => return false,
        },
        "l" => map.tool.set(Tool::Lasso),
        "b" => map.tool.set(Tool::Box),
        "v" => map.tool.set(Tool::Move),
        "Escape" => return give_up(map),
        _ => return false,
    }
    true
}

/// To the next record, with the line of an area that is being drawn.
fn walk(map: Map, way: Way) {
    map.walk(way);
    let at = map.cursor.get_untracked().and_then(|record| map.seen_at(record));
    if let (Some(at), false) = (at, map.corners.with_untracked(Vec::is_empty)) {
        map.trace.set(vec![at]);
    }
}

/// A key goes up.
pub(super) fn release(map: Map, space: Space, event: &ev::KeyboardEvent) {
    if event.key() != " " || !space.let_go() {
        return;
    }
    event.prevent_default();
    let Some(record) = map.cursor.get_untracked() else {
        return;
    };
    if map.tool.get_untracked() != Tool::Move {
        pointer::corner_at(map, record, Joins::of_keys(event.shift_key(), event.alt_key()));
    } else if event.shift_key() {
        map.answers.pick_neighbours.run(record);
    } else {
        let is_picked = map
            .marks_of(record)
            .is_some_and(|(_, flags)| flags & super::scene::PICKED != 0);
        let joins = if is_picked { Joins::Removes } else { Joins::Adds };
        map.answers.pick.run((record, joins));
    }
}

/// Escape ends an area; whether there was one.
fn give_up(map: Map) -> bool {
    let draws = !map.corners.with_untracked(Vec::is_empty) || !map.trace.with_untracked(Vec::is_empty);
    pointer::give_up(map);
    map.corners.set(Vec::new());
    map.trace.set(Vec::new());
    draws
}
