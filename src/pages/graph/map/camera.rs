//! What of the map is seen: its middle and its scale, in css pixels of the canvas. The layout's y grows downwards, as the
//! screen's does.

use labelloom_engine::num::{exp, ln};

/// A place on the screen, in css pixels from the canvas's upper left corner, or in the layout.
pub(in crate::pages::graph) type Place = (f64, f64);

/// Room around the points when all of them are shown.
const MARGIN: f64 = 0.94;

/// How much further than "all of it" one can zoom in; there a point of a million has the screen for itself.
const CLOSEST: f64 = 2_000.0;

/// How much further one can zoom out.
const FARTHEST: f64 = 0.5;

/// The map's middle and scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Camera {
    /// The place of the layout in the middle of the canvas.
    middle: Place,
    /// Pixels of a unit of the layout.
    scale: f64,
    /// The canvas, in css pixels.
    size: (f64, f64),
}

impl Default for Camera {
    fn default() -> Self {
        Self {
            middle: (0.0, 0.0),
            scale: 1.0,
            size: (1.0, 1.0),
        }
    }
}

impl Camera {
    /// Shows the whole of the layout, −1..1 in both directions.
    pub(super) fn fit(&mut self) {
        self.middle = (0.0, 0.0);
        self.scale = self.scale_of_all();
    }

    /// The canvas has another size: what is in the middle stays there, and what was seen in whole still is.
    pub(super) fn resize(&mut self, width: f64, height: f64) {
        let zoom = self.zoom();
        self.size = (width.max(1.0), height.max(1.0));
        self.scale = zoom * self.scale_of_all();
    }

    /// Moves what is seen by so many pixels.
    pub(super) fn pan(&mut self, (dx, dy): Place) {
        self.middle.0 = (self.middle.0 - dx / self.scale).clamp(-1.5, 1.5);
        self.middle.1 = (self.middle.1 - dy / self.scale).clamp(-1.5, 1.5);
    }

    /// Zooms by a factor; what is at a place of the screen stays there.
    pub(super) fn zoom_at(&mut self, factor: f64, at: Place) {
        let (x, y) = self.to_layout(at);
        let all = self.scale_of_all();
        self.scale = (self.scale * factor).clamp(FARTHEST * all, CLOSEST * all);
        let (now_x, now_y) = self.to_layout(at);
        self.middle.0 += x - now_x;
        self.middle.1 += y - now_y;
    }

    /// Zooms around the middle.
    pub(super) fn zoom_by(&mut self, factor: f64) {
        self.zoom_at(factor, (self.size.0 / 2.0, self.size.1 / 2.0));
    }

    /// Brings a place of the layout into sight, with some room around it. Whether anything moved.
    pub(super) fn show(&mut self, place: Place) -> bool {
        const EDGE: f64 = 32.0;
        let (x, y) = self.to_screen(place);
        let beyond = |at: f64, size: f64| {
            let edge = EDGE.min(size / 3.0);
            if at < edge {
                edge - at
            } else if at > size - edge {
                size - edge - at
            } else {
                0.0
            }
        };
        let by = (beyond(x, self.size.0), beyond(y, self.size.1));
        let moves = by != (0.0, 0.0);
        if moves {
            self.pan(by);
        }
        moves
    }

    /// How much closer than "all of it".
    pub(super) fn zoom(&self) -> f64 {
        self.scale / self.scale_of_all()
    }

    /// Pixels of a unit of the layout.
    pub(super) fn scale(&self) -> f64 {
        self.scale
    }

    /// The canvas in css pixels.
    pub(super) fn size(&self) -> (f64, f64) {
        self.size
    }

    /// Where a place of the layout is seen.
    pub(super) fn to_screen(self, (x, y): Place) -> Place {
        (
            (x - self.middle.0) * self.scale + self.size.0 / 2.0,
            (y - self.middle.1) * self.scale + self.size.1 / 2.0,
        )
    }

    /// What place of the layout is seen there.
    pub(super) fn to_layout(self, (x, y): Place) -> Place {
        (
            (x - self.size.0 / 2.0) / self.scale + self.middle.0,
            (y - self.size.1 / 2.0) / self.scale + self.middle.1,
        )
    }

    /// The map from the layout to clip space: factors and shifts, y upwards there.
    pub(super) fn clip(&self) -> [f32; 4] {
        let (width, height) = self.size;
        let (fx, fy) = (2.0 * self.scale / width, -2.0 * self.scale / height);
        [fx, fy, -self.middle.0 * fx, -self.middle.1 * fy].map(narrow)
    }

    /// The diameter of a point, in css pixels: such that many do not hide each other, and larger from near.
    pub(super) fn point_size(&self, points: u32) -> f64 {
        let (width, height) = self.size;
        let each = (width.min(height).powi(2) / f64::from(points.max(1))).sqrt();
        let far = (0.55 * each).clamp(2.6, 8.5);
        // zoom^0.4
        let nearer = exp(0.4 * ln(self.zoom().max(0.25)));
        (far * nearer).clamp(2.0, 15.0)
    }

    fn scale_of_all(&self) -> f64 {
        MARGIN * self.size.0.min(self.size.1) / 2.0
    }
}

/// A number for the graphics card, which has no more digits.
#[expect(clippy::cast_possible_truncation, reason = "digits that can't be seen")]
pub(super) fn narrow(value: f64) -> f32 {
    value as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near((x, y): Place, (other_x, other_y): Place) -> bool {
        (x - other_x).abs() < 1e-9 && (y - other_y).abs() < 1e-9
    }

    fn camera() -> Camera {
        let mut camera = Camera::default();
        camera.resize(800.0, 600.0);
        camera.fit();
        camera
    }

    #[test]
    fn all_of_it_is_in_sight_and_every_place_leads_back() {
        let mut camera = camera();
        for corner in [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0)] {
            let (x, y) = camera.to_screen(corner);
            assert!((0.0..=800.0).contains(&x) && (0.0..=600.0).contains(&y));
        }
        camera.zoom_at(3.0, (100.0, 50.0));
        camera.pan((-40.0, 7.0));
        let place = (0.3, -0.2);
        assert!(near(camera.to_layout(camera.to_screen(place)), place));
    }

    #[test]
    fn what_is_zoomed_at_stays_where_it_is() {
        let mut camera = camera();
        let at = (613.0, 120.0);
        let before = camera.to_layout(at);
        camera.zoom_at(2.5, at);
        assert!(near(camera.to_layout(at), before));
        assert!((camera.zoom() - 2.5).abs() < 1e-9);
        camera.zoom_by(1e9);
        assert!((camera.zoom() - CLOSEST).abs() < 1e-6);
    }

    #[test]
    fn a_new_size_keeps_the_zoom_and_the_middle() {
        let mut camera = camera();
        camera.zoom_by(2.0);
        let middle = camera.to_layout((400.0, 300.0));
        camera.resize(390.0, 700.0);
        assert!(near(camera.to_layout((195.0, 350.0)), middle));
        assert!((camera.zoom() - 2.0).abs() < 1e-9);
    }

    #[test]
    fn clip_space_is_the_screen() {
        let mut camera = camera();
        camera.zoom_at(4.0, (10.0, 20.0));
        let [fx, fy, sx, sy] = camera.clip().map(f64::from);
        let place = camera.to_layout((800.0, 0.0));
        assert!((place.0 * fx + sx - 1.0).abs() < 1e-4 && (place.1 * fy + sy - 1.0).abs() < 1e-4);
    }

    #[test]
    fn a_place_beyond_the_edge_is_brought_into_sight() {
        let mut camera = camera();
        camera.zoom_by(20.0);
        assert!(camera.show((0.9, 0.9)));
        let (x, y) = camera.to_screen((0.9, 0.9));
        assert!(x < 800.0 && y < 600.0);
        assert!(!camera.show((0.9, 0.9)));
    }
}
