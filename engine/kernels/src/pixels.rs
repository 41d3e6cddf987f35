//! What is asked of every pixel of an image, a row at a time. All sums are of whole numbers.

/// Numbers that are summed in 32 bits before they are added to the rest.
const RUN: usize = 1 << 12;

/// Brightness of pixels of three channels and more, of which the first are red, green and blue: 0.299, 0.587 and 0.114 of
/// them in 16 binary places, rounded. `greys` are as many as there are pixels.
#[inline(never)]
#[expect(clippy::cast_possible_truncation, reason = "the weights sum to 1")]
pub fn greys(row: &[u8], channels: usize, greys: &mut [u8]) {
    let grey = |red: u8, green: u8, blue: u8| {
        let sum = u32::from(red) * 19_595 + u32::from(green) * 38_470 + u32::from(blue) * 7_471;
        ((sum + 0x8000) >> 16) as u8
    };
    match channels {
        3 => {
            let pixels = row.as_chunks::<3>().0.iter().zip(greys);
            pixels.for_each(|(&[red, green, blue], place)| *place = grey(red, green, blue));
        }
        4 => {
            let pixels = row.as_chunks::<4>().0.iter().zip(greys);
            pixels.for_each(|(&[red, green, blue, _], place)| *place = grey(red, green, blue));
        }
        _ => {}
    }
}

/// Goes on with a number by the pixels of a row as red, green, blue and opacity: of two rows that differ the numbers differ,
/// but for one pair in about 2^64. Rows of other channels that are the same pixels give the same.
#[inline(never)]
#[must_use]
pub fn hash(row: &[u8], channels: usize, hash: u64) -> u64 {
    let next = |hash: u64, pixel: [u8; 4]| {
        let joined = hash ^ u64::from(u32::from_le_bytes(pixel));
        joined.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29)
    };
    let full = u8::MAX;
    match channels {
        1 => row
            .iter()
            .fold(hash, |hash, &grey| next(hash, [grey, grey, grey, full])),
        2 => {
            let pixels = row.as_chunks::<2>().0.iter();
            pixels.fold(hash, |hash, &[grey, alpha]| next(hash, [grey, grey, grey, alpha]))
        }
        3 => {
            let pixels = row.as_chunks::<3>().0.iter();
            pixels.fold(hash, |hash, &[red, green, blue]| {
                next(hash, [red, green, blue, full])
            })
        }
        _ => row
            .as_chunks::<4>()
            .0
            .iter()
            .fold(hash, |hash, &pixel| next(hash, pixel)),
    }
}

/// The sum of bytes, and that of their squares.
#[inline(never)]
#[must_use]
pub fn moments(bytes: &[u8]) -> [u64; 2] {
    let mut sums = [0; 2];
    for run in bytes.chunks(RUN) {
        let (mut sum, mut squares) = (0u32, 0u32);
        for byte in run.iter().copied().map(u32::from) {
            sum += byte;
            squares += byte * byte;
        }
        sums[0] += u64::from(sum);
        sums[1] += u64::from(squares);
    }
    sums
}

/// Of red − green and of red + green − 2 blue the sums, and those of their squares. Pixels have three channels or four.
#[inline(never)]
#[must_use]
pub fn opponents(row: &[u8], channels: usize) -> [[i64; 2]; 2] {
    let mut all = [[0; 2]; 2];
    for run in row.chunks(RUN * channels) {
        let (mut sums, mut squares) = ([0i32; 2], [0i32; 2]);
        for pixel in run.chunks_exact(channels) {
            let [red, green, blue] = [pixel[0], pixel[1], pixel[2]].map(i32::from);
            let opposite = [red - green, red + green - 2 * blue];
            for at in 0..2 {
                sums[at] += opposite[at];
                squares[at] += opposite[at] * opposite[at];
            }
        }
        for at in 0..2 {
            all[0][at] += i64::from(sums[at]);
            all[1][at] += i64::from(squares[at]);
        }
    }
    all
}

/// Adds each pixel's chroma, the largest channel less the smallest, to the step of 10 degrees that is nearest to its hue.
/// Pixels have three channels or four.
#[inline(never)]
#[expect(clippy::cast_sign_loss, reason = "neither is below 0")]
pub fn add_hues(row: &[u8], channels: usize, steps: &mut [u64; 36]) {
    for pixel in row.chunks_exact(channels) {
        let [red, green, blue] = [pixel[0], pixel[1], pixel[2]].map(i32::from);
        let (most, least) = (red.max(green).max(blue), red.min(green).min(blue));
        let chroma = most - least;
        if chroma == 0 {
            continue;
        }
        let (sixth, beside) = match most {
            _ if most == red => (0, green - blue),
            _ if most == green => (2, blue - red),
            _ => (4, red - green),
        };
        // Six sixths of six steps, and one round more so that none is below 0; rounded to the nearest step by adding half
        // a step before the division.
        let twelfths = (12 * (sixth * chroma + beside) + chroma + 72 * chroma) as u32;
        let chroma = chroma as u32;
        steps[(twelfths / (2 * chroma) % 36) as usize] += u64::from(chroma);
    }
}

/// How many pixels of a row between two others have a Sobel gradient whose square is at least a bound. Each row has its
/// first and its last pixel once more.
#[inline(never)]
#[must_use]
pub fn steep(above: &[u8], own: &[u8], below: &[u8], least: i32) -> u32 {
    let around = above.windows(3).zip(own.windows(3)).zip(below.windows(3));
    let is_steep = |((above, own), below): ((&[u8], &[u8]), &[u8])| {
        let at = |row: &[u8], at: usize| i32::from(row[at]);
        let column = |place| at(above, place) + 2 * at(own, place) + at(below, place);
        let line = |row| at(row, 0) + 2 * at(row, 1) + at(row, 2);
        let (dx, dy) = (column(2) - column(0), line(below) - line(above));
        u32::from(dx * dx + dy * dy >= least)
    };
    around.map(is_steep).sum()
}

/// From bytes of a duller image towards and past those of an image, in single precision, cut to whole numbers.
#[inline(never)]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "`as` cuts the fraction and stops at 0 and 255"
)]
pub fn blend(dull: &mut [u8], bytes: &[u8], factor: f32) {
    for (dull, byte) in dull.iter_mut().zip(bytes) {
        let (own, other) = (f32::from(*byte), f32::from(*dull));
        *dull = (other + factor * (own - other)) as u8;
    }
}

/// Adds to each of 64 colours, four steps of red, green and blue, the pixels that have it; of fewer than three channels all
/// three are the first.
#[inline(never)]
pub fn add_colours(row: &[u8], channels: usize, counts: &mut [u32; 64]) {
    for pixel in row.chunks_exact(channels) {
        let place = match pixel {
            [red, green, blue, ..] => (red >> 6) * 16 + (green >> 6) * 4 + (blue >> 6),
            [grey, ..] => (grey >> 6) * 21,
            [] => 0,
        };
        counts[usize::from(place & 63)] += 1;
    }
}

/// The pixels that each pixel of a smaller row covers: where they begin, and how much of each.
#[derive(Clone, Debug, Default)]
pub struct Covers {
    /// Per new pixel the first that it covers.
    pub firsts: Vec<usize>,
    /// Per new pixel where its parts begin, and the end.
    pub starts: Vec<usize>,
    /// Parts of all, one new pixel after the other.
    pub parts: Vec<u64>,
}

/// Adds what new pixels cover of a row of old ones, so much of the row, to their sums; all channels alike.
#[inline(never)]
pub fn add_covered(row: &[u8], channels: usize, covers: &Covers, weight: u64, sums: &mut [u64]) {
    let spans = covers.starts.windows(2).zip(&covers.firsts);
    for (sums, (span, &first)) in sums.chunks_exact_mut(channels).zip(spans) {
        let pixels = row[first * channels..].chunks_exact(channels);
        for (pixel, part) in pixels.zip(&covers.parts[span[0]..span[1]]) {
            let part = part * weight;
            for (sum, value) in sums.iter_mut().zip(pixel) {
                *sum += part * u64::from(*value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pixels without an order that a loop could go by.
    fn pixels(bytes: usize) -> Vec<u8> {
        let mut state = 7u32;
        let next = |_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state.to_be_bytes()[0]
        };
        (0..bytes).map(next).collect()
    }

    #[test]
    fn greys_are_those_of_each_pixel() {
        let mut found = [0; 4];
        greys(&[255, 255, 255, 0, 0, 0, 255, 0, 0, 12, 200, 77], 3, &mut found);
        assert_eq!(found, [255, 0, 76, 130]);
        greys(&[255, 0, 0, 9, 12, 200, 77, 1], 4, &mut found[..2]);
        assert_eq!(found[..2], [76, 130]);
    }

    #[test]
    fn the_same_pixels_give_the_same_number_whatever_their_channels() {
        let grey = pixels(100);
        let with_alpha: Vec<u8> = grey.iter().flat_map(|&grey| [grey, 255]).collect();
        let in_colours: Vec<u8> = grey.iter().flat_map(|&grey| [grey; 3]).collect();
        let whole: Vec<u8> = grey.iter().flat_map(|&grey| [grey, grey, grey, 255]).collect();
        let found = [(&grey, 1), (&with_alpha, 2), (&in_colours, 3), (&whole, 4)];
        let found = found.map(|(row, channels)| hash(row, channels, 5));
        assert_eq!(found, [found[0]; 4]);
        let mut other = grey.clone();
        other.swap(8, 9);
        assert_ne!(hash(&other, 1, 5), found[0]);
        assert_ne!(hash(&grey, 1, 6), found[0]);
    }

    #[test]
    fn sums_are_those_of_wide_numbers() {
        let row = pixels(3 * 9_001);
        let wide = |by: u32| row.iter().map(|byte| u64::from(*byte).pow(by)).sum::<u64>();
        assert_eq!(moments(&row), [wide(1), wide(2)]);
        let each = |by: u32| {
            let opposite = |pixel: &[u8]| {
                let [red, green, blue] = [pixel[0], pixel[1], pixel[2]].map(i64::from);
                [(red - green).pow(by), (red + green - 2 * blue).pow(by)]
            };
            let all = row.chunks_exact(3).map(opposite);
            all.fold([0, 0], |sums, [a, b]| [sums[0] + a, sums[1] + b])
        };
        assert_eq!(opponents(&row, 3), [each(1), each(2)]);
        assert_eq!(opponents(&[255, 0, 0].repeat(5_000), 3)[1], [5_000 * 65_025; 2]);
    }

    #[test]
    fn hues_stand_where_they_are_on_the_circle() {
        let mut steps = [0; 36];
        let row = [
            [200, 0, 0],
            [0, 90, 0],
            [0, 0, 7],
            [9, 9, 9],
            [255, 0, 255],
            [200, 0, 3],
        ];
        add_hues(&row.concat(), 3, &mut steps);
        let found: Vec<(usize, u64)> = (0..36).zip(steps).filter(|(_, chroma)| *chroma > 0).collect();
        assert_eq!(found, [(0, 400), (12, 90), (24, 7), (30, 255)]);
    }

    #[test]
    fn an_edge_is_steep_on_both_sides() {
        let row = [0, 0, 0, 255, 255, 255];
        assert_eq!(steep(&row, &row, &row, 255 * 255), 2);
        assert_eq!(steep(&[5; 6], &[5; 6], &[5; 6], 1), 0);
    }

    #[test]
    fn blends_are_cut_and_bounded() {
        let mut dull = [0, 0, 100, 200];
        blend(&mut dull, &[100, 101, 200, 10], 1.5);
        assert_eq!(dull, [150, 151, 250, 0]);
    }

    #[test]
    fn colours_are_counted_by_four_steps_each() {
        let mut counts = [0; 64];
        add_colours(&[0, 64, 255, 255, 255, 255], 3, &mut counts);
        add_colours(&[130, 9, 130, 8], 2, &mut counts);
        let found: Vec<(usize, u32)> = (0..64).zip(counts).filter(|(_, count)| *count > 0).collect();
        assert_eq!(found, [(7, 1), (42, 2), (63, 1)]);
    }

    #[test]
    fn what_is_covered_is_summed_by_its_parts() {
        let covers = Covers {
            firsts: vec![0, 1],
            starts: vec![0, 2, 4],
            parts: vec![2, 1, 1, 2],
        };
        let mut sums = [1, 0];
        add_covered(&[0, 90, 240], 1, &covers, 3, &mut sums);
        assert_eq!(sums, [271, 1_710]);
    }
}
