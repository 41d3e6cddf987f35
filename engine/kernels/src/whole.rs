//! Whole numbers that are worked on at once, as [`crate::lanes`] has fractions: in wasm the processor's vectors by name,
//! elsewhere arrays, of which the compiler makes vectors. Both have the same results, lane by lane.

#[cfg(not(target_arch = "wasm32"))]
use plain as native;
#[cfg(target_arch = "wasm32")]
use wasm as native;

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
        native::of_threes(pixels).map(Self)
    }

    /// Red, green and blue of sixteen pixels with an alpha channel.
    #[inline(always)]
    pub(crate) fn of_fours(pixels: &[u8; 64]) -> [Self; 3] {
        native::of_fours(pixels).map(Self)
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
        native::wide_bytes(self.0).map(Shorts)
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
        native::in_turn(self.0, other.0).map(Self)
    }

    /// The lower and the higher four as numbers without a sign.
    #[inline(always)]
    pub(crate) fn wide(self) -> [Words; 2] {
        native::wide_shorts(self.0).map(Words)
    }

    /// Products of numbers without a sign: of the lower four, and of the higher ones.
    #[inline(always)]
    pub(crate) fn products(self, other: Self) -> [Words; 2] {
        native::products(self.0, other.0).map(Words)
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
        self.array()
            .iter()
            .map(|&number| i64::from(number.cast_signed()))
            .sum()
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

#[cfg(not(target_arch = "wasm32"))]
mod plain {
    use std::array::from_fn;

    pub(super) type Bytes = [u8; 16];
    pub(super) type Shorts = [i16; 8];
    pub(super) type Words = [i32; 4];

    /// A function lane by lane.
    macro_rules! by_lanes {
        ($($name:ident($($argument:ident),+): $kind:ty, $lane:expr;)+) => {
            $(#[inline(always)]
            pub(super) fn $name($($argument: $kind),+) -> $kind {
                from_fn(|at| {
                    $(let $argument = $argument[at];)+
                    $lane
                })
            })+
        };
    }

    by_lanes! {
        bytes(a): Bytes, a;
        lower_bytes(a, b): Bytes, a.min(b);
        higher_bytes(a, b): Bytes, a.max(b);
        less_bytes(a, b): Bytes, a.wrapping_sub(b);
        equal_bytes(a, b): Bytes, if a == b { u8::MAX } else { 0 };
        and(a, b): Bytes, a & b;
        pick(mask, one, other): Bytes, one & mask | other & !mask;
        shorts(a): Shorts, a;
        add_shorts(a, b): Shorts, a.wrapping_add(b);
        less_shorts(a, b): Shorts, a.wrapping_sub(b);
        times_shorts(a, b): Shorts, a.wrapping_mul(b);
        add_words(a, b): Words, a.wrapping_add(b);
        times_words(a, b): Words, a.wrapping_mul(b);
        at_least(a, b): Words, i32::from(a >= b);
        high_half(a): Words, (a.cast_unsigned() >> 16).cast_signed();
        over(a, b): Words, cut(single(a) / single(b));
    }

    #[expect(clippy::cast_precision_loss, reason = "callers stay below 2^24")]
    const fn single(number: i32) -> f32 {
        number as f32
    }

    #[expect(clippy::cast_possible_truncation, reason = "cut is what it is for")]
    const fn cut(number: f32) -> i32 {
        number as i32
    }

    #[inline(always)]
    pub(super) fn beyond(own: Words, other: Words, factor: f32) -> Words {
        from_fn(|at| {
            let (own, other) = (single(own[at]), single(other[at]));
            cut(other + factor * (own - other))
        })
    }

    pub(super) const fn all_bytes(byte: u8) -> Bytes {
        [byte; 16]
    }

    pub(super) const fn all_shorts(number: i16) -> Shorts {
        [number; 8]
    }

    pub(super) const fn all_words(number: i32) -> Words {
        [number; 4]
    }

    pub(super) const fn read_bytes(bytes: &[u8; 16]) -> Bytes {
        *bytes
    }

    #[inline(always)]
    pub(super) fn read_words(numbers: &[u32; 4]) -> Words {
        numbers.map(u32::cast_signed)
    }

    #[inline(always)]
    pub(super) fn words(words: Words) -> [u32; 4] {
        words.map(i32::cast_unsigned)
    }

    #[inline(always)]
    pub(super) fn of_threes(pixels: &[u8; 48]) -> [Bytes; 3] {
        from_fn(|colour| from_fn(|at| pixels[3 * at + colour]))
    }

    #[inline(always)]
    pub(super) fn of_fours(pixels: &[u8; 64]) -> [Bytes; 3] {
        from_fn(|colour| from_fn(|at| pixels[4 * at + colour]))
    }

    #[inline(always)]
    pub(super) fn wide_bytes(bytes: Bytes) -> [Shorts; 2] {
        from_fn(|half| from_fn(|at| i16::from(bytes[8 * half + at])))
    }

    #[inline(always)]
    pub(super) fn wide_shorts(shorts: Shorts) -> [Words; 2] {
        from_fn(|half| from_fn(|at| i32::from(shorts[4 * half + at].cast_unsigned())))
    }

    #[inline(always)]
    pub(super) fn products(a: Shorts, b: Shorts) -> [Words; 2] {
        let of = |at: usize| u32::from(a[at].cast_unsigned()) * u32::from(b[at].cast_unsigned());
        from_fn(|half| from_fn(|at| of(4 * half + at).cast_signed()))
    }

    #[inline(always)]
    pub(super) fn bounded_bytes(low: Shorts, high: Shorts) -> Bytes {
        let of = |number: i16| u8::try_from(number.clamp(0, 255)).unwrap_or(0);
        from_fn(|at| if at < 8 { of(low[at]) } else { of(high[at - 8]) })
    }

    #[inline(always)]
    #[expect(clippy::cast_possible_truncation, reason = "clamped before")]
    pub(super) fn bounded_shorts(low: Words, high: Words) -> Shorts {
        let of = |number: i32| number.clamp(i32::from(i16::MIN), i32::from(i16::MAX)) as i16;
        from_fn(|at| if at < 4 { of(low[at]) } else { of(high[at - 4]) })
    }

    #[inline(always)]
    pub(super) fn dot_shorts(a: Shorts, b: Shorts) -> Words {
        let of = |at: usize| i32::from(a[at]) * i32::from(b[at]);
        from_fn(|at| of(2 * at).wrapping_add(of(2 * at + 1)))
    }

    #[inline(always)]
    pub(super) fn pairs_shorts(a: Shorts) -> Words {
        from_fn(|at| i32::from(a[2 * at]) + i32::from(a[2 * at + 1]))
    }

    #[inline(always)]
    pub(super) fn from_second(a: Shorts, b: Shorts) -> Shorts {
        from_fn(|at| if at < 7 { a[at + 1] } else { b[at - 7] })
    }

    #[inline(always)]
    pub(super) fn from_third(a: Shorts, b: Shorts) -> Shorts {
        from_fn(|at| if at < 6 { a[at + 2] } else { b[at - 6] })
    }

    #[inline(always)]
    pub(super) fn in_turn(a: Shorts, b: Shorts) -> [Shorts; 2] {
        from_fn(|half| {
            from_fn(|at| {
                let place = 4 * half + at / 2;
                if at % 2 == 0 { a[place] } else { b[place] }
            })
        })
    }
}
