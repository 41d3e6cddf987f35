//! Whole numbers that are worked on at once, as [`crate::lanes`] has fractions: the processor's vectors by name in wasm and
//! on x86-64, elsewhere arrays, of which the compiler makes vectors. All have the same results, lane by lane.

#[cfg(not(any(target_arch = "wasm32", target_arch = "x86_64")))]
use plain as native;
#[cfg(target_arch = "wasm32")]
use wasm as native;
#[cfg(target_arch = "x86_64")]
use x86 as native;

/// Sixteen bytes.
#[derive(Clone, Copy)]
pub(crate) struct Bytes(native::Bytes);

/// Eight numbers of 16 bits.
#[derive(Clone, Copy)]
pub(crate) struct Shorts(native::Shorts);

/// Four numbers of 32 bits.
#[derive(Clone, Copy)]
pub(crate) struct Words(native::Words);

/// Methods that are a function each.
macro_rules! methods {
    ($($(#[$about:meta])* $name:ident($($argument:ident: $kind:ident),*) -> $result:ident, $function:ident;)+) => {
        $($(#[$about])*
        #[inline(always)]
        pub(crate) fn $name(self, $($argument: $kind),*) -> $result {
            $result(native::$function(self.0, $($argument.0),*))
        })+
    };
}

impl Bytes {
    #[inline(always)]
    pub(crate) fn read(bytes: &[u8; 16]) -> Self {
        Self(native::read_bytes(bytes))
    }

    #[inline(always)]
    pub(crate) fn array(self) -> [u8; 16] {
        native::bytes(self.0)
    }

    /// Red, green and blue of sixteen pixels.
    #[inline(always)]
    pub(crate) fn of_threes(pixels: &[u8; 48]) -> [Self; 3] {
        let [red, green, blue] = native::of_threes(pixels);
        [Self(red), Self(green), Self(blue)]
    }

    /// Red, green and blue of sixteen pixels with an alpha channel.
    #[inline(always)]
    pub(crate) fn of_fours(pixels: &[u8; 64]) -> [Self; 3] {
        let [red, green, blue] = native::of_fours(pixels);
        [Self(red), Self(green), Self(blue)]
    }

    /// Of numbers below 0 it is 0, of those above 255 it is 255.
    #[inline(always)]
    pub(crate) fn bounded([low, high]: [Shorts; 2]) -> Self {
        Self(native::bounded_bytes(low.0, high.0))
    }

    methods! {
        lower(other: Self) -> Self, lower_bytes;
        higher(other: Self) -> Self, higher_bytes;
        /// What is left; beyond 0 it goes on from 255.
        less(other: Self) -> Self, less_bytes;
        /// All bits where it is equal to the other, else none.
        is(other: Self) -> Self, equal_bytes;
    }

    /// The one where this has all bits, the other where it has none.
    #[inline(always)]
    pub(crate) fn pick(self, one: Self, other: Self) -> Self {
        Self(native::pick(self.0, one.0, other.0))
    }

    /// All bits of some, no bit of the others.
    #[inline(always)]
    pub(crate) fn and(self, other: Self) -> Self {
        Self(native::and(self.0, other.0))
    }

    /// One byte in all lanes.
    #[inline(always)]
    pub(crate) fn all(byte: u8) -> Self {
        Self(native::all_bytes(byte))
    }

    /// The lower and the higher eight.
    #[inline(always)]
    pub(crate) fn wide(self) -> [Shorts; 2] {
        let [low, high] = native::wide_bytes(self.0);
        [Shorts(low), Shorts(high)]
    }
}

impl Shorts {
    #[inline(always)]
    pub(crate) fn all(number: i16) -> Self {
        Self(native::all_shorts(number))
    }

    #[inline(always)]
    pub(crate) fn array(self) -> [i16; 8] {
        native::shorts(self.0)
    }

    /// Of numbers beyond 16 bits it is the nearest.
    #[inline(always)]
    pub(crate) fn bounded([low, high]: [Words; 2]) -> Self {
        Self(native::bounded_shorts(low.0, high.0))
    }

    methods! {
        add(other: Self) -> Self, add_shorts;
        less(other: Self) -> Self, less_shorts;
        times(other: Self) -> Self, times_shorts;
        /// Products with the other's, summed two by two.
        dot(other: Self) -> Words, dot_shorts;
        /// Sums of two by two.
        pairs() -> Words, pairs_shorts;
    }

    /// Eight of sixteen from the second on.
    #[inline(always)]
    pub(crate) fn from_second([low, high]: [Self; 2]) -> Self {
        Self(native::from_second(low.0, high.0))
    }

    /// Eight of sixteen from the third on.
    #[inline(always)]
    pub(crate) fn from_third([low, high]: [Self; 2]) -> Self {
        Self(native::from_third(low.0, high.0))
    }

    /// Its own and the other's in turn: the lower four of each, then the higher ones.
    #[inline(always)]
    pub(crate) fn in_turn(self, other: Self) -> [Self; 2] {
        let [low, high] = native::in_turn(self.0, other.0);
        [Self(low), Self(high)]
    }

    /// The lower and the higher four as numbers without a sign.
    #[inline(always)]
    pub(crate) fn wide(self) -> [Words; 2] {
        let [low, high] = native::wide_shorts(self.0);
        [Words(low), Words(high)]
    }

    /// Products of numbers without a sign: of the lower four, and of the higher ones.
    #[inline(always)]
    pub(crate) fn products(self, other: Self) -> [Words; 2] {
        let [low, high] = native::products(self.0, other.0);
        [Words(low), Words(high)]
    }
}

impl Words {
    #[inline(always)]
    pub(crate) fn all(number: i32) -> Self {
        Self(native::all_words(number))
    }

    #[inline(always)]
    pub(crate) fn read(numbers: &[u32; 4]) -> Self {
        Self(native::read_words(numbers))
    }

    #[inline(always)]
    pub(crate) fn array(self) -> [u32; 4] {
        native::words(self.0)
    }

    /// Their sum, of numbers with a sign.
    #[inline(always)]
    pub(crate) fn sum(self) -> i64 {
        let [a, b, c, d] = self.array();
        let wide = |number: u32| i64::from(number.cast_signed());
        wide(a) + wide(b) + wide(c) + wide(d)
    }

    methods! {
        add(other: Self) -> Self, add_words;
        times(other: Self) -> Self, times_words;
        /// 1 where it is at least the other's, else 0.
        at_least(other: Self) -> Self, at_least;
        /// The higher half, of numbers without a sign.
        high_half() -> Self, high_half;
        /// The quotient by the other in single precision, cut to a whole number.
        over(other: Self) -> Self, over;
    }

    /// From the other by a factor, in single precision, cut to whole numbers: `other + factor × (self − other)`.
    #[inline(always)]
    pub(crate) fn beyond(self, other: Self, factor: f32) -> Self {
        Self(native::beyond(self.0, other.0, factor))
    }
}

#[cfg(target_arch = "wasm32")]
mod wasm {
    use core::arch::wasm32::*;
    pub(super) use core::arch::wasm32::{
        i16x8_add as add_shorts, i16x8_mul as times_shorts, i16x8_narrow_i32x4 as bounded_shorts,
        i16x8_splat as all_shorts, i16x8_sub as less_shorts, i32x4_add as add_words,
        i32x4_dot_i16x8 as dot_shorts, i32x4_extadd_pairwise_i16x8 as pairs_shorts, i32x4_mul as times_words,
        i32x4_splat as all_words, u8x16_eq as equal_bytes, u8x16_max as higher_bytes,
        u8x16_min as lower_bytes, u8x16_narrow_i16x8 as bounded_bytes, u8x16_splat as all_bytes,
        u8x16_sub as less_bytes, v128 as Bytes, v128 as Shorts, v128 as Words, v128_and as and,
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

    #[inline(always)]
    pub(super) fn of_fours(pixels: &[u8; 64]) -> [v128; 3] {
        let [a, b, c, d] = [0, 1, 2, 3].map(|at| read_bytes(&pixels.as_chunks::<16>().0[at]));
        macro_rules! fourth {
            ($from:literal) => {{
                let first = u8x16_shuffle::<
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
                >(a, b);
                let second = u8x16_shuffle::<
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
                >(c, d);
                i64x2_shuffle::<0, 2>(first, second)
            }};
        }
        [fourth!(0), fourth!(1), fourth!(2)]
    }
}

/// What every such processor has.
#[cfg(target_arch = "x86_64")]
mod x86 {
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
}

#[cfg(not(target_arch = "wasm32"))]
#[cfg_attr(
    target_arch = "x86_64",
    allow(dead_code, reason = "elsewhere it is used, here it is the oracle of tests")
)]
mod plain {
    pub(super) type Bytes = [u8; 16];
    pub(super) type Shorts = [i16; 8];
    pub(super) type Words = [i32; 4];

    /// Functions that make an array place by place: in a plain loop, of which the compiler makes vectors.
    macro_rules! by_places {
        ($($name:ident($($argument:ident: $kind:ty),+) -> $result:ty, |$at:ident| $lane:expr;)+) => {
            $(#[inline(always)]
            pub(super) fn $name($($argument: $kind),+) -> $result {
                let mut all = <$result>::default();
                let mut $at = 0;
                while $at < all.len() {
                    all[$at] = $lane;
                    $at += 1;
                }
                all
            })+
        };
    }

    by_places! {
        all_bytes(byte: u8) -> Bytes, |_at| byte;
        all_shorts(number: i16) -> Shorts, |_at| number;
        all_words(number: i32) -> Words, |_at| number;
        lower_bytes(a: Bytes, b: Bytes) -> Bytes, |at| a[at].min(b[at]);
        higher_bytes(a: Bytes, b: Bytes) -> Bytes, |at| a[at].max(b[at]);
        less_bytes(a: Bytes, b: Bytes) -> Bytes, |at| a[at].wrapping_sub(b[at]);
        equal_bytes(a: Bytes, b: Bytes) -> Bytes, |at| if a[at] == b[at] { u8::MAX } else { 0 };
        and(a: Bytes, b: Bytes) -> Bytes, |at| a[at] & b[at];
        pick(mask: Bytes, one: Bytes, other: Bytes) -> Bytes, |at| one[at] & mask[at] | other[at] & !mask[at];
        add_shorts(a: Shorts, b: Shorts) -> Shorts, |at| a[at].wrapping_add(b[at]);
        less_shorts(a: Shorts, b: Shorts) -> Shorts, |at| a[at].wrapping_sub(b[at]);
        times_shorts(a: Shorts, b: Shorts) -> Shorts, |at| a[at].wrapping_mul(b[at]);
        add_words(a: Words, b: Words) -> Words, |at| a[at].wrapping_add(b[at]);
        times_words(a: Words, b: Words) -> Words, |at| a[at].wrapping_mul(b[at]);
        at_least(a: Words, b: Words) -> Words, |at| i32::from(a[at] >= b[at]);
        high_half(a: Words) -> Words, |at| (a[at].cast_unsigned() >> 16).cast_signed();
        over(a: Words, b: Words) -> Words, |at| cut(single(a[at]) / single(b[at]));
        beyond(own: Words, other: Words, factor: f32) -> Words,
            |at| cut(single(other[at]) + factor * (single(own[at]) - single(other[at])));
        read_words(numbers: &[u32; 4]) -> Words, |at| numbers[at].cast_signed();
        words(words: Words) -> [u32; 4], |at| words[at].cast_unsigned();
        bounded_bytes(low: Shorts, high: Shorts) -> Bytes,
            |at| byte(if at < 8 { low[at] } else { high[at - 8] });
        bounded_shorts(low: Words, high: Words) -> Shorts,
            |at| short(if at < 4 { low[at] } else { high[at - 4] });
        dot_shorts(a: Shorts, b: Shorts) -> Words,
            |at| product(a[2 * at], b[2 * at]).wrapping_add(product(a[2 * at + 1], b[2 * at + 1]));
        pairs_shorts(a: Shorts) -> Words, |at| i32::from(a[2 * at]) + i32::from(a[2 * at + 1]);
        from_second(a: Shorts, b: Shorts) -> Shorts, |at| if at < 7 { a[at + 1] } else { b[at - 7] };
        from_third(a: Shorts, b: Shorts) -> Shorts, |at| if at < 6 { a[at + 2] } else { b[at - 6] };
        low_bytes(bytes: Bytes) -> Shorts, |at| i16::from(bytes[at]);
        high_bytes(bytes: Bytes) -> Shorts, |at| i16::from(bytes[8 + at]);
        low_shorts(shorts: Shorts) -> Words, |at| i32::from(shorts[at].cast_unsigned());
        high_shorts(shorts: Shorts) -> Words, |at| i32::from(shorts[4 + at].cast_unsigned());
        low_in_turn(a: Shorts, b: Shorts) -> Shorts, |at| if at % 2 == 0 { a[at / 2] } else { b[at / 2] };
        high_in_turn(a: Shorts, b: Shorts) -> Shorts,
            |at| if at % 2 == 0 { a[4 + at / 2] } else { b[4 + at / 2] };
        low_products(a: Shorts, b: Shorts) -> Words, |at| wide_product(a[at], b[at]);
        high_products(a: Shorts, b: Shorts) -> Words, |at| wide_product(a[4 + at], b[4 + at]);
        third(pixels: &[u8; 48], colour: usize) -> Bytes, |at| pixels[3 * at + colour];
        fourth(pixels: &[u8; 64], colour: usize) -> Bytes, |at| pixels[4 * at + colour];
    }

    #[expect(clippy::cast_precision_loss, reason = "callers stay below 2^24")]
    const fn single(number: i32) -> f32 {
        number as f32
    }

    #[expect(clippy::cast_possible_truncation, reason = "cut is what it is for")]
    const fn cut(number: f32) -> i32 {
        number as i32
    }

    #[expect(clippy::cast_sign_loss, reason = "bounded before")]
    #[inline(always)]
    fn byte(number: i16) -> u8 {
        number.clamp(0, 255) as u8
    }

    #[expect(clippy::cast_possible_truncation, reason = "bounded before")]
    #[inline(always)]
    fn short(number: i32) -> i16 {
        number.clamp(i32::from(i16::MIN), i32::from(i16::MAX)) as i16
    }

    #[inline(always)]
    fn product(a: i16, b: i16) -> i32 {
        i32::from(a) * i32::from(b)
    }

    #[inline(always)]
    fn wide_product(a: i16, b: i16) -> i32 {
        (u32::from(a.cast_unsigned()) * u32::from(b.cast_unsigned())).cast_signed()
    }

    pub(super) const fn read_bytes(bytes: &[u8; 16]) -> Bytes {
        *bytes
    }

    pub(super) const fn bytes(bytes: Bytes) -> [u8; 16] {
        bytes
    }

    pub(super) const fn shorts(shorts: Shorts) -> [i16; 8] {
        shorts
    }

    #[inline(always)]
    pub(super) fn of_threes(pixels: &[u8; 48]) -> [Bytes; 3] {
        [third(pixels, 0), third(pixels, 1), third(pixels, 2)]
    }

    #[inline(always)]
    pub(super) fn of_fours(pixels: &[u8; 64]) -> [Bytes; 3] {
        [fourth(pixels, 0), fourth(pixels, 1), fourth(pixels, 2)]
    }

    #[inline(always)]
    pub(super) fn wide_bytes(bytes: Bytes) -> [Shorts; 2] {
        [low_bytes(bytes), high_bytes(bytes)]
    }

    #[inline(always)]
    pub(super) fn wide_shorts(shorts: Shorts) -> [Words; 2] {
        [low_shorts(shorts), high_shorts(shorts)]
    }

    #[inline(always)]
    pub(super) fn products(a: Shorts, b: Shorts) -> [Words; 2] {
        [low_products(a, b), high_products(a, b)]
    }

    #[inline(always)]
    pub(super) fn in_turn(a: Shorts, b: Shorts) -> [Shorts; 2] {
        [low_in_turn(a, b), high_in_turn(a, b)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bytes without an order.
    fn drawn<const N: usize>(seed: u32) -> [u8; N] {
        let mut state = seed;
        [(); N].map(|()| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            // Ends are the odd cases.
            match state >> 29 {
                0 => 0,
                1 => u8::MAX,
                _ => state.to_be_bytes()[1],
            }
        })
    }

    /// Shorts from bytes: as sums of two halves, so that all sixteen bits are in use.
    fn both(bytes: [u8; 16]) -> (native::Shorts, plain::Shorts) {
        let [low, high] = native::wide_bytes(native::read_bytes(&bytes));
        let scale = native::all_shorts(257);
        let made = native::add_shorts(native::times_shorts(low, scale), high);
        (made, native::shorts(made))
    }

    #[test]
    fn vectors_do_what_single_numbers_do() {
        for seed in 1..200 {
            let (one, other, mask) = (
                drawn::<16>(seed),
                drawn::<16>(seed + 1_000),
                drawn::<16>(seed + 2_000),
            );
            let (x, y) = (native::read_bytes(&one), native::read_bytes(&other));
            macro_rules! same_bytes {
                ($($name:ident)+) => { $(assert_eq!(native::bytes(native::$name(x, y)), plain::$name(one, other));)+ };
            }
            same_bytes!(lower_bytes higher_bytes less_bytes equal_bytes and);
            let picked = native::pick(native::read_bytes(&mask), x, y);
            assert_eq!(native::bytes(picked), plain::pick(mask, one, other));
            let wide = native::wide_bytes(x).map(native::shorts);
            assert_eq!(wide, plain::wide_bytes(one));
            let ((x, own), (y, second)) = (both(one), both(other));
            macro_rules! same_shorts {
                ($($name:ident)+) => { $(assert_eq!(native::shorts(native::$name(x, y)), plain::$name(own, second));)+ };
            }
            same_shorts!(add_shorts less_shorts times_shorts from_second from_third);
            let words = |words: native::Words| native::words(words).map(u32::cast_signed);
            assert_eq!(
                native::bytes(native::bounded_bytes(x, y)),
                plain::bounded_bytes(own, second)
            );
            assert_eq!(words(native::dot_shorts(x, y)), plain::dot_shorts(own, second));
            assert_eq!(words(native::pairs_shorts(x)), plain::pairs_shorts(own));
            assert_eq!(native::products(x, y).map(words), plain::products(own, second));
            assert_eq!(
                native::in_turn(x, y).map(native::shorts),
                plain::in_turn(own, second)
            );
            assert_eq!(native::wide_shorts(x).map(words), plain::wide_shorts(own));
            let (x, y) = (native::dot_shorts(x, y), native::pairs_shorts(y));
            let (own, second) = (words(x), words(y));
            assert_eq!(words(native::add_words(x, y)), plain::add_words(own, second));
            assert_eq!(words(native::times_words(x, y)), plain::times_words(own, second));
            assert_eq!(words(native::at_least(x, y)), plain::at_least(own, second));
            assert_eq!(words(native::at_least(x, x)), [1; 4]);
            assert_eq!(words(native::high_half(x)), plain::high_half(own));
            assert_eq!(
                native::shorts(native::bounded_shorts(x, y)),
                plain::bounded_shorts(own, second)
            );
            let [low, _] = native::wide_shorts(both(one).0);
            let [other_low, _] = native::wide_shorts(both(other).0);
            let positive = native::add_words(other_low, native::all_words(1));
            let (own, second) = (words(low), words(positive));
            assert_eq!(words(native::over(low, positive)), plain::over(own, second));
            assert_eq!(
                words(native::beyond(low, positive, 1.7)),
                plain::beyond(own, second, 1.7)
            );
            let (threes, fours) = (drawn::<48>(seed), drawn::<64>(seed));
            assert_eq!(
                native::of_threes(&threes).map(native::bytes),
                plain::of_threes(&threes)
            );
            assert_eq!(
                native::of_fours(&fours).map(native::bytes),
                plain::of_fours(&fours)
            );
        }
    }
}
