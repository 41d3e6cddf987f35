//! The shapes of points, so that a label is told without its colour: as distances from an edge, by which both painters
//! fill them, and as paths for the legend.

use std::f32::consts::FRAC_1_SQRT_2;

use labelloom_engine::session::graph::shapes::{self, outline};

/// How many shapes there are.
pub(super) const SHAPES: usize = shapes::SHAPES.len();

/// The same distances for the graphics card; `kind` counts as [`Shape::of`] does.
pub(super) const GLSL: &str = "
float edge(uint kind, vec2 p, float r) {
  vec2 a = abs(p);
  if (kind == 1u) return max(a.x, a.y) - 0.86 * r;
  if (kind == 2u) return (a.x + a.y) * 0.7071 - 0.78 * r;
  if (kind == 3u) return max(0.866 * a.x - 0.5 * p.y - 0.58 * r, p.y - 0.58 * r);
  if (kind == 4u) return min(max(a.x - 0.38 * r, a.y - r), max(a.y - 0.38 * r, a.x - r));
  if (kind == 5u) return max(0.866 * a.x + 0.5 * p.y - 0.58 * r, -p.y - 0.58 * r);
  if (kind == 6u) return max(a.x - r, a.y - 0.46 * r);
  if (kind == 7u) { vec2 q = abs(vec2(p.x + p.y, p.x - p.y)) * 0.7071; return min(max(q.x - 0.36 * r, q.y - r), max(q.y - 0.36 * r, q.x - r)); }
  return length(p) - r;
}";

/// A shape of points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::pages::graph) struct Shape(u8);

impl Shape {
    /// The shape of the label at a place in their order.
    pub(in crate::pages::graph) fn of(place: usize) -> Self {
        Self(u8::try_from(place % SHAPES).unwrap_or(0))
    }

    /// The shape of variants: a diamond.
    pub(in crate::pages::graph) const VARIANT: Self = Self(shapes::VARIANT);

    /// Its number, as the graphics card is told.
    pub(super) fn number(self) -> u8 {
        self.0
    }

    /// How far a place is outside of the shape around the origin with radius `r`; negative inside.
    pub(super) fn edge(self, (x, y): (f32, f32), r: f32) -> f32 {
        let (across, along) = (x.abs(), y.abs());
        let plus = |a: f32, b: f32, arm: f32| (a - arm * r).max(b - r).min((b - arm * r).max(a - r));
        match self.0 {
            1 => across.max(along) - 0.86 * r,
            2 => (across + along) * FRAC_1_SQRT_2 - 0.78 * r,
            3 => (0.866 * across - 0.5 * y - 0.58 * r).max(y - 0.58 * r),
            4 => plus(across, along, 0.38),
            5 => (0.866 * across + 0.5 * y - 0.58 * r).max(-y - 0.58 * r),
            6 => (across - r).max(along - 0.46 * r),
            7 => plus((x + y).abs() * FRAC_1_SQRT_2, (x - y).abs() * FRAC_1_SQRT_2, 0.36),
            _ => x.hypot(y) - r,
        }
    }

    /// Its outline in a box of 12 × 12, for the legend.
    pub(in crate::pages::graph) fn path(self) -> String {
        format!("M6 6{}", outline(self.0.into(), 5.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shape_holds_its_middle_and_no_two_are_alike() {
        let ring: Vec<(f32, f32)> = (0..48)
            .flat_map(|turn| {
                let angle = turn as f32 * std::f32::consts::TAU / 48.0;
                [0.5, 0.75, 0.95].map(|r| (r * angle.cos(), r * angle.sin()))
            })
            .collect();
        let mut seen = Vec::new();
        for place in 0..SHAPES {
            let shape = Shape::of(place);
            assert!(shape.edge((0.0, 0.0), 1.0) < -0.3);
            assert!(shape.edge((1.5, 1.5), 1.0) > 0.0);
            let inside: Vec<bool> = ring.iter().map(|at| shape.edge(*at, 1.0) < 0.0).collect();
            assert!(!seen.contains(&inside), "{shape:?}");
            // Drawings have the same outlines: a corner is on the edge, or a little beyond it.
            for corner in shapes::SHAPES[place] {
                assert!(
                    shape.edge((corner[0], corner[1]), 1.0).abs() < 0.06,
                    "{shape:?}: {corner:?}"
                );
            }
            seen.push(inside);
            assert!(GLSL.contains(&format!("kind == {place}u")) || place == 0);
        }
        assert_eq!(Shape::of(SHAPES), Shape::of(0));
    }
}
