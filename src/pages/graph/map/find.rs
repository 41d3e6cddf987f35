//! Points by their places: what the pointer is at, where a record is seen, and the way of the keys from one to the next.

use labelloom_engine::session::augment::VariantRef;
use leptos::prelude::*;

use super::{
    camera::Place,
    grid::{Grid, Way, place_of},
    store::{Map, Stage},
};

/// Pixels from a point within which it is pointed at.
const REACH: f64 = 14.0;

impl Map {
    /// The record or the variant that the pointer is at, once the records stand; the nearer one.
    pub(super) fn pointed_at(self, at: Place) -> (Option<u32>, Option<VariantRef>) {
        if self.with(|stage| stage.moves).unwrap_or(true) {
            return (None, None);
        }
        match self.variant_at(at) {
            Some(variant) => (None, Some(variant)),
            None => (self.record_at(at), None),
        }
    }

    /// The record at a place of the screen.
    pub(super) fn record_at(self, at: Place) -> Option<u32> {
        self.with(|stage| {
            let place = stage.camera.to_layout(at);
            let within = REACH / stage.camera.scale();
            stage.with_grid(|grid, positions| grid.nearest(positions, place, within))
        })?
    }

    /// The variant at a place of the screen, where no record is nearer.
    pub(super) fn variant_at(self, at: Place) -> Option<VariantRef> {
        self.with(|stage| {
            let place = stage.camera.to_layout(at);
            let within = REACH / stage.camera.scale();
            let places = &stage.scene.variants;
            let grid = stage.grid_of_variants.get_or_insert_with(|| Grid::of(places));
            let nearest = grid.nearest(places, place, within)?;
            let (x, y) = place_of(places, nearest);
            let nearer = (x - place.0).hypot(y - place.1) * (1.0 - f64::EPSILON);
            let record = stage.with_grid(|grid, positions| grid.nearest(positions, place, nearer));
            record
                .is_none()
                .then(|| stage.variants.get(nearest as usize).copied())?
        })?
    }

    /// Where a variant is seen; none where it is not shown or out of sight.
    pub(in crate::pages::graph) fn variant_seen_at(self, variant: VariantRef) -> Option<Place> {
        self.with(|stage| {
            let at = stage.variants.iter().position(|other| *other == variant)?;
            let place = place_of(&stage.scene.variants, u32::try_from(at).ok()?);
            stage.seen(place)
        })?
    }

    /// Where a record is seen; none where it is out of sight.
    pub(super) fn seen_at(self, record: u32) -> Option<Place> {
        self.with(|stage| stage.seen(place_of(&stage.scene.positions, record)))?
    }

    /// Goes with the keys to the next record in a direction; the first time to the one nearest to the middle.
    pub(super) fn walk(self, way: Way) {
        let from = self.cursor.get_untracked();
        let next = self.with(|stage| {
            let (width, height) = stage.camera.size();
            let middle = stage.camera.to_layout((width / 2.0, height / 2.0));
            let next = stage.with_grid(|grid, positions| match from {
                Some(from) => grid.beside(positions, from, way),
                None => grid.nearest(positions, middle, f64::INFINITY),
            })?;
            if stage.camera.show(place_of(&stage.scene.positions, next)) {
                stage.has_moved();
            }
            Some(next)
        });
        if let Some(next) = next.flatten() {
            self.by_keys.set(true);
            self.cursor.set(Some(next));
            self.redraw();
        }
    }

    /// Brings a record into sight and puts the keys at it.
    pub(in crate::pages::graph) fn show(self, record: u32) {
        let moved = self.with(|stage| stage.camera.show(place_of(&stage.scene.positions, record)));
        self.cursor.set(Some(record));
        if moved == Some(true) {
            self.redraw();
        }
    }
}

impl Stage {
    fn with_grid<T>(&mut self, ask: impl FnOnce(&Grid, &[f32]) -> T) -> T {
        let positions = &self.scene.positions;
        let grid = self.grid.get_or_insert_with(|| Grid::of(positions));
        ask(grid, positions)
    }
    /// Where a place of the layout is seen; none where that is out of sight.
    fn seen(&self, place: Place) -> Option<Place> {
        let (x, y) = self.camera.to_screen(place);
        let (width, height) = self.camera.size();
        let inside = (-8.0..=width + 8.0).contains(&x) && (-8.0..=height + 8.0).contains(&y);
        inside.then_some((x, y))
    }
}
