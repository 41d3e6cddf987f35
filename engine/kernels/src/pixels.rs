//! What is asked of every pixel of an image, a row of pixels at a time: a line of the image, or a [`RUN`] of it where lines
//! don't matter. All sums are of whole numbers.

use crate::whole::{Bytes, Shorts, Words};

/// Pixels of a row that is long enough to be quick; as many numbers are summed in 32 bits before they are added to the rest.
pub const RUN: usize = 1 << 12;

/// Pixels that are looked at together.
const BLOCK: usize = 16;

/// Steps round the circle of hues.
const STEPS: usize = 36;

/// Red, green and blue of sixteen pixels after the other; what is missing of the last ones is black. Pixels have three
/// channels or four. What is done stands where it is done: a call a block would cost more than the block.
macro_rules! each_block {
    ($row:expr, $channels:expr, |$colours:pat_param| $body:block) => {
        let mut rest: &[u8] = $row;
        if $channels == 3 {
            while !rest.is_empty() {
                let pixels;
                (pixels, rest) = split_filled::<48>(rest);
                let $colours = Bytes::of_threes(&pixels);
                $body
            }
        } else {
            while !rest.is_empty() {
                let pixels;
                (pixels, rest) = split_filled::<64>(rest);
                let $colours = Bytes::of_fours(&pixels);
                $body
            }
        }
    };
}

/// The first bytes, with zeros behind them where there are fewer, and the rest.
#[inline(always)]
fn split_filled<const N: usize>(bytes: &[u8]) -> ([u8; N], &[u8]) {
    match bytes.split_first_chunk::<N>() {
        Some((first, rest)) => (*first, rest),
        None => (filled(bytes), &[]),
    }
}

/// Brightness of pixels of three channels and more, of which the first are red, green and blue: 0.299, 0.587 and 0.114 of
/// them in 16 binary places, rounded. `greys` are as many as there are pixels.
#[inline(never)]
pub fn greys(row: &[u8], channels: usize, greys: &mut [u8]) {
    let mut places = greys.chunks_mut(BLOCK);
    each_block!(row, channels, |colours| {
        let block = grey_block(colours);
        match places.next() {
            Some(place) if place.len() == BLOCK => place.copy_from_slice(&block),
            Some(last) => last.copy_from_slice(&block[..last.len()]),
            None => {}
        }
    });
}

#[inline(always)]
fn grey_block([red, green, blue]: [Bytes; 3]) -> [u8; BLOCK] {
    let ([red_low, red_high], [green_low, green_high]) = (red.wide(), green.wide());
    let [blue_low, blue_high] = blue.wide();
    let low = grey_half(red_low, green_low, blue_low);
    let high = grey_half(red_high, green_high, blue_high);
    Bytes::bounded([low, high]).array()
}

#[inline(always)]
fn grey_half(red: Shorts, green: Shorts, blue: Shorts) -> Shorts {
    // Without a sign: green's weight needs all 16 bits.
    let weight = |weight: u16| Shorts::all(weight.cast_signed());
    let ([red_low, red_high], [green_low, green_high], [blue_low, blue_high]) = (
        red.products(weight(19_595)),
        green.products(weight(38_470)),
        blue.products(weight(7_471)),
    );
    let half = Words::all(0x8000);
    let low = red_low.add(green_low).add(blue_low).add(half);
    let high = red_high.add(green_high).add(blue_high).add(half);
    Shorts::bounded([low.high_half(), high.high_half()])
}

/// Some bytes, and zeros behind them.
fn filled<const N: usize>(bytes: &[u8]) -> [u8; N] {
    let mut all = [0; N];
    all[..bytes.len()].copy_from_slice(bytes);
    all
}

/// Goes on with a number by the pixels of a row as red, green, blue and opacity: of two rows that differ the numbers differ,
/// but for one pair in about 2^64. Rows of other channels that are the same pixels give the same.
#[inline(never)]
#[must_use]
pub fn hash(row: &[u8], channels: usize, hash: u64) -> u64 {
    let full = u8::MAX;
    match channels {
        1 => hashed(row, hash, |&[grey]| [grey, grey, grey, full]),
        2 => hashed(row, hash, |&[grey, alpha]| [grey, grey, grey, alpha]),
        3 => hashed(row, hash, |&[red, green, blue]| [red, green, blue, full]),
        _ => hashed(row, hash, |pixel: &[u8; 4]| *pixel),
    }
}

/// Every fourth pixel goes on with a number of its own, so that four are under way at once; at last the four are joined.
fn hashed<const N: usize>(row: &[u8], hash: u64, whole: impl Fn(&[u8; N]) -> [u8; 4]) -> u64 {
    const ODD: u64 = 0x9E37_79B9_7F4A_7C15;
    let next = |hash: u64, other: u64| (hash ^ other).wrapping_mul(ODD).rotate_left(29);
    let of_pixel = |pixel: &[u8; N]| u64::from(u32::from_le_bytes(whole(pixel)));
    let mut four = [0, 1, 2, 3].map(|lane: u64| hash.wrapping_add(lane.wrapping_mul(ODD)));
    let (pixels, _) = row.as_chunks::<N>();
    let (quads, rest) = pixels.as_chunks::<4>();
    for quad in quads {
        for (hash, pixel) in four.iter_mut().zip(quad) {
            *hash = next(*hash, of_pixel(pixel));
        }
    }
    for (hash, pixel) in four.iter_mut().zip(rest) {
        *hash = next(*hash, of_pixel(pixel));
    }
    let [first, others @ ..] = four;
    others.into_iter().fold(first, next)
}

/// The sum of bytes, and that of their squares.
#[inline(never)]
#[must_use]
pub fn moments(bytes: &[u8]) -> [u64; 2] {
    let mut sums = [0; 2];
    for run in bytes.chunks(RUN) {
        let (mut sum, mut squares) = (Words::all(0), Words::all(0));
        let mut rest = run;
        while !rest.is_empty() {
            let bytes;
            (bytes, rest) = split_filled::<16>(rest);
            let [low, high] = Bytes::read(&bytes).wide();
            sum = sum.add(low.pairs()).add(high.pairs());
            squares = squares.add(low.dot(low)).add(high.dot(high));
        }
        sums[0] += sum.sum().unsigned_abs();
        sums[1] += squares.sum().unsigned_abs();
    }
    sums
}

/// Of red − green and of red + green − 2 blue the sums, and those of their squares. Pixels have three channels or four.
#[inline(never)]
#[must_use]
pub fn opponents(row: &[u8], channels: usize) -> [[i64; 2]; 2] {
    let mut all = [[0; 2]; 2];
    for run in row.chunks(RUN * channels) {
        let none = Opponents([[Words::all(0); 2]; 2]);
        let (mut low, mut high) = (none, none);
        each_block!(run, channels, |[red, green, blue]| {
            let ([reds, greens], blues) = ([red.wide(), green.wide()], blue.wide());
            low.add(reds[0], greens[0], blues[0]);
            high.add(reds[1], greens[1], blues[1]);
        });
        for Opponents(own) in [low, high] {
            for (all, own) in all.iter_mut().zip(own) {
                all[0] += own[0].sum();
                all[1] += own[1].sum();
            }
        }
    }
    all
}

/// Sums, and those of squares.
#[derive(Clone, Copy)]
struct Opponents([[Words; 2]; 2]);

impl Opponents {
    #[inline(always)]
    fn add(&mut self, red: Shorts, green: Shorts, blue: Shorts) {
        let (one, other) = (red.less(green), red.add(green).less(blue).less(blue));
        let Self([sums, squares]) = self;
        *sums = [sums[0].add(one.pairs()), sums[1].add(other.pairs())];
        *squares = [squares[0].add(one.dot(one)), squares[1].add(other.dot(other))];
    }
}

/// Adds each pixel's chroma, the largest channel less the smallest, to the step of 10 degrees that is nearest to its hue.
/// Pixels have three channels or four.
#[inline(never)]
pub fn add_hues(row: &[u8], channels: usize, steps: &mut [u64; STEPS]) {
    // Every other pixel by itself: one need not wait for the one before.
    let mut counts = [[0u32; 128]; 2];
    each_block!(row, channels, |colours| {
        let ([low, high], chromas) = hues(colours);
        let (low, high, chromas) = (low.array(), high.array(), chromas.array());
        let mut at = 0;
        while at < 8 {
            let counts = &mut counts[at % 2];
            counts[usize::from(low[at].cast_unsigned() % 128)] += u32::from(chromas[at]);
            counts[usize::from(high[at].cast_unsigned() % 128)] += u32::from(chromas[8 + at]);
            at += 1;
        }
    });
    for counts in counts {
        for (place, count) in counts.into_iter().enumerate() {
            steps[place % STEPS] += u64::from(count);
        }
    }
}

/// Of sixteen pixels the step of 10 degrees that is nearest to each one's hue, on the first or the second round, and the
/// chroma.
#[inline(always)]
fn hues([red, green, blue]: [Bytes; 3]) -> ([Shorts; 2], Bytes) {
    let most = red.higher(green).higher(blue);
    let chroma = most.less(red.lower(green).lower(blue));
    let (is_red, is_green) = (most.is(red), most.is(green));
    let sixth = is_red.pick(Bytes::all(0), is_green.pick(Bytes::all(2), Bytes::all(4)));
    let one = is_red.pick(green, is_green.pick(blue, red));
    let other = is_red.pick(blue, is_green.pick(red, green));
    // Greys have no hue, and count for nothing wherever they stand.
    let nothing = chroma.is(Bytes::all(0)).and(Bytes::all(1));
    let ([sixths, ones, others], [chromas, nothings]) = (
        [sixth.wide(), one.wide(), other.wide()],
        [chroma.wide(), nothing.wide()],
    );
    let low = hue_places(sixths[0], ones[0], others[0], chromas[0], nothings[0]);
    let high = hue_places(sixths[1], ones[1], others[1], chromas[1], nothings[1]);
    ([low, high], chroma)
}

/// The steps that are nearest, of the round's sixths and what stands beside them.
#[inline(always)]
fn hue_places(sixth: Shorts, one: Shorts, other: Shorts, chroma: Shorts, nothing: Shorts) -> Shorts {
    let sixths = sixth.times(chroma).add(one).less(other);
    // Six sixths of six steps, and one round more so that none is below 0; rounded to the nearest step by adding half a
    // step before the division. At most 33,915, below 2^24: in single precision the quotient is cut exactly.
    let twelfths = sixths.times(Shorts::all(12)).add(chroma.times(Shorts::all(73)));
    let twice = chroma.add(chroma).add(nothing);
    let ([low, high], [low_twice, high_twice]) = (twelfths.wide(), twice.wide());
    Shorts::bounded([low.over(low_twice), high.over(high_twice)])
}

/// How many pixels of a row between two others have a Sobel gradient whose square is at least a bound. Each row has its
/// first and its last pixel once more.
#[inline(never)]
#[must_use]
pub fn steep(above: &[u8], own: &[u8], below: &[u8], least: i32) -> u32 {
    let columns = own.len().saturating_sub(2);
    let mut counts = [Words::all(0); 2];
    let mut at = 0;
    while at + BLOCK <= own.len() {
        let [low, high] = steep_eight([part(above, at), part(own, at), part(below, at)], least);
        counts = [counts[0].add(low), counts[1].add(high)];
        at += 8;
    }
    let mut count: u32 = counts.iter().flat_map(|count| count.array()).sum();
    while at < columns {
        let last = |row: &[u8]| filled(&row[at..row.len().min(at + BLOCK)]);
        let flags = steep_eight([last(above), last(own), last(below)], least);
        let flags = flags.iter().flat_map(|flags| flags.array());
        count += flags.take(columns - at).sum::<u32>();
        at += 8;
    }
    count
}

/// Sixteen bytes that are there.
#[inline(always)]
fn part(row: &[u8], at: usize) -> [u8; BLOCK] {
    row.get(at..)
        .and_then(|row| row.first_chunk())
        .copied()
        .unwrap_or_default()
}

/// 1 for each of eight columns whose gradient is steep, else 0; the first is the second of the sixteen.
#[inline(always)]
fn steep_eight([above, own, below]: [[u8; BLOCK]; 3], least: i32) -> [Words; 2] {
    let ([above, own], below) = (
        [Bytes::read(&above).wide(), Bytes::read(&own).wide()],
        Bytes::read(&below).wide(),
    );
    let sum = |at: usize| above[at].add(own[at]).add(own[at]).add(below[at]);
    let difference = |at: usize| below[at].less(above[at]);
    let (sums, differences) = ([sum(0), sum(1)], [difference(0), difference(1)]);
    let dx = Shorts::from_third(sums).less(sums[0]);
    let middle = Shorts::from_second(differences);
    let dy = differences[0]
        .add(middle)
        .add(middle)
        .add(Shorts::from_third(differences));
    let [low, high] = dx.in_turn(dy);
    let least = Words::all(least);
    [low.dot(low).at_least(least), high.dot(high).at_least(least)]
}

/// From bytes of a duller image towards and past those of an image, in single precision, cut to whole numbers.
#[inline(never)]
pub fn blend(dull: &mut [u8], bytes: &[u8], factor: f32) {
    let ((dull, last), (bytes, last_bytes)) = (dull.as_chunks_mut::<16>(), bytes.as_chunks::<16>());
    for (dull, bytes) in dull.iter_mut().zip(bytes) {
        *dull = blend_block(dull, bytes, factor);
    }
    let len = last.len().min(last_bytes.len());
    let rest = blend_block(&filled(&last[..len]), &filled(&last_bytes[..len]), factor);
    last[..len].copy_from_slice(&rest[..len]);
}

#[inline(always)]
fn blend_block(dull: &[u8; BLOCK], bytes: &[u8; BLOCK], factor: f32) -> [u8; BLOCK] {
    let (owns, others) = (Bytes::read(bytes).wide(), Bytes::read(dull).wide());
    let low = blend_half(owns[0], others[0], factor);
    let high = blend_half(owns[1], others[1], factor);
    Bytes::bounded([low, high]).array()
}

#[inline(always)]
fn blend_half(own: Shorts, other: Shorts, factor: f32) -> Shorts {
    let ([own_low, own_high], [other_low, other_high]) = (own.wide(), other.wide());
    Shorts::bounded([
        own_low.beyond(other_low, factor),
        own_high.beyond(other_high, factor),
    ])
}

/// Adds to each of 64 colours, four steps of red, green and blue, the pixels that have it; of fewer than three channels all
/// three are the first.
#[inline(never)]
pub fn add_colours(row: &[u8], channels: usize, counts: &mut [u32; 64]) {
    let mut four = [[0u32; 64]; 4];
    match channels {
        3 => add_places(row, &mut four, |&[red, green, blue]| place(red, green, blue)),
        4 => add_places(row, &mut four, |&[red, green, blue, _]| place(red, green, blue)),
        _ => {
            for (at, pixel) in row.chunks_exact(channels.max(1)).enumerate() {
                four[at % 4][usize::from(pixel[0] >> 6) * 21] += 1;
            }
        }
    }
    for (at, count) in counts.iter_mut().enumerate() {
        *count += four.iter().map(|counts| counts[at]).sum::<u32>();
    }
}

/// The place of a colour among 64.
const fn place(red: u8, green: u8, blue: u8) -> usize {
    ((red >> 6) * 16 + (green >> 6) * 4 + (blue >> 6)) as usize
}

/// Counts what is at which place, every fourth pixel by itself: one pixel need not wait for the one before.
fn add_places<const N: usize>(row: &[u8], four: &mut [[u32; 64]; 4], place: impl Fn(&[u8; N]) -> usize) {
    let (pixels, _) = row.as_chunks::<N>();
    let (quads, rest) = pixels.as_chunks::<4>();
    for quad in quads {
        for (counts, pixel) in four.iter_mut().zip(quad) {
            counts[place(pixel) % 64] += 1;
        }
    }
    for (counts, pixel) in four.iter_mut().zip(rest) {
        counts[place(pixel) % 64] += 1;
    }
}

/// Gives each byte of a row of pixels another one, by a table for each of the first three channels; an alpha channel stays.
#[inline(never)]
pub fn map(row: &mut [u8], channels: usize, tables: &[[u8; 256]; 3]) {
    let [first, second, third] = tables;
    match channels {
        1 => row.iter_mut().for_each(|byte| *byte = first[usize::from(*byte)]),
        2 => {
            let (pixels, _) = row.as_chunks_mut::<2>();
            for [grey, _] in pixels {
                *grey = first[usize::from(*grey)];
            }
        }
        3 => {
            let (pixels, _) = row.as_chunks_mut::<3>();
            for [red, green, blue] in pixels {
                *red = first[usize::from(*red)];
                *green = second[usize::from(*green)];
                *blue = third[usize::from(*blue)];
            }
        }
        _ => {
            let (pixels, _) = row.as_chunks_mut::<4>();
            for [red, green, blue, _] in pixels {
                *red = first[usize::from(*red)];
                *green = second[usize::from(*green)];
                *blue = third[usize::from(*blue)];
            }
        }
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

/// Adds bytes to sums, so many times.
#[inline(never)]
pub fn add_weighed(row: &[u8], weight: u32, sums: &mut [u32]) {
    let ((bytes, last), (cells, last_sums)) = (row.as_chunks::<16>(), sums.as_chunks_mut::<16>());
    let weights = Words::all(weight.cast_signed());
    for (bytes, cells) in bytes.iter().zip(cells) {
        let [low, high] = Bytes::read(bytes).wide();
        let ([first, second], [third, fourth]) = (low.wide(), high.wide());
        if let ([a, b, c, d], _) = cells.as_chunks_mut::<4>() {
            *a = Words::read(a).add(first.times(weights)).array();
            *b = Words::read(b).add(second.times(weights)).array();
            *c = Words::read(c).add(third.times(weights)).array();
            *d = Words::read(d).add(fourth.times(weights)).array();
        }
    }
    for (sum, byte) in last_sums.iter_mut().zip(last) {
        *sum += weight * u32::from(*byte);
    }
}

/// Adds what new pixels cover of a row of sums over old ones to theirs; all channels alike.
#[inline(never)]
pub fn add_covered(row: &[u32], channels: usize, covers: &Covers, sums: &mut [u64]) {
    let spans = covers.starts.windows(2).zip(&covers.firsts);
    for (sums, (span, &first)) in sums.chunks_exact_mut(channels).zip(spans) {
        let pixels = row[first * channels..].chunks_exact(channels);
        for (pixel, part) in pixels.zip(&covers.parts[span[0]..span[1]]) {
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

    /// As it is defined, pixel by pixel.
    fn hues_plainly(row: &[u8], channels: usize, steps: &mut [u64; 36]) {
        for pixel in row.chunks_exact(channels) {
            let [red, green, blue] = [pixel[0], pixel[1], pixel[2]].map(i64::from);
            let most = red.max(green).max(blue);
            let chroma = most - red.min(green).min(blue);
            let sixths = match most {
                _ if chroma == 0 => continue,
                _ if most == red => green - blue,
                _ if most == green => 2 * chroma + blue - red,
                _ => 4 * chroma + red - green,
            };
            let nearest = (12 * sixths + chroma).div_euclid(2 * chroma);
            steps[usize::try_from(nearest.rem_euclid(36)).unwrap()] += chroma.unsigned_abs();
        }
    }

    #[test]
    fn rows_of_any_width_are_taken_pixel_by_pixel() {
        for (width, channels) in [(1, 3), (15, 4), (16, 3), (17, 4), (64, 3), (65, 3), (1_000, 4)] {
            let row = pixels(width * channels);
            let (mut steps, mut plain_steps) = ([7; 36], [7; 36]);
            add_hues(&row, channels, &mut steps);
            hues_plainly(&row, channels, &mut plain_steps);
            assert_eq!(steps, plain_steps, "{width}");
            let (mut counts, mut plain_counts) = ([1; 64], [1; 64]);
            add_colours(&row, channels, &mut counts);
            for pixel in row.chunks_exact(channels) {
                let [red, green, blue] = [pixel[0], pixel[1], pixel[2]].map(|byte| usize::from(byte >> 6));
                plain_counts[red * 16 + green * 4 + blue] += 1;
            }
            assert_eq!(counts, plain_counts, "{width}");
        }
    }

    #[test]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "`as` cuts the fraction and stops at 0 and 255"
    )]
    fn greys_blends_and_weighed_sums_of_any_width() {
        for (width, channels) in [(1, 3), (15, 4), (16, 3), (33, 4), (100, 3)] {
            let row = pixels(width * channels);
            let mut found = vec![0; width];
            greys(&row, channels, &mut found);
            let plain = row.chunks_exact(channels).map(|pixel| {
                let [red, green, blue] = [pixel[0], pixel[1], pixel[2]].map(u32::from);
                u8::try_from((red * 19_595 + green * 38_470 + blue * 7_471 + 0x8000) >> 16).unwrap()
            });
            assert_eq!(found, plain.collect::<Vec<u8>>());
            let other: Vec<u8> = row.iter().rev().copied().collect();
            for factor in [0.0f32, 0.3, 1.0, 1.9] {
                let mut mixed = other.clone();
                blend(&mut mixed, &row, factor);
                let plain = row.iter().zip(&other).map(|(own, other)| {
                    let (own, other) = (f32::from(*own), f32::from(*other));
                    (other + factor * (own - other)) as u8
                });
                assert_eq!(mixed, plain.collect::<Vec<u8>>(), "{factor}");
            }
            let mut sums: Vec<u32> = (0..).take(row.len()).collect();
            add_weighed(&row, 70_000, &mut sums);
            let plain = (0..).zip(&row).map(|(at, byte)| at + 70_000 * u32::from(*byte));
            assert_eq!(sums, plain.collect::<Vec<u32>>());
        }
        let mut last = [0];
        add_weighed(&[255], (1 << 24) + 1, &mut last);
        assert_eq!(last, [255 * ((1 << 24) + 1)]);
    }

    #[test]
    fn hues_of_every_kind_of_pixel() {
        let mut row = Vec::new();
        for (red, green) in (0..=255).flat_map(|red| (0..=255).map(move |green| (red, green))) {
            row.extend([red, green, 90]);
        }
        let (mut steps, mut plain) = ([0; 36], [0; 36]);
        add_hues(&row, 3, &mut steps);
        hues_plainly(&row, 3, &mut plain);
        assert_eq!(steps, plain);
    }

    #[test]
    fn gradients_of_rows_of_any_width() {
        for width in [1, 2, 63, 64, 65, 128, 200] {
            let rows = pixels(3 * (width + 2));
            let [above, own, below] = [0, 1, 2].map(|at| &rows[at * (width + 2)..(at + 1) * (width + 2)]);
            let plain = (1..=width).filter(|&x| {
                let at = |row: &[u8], x: usize| i32::from(row[x]);
                let column = |x| at(above, x) + 2 * at(own, x) + at(below, x);
                let line = |row| at(row, x - 1) + 2 * at(row, x) + at(row, x + 1);
                let (dx, dy) = (column(x + 1) - column(x - 1), line(below) - line(above));
                dx * dx + dy * dy >= 255 * 255
            });
            assert_eq!(
                steep(above, own, below, 255 * 255),
                u32::try_from(plain.count()).unwrap()
            );
        }
    }

    #[test]
    fn tables_leave_an_alpha_channel_alone() {
        let mut tables = [[0; 256]; 3];
        for (at, byte) in tables.iter_mut().zip([10, 20, 30]) {
            at.fill(byte);
        }
        for (channels, wanted) in [
            (1, vec![10, 10, 10, 10]),
            (2, vec![10, 9, 10, 9]),
            (3, vec![10, 20, 30]),
            (4, vec![10, 20, 30, 9]),
        ] {
            let mut row = vec![9; wanted.len()];
            map(&mut row, channels, &tables);
            assert_eq!(row, wanted);
        }
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
        let mut line = [0; 3];
        add_weighed(&[0, 90, 240], 2, &mut line);
        add_weighed(&[0, 90, 240], 1, &mut line);
        let mut sums = [1, 0];
        add_covered(&line, 1, &covers, &mut sums);
        assert_eq!(sums, [271, 1_710]);
    }
}
