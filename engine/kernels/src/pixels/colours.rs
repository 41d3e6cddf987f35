//! What colours pixels have.

use super::{BLOCK, RUN, split_filled};
use crate::whole::{Bytes, Shorts, Words};

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
