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
mod wasm;

#[cfg(target_arch = "x86_64")]
mod x86;

#[cfg(not(target_arch = "wasm32"))]
#[cfg_attr(
    target_arch = "x86_64",
    allow(dead_code, reason = "elsewhere it is used, here it is the oracle of tests")
)]
mod plain;

#[cfg(test)]
mod tests;
