//! The vectors of wasm.

use core::arch::wasm32::*;
pub(super) use core::arch::wasm32::{
    i16x8_add as add_shorts, i16x8_mul as times_shorts, i16x8_narrow_i32x4 as bounded_shorts,
    i16x8_splat as all_shorts, i16x8_sub as less_shorts, i32x4_add as add_words,
    i32x4_dot_i16x8 as dot_shorts, i32x4_extadd_pairwise_i16x8 as pairs_shorts, i32x4_mul as times_words,
    i32x4_splat as all_words, u8x16_eq as equal_bytes, u8x16_max as higher_bytes, u8x16_min as lower_bytes,
    u8x16_narrow_i16x8 as bounded_bytes, u8x16_splat as all_bytes, u8x16_sub as less_bytes, v128 as Bytes,
    v128 as Shorts, v128 as Words, v128_and as and,
};

use crate::lanes::{read, written};

read!(read_bytes, [u8; 16], v128, v128_load);
read!(read_words, [u32; 4], v128, v128_load);
written!(bytes, [u8; 16], v128, v128_store);
written!(shorts, [i16; 8], v128, v128_store);
written!(words, [u32; 4], v128, v128_store);

#[inline(always)]
pub(super) fn pick(mask: v128, one: v128, other: v128) -> v128 {
    v128_bitselect(one, other, mask)
}

#[inline(always)]
pub(super) fn wide_bytes(bytes: v128) -> [v128; 2] {
    [u16x8_extend_low_u8x16(bytes), u16x8_extend_high_u8x16(bytes)]
}

#[inline(always)]
pub(super) fn wide_shorts(shorts: v128) -> [v128; 2] {
    [u32x4_extend_low_u16x8(shorts), u32x4_extend_high_u16x8(shorts)]
}

#[inline(always)]
pub(super) fn products(a: v128, b: v128) -> [v128; 2] {
    [u32x4_extmul_low_u16x8(a, b), u32x4_extmul_high_u16x8(a, b)]
}

#[inline(always)]
pub(super) fn in_turn(a: v128, b: v128) -> [v128; 2] {
    [
        i16x8_shuffle::<0, 8, 1, 9, 2, 10, 3, 11>(a, b),
        i16x8_shuffle::<4, 12, 5, 13, 6, 14, 7, 15>(a, b),
    ]
}

#[inline(always)]
pub(super) fn from_second(a: v128, b: v128) -> v128 {
    i16x8_shuffle::<1, 2, 3, 4, 5, 6, 7, 8>(a, b)
}

#[inline(always)]
pub(super) fn from_third(a: v128, b: v128) -> v128 {
    i16x8_shuffle::<2, 3, 4, 5, 6, 7, 8, 9>(a, b)
}

#[inline(always)]
pub(super) fn at_least(a: v128, b: v128) -> v128 {
    i32x4_neg(i32x4_ge(a, b))
}

#[inline(always)]
pub(super) fn high_half(a: v128) -> v128 {
    u32x4_shr(a, 16)
}

#[inline(always)]
pub(super) fn over(a: v128, b: v128) -> v128 {
    i32x4_trunc_sat_f32x4(f32x4_div(f32x4_convert_i32x4(a), f32x4_convert_i32x4(b)))
}

#[inline(always)]
pub(super) fn beyond(own: v128, other: v128, factor: f32) -> v128 {
    let (own, other) = (f32x4_convert_i32x4(own), f32x4_convert_i32x4(other));
    let gone = f32x4_mul(f32x4_splat(factor), f32x4_sub(own, other));
    i32x4_trunc_sat_f32x4(f32x4_add(other, gone))
}

/// The bytes at every third place from one on.
macro_rules! third {
    ($from:literal, $a:ident, $b:ident, $c:ident) => {{
        // Of the first two vectors all that is in them, then the third's behind.
        const fn at(lane: usize) -> usize {
            let place = $from + 3 * lane;
            if place < 32 { place } else { 0 }
        }
        const fn behind(lane: usize) -> usize {
            let place = $from + 3 * lane;
            if place < 32 { lane } else { place - 16 }
        }
        let two = u8x16_shuffle::<
            { at(0) },
            { at(1) },
            { at(2) },
            { at(3) },
            { at(4) },
            { at(5) },
            { at(6) },
            { at(7) },
            { at(8) },
            { at(9) },
            { at(10) },
            { at(11) },
            { at(12) },
            { at(13) },
            { at(14) },
            { at(15) },
        >($a, $b);
        u8x16_shuffle::<
            { behind(0) },
            { behind(1) },
            { behind(2) },
            { behind(3) },
            { behind(4) },
            { behind(5) },
            { behind(6) },
            { behind(7) },
            { behind(8) },
            { behind(9) },
            { behind(10) },
            { behind(11) },
            { behind(12) },
            { behind(13) },
            { behind(14) },
            { behind(15) },
        >(two, $c)
    }};
}

#[inline(always)]
pub(super) fn of_threes(pixels: &[u8; 48]) -> [v128; 3] {
    let [a, b, c] = [0, 1, 2].map(|at| read_bytes(&pixels.as_chunks::<16>().0[at]));
    [third!(0, a, b, c), third!(1, a, b, c), third!(2, a, b, c)]
}

/// The bytes at every fourth place of two vectors from one on, as the lower half.
macro_rules! fourth {
    ($from:literal, $a:ident, $b:ident) => {
        u8x16_shuffle::<
            { $from },
            { $from + 4 },
            { $from + 8 },
            { $from + 12 },
            { $from + 16 },
            { $from + 20 },
            { $from + 24 },
            { $from + 28 },
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
        >($a, $b)
    };
}

#[inline(always)]
pub(super) fn of_fours(pixels: &[u8; 64]) -> [v128; 3] {
    let [a, b, c, d] = [0, 1, 2, 3].map(|at| read_bytes(&pixels.as_chunks::<16>().0[at]));
    [
        i64x2_shuffle::<0, 2>(fourth!(0, a, b), fourth!(0, c, d)),
        i64x2_shuffle::<0, 2>(fourth!(1, a, b), fourth!(1, c, d)),
        i64x2_shuffle::<0, 2>(fourth!(2, a, b), fourth!(2, c, d)),
    ]
}
