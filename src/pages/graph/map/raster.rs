//! Draws the points pixel by pixel, for browsers without WebGL: stamps, made once for each shape and size, are laid on a
//! picture, which then goes onto the canvas in one piece.

use wasm_bindgen::{Clamped, JsCast};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

use super::{
    camera::{Camera, narrow},
    inks::{Inks, Rgb},
    scene::{PICKED, SEED, Scene, is_hollow},
    shapes::{SHAPES, Shape},
};

/// A pixel of a stamp: where from the point's own, and how much of it is covered, 0..=255.
type Dot = (i32, i32, u8);

/// The stamps of one size.
#[derive(Debug, Default)]
struct Stamps {
    size: f32,
    full: Vec<Vec<Dot>>,
    hollow: Vec<Vec<Dot>>,
    seed: [Vec<Dot>; 2],
    picked: [Vec<Dot>; 2],
}

/// The picture.
#[derive(Debug, Default)]
struct Picture {
    width: i32,
    height: i32,
    pixels: Vec<u8>,
}

/// The canvas, its picture and the stamps at hand.
pub(super) struct RasterPainter {
    context: CanvasRenderingContext2d,
    inks: Inks,
    picture: Picture,
    stamps: Stamps,
}

impl RasterPainter {
    /// Makes it.
    pub(super) fn on(canvas: &HtmlCanvasElement) -> Option<Self> {
        let context = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        Some(Self {
            context,
            inks: Inks::default(),
            picture: Picture::default(),
            stamps: Stamps::default(),
        })
    }

    /// Takes new colours and shapes.
    pub(super) fn ink(&mut self, inks: &Inks) {
        self.inks = inks.clone();
    }

    /// Draws.
    pub(super) fn draw(&mut self, scene: &Scene, camera: &Camera, size: (u32, u32), diameter: f64) {
        self.picture.begin(size, self.inks.ground);
        let diameter = narrow(diameter);
        if (self.stamps.size - diameter).abs() > 0.01 {
            self.stamps = Stamps::of(diameter);
        }
        self.picture.points(scene, camera, &self.inks, &self.stamps);
        let pixels = Clamped(self.picture.pixels.as_slice());
        if let Ok(image) = ImageData::new_with_u8_clamped_array_and_sh(pixels, size.0, size.1) {
            // The canvas is the page's own: nothing forbids writing to it.
            drop(self.context.put_image_data(&image, 0.0, 0.0));
        }
    }
}

impl Stamps {
    fn of(size: f32) -> Self {
        let r = 0.5 * size;
        let thin = (0.3 * r).max(0.9);
        let shapes = || (0..usize::from(SHAPES)).map(Shape::of);
        let ring = |rim: f32, width: f32| {
            let ground = stamp(rim + 1.0, |at| rim + 0.5 - at.0.hypot(at.1));
            let line = stamp(rim + 1.0, |at| {
                0.5 * width + 0.5 - (at.0.hypot(at.1) - rim + 0.5 * width).abs()
            });
            [ground, line]
        };
        Self {
            size,
            full: shapes()
                .map(|shape| stamp(1.2 * r + 1.0, |at| 0.5 - shape.edge(at, r)))
                .collect(),
            hollow: shapes()
                .map(|shape| {
                    stamp(1.2 * r + 1.0, |at| {
                        0.5 * thin + 0.5 - (shape.edge(at, r) + 0.5 * thin).abs()
                    })
                })
                .collect(),
            seed: ring(1.45 * r + 1.0, (0.24 * r).max(1.0)),
            picked: ring(1.75 * r + 1.0, (0.34 * r).max(1.5)),
        }
    }
}

/// The pixels that something covers, by how much of each.
fn stamp(reach: f32, cover: impl Fn((f32, f32)) -> f32) -> Vec<Dot> {
    #[expect(clippy::cast_possible_truncation, reason = "a few pixels")]
    let reach = reach.ceil() as i32;
    let span = -reach..=reach;
    let dots = span.clone().flat_map(|y| span.clone().map(move |x| (x, y)));
    let covered = dots.map(|(x, y)| {
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a few pixels; 0..=255"
        )]
        let part = (cover((x as f32, y as f32)).clamp(0.0, 1.0) * 255.0) as u8;
        (x, y, part)
    });
    covered.filter(|(_, _, part)| *part > 8).collect()
}

impl Picture {
    fn begin(&mut self, (width, height): (u32, u32), [r, g, b]: Rgb) {
        let side = |size: u32| i32::try_from(size).unwrap_or(0);
        (self.width, self.height) = (side(width), side(height));
        let bytes = 4 * (width as usize) * (height as usize);
        self.pixels.resize(bytes, 255);
        for pixel in self.pixels.chunks_exact_mut(4) {
            pixel.copy_from_slice(&[r, g, b, 255]);
        }
    }

    /// Hollow points below full ones, what is marked above both.
    fn points(&mut self, scene: &Scene, camera: &Camera, inks: &Inks, stamps: &Stamps) {
        let [fx, fy, sx, sy] = camera.clip();
        let (width, height) = (pixels(self.width), pixels(self.height));
        for layer in 0..3 {
            let points = scene
                .positions
                .chunks_exact(2)
                .zip(&scene.codes)
                .zip(&scene.flags);
            for ((place, &code), &flags) in points {
                if layer != layer_of(flags) {
                    continue;
                }
                let x = (place[0] * fx + sx + 1.0) * 0.5 * width;
                let y = (1.0 - place[1] * fy - sy) * 0.5 * height;
                if !(x >= -20.0 && y >= -20.0 && x < width + 20.0 && y < height + 20.0) {
                    continue;
                }
                #[expect(clippy::cast_possible_truncation, reason = "within the picture")]
                let at = (x as i32, y as i32);
                let ink = inks.of_code[usize::from(code)];
                let kind = usize::from(ink.shape.number());
                if flags & (SEED | PICKED) != 0 {
                    let [ground, line] = if flags & PICKED != 0 {
                        &stamps.picked
                    } else {
                        &stamps.seed
                    };
                    self.lay(ground, at, inks.ground);
                    self.lay(line, at, inks.picked);
                }
                let shape = if is_hollow(flags) {
                    &stamps.hollow
                } else {
                    &stamps.full
                };
                if let Some(shape) = shape.get(kind) {
                    self.lay(shape, at, ink.color);
                }
            }
        }
    }

    fn lay(&mut self, stamp: &[Dot], (x, y): (i32, i32), color: Rgb) {
        for &(dx, dy, cover) in stamp {
            let (x, y) = (x + dx, y + dy);
            if x < 0 || y < 0 || x >= self.width || y >= self.height {
                continue;
            }
            let Ok(at) = usize::try_from(4 * (y * self.width + x)) else {
                continue;
            };
            let Some(pixel) = self.pixels.get_mut(at..at + 3) else {
                continue;
            };
            if cover == 255 {
                pixel.copy_from_slice(&color);
                continue;
            }
            let cover = u32::from(cover);
            for (below, &above) in pixel.iter_mut().zip(&color) {
                let sum = u32::from(*below) * (255 - cover) + u32::from(above) * cover + 127;
                *below = u8::try_from(sum / 255).unwrap_or(u8::MAX);
            }
        }
    }
}

fn layer_of(flags: u8) -> u8 {
    if flags & (SEED | PICKED) != 0 {
        2
    } else if is_hollow(flags) {
        0
    } else {
        1
    }
}

#[expect(clippy::cast_precision_loss, reason = "pixels of a screen")]
fn pixels(size: i32) -> f32 {
    size as f32
}

#[cfg(test)]
mod tests {
    use super::super::{inks::Ink, scene::UNREACHED};
    use super::*;

    fn drawn(flags: [u8; 2]) -> Picture {
        let mut camera = Camera::default();
        camera.resize(100.0, 60.0);
        camera.fit();
        let mut scene = Scene::default();
        scene.place(vec![-0.5, 0.0, 0.5, 0.5]);
        scene.mark(vec![0, 1], flags.to_vec());
        let inks = Inks {
            of_code: [[200, 0, 0], [0, 0, 200]]
                .map(|color| Ink {
                    color,
                    shape: Shape::default(),
                })
                .to_vec(),
            ..Inks::default()
        };
        let mut picture = Picture::default();
        picture.begin((100, 60), inks.ground);
        picture.points(&scene, &camera, &inks, &Stamps::of(9.0));
        picture
    }

    fn at(picture: &Picture, x: usize, y: usize) -> [u8; 3] {
        let at = 4 * (100 * y + x);
        [picture.pixels[at], picture.pixels[at + 1], picture.pixels[at + 2]]
    }

    #[test]
    fn points_stand_where_the_camera_says_in_their_colours() {
        let picture = drawn([0, 0]);
        // A unit is 0.94 * 30 = 28.2 pixels; the middle is 50, 30; y grows downwards.
        assert_eq!(at(&picture, 35, 30), [200, 0, 0]);
        assert_eq!(at(&picture, 64, 44), [0, 0, 200]);
        assert_eq!(at(&picture, 50, 5), [255; 3]);
    }

    #[test]
    fn what_is_unreached_is_hollow_and_what_is_picked_has_a_ring() {
        let picture = drawn([UNREACHED, PICKED]);
        assert_eq!(at(&picture, 35, 30), [255; 3]);
        assert_ne!(at(&picture, 35 + 4, 30), [255; 3]);
        assert_eq!(at(&picture, 64, 44), [0, 0, 200]);
        assert_eq!(at(&picture, 64 + 8, 44), [0, 0, 0]);
    }

    #[test]
    fn points_at_the_edge_are_cut_off_and_those_beyond_left_out() {
        let mut camera = Camera::default();
        camera.resize(20.0, 20.0);
        camera.fit();
        camera.zoom_by(10.0);
        let mut scene = Scene::default();
        scene.place(vec![0.1, 0.1, 5.0, 5.0, f32::NAN, 0.0]);
        scene.mark(vec![0; 3], vec![0; 3]);
        let mut picture = Picture::default();
        picture.begin((20, 20), [255; 3]);
        picture.points(&scene, &camera, &Inks::default(), &Stamps::of(8.0));
        assert!(picture.pixels.contains(&0));
    }
}
