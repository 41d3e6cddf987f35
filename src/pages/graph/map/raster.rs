//! Draws the points pixel by pixel, for browsers without a graphics card: stamps, made once for each shape and size, are
//! laid on a picture, which then goes onto the canvas in one piece.

use std::ops::Range;

use labelloom_kernels::stamps::{Look, Picture, Pixel, Scale, Stamp};
use wasm_bindgen::{Clamped, JsCast};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

use super::{
    camera::{Camera, narrow},
    inks::{CODES, Inks, Rgb},
    painter::View,
    points::{LAYERS, Points},
    scene::{PICKED, is_hollow},
    shapes::{SHAPES, Shape},
};

/// The stamps of one size, for a picture of one width.
#[derive(Debug, Default)]
struct Stamps {
    size: f32,
    width: usize,
    full: Vec<Stamp>,
    hollow: Vec<Stamp>,
    seed: [Stamp; 2],
    picked: [Stamp; 2],
    variant: [Stamp; 2],
}

/// The canvas, its picture and the stamps at hand.
pub(super) struct RasterPainter {
    context: CanvasRenderingContext2d,
    drawing: Drawing,
}

/// What is drawn, before it goes onto the canvas.
#[derive(Debug)]
struct Drawing {
    looks: [Look; CODES],
    ground: Pixel,
    ring: Pixel,
    stamps: Stamps,
    picture: Picture,
}

impl RasterPainter {
    /// Makes it.
    pub(super) fn on(canvas: &HtmlCanvasElement) -> Option<Self> {
        // Nothing shines through, so that the browser need not mix.
        let wishes = js_sys::Object::new();
        // Setting a property of a new object does not fail.
        drop(js_sys::Reflect::set(&wishes, &"alpha".into(), &false.into()));
        let context = canvas.get_context_with_context_options("2d", &wishes).ok()??;
        Some(Self {
            context: context.dyn_into().ok()?,
            drawing: Drawing::with(&Inks::default()),
        })
    }

    /// Takes new colours and shapes.
    pub(super) fn ink(&mut self, inks: &Inks) {
        self.drawing = Drawing::with(inks);
    }

    /// Draws a part of each layer.
    pub(super) fn draw(&mut self, points: &Points, view: &View, part: &[Range<usize>; LAYERS]) {
        self.drawing.draw(points, view, part);
        let pixels = Clamped(self.drawing.picture.bytes());
        let (width, height) = view.size;
        if let Ok(image) = ImageData::new_with_u8_clamped_array_and_sh(pixels, width, height) {
            // The canvas is the page's own: nothing forbids writing to it.
            drop(self.context.put_image_data(&image, 0.0, 0.0));
        }
    }
}

impl Drawing {
    fn with(inks: &Inks) -> Self {
        let look = |code: usize| {
            inks.of_code.get(code).map_or_else(Look::default, |ink| Look {
                color: pixel(ink.color),
                stamp: ink.shape.number(),
            })
        };
        Self {
            looks: std::array::from_fn(look),
            ground: pixel(inks.ground),
            ring: pixel(inks.picked),
            stamps: Stamps::default(),
            picture: Picture::default(),
        }
    }

    fn draw(&mut self, points: &Points, view: &View, part: &[Range<usize>; LAYERS]) {
        let (width, height) = (view.size.0 as usize, view.size.1 as usize);
        self.picture.begin(width, height, self.ground);
        let diameter = narrow(view.diameter);
        if (self.stamps.size - diameter).abs() > 0.01 || self.stamps.width != width {
            self.stamps = Stamps::of(diameter, width);
        }
        let scale = scale(&view.camera, view.size);
        for layer in points.upwards() {
            let these = part[layer].clone();
            match layer {
                0 => self.lay(points, these, scale, true),
                1 => self.lay(points, these, scale, false),
                2 => these.for_each(|at| self.mark(points, at, scale)),
                _ => these.for_each(|at| self.lay_variant(points, at, scale)),
            }
        }
    }

    /// Points of one layer, hollow or full.
    fn lay(&mut self, points: &Points, these: Range<usize>, scale: Scale, are_hollow: bool) {
        let places = &points.places[2 * these.start..2 * these.end];
        let stamps = match are_hollow {
            true => &self.stamps.hollow,
            false => &self.stamps.full,
        };
        let codes = &points.codes[these];
        self.picture.lay(places, codes, scale, stamps, &self.looks);
    }

    fn lay_variant(&mut self, points: &Points, at: usize, scale: Scale) {
        let place = [points.places[2 * at], points.places[2 * at + 1]];
        let [below, line] = &self.stamps.variant;
        self.picture.lay_one(place, scale, below, self.ground);
        self.picture.lay_one(place, scale, line, self.ring);
    }

    /// A point with its ring.
    fn mark(&mut self, points: &Points, at: usize, scale: Scale) {
        let place = [points.places[2 * at], points.places[2 * at + 1]];
        let (flags, look) = (points.flags[at], self.looks[usize::from(points.codes[at])]);
        let [below, ring] = if flags & PICKED != 0 {
            &self.stamps.picked
        } else {
            &self.stamps.seed
        };
        self.picture.lay_one(place, scale, below, self.ground);
        self.picture.lay_one(place, scale, ring, self.ring);
        let stamps = if is_hollow(flags) {
            &self.stamps.hollow
        } else {
            &self.stamps.full
        };
        if let Some(stamp) = stamps.get(usize::from(look.stamp)) {
            self.picture.lay_one(place, scale, stamp, look.color);
        }
    }
}

impl Stamps {
    fn of(size: f32, width: usize) -> Self {
        let r = 0.5 * size;
        let thin = (0.3 * r).max(0.9);
        let shapes = || (0..SHAPES).map(Shape::of);
        let stamp = |reach: f32, cover: &dyn Fn((f32, f32)) -> f32| {
            Stamp::new(whole(reach), width, |right, down| cover((right, down)))
        };
        let ring = |rim: f32, width: f32| {
            let ground = stamp(rim + 1.0, &|at| rim + 0.5 - at.0.hypot(at.1));
            let line = stamp(rim + 1.0, &|at| {
                0.5 * width + 0.5 - (at.0.hypot(at.1) - rim + 0.5 * width).abs()
            });
            [ground, line]
        };
        let shape_reach = 1.2 * r + 1.0;
        let full = |shape: Shape| stamp(shape_reach, &|at| 0.5 - shape.edge(at, r));
        let hollow = |shape: Shape| {
            stamp(shape_reach, &|at| {
                0.5 * thin + 0.5 - (shape.edge(at, r) + 0.5 * thin).abs()
            })
        };
        let (diamond, wide) = (Shape::VARIANT, 1.4 * r + 1.5);
        Self {
            size,
            width,
            full: shapes().map(full).collect(),
            hollow: shapes().map(hollow).collect(),
            seed: ring(1.45 * r + 1.0, (0.24 * r).max(1.0)),
            picked: ring(1.75 * r + 1.0, (0.34 * r).max(1.5)),
            variant: [
                stamp(wide + 1.0, &|at| 0.5 - diamond.edge(at, wide)),
                stamp(wide + 1.0, &|at| 1.2 - (diamond.edge(at, wide) + 0.7).abs()),
            ],
        }
    }
}

/// The way from the layout to pixels.
fn scale(camera: &Camera, (width, height): (u32, u32)) -> Scale {
    let [fx, fy, sx, sy] = camera.clip();
    let (half_width, half_height) = (narrow(f64::from(width)) / 2.0, narrow(f64::from(height)) / 2.0);
    Scale {
        across: [fx * half_width, (sx + 1.0) * half_width],
        down: [-fy * half_height, (1.0 - sy) * half_height],
    }
}

fn pixel([r, g, b]: Rgb) -> Pixel {
    [r, g, b, 255]
}

#[expect(clippy::cast_possible_truncation, reason = "a few pixels")]
fn whole(reach: f32) -> i32 {
    reach.ceil() as i32
}

#[cfg(test)]
mod tests {
    use super::super::{inks::Ink, scene::UNREACHED};
    use super::*;

    const GROUND: [u8; 3] = [255; 3];

    fn drawn(size: (u32, u32), zoom: f64, places: &[f32], flags: &[u8], variants: &[f32]) -> Drawing {
        let mut camera = Camera::default();
        camera.resize(f64::from(size.0), f64::from(size.1));
        camera.fit();
        camera.zoom_by(zoom);
        let order: Vec<u32> = (0..).take(flags.len()).collect();
        let codes: Vec<u8> = (0..).take(flags.len()).collect();
        let mut points = Points::default();
        points.arrange(&order, (places, &codes, flags), variants);
        let inks = Inks {
            of_code: [[200, 0, 0], [0, 0, 200], [0; 3]]
                .map(|color| Ink {
                    color,
                    shape: Shape::default(),
                })
                .to_vec(),
            ..Inks::default()
        };
        let mut drawing = Drawing::with(&inks);
        let most = points.len();
        let view = View {
            camera,
            size,
            diameter: 9.0,
            most,
        };
        drawing.draw(&points, &view, &points.part(most));
        drawing
    }

    fn two(flags: [u8; 2]) -> Drawing {
        drawn((100, 60), 1.0, &[-0.5, 0.0, 0.5, 0.5], &flags, &[])
    }

    fn at(drawing: &Drawing, x: usize, y: usize) -> [u8; 3] {
        let bytes = drawing.picture.bytes();
        let at = 4 * (100 * y + x);
        [bytes[at], bytes[at + 1], bytes[at + 2]]
    }

    #[test]
    fn points_stand_where_the_camera_says_in_their_colours() {
        let drawing = two([0, 0]);
        // A unit is 0.94 * 30 = 28.2 pixels; the middle is 50, 30; y grows downwards.
        assert_eq!(at(&drawing, 35, 30), [200, 0, 0]);
        assert_eq!(at(&drawing, 64, 44), [0, 0, 200]);
        assert_eq!(at(&drawing, 50, 5), GROUND);
    }

    #[test]
    fn what_is_unreached_is_hollow_and_what_is_picked_has_a_ring() {
        let drawing = two([UNREACHED, PICKED]);
        assert_eq!(at(&drawing, 35, 30), GROUND);
        assert_ne!(at(&drawing, 35 + 4, 30), GROUND);
        assert_eq!(at(&drawing, 64, 44), [0, 0, 200]);
        assert_eq!(at(&drawing, 64 + 8, 44), [0, 0, 0]);
    }

    #[test]
    fn a_variant_is_a_hollow_diamond_above_all() {
        let drawing = drawn((100, 60), 1.0, &[0.0, 0.0], &[PICKED], &[0.0, 0.0]);
        assert_eq!(at(&drawing, 50, 30), GROUND);
        assert!(at(&drawing, 50 + 8, 30)[0] < 64);
        assert_eq!(at(&drawing, 50 + 8, 30 + 8), GROUND);
    }

    #[test]
    fn points_at_the_edge_are_cut_off_and_those_beyond_left_out() {
        let places = [0.1, 0.1, 5.0, 5.0, f32::NAN, 0.0];
        let drawing = drawn((20, 20), 10.0, &places, &[0; 3], &[]);
        let bytes = drawing.picture.bytes();
        assert!(bytes.chunks_exact(4).any(|pixel| pixel[..3] != GROUND));
        assert!(bytes.chunks_exact(4).all(|pixel| pixel[3] == 255));
    }
}
