//! A folder of images that nobody had to take: road signs of three kinds, drawn by a seed, before sky, walls and leaves, in
//! all sorts of light. They are the sample project of images, and data for tests.

use super::image::{Channels, Image};
use super::pack;
use super::size::Size;
use crate::error::Result;
use crate::rng::Rng;

/// The signs' kinds: labels of the sample, in order.
pub const KINDS: [&str; 3] = ["STOP", "WARNING", "PLACE"];

/// Pixels of width and height.
const SIDE: u32 = 32;

/// Places in a pixel, along and across, whose mean is its colour, so that edges are smooth.
const FINE: u32 = 3;

type Colour = [f64; 3];

const WHITE: Colour = [236.0, 236.0, 230.0];

/// What stands behind signs: the colour above and the one below.
const GROUNDS: [[Colour; 2]; 4] = [
    [[120.0, 170.0, 225.0], [190.0, 210.0, 225.0]],
    [[70.0, 110.0, 60.0], [45.0, 80.0, 40.0]],
    [[150.0, 125.0, 105.0], [120.0, 100.0, 88.0]],
    [[150.0, 152.0, 156.0], [110.0, 112.0, 116.0]],
];

/// A sign: its kind, by its place in [`KINDS`], and its image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sign {
    /// The place of its kind in [`KINDS`].
    pub kind: usize,
    /// 32 × 32 pixels of red, green and blue.
    pub image: Image,
}

/// Signs by a seed, kind after kind in turn.
#[must_use]
pub fn signs(count: usize, seed: u64) -> Vec<Sign> {
    let mut rng = Rng::new(seed);
    (0..count)
        .map(|at| {
            let kind = at % KINDS.len();
            Sign {
                kind,
                image: draw(kind, &mut rng),
            }
        })
        .collect()
}

/// The sample: 360 signs as a pack ([`pack`]), a third of them with their kind as label.
///
/// # Errors
/// None that is known of.
pub fn sample() -> Result<Vec<u8>> {
    let mut all: Vec<Sign> = signs(360, 11);
    // Kinds in turn would be no surprise.
    let mut rng = Rng::new(12);
    for at in (1..all.len()).rev() {
        let other = rng.below(at as u64 + 1);
        all.swap(at, usize::try_from(other).unwrap_or(at));
    }
    let mut bytes = Vec::new();
    pack::begin(&mut bytes);
    for (at, sign) in all.iter().enumerate() {
        let label = if at % 3 == 0 { KINDS[sign.kind] } else { "" };
        let name = format!("sign-{:03}.png", at + 1);
        pack::put(&mut bytes, &name, label, sign.image.size(), &sign.image)?;
    }
    Ok(bytes)
}

/// A sign as it stands: what kind, where, how large, in what light.
struct Scene {
    kind: usize,
    ground: [Colour; 2],
    face: Colour,
    /// The middle and the radius, in pixels.
    middle: [f64; 2],
    radius: f64,
    /// What colours are multiplied by.
    light: f64,
    /// The deviation of noise.
    noise: f64,
}

impl Scene {
    fn new(kind: usize, rng: &mut Rng) -> Self {
        let side = f64::from(SIDE);
        let ground = GROUNDS[usize::try_from(rng.below(GROUNDS.len() as u64)).unwrap_or(0)];
        let faces: [Colour; 3] = [[196.0, 28.0, 36.0], [240.0, 190.0, 30.0], [24.0, 84.0, 176.0]];
        let mut around = |spread: f64| (2.0 * rng.fraction() - 1.0) * spread;
        let face = faces[kind].map(|channel| channel + around(18.0));
        let middle = [side / 2.0 + around(4.0), side / 2.0 + around(4.0)];
        let radius = 10.0 + around(3.0);
        // Every eighth is taken at dusk, where colours say little.
        let is_dusk = rng.below(8) == 0;
        Self {
            kind,
            ground,
            face,
            middle,
            radius,
            light: if is_dusk { 0.28 } else { 0.7 + 0.5 * rng.fraction() },
            noise: 4.0 + 8.0 * rng.fraction(),
        }
    }

    /// The colour at a place, before light and noise.
    fn at(&self, x: f64, y: f64) -> Colour {
        let (dx, dy) = (
            (x - self.middle[0]) / self.radius,
            (y - self.middle[1]) / self.radius,
        );
        let outwards = self.outwards(dx, dy);
        if outwards > 1.0 {
            let below = y / f64::from(SIDE);
            let [up, down] = self.ground;
            return std::array::from_fn(|channel| up[channel] * (1.0 - below) + down[channel] * below);
        }
        if outwards > 0.84 || self.is_mark(dx, dy) {
            WHITE
        } else {
            self.face
        }
    }

    /// How far out a place is: 1 at the sign's edge. An octagon, a triangle, a square.
    fn outwards(&self, dx: f64, dy: f64) -> f64 {
        let (across, along) = (dx.abs(), dy.abs());
        match self.kind {
            0 => across
                .max(along)
                .max((across + along) * std::f64::consts::FRAC_1_SQRT_2),
            1 => (dy / 0.8).max(across * 1.25 - dy * 0.7).max(0.0),
            _ => across.max(along) * 1.12,
        }
    }

    /// What is painted on a sign: a bar, a stroke, a letter.
    fn is_mark(&self, dx: f64, dy: f64) -> bool {
        let (across, along) = (dx.abs(), dy.abs());
        match self.kind {
            0 => across < 0.55 && along < 0.16,
            1 => across < 0.11 && (-0.3..0.42).contains(&dy),
            _ => ((dx + 0.25).abs() < 0.12 && along < 0.6) || is_bow(dx + 0.13, dy + 0.26),
        }
    }
}

/// The bow of the letter P: a frame that is open inside, from its stem to the right.
fn is_bow(dx: f64, dy: f64) -> bool {
    let (across, along) = (dx.abs(), dy.abs());
    dx > -0.2 && across < 0.5 && along < 0.34 && (across > 0.26 || along > 0.12)
}

fn draw(kind: usize, rng: &mut Rng) -> Image {
    let scene = Scene::new(kind, rng);
    let size = Size::new(SIDE, SIDE);
    let mut bytes = Vec::with_capacity(size.width() * size.height() * 3);
    for y in 0..SIDE {
        for x in 0..SIDE {
            let colour = mean(&scene, x, y);
            let noise = scene.noise * rng.normal();
            bytes.extend(colour.map(|channel| byte(channel * scene.light + noise)));
        }
    }
    Image::of_checked(size, Channels::Rgb, bytes)
}

/// The mean colour of a pixel.
fn mean(scene: &Scene, x: u32, y: u32) -> Colour {
    let place = |pixel: u32, part: u32| f64::from(pixel) + (f64::from(part) + 0.5) / f64::from(FINE);
    let parts = (0..FINE).flat_map(|down| (0..FINE).map(move |right| (right, down)));
    let mut sum = [0.0; 3];
    for (right, down) in parts {
        let colour = scene.at(place(x, right), place(y, down));
        for (channel, value) in sum.iter_mut().zip(colour) {
            *channel += value;
        }
    }
    sum.map(|channel| channel / f64::from(FINE * FINE))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "cut to what a byte holds just before"
)]
fn byte(value: f64) -> u8 {
    value.clamp(0.0, 255.0).round() as u8
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::images::pack::PackReader;
    use crate::images::statistics;

    #[test]
    fn the_same_seed_draws_the_same_signs() {
        let (one, other) = (signs(9, 5), signs(9, 5));
        assert_eq!(one, other);
        assert_ne!(one, signs(9, 6));
        assert_eq!(
            one.iter().map(|sign| sign.kind).collect::<Vec<_>>(),
            [0, 1, 2, 0, 1, 2, 0, 1, 2]
        );
    }

    #[test]
    fn the_sample_is_a_pack_with_gold_for_a_third() {
        let bytes = sample().unwrap();
        let (mut reader, mut labels, mut images) = (PackReader::default(), 0, 0);
        let mut read = |entry: pack::Entry| {
            let image = entry.content.unwrap();
            images += 1;
            labels += usize::from(KINDS.contains(&image.label.as_str()));
        };
        reader.push(&bytes, &mut read).unwrap();
        reader.finish().unwrap();
        assert_eq!((images, labels), (360, 120));
    }

    /// The rules of the sample, by hand: hues of signs, and of the sky.
    #[test]
    fn colours_tell_most_signs_and_not_all() {
        let all = signs(360, 11);
        let number =
            |sign: &Sign, name: &str| statistics::find(name).and_then(|number| number.of(&sign.image));
        let found = |asks: &dyn Fn(&Sign) -> bool, kind: usize| {
            let found: Vec<&Sign> = all.iter().filter(|sign| asks(sign)).collect();
            let right = found.iter().filter(|sign| sign.kind == kind).count();
            (found.len(), right)
        };
        let hue = |sign: &Sign, least: f64, most: f64| {
            number(sign, "hue").is_some_and(|hue| (least..=most).contains(&hue))
        };
        let (red, right) = found(&|sign| hue(sign, 0.0, 10.0) || hue(sign, 340.0, 350.0), 0);
        assert!(red > 60 && right * 100 > red * 95, "{right} of {red}");
        let (blue, right) = found(&|sign| hue(sign, 210.0, 230.0), 2);
        assert!(
            blue > 110 && (55..80).contains(&(right * 100 / blue)),
            "{right} of {blue}"
        );
        let is_pale = |sign: &Sign| number(sign, "colourfulness").is_some_and(|colourful| colourful < 60.0);
        let (blue, right) = found(&|sign| hue(sign, 210.0, 230.0) && is_pale(sign), 2);
        assert!(right * 100 > blue * 90, "{right} of {blue}");
    }
}
