//! Images of another size, mostly smaller, by the mean of what each pixel covers. Whole numbers throughout, so that the result is the same
//! everywhere; a pixel counts for colours by how opaque it is.

use labelloom_kernels::pixels::{self, Covers};

use super::image::{Channels, Image};
use super::size::Size;
use crate::num::count;

/// Pixels of a column whose bytes, all 255, can be summed in 32 bits.
const MOST_IN_A_COLUMN: usize = 1 << 24;

/// The size whose longer side is at most as long as wanted, of the same proportions; the same size where it is already.
#[must_use]
pub fn within(size: Size, side: u32) -> Size {
    let [width, height] = size.sides().map(u64::from);
    let (long, side) = (width.max(height), u64::from(side.max(1)));
    if long <= side {
        return size;
    }
    let scaled = |own: u64| u32::try_from(((2 * own * side + long) / (2 * long)).max(1)).unwrap_or(u32::MAX);
    Size::new(scaled(width), scaled(height))
}

/// The image with its longer side at most as long as wanted; the same image where it is already.
#[must_use]
pub fn smaller(image: &Image, side: u32) -> Image {
    let size = within(image.size(), side);
    if size == image.size() {
        return image.clone();
    }
    resized(image, size)
}

/// The image at a size, whatever becomes of its proportions.
pub(super) fn resized(image: &Image, size: Size) -> Image {
    Resizing::new(image, size).image()
}

/// The pixels that one new pixel covers on a line of old ones: the first, and how much of each. Of a line of `old` pixels
/// each is `new` units long, so that weights sum to `old`.
pub(super) struct Cover {
    pub(super) first: usize,
    pub(super) weights: Vec<u32>,
}

/// Covers of `new` pixels.
pub(super) fn covers(old: usize, new: usize) -> Vec<Cover> {
    let cover = |at: usize| {
        let (from, to) = (at * old, (at + 1) * old);
        let (first, end) = (from / new, to.div_ceil(new));
        let part = |pixel: usize| count(to.min((pixel + 1) * new) - from.max(pixel * new));
        Cover {
            first,
            weights: (first..end).map(part).collect(),
        }
    };
    (0..new).map(cover).collect()
}

/// Covers one after the other.
pub(super) fn in_a_row(covers: &[Cover]) -> Covers {
    let mut all = Covers {
        starts: vec![0],
        ..Covers::default()
    };
    for cover in covers {
        all.firsts.push(cover.first);
        all.parts
            .extend(cover.weights.iter().map(|&weight| u64::from(weight)));
        all.starts.push(all.parts.len());
    }
    all
}

struct Resizing<'a> {
    image: &'a Image,
    size: Size,
    columns: Covers,
    /// Units of area that a new pixel covers.
    area: u64,
}

impl<'a> Resizing<'a> {
    fn new(image: &'a Image, size: Size) -> Self {
        Self {
            columns: in_a_row(&covers(image.width(), size.width())),
            area: image.size().pixels(),
            image,
            size,
        }
    }

    fn image(&self) -> Image {
        let rows: Vec<&[u8]> = self.image.rows().collect();
        let channels = self.image.channels();
        let mut bytes = Vec::with_capacity(self.size.width() * self.size.height() * channels.count());
        // What a row of new pixels covers, each column by itself.
        let mut line = vec![0u32; self.image.row_bytes()];
        let is_by_columns =
            !channels.has_alpha() && self.image.height().max(self.size.height()) <= MOST_IN_A_COLUMN;
        for cover in covers(self.image.height(), self.size.height()) {
            let mut sums = vec![0u64; self.size.width() * channels.count()];
            let covered = cover.weights.iter().zip(&rows[cover.first..]);
            if is_by_columns {
                line.fill(0);
                covered.for_each(|(weight, row)| pixels::add_weighed(row, *weight, &mut line));
                pixels::add_covered(&line, channels.count(), &self.columns, &mut sums);
            } else {
                covered.for_each(|(weight, row)| self.add_row(row, *weight, &mut sums));
            }
            self.put_row(&sums, &mut bytes);
        }
        Image::of_checked(self.size, channels, bytes)
    }

    /// Adds a row of old pixels to the sums of a row of new ones. With an alpha channel colours are summed by it.
    fn add_row(&self, row: &[u8], weight: u32, sums: &mut [u64]) {
        let channels = self.image.channels();
        let count = channels.count();
        let spans = self.columns.starts.windows(2).zip(&self.columns.firsts);
        for (sums, (span, &first)) in sums.chunks_exact_mut(count).zip(spans) {
            let pixels = row[first * count..].chunks_exact(count);
            for (pixel, part) in pixels.zip(&self.columns.parts[span[0]..span[1]]) {
                let colours = channels.colours();
                let (own, alpha) = pixel.split_at(colours);
                let opaque = alpha.first().map_or(1, |&alpha| u64::from(alpha));
                let part = part * u64::from(weight) * opaque;
                let (sums, opaque) = sums.split_at_mut(colours);
                sums.iter_mut()
                    .zip(own)
                    .for_each(|(sum, &value)| *sum += part * u64::from(value));
                opaque.iter_mut().for_each(|sum| *sum += part);
            }
        }
    }

    fn put_row(&self, sums: &[u64], bytes: &mut Vec<u8>) {
        let channels = self.image.channels();
        for sums in sums.chunks_exact(channels.count()) {
            let (colours, alpha) = sums.split_at(channels.colours());
            let whole = alpha.first().copied().unwrap_or(self.area);
            bytes.extend(colours.iter().map(|&sum| rounded(sum, whole)));
            bytes.extend(alpha.iter().map(|&sum| rounded(sum, self.area)));
        }
    }
}

/// The mean, rounded; 0 of nothing.
fn rounded(sum: u64, of: u64) -> u8 {
    let mean = (sum + of / 2).checked_div(of).unwrap_or(0);
    u8::try_from(mean).unwrap_or(u8::MAX)
}

/// The pixels as red, green, blue and opacity.
#[must_use]
pub fn rgba(image: &Image) -> Vec<u8> {
    let mut pixels = Vec::new();
    put_rgba(image, &mut pixels);
    pixels
}

/// Adds the pixels to others as red, green, blue and opacity.
pub fn put_rgba(image: &Image, pixels: &mut Vec<u8>) {
    let bytes = image.bytes();
    match image.channels() {
        Channels::Grey => spread(bytes, pixels, |[grey]| [grey, grey, grey, u8::MAX]),
        Channels::GreyAlpha => spread(bytes, pixels, |[grey, alpha]| [grey, grey, grey, alpha]),
        Channels::Rgb => spread(bytes, pixels, |[red, green, blue]| [red, green, blue, u8::MAX]),
        Channels::Rgba => pixels.extend_from_slice(bytes),
    }
}

/// Adds four bytes for each pixel of as many as a kind has.
fn spread<const N: usize>(bytes: &[u8], pixels: &mut Vec<u8>, four: impl Fn([u8; N]) -> [u8; 4]) {
    let (own, _) = bytes.as_chunks::<N>();
    let first = pixels.len();
    pixels.resize(first + own.len() * 4, 0);
    let (places, _) = pixels[first..].as_chunks_mut::<4>();
    for (place, &pixel) in places.iter_mut().zip(own) {
        *place = four(pixel);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn image(width: u32, height: u32, channels: Channels, bytes: &[u8]) -> Image {
        Image::new(Size::new(width, height), channels, bytes.to_vec()).unwrap()
    }

    #[test]
    fn proportions_are_kept_and_nothing_grows() {
        let sides = |width, height, side| within(Size::new(width, height), side).sides();
        assert_eq!(sides(400, 300, 100), [100, 75]);
        assert_eq!(sides(300, 400, 100), [75, 100]);
        assert_eq!(sides(1000, 1, 10), [10, 1]);
        assert_eq!(sides(40, 30, 100), [40, 30]);
        assert_eq!(sides(7, 5, 0), [1, 1]);
        assert_eq!(sides(u32::MAX, 2, 512), [512, 1]);
    }

    #[test]
    fn means_can_be_counted_by_hand() {
        let four = image(4, 2, Channels::Grey, &[0, 100, 10, 20, 40, 60, 30, 40]);
        assert_eq!(smaller(&four, 2).bytes(), [50, 25]);
        // Three to two: a pixel and half of the next.
        let three = image(3, 1, Channels::Grey, &[0, 90, 240]);
        assert_eq!(smaller(&three, 2).bytes(), [30, 190]);
        let even = image(50, 37, Channels::Rgb, &[7, 8, 9].repeat(50 * 37));
        assert!(smaller(&even, 13).pixels().all(|pixel| pixel == [7, 8, 9]));
    }

    #[test]
    fn however_high_the_means_are_right() {
        // By columns, and pixel by pixel where a column's sums would not fit.
        for height in [3 << 10, (1 << 24) + (1 << 9)] {
            let half = vec![255; height / 2];
            let image = Image::new(
                Size::new(1, count(height)),
                Channels::Grey,
                [half, vec![1; height - height / 2]].concat(),
            );
            assert_eq!(smaller(&image.unwrap(), 2).bytes(), [255, 1]);
        }
    }

    #[test]
    fn what_is_transparent_gives_no_colour() {
        let pair = image(2, 1, Channels::Rgba, &[200, 0, 0, 255, 0, 0, 250, 0]);
        assert_eq!(smaller(&pair, 1).bytes(), [200, 0, 0, 128]);
        let clear = image(2, 1, Channels::GreyAlpha, &[9, 0, 9, 0]);
        assert_eq!(smaller(&clear, 1).bytes(), [0, 0]);
    }

    #[test]
    fn every_kind_of_pixel_becomes_four_bytes() {
        let mut pixels = Vec::new();
        put_rgba(&image(2, 1, Channels::Grey, &[5, 7]), &mut pixels);
        put_rgba(&image(1, 1, Channels::GreyAlpha, &[5, 6]), &mut pixels);
        put_rgba(&image(1, 1, Channels::Rgb, &[1, 2, 3]), &mut pixels);
        put_rgba(&image(1, 1, Channels::Rgba, &[1, 2, 3, 4]), &mut pixels);
        let wanted = [5, 5, 5, 255, 7, 7, 7, 255, 5, 5, 5, 6, 1, 2, 3, 255, 1, 2, 3, 4];
        assert_eq!(pixels, wanted);
    }
}
