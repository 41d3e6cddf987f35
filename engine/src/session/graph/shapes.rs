//! The shapes of points on the map, so that a label is told without its colour.

use std::fmt::Write as _;

/// Corners of each shape in order, x and y from its middle, in a circle of radius 1 or a little beyond; none of the circle
/// itself. The label of a place in their order has the shape of that place, and they begin anew.
pub const SHAPES: [&[[f32; 2]]; 8] = [
    &[],
    &[[-0.86, -0.86], [0.86, -0.86], [0.86, 0.86], [-0.86, 0.86]],
    &[[0.0, -1.1], [1.1, 0.0], [0.0, 1.1], [-1.1, 0.0]],
    &[[0.0, -1.16], [1.005, 0.58], [-1.005, 0.58]],
    &[
        [-0.38, -1.0],
        [0.38, -1.0],
        [0.38, -0.38],
        [1.0, -0.38],
        [1.0, 0.38],
        [0.38, 0.38],
        [0.38, 1.0],
        [-0.38, 1.0],
        [-0.38, 0.38],
        [-1.0, 0.38],
        [-1.0, -0.38],
        [-0.38, -0.38],
    ],
    &[[0.0, 1.16], [-1.005, -0.58], [1.005, -0.58]],
    &[[-1.0, -0.46], [1.0, -0.46], [1.0, 0.46], [-1.0, 0.46]],
    &[
        [-0.453, -0.962],
        [0.0, -0.509],
        [0.453, -0.962],
        [0.962, -0.453],
        [0.509, 0.0],
        [0.962, 0.453],
        [0.453, 0.962],
        [0.0, 0.509],
        [-0.453, 0.962],
        [-0.962, 0.453],
        [-0.509, 0.0],
        [-0.962, -0.453],
    ],
];

/// The shape of accepted variants: a diamond.
pub const VARIANT: u8 = 2;

/// The outline of a shape with a radius, as a path that goes on from the shape's middle.
#[must_use]
pub fn outline(shape: usize, radius: f32) -> String {
    let corners = SHAPES[shape % SHAPES.len()];
    let mut path = String::new();
    if corners.is_empty() {
        // Two halves of a circle, from its upper end.
        let _ = write!(
            path,
            "m0 {}a{radius} {radius} 0 0 1 0 {}a{radius} {radius} 0 0 1 0 {}z",
            -radius,
            2.0 * radius,
            -2.0 * radius
        );
        return path;
    }
    let mut at = [0.0, 0.0];
    for (place, corner) in corners.iter().enumerate() {
        let step = if place == 0 { 'm' } else { 'l' };
        let to = corner.map(|along| hundredths(along * radius));
        let _ = write!(
            path,
            "{step}{} {}",
            hundredths(to[0] - at[0]),
            hundredths(to[1] - at[1])
        );
        at = to;
    }
    path.push('z');
    path
}

fn hundredths(along: f32) -> f32 {
    (along * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outlines_go_around_the_middle() {
        assert_eq!(outline(0, 2.0), "m0 -2a2 2 0 0 1 0 4a2 2 0 0 1 0 -4z");
        assert_eq!(outline(2, 5.0), "m0 -5.5l5.5 5.5l-5.5 5.5l-5.5 -5.5z");
        assert_eq!(outline(9, 5.0), "m-4.3 -4.3l8.6 0l0 8.6l-8.6 0z");
        for (shape, corners) in SHAPES.iter().enumerate() {
            let sum = corners
                .iter()
                .fold([0.0, 0.0], |[x, y], at| [x + at[0], y + at[1]]);
            assert!(sum.iter().all(|sum: &f32| sum.abs() < 1e-5), "{shape}: {sum:?}");
            assert!(SHAPES[..shape].iter().all(|other| other != corners));
        }
    }
}
