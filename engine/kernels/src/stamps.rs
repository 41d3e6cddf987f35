//! A picture that points are drawn on without a graphics card: stamps, made once for each shape, are laid where points are.

/// Red, green, blue, and how much of what lies below is covered.
pub type Pixel = [u8; 4];

/// Points that one call looks at: browsers put quicker code in place between calls.
const POINTS_A_CALL: usize = 1_024;

/// Farther out than this many pixels a point is not looked at, however large its stamp.
const BEYOND: f32 = 64.0;

/// The whole of a dot.
const WHOLE: u32 = 256;

/// Pixels, row by row.
#[derive(Debug, Default)]
pub struct Picture {
    width: usize,
    height: usize,
    pixels: Vec<Pixel>,
}

/// A pixel of a stamp: where from the point's own, and how much of it is covered, 1..=256.
#[derive(Clone, Copy, Debug)]
struct Dot {
    right: i32,
    down: i32,
    /// How many pixels on in the picture that the stamp was made for.
    on: i32,
    cover: u32,
}

/// What is laid where a point is.
#[derive(Debug, Default)]
pub struct Stamp {
    dots: Vec<Dot>,
    /// How far dots lie from the point's own pixel, at most.
    reach: i32,
}

/// What a code looks like.
#[derive(Clone, Copy, Debug, Default)]
pub struct Look {
    /// Its colour.
    pub color: Pixel,
    /// The number of its stamp.
    pub stamp: u8,
}

/// The way from places to pixels: by a factor and a shift, across and down.
#[derive(Clone, Copy, Debug)]
pub struct Scale {
    /// Across: factor and shift.
    pub across: [f32; 2],
    /// Down: factor and shift.
    pub down: [f32; 2],
}

impl Stamp {
    /// A stamp for pictures of a width: `cover` says how much of a pixel is covered, 0..=1, by how far it is to the right
    /// and down.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        clippy::cast_sign_loss,
        reason = "a few pixels; 0..=256"
    )]
    pub fn new(reach: i32, width: usize, cover: impl Fn(f32, f32) -> f32) -> Self {
        let span = -reach..=reach;
        let dots = span
            .clone()
            .flat_map(|down| span.clone().map(move |right| (right, down)));
        let dots = dots.map(|(right, down)| Dot {
            right,
            down,
            on: down * width as i32 + right,
            cover: (cover(right as f32, down as f32).clamp(0.0, 1.0) * WHOLE as f32) as u32,
        });
        Self {
            dots: dots.filter(|dot| dot.cover > 8).collect(),
            reach,
        }
    }
}

impl Picture {
    /// Takes a size and fills all of it with one colour.
    pub fn begin(&mut self, width: usize, height: usize, ground: Pixel) {
        (self.width, self.height) = (width, height);
        self.pixels.resize(width * height, ground);
        fill(&mut self.pixels, ground);
    }

    /// Pixels in a row.
    #[must_use]
    pub const fn width(&self) -> usize {
        self.width
    }

    /// Four bytes a pixel, row by row.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        self.pixels.as_flattened()
    }

    /// Lays at each place (x and y by turns) the stamp of its code in its colour.
    pub fn lay(&mut self, places: &[f32], codes: &[u8], scale: Scale, stamps: &[Stamp], looks: &[Look; 256]) {
        let pieces = places.chunks(2 * POINTS_A_CALL).zip(codes.chunks(POINTS_A_CALL));
        for (places, codes) in pieces {
            self.lay_some(places, codes, scale, stamps, looks);
        }
    }

    #[inline(never)]
    fn lay_some(
        &mut self,
        places: &[f32],
        codes: &[u8],
        scale: Scale,
        stamps: &[Stamp],
        looks: &[Look; 256],
    ) {
        for (place, &code) in places.as_chunks::<2>().0.iter().zip(codes) {
            let look = looks[usize::from(code)];
            let (Some(at), Some(stamp)) = (self.pixel(*place, scale), stamps.get(usize::from(look.stamp)))
            else {
                continue;
            };
            self.put(at, stamp, look.color);
        }
    }

    /// The pixel that a place is in; none where it is out of sight.
    #[inline(always)]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        reason = "within a picture"
    )]
    fn pixel(&self, [x, y]: [f32; 2], scale: Scale) -> Option<(i32, i32)> {
        let x = x * scale.across[0] + scale.across[1] + BEYOND;
        let y = y * scale.down[0] + scale.down[1] + BEYOND;
        let (width, height) = (
            self.width as f32 + 2.0 * BEYOND,
            self.height as f32 + 2.0 * BEYOND,
        );
        let is_near = x >= 0.0 && y >= 0.0 && x < width && y < height;
        is_near.then_some((x as i32 - BEYOND as i32, y as i32 - BEYOND as i32))
    }

    /// Lays one stamp where a place is.
    #[inline(never)]
    pub fn lay_one(&mut self, place: [f32; 2], scale: Scale, stamp: &Stamp, color: Pixel) {
        if let Some(at) = self.pixel(place, scale) {
            self.put(at, stamp, color);
        }
    }

    #[inline(always)]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_possible_wrap,
        clippy::cast_sign_loss,
        reason = "within a picture"
    )]
    fn put(&mut self, (x, y): (i32, i32), stamp: &Stamp, color: Pixel) {
        let (width, height) = (self.width as i32, self.height as i32);
        let reach = stamp.reach;
        let is_inside = x >= reach && y >= reach && x + reach < width && y + reach < height;
        let color = u32::from_le_bytes(color);
        if is_inside {
            let at = (y * width + x) as usize;
            for dot in &stamp.dots {
                if let Some(pixel) = self.pixels.get_mut(at.wrapping_add_signed(dot.on as isize)) {
                    cover(pixel, color, dot.cover);
                }
            }
            return;
        }
        for dot in &stamp.dots {
            let (x, y) = (x + dot.right, y + dot.down);
            if x >= 0
                && y >= 0
                && x < width
                && y < height
                && let Some(pixel) = self.pixels.get_mut((y * width + x) as usize)
            {
                cover(pixel, color, dot.cover);
            }
        }
    }
}

#[inline(never)]
fn fill(pixels: &mut [Pixel], color: Pixel) {
    pixels.fill(color);
}

/// Lays a colour over a pixel: two channels at a time, of which no sum comes into the next one.
#[inline(always)]
fn cover(pixel: &mut Pixel, color: u32, cover: u32) {
    const TWO: u32 = 0x00ff_00ff;
    if cover == WHOLE {
        *pixel = color.to_le_bytes();
        return;
    }
    let below = u32::from_le_bytes(*pixel);
    let mixed = |below: u32, above: u32| (below * (WHOLE - cover) + above * cover) >> 8 & TWO;
    let (low, high) = (
        mixed(below & TWO, color & TWO),
        mixed(below >> 8 & TWO, color >> 8 & TWO),
    );
    *pixel = (low | high << 8).to_le_bytes();
}

#[cfg(test)]
mod tests {
    use super::*;

    const GROUND: Pixel = [255, 255, 255, 255];
    const RED: Pixel = [200, 0, 0, 255];

    fn picture() -> Picture {
        let mut picture = Picture::default();
        picture.begin(20, 10, GROUND);
        picture
    }

    fn at(picture: &Picture, x: usize, y: usize) -> Pixel {
        picture.pixels[20 * y + x]
    }

    /// A whole pixel, and half of its right neighbour.
    fn stamp() -> Stamp {
        Stamp::new(1, 20, |right, down| match (right, down) {
            (0.0, 0.0) => 1.0,
            (1.0, 0.0) => 0.5,
            _ => 0.0,
        })
    }

    #[test]
    fn points_are_laid_where_the_scale_says_and_mixed_by_their_cover() {
        let mut picture = picture();
        let looks = [Look { color: RED, stamp: 0 }; 256];
        let scale = Scale {
            across: [10.0, 10.0],
            down: [5.0, 5.0],
        };
        picture.lay(&[0.0, 0.0, 0.5, -0.6], &[0, 7], scale, &[stamp()], &looks);
        assert_eq!((at(&picture, 10, 5), at(&picture, 15, 2)), (RED, RED));
        // (255 + 200) / 2, 255 / 2.
        assert_eq!(at(&picture, 11, 5), [227, 127, 127, 255]);
        assert_eq!(at(&picture, 9, 5), GROUND);
    }

    #[test]
    fn what_reaches_over_an_edge_is_cut_off_there() {
        let scale = Scale {
            across: [1.0, 0.0],
            down: [1.0, 0.0],
        };
        let mut picture = picture();
        picture.lay_one([19.0, 3.0], scale, &stamp(), RED);
        assert_eq!((at(&picture, 19, 3), at(&picture, 0, 4)), (RED, GROUND));
        picture.lay_one([-0.5, 6.0], scale, &stamp(), RED);
        assert_eq!(
            (at(&picture, 0, 6), at(&picture, 19, 5)),
            ([227, 127, 127, 255], GROUND)
        );
        for place in [[f32::NAN, 0.0], [1e9, 0.0], [0.0, -1e9]] {
            picture.lay_one(place, scale, &stamp(), RED);
        }
        assert_eq!(picture.pixels.iter().filter(|pixel| **pixel != GROUND).count(), 2);
    }

    #[test]
    fn covers_mix_every_channel_by_itself() {
        for cover_of in [9, 100, 255] {
            let mut pixel = [10, 200, 30, 255];
            cover(&mut pixel, u32::from_le_bytes([250, 0, 90, 255]), cover_of);
            let mixed = |below: u32, above: u32| (below * (256 - cover_of) + above * cover_of) / 256;
            let expected = [mixed(10, 250), mixed(200, 0), mixed(30, 90), 255];
            assert_eq!(pixel.map(u32::from), expected);
        }
    }
}
