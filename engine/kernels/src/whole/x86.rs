//! The vectors that every x86-64 processor has.

use core::arch::x86_64::*;
pub(super) use core::arch::x86_64::{__m128i as Bytes, __m128i as Shorts, __m128i as Words};

use crate::lanes::{instructions, read, written};

read!(read_bytes, [u8; 16], __m128i, _mm_loadu_si128);
read!(read_words, [u32; 4], __m128i, _mm_loadu_si128);
written!(bytes, [u8; 16], __m128i, _mm_storeu_si128);
written!(shorts, [i16; 8], __m128i, _mm_storeu_si128);
written!(words, [u32; 4], __m128i, _mm_storeu_si128);

instructions! {
    all_bytes(byte: u8) -> __m128i, _mm_set1_epi8(byte.cast_signed());
    all_shorts(number: i16) -> __m128i, _mm_set1_epi16(number);
    all_words(number: i32) -> __m128i, _mm_set1_epi32(number);
    lower_bytes(a: __m128i, b: __m128i) -> __m128i, _mm_min_epu8(a, b);
    higher_bytes(a: __m128i, b: __m128i) -> __m128i, _mm_max_epu8(a, b);
    less_bytes(a: __m128i, b: __m128i) -> __m128i, _mm_sub_epi8(a, b);
    equal_bytes(a: __m128i, b: __m128i) -> __m128i, _mm_cmpeq_epi8(a, b);
    and(a: __m128i, b: __m128i) -> __m128i, _mm_and_si128(a, b);
    pick(mask: __m128i, one: __m128i, other: __m128i) -> __m128i,
        _mm_or_si128(_mm_and_si128(mask, one), _mm_andnot_si128(mask, other));
    wide_bytes(bytes: __m128i) -> [__m128i; 2],
        [_mm_unpacklo_epi8(bytes, _mm_setzero_si128()), _mm_unpackhi_epi8(bytes, _mm_setzero_si128())];
    bounded_bytes(low: __m128i, high: __m128i) -> __m128i, _mm_packus_epi16(low, high);
    add_shorts(a: __m128i, b: __m128i) -> __m128i, _mm_add_epi16(a, b);
    less_shorts(a: __m128i, b: __m128i) -> __m128i, _mm_sub_epi16(a, b);
    times_shorts(a: __m128i, b: __m128i) -> __m128i, _mm_mullo_epi16(a, b);
    dot_shorts(a: __m128i, b: __m128i) -> __m128i, _mm_madd_epi16(a, b);
    pairs_shorts(a: __m128i) -> __m128i, _mm_madd_epi16(a, _mm_set1_epi16(1));
    wide_shorts(a: __m128i) -> [__m128i; 2],
        [_mm_unpacklo_epi16(a, _mm_setzero_si128()), _mm_unpackhi_epi16(a, _mm_setzero_si128())];
    bounded_shorts(low: __m128i, high: __m128i) -> __m128i, _mm_packs_epi32(low, high);
    products(a: __m128i, b: __m128i) -> [__m128i; 2], {
        let (low, high) = (_mm_mullo_epi16(a, b), _mm_mulhi_epu16(a, b));
        [_mm_unpacklo_epi16(low, high), _mm_unpackhi_epi16(low, high)]
    };
    in_turn(a: __m128i, b: __m128i) -> [__m128i; 2],
        [_mm_unpacklo_epi16(a, b), _mm_unpackhi_epi16(a, b)];
    from_second(a: __m128i, b: __m128i) -> __m128i,
        _mm_or_si128(_mm_srli_si128::<2>(a), _mm_slli_si128::<14>(b));
    from_third(a: __m128i, b: __m128i) -> __m128i,
        _mm_or_si128(_mm_srli_si128::<4>(a), _mm_slli_si128::<12>(b));
    add_words(a: __m128i, b: __m128i) -> __m128i, _mm_add_epi32(a, b);
    times_words(a: __m128i, b: __m128i) -> __m128i, {
        let even = _mm_mul_epu32(a, b);
        let odd = _mm_mul_epu32(_mm_srli_epi64::<32>(a), _mm_srli_epi64::<32>(b));
        let low = |products| _mm_shuffle_epi32::<0b00_00_10_00>(products);
        _mm_unpacklo_epi32(low(even), low(odd))
    };
    at_least(a: __m128i, b: __m128i) -> __m128i, _mm_add_epi32(_mm_cmpgt_epi32(b, a), _mm_set1_epi32(1));
    high_half(a: __m128i) -> __m128i, _mm_srli_epi32::<16>(a);
    over(a: __m128i, b: __m128i) -> __m128i,
        _mm_cvttps_epi32(_mm_div_ps(_mm_cvtepi32_ps(a), _mm_cvtepi32_ps(b)));
    beyond(own: __m128i, other: __m128i, factor: f32) -> __m128i, {
        let (own, other) = (_mm_cvtepi32_ps(own), _mm_cvtepi32_ps(other));
        let gone = _mm_mul_ps(_mm_set1_ps(factor), _mm_sub_ps(own, other));
        _mm_cvttps_epi32(_mm_add_ps(other, gone))
    };
}

#[inline(always)]
pub(super) fn of_threes(pixels: &[u8; 48]) -> [__m128i; 3] {
    let [red, green, blue] = super::plain::of_threes(pixels);
    [read_bytes(&red), read_bytes(&green), read_bytes(&blue)]
}

#[inline(always)]
pub(super) fn of_fours(pixels: &[u8; 64]) -> [__m128i; 3] {
    let [red, green, blue] = super::plain::of_fours(pixels);
    [read_bytes(&red), read_bytes(&green), read_bytes(&blue)]
}
