//! A few numbers that are worked on at once. In wasm they are the processor's vectors by name, since the page is linked
//! for size, where the compiler makes none by itself; elsewhere they are arrays, of which it does. Both have the same
//! results to the bit, lane by lane.

use std::ops::{Add, Div, Mul, Sub};

#[cfg(not(any(target_arch = "wasm32", target_arch = "x86_64")))]
use plain as native;
#[cfg(target_arch = "wasm32")]
use wasm as native;
#[cfg(target_arch = "x86_64")]
use x86 as native;

/// Four numbers in single precision.
#[derive(Clone, Copy)]
pub(crate) struct Singles(native::Singles);

/// Two numbers in double precision.
#[derive(Clone, Copy)]
pub(crate) struct Doubles(native::Doubles);

/// An operator, lane by lane.
macro_rules! operator {
    ($kind:ident, $trait:ident, $method:ident, $function:path) => {
        impl $trait for $kind {
            type Output = Self;

            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                Self($function(self.0, other.0))
            }
        }
    };
}

operator!(Singles, Add, add, native::add_singles);
operator!(Singles, Sub, sub, native::sub_singles);
operator!(Singles, Mul, mul, native::mul_singles);
operator!(Singles, Div, div, native::div_singles);
operator!(Doubles, Add, add, native::add_doubles);
operator!(Doubles, Sub, sub, native::sub_doubles);
operator!(Doubles, Mul, mul, native::mul_doubles);

impl Singles {
    /// One number in all lanes.
    #[inline(always)]
    pub(crate) fn all(number: f32) -> Self {
        Self(native::all_singles(number))
    }

    #[inline(always)]
    pub(crate) fn read(numbers: &[f32; 4]) -> Self {
        Self(native::read_singles(numbers))
    }

    #[inline(always)]
    pub(crate) fn write(self, numbers: &mut [f32; 4]) {
        *numbers = native::singles(self.0);
    }

    /// The lower ones; of a number and what is none, the other.
    #[inline(always)]
    pub(crate) fn lower(self, other: Self) -> Self {
        Self(native::lower(self.0, other.0))
    }

    /// The higher ones.
    #[inline(always)]
    pub(crate) fn higher(self, other: Self) -> Self {
        Self(native::higher(self.0, other.0))
    }

    #[inline(always)]
    pub(crate) fn square_root(self) -> Self {
        Self(native::square_root(self.0))
    }

    /// A bit a lane, from the lowest: whether it is above the other's.
    #[inline(always)]
    pub(crate) fn above(self, other: Self) -> u32 {
        native::above(self.0, other.0)
    }
}

/// Numbers in double precision, some at once: one or two.
pub(crate) trait Several: Copy + Add<Output = Self> + Sub<Output = Self> + Mul<Output = Self> {
    /// How they stand in memory.
    type Cell: Copy;

    /// A slice of numbers, by cells.
    fn cells(numbers: &[f64]) -> &[Self::Cell];
    /// The same, to be changed.
    fn cells_mut(numbers: &mut [f64]) -> &mut [Self::Cell];
    /// One number in all lanes.
    fn all(number: f64) -> Self;
    fn read(cell: &Self::Cell) -> Self;
    fn cell(self) -> Self::Cell;
    fn size(self) -> Self;
}

impl Several for f64 {
    type Cell = Self;

    #[inline(always)]
    fn cells(numbers: &[f64]) -> &[f64] {
        numbers
    }

    #[inline(always)]
    fn cells_mut(numbers: &mut [f64]) -> &mut [f64] {
        numbers
    }

    #[inline(always)]
    fn all(number: f64) -> Self {
        number
    }

    #[inline(always)]
    fn read(cell: &f64) -> Self {
        *cell
    }

    #[inline(always)]
    fn cell(self) -> f64 {
        self
    }

    #[inline(always)]
    fn size(self) -> Self {
        self.abs()
    }
}

impl Several for Doubles {
    type Cell = [f64; 2];

    #[inline(always)]
    fn cells(numbers: &[f64]) -> &[[f64; 2]] {
        numbers.as_chunks().0
    }

    #[inline(always)]
    fn cells_mut(numbers: &mut [f64]) -> &mut [[f64; 2]] {
        numbers.as_chunks_mut().0
    }

    #[inline(always)]
    fn all(number: f64) -> Self {
        Self(native::all_doubles(number))
    }

    #[inline(always)]
    fn read(cell: &[f64; 2]) -> Self {
        Self(native::read_doubles(cell))
    }

    #[inline(always)]
    fn cell(self) -> [f64; 2] {
        native::doubles(self.0)
    }

    #[inline(always)]
    fn size(self) -> Self {
        Self(native::size(self.0))
    }
}

/// Reads whole arrays of a vector's size.
#[cfg(any(target_arch = "wasm32", target_arch = "x86_64"))]
macro_rules! read {
    ($read:ident, $array:ty, $vector:ty, $load:path) => {
        #[inline(always)]
        #[expect(
            unsafe_code,
            reason = "an array of a vector's size is read whole, at any address"
        )]
        pub(super) fn $read(numbers: &$array) -> $vector {
            // SAFETY: all 16 bytes belong to the array.
            unsafe { $load(std::ptr::from_ref(numbers).cast()) }
        }
    };
}

/// Writes whole arrays of a vector's size.
#[cfg(any(target_arch = "wasm32", target_arch = "x86_64"))]
macro_rules! written {
    ($write:ident, $array:ty, $vector:ty, $store:path) => {
        #[inline(always)]
        #[expect(
            unsafe_code,
            reason = "an array of a vector's size is written whole, at any address"
        )]
        pub(super) fn $write(lanes: $vector) -> $array {
            let mut numbers = <$array>::default();
            // SAFETY: all 16 bytes belong to the array.
            unsafe { $store(std::ptr::from_mut(&mut numbers).cast(), lanes) };
            numbers
        }
    };
}
/// Instructions by the names they have here.
#[cfg(target_arch = "x86_64")]
macro_rules! instructions {
    ($($name:ident($($argument:ident: $kind:ty),+) -> $result:ty, $body:expr;)+) => {
        $(#[inline(always)]
        #[expect(unsafe_code, reason = "the compiler asks where an instruction is had: x86-64 has all of these")]
        pub(super) fn $name($($argument: $kind),+) -> $result {
            // SAFETY: SSE2 is part of x86-64.
            unsafe { $body }
        })+
    };
}
#[cfg(target_arch = "x86_64")]
pub(crate) use instructions;
#[cfg(any(target_arch = "wasm32", target_arch = "x86_64"))]
pub(crate) use {read, written};

#[cfg(target_arch = "wasm32")]
mod wasm {
    pub(super) use core::arch::wasm32::{
        f32x4_add as add_singles, f32x4_div as div_singles, f32x4_mul as mul_singles,
        f32x4_splat as all_singles, f32x4_sqrt as square_root, f32x4_sub as sub_singles, f64x2_abs as size,
        f64x2_add as add_doubles, f64x2_mul as mul_doubles, f64x2_splat as all_doubles,
        f64x2_sub as sub_doubles, v128 as Singles, v128 as Doubles,
    };
    use core::arch::wasm32::{f32x4_gt, f32x4_pmax, f32x4_pmin, i32x4_bitmask, v128, v128_load, v128_store};

    #[inline(always)]
    pub(super) fn lower(a: v128, b: v128) -> v128 {
        f32x4_pmin(b, a)
    }

    #[inline(always)]
    pub(super) fn higher(a: v128, b: v128) -> v128 {
        f32x4_pmax(b, a)
    }

    #[inline(always)]
    pub(super) fn above(a: v128, b: v128) -> u32 {
        u32::from(i32x4_bitmask(f32x4_gt(a, b)))
    }

    read!(read_singles, [f32; 4], v128, v128_load);
    read!(read_doubles, [f64; 2], v128, v128_load);
    written!(singles, [f32; 4], v128, v128_store);
    written!(doubles, [f64; 2], v128, v128_store);
}

/// What every such processor has.
#[cfg(target_arch = "x86_64")]
mod x86 {
    use core::arch::x86_64::*;
    pub(super) use core::arch::x86_64::{__m128 as Singles, __m128d as Doubles};

    instructions! {
        add_singles(a: Singles, b: Singles) -> Singles, _mm_add_ps(a, b);
        sub_singles(a: Singles, b: Singles) -> Singles, _mm_sub_ps(a, b);
        mul_singles(a: Singles, b: Singles) -> Singles, _mm_mul_ps(a, b);
        div_singles(a: Singles, b: Singles) -> Singles, _mm_div_ps(a, b);
        lower(a: Singles, b: Singles) -> Singles, _mm_min_ps(a, b);
        higher(a: Singles, b: Singles) -> Singles, _mm_max_ps(a, b);
        square_root(a: Singles) -> Singles, _mm_sqrt_ps(a);
        all_singles(number: f32) -> Singles, _mm_set1_ps(number);
        above(a: Singles, b: Singles) -> u32, _mm_movemask_ps(_mm_cmpgt_ps(a, b)).cast_unsigned();
        add_doubles(a: Doubles, b: Doubles) -> Doubles, _mm_add_pd(a, b);
        sub_doubles(a: Doubles, b: Doubles) -> Doubles, _mm_sub_pd(a, b);
        mul_doubles(a: Doubles, b: Doubles) -> Doubles, _mm_mul_pd(a, b);
        all_doubles(number: f64) -> Doubles, _mm_set1_pd(number);
        size(lanes: Doubles) -> Doubles, _mm_andnot_pd(_mm_set1_pd(-0.0), lanes);
    }

    read!(read_singles, [f32; 4], Singles, _mm_loadu_ps);
    read!(read_doubles, [f64; 2], Doubles, _mm_loadu_pd);
    written!(singles, [f32; 4], Singles, _mm_storeu_ps);
    written!(doubles, [f64; 2], Doubles, _mm_storeu_pd);
}

#[cfg(any(test, not(any(target_arch = "wasm32", target_arch = "x86_64"))))]
#[cfg_attr(
    any(target_arch = "wasm32", target_arch = "x86_64"),
    allow(dead_code, reason = "in tests it is the oracle of what can differ")
)]
mod plain {
    pub(super) type Singles = [f32; 4];
    pub(super) type Doubles = [f64; 2];

    /// A function lane by lane.
    macro_rules! by_lanes {
        ($($name:ident($($argument:ident),+): $kind:ty, $lane:expr;)+) => {
            $(#[inline(always)]
            pub(super) fn $name($($argument: $kind),+) -> $kind {
                std::array::from_fn(|at| {
                    $(let $argument = $argument[at];)+
                    $lane
                })
            })+
        };
    }

    by_lanes! {
        add_singles(a, b): Singles, a + b;
        sub_singles(a, b): Singles, a - b;
        mul_singles(a, b): Singles, a * b;
        div_singles(a, b): Singles, a / b;
        lower(a, b): Singles, if a < b { a } else { b };
        higher(a, b): Singles, if a > b { a } else { b };
        square_root(a): Singles, a.sqrt();
        add_doubles(a, b): Doubles, a + b;
        sub_doubles(a, b): Doubles, a - b;
        mul_doubles(a, b): Doubles, a * b;
        size(a): Doubles, a.abs();
        singles(a): Singles, a;
        doubles(a): Doubles, a;
    }

    #[inline(always)]
    pub(super) fn all_singles(number: f32) -> Singles {
        [number; 4]
    }

    #[inline(always)]
    pub(super) fn all_doubles(number: f64) -> Doubles {
        [number; 2]
    }

    #[inline(always)]
    pub(super) fn read_singles(numbers: &Singles) -> Singles {
        *numbers
    }

    #[inline(always)]
    pub(super) fn read_doubles(numbers: &Doubles) -> Doubles {
        *numbers
    }

    #[inline(always)]
    pub(super) fn above(a: Singles, b: Singles) -> u32 {
        (0..4).map(|at| u32::from(a[at] > b[at]) << at).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vectors_do_what_single_numbers_do() {
        let numbers = [0.0f32, -0.0, 1.5, -2.25, 3.0e-39, 1.0e38, f32::INFINITY, 0.1];
        let bits = |four: [f32; 4]| four.map(|number| if number.is_nan() { 1 } else { number.to_bits() });
        for a in numbers {
            for b in numbers {
                let (own, other) = ([a, 1.0, b, -a], [b, 0.5, -a, a]);
                let (x, y) = (native::read_singles(&own), native::read_singles(&other));
                macro_rules! same {
                    ($($name:ident)+) => {
                        $(assert_eq!(bits(native::singles(native::$name(x, y))), bits(plain::$name(own, other)));)+
                    };
                }
                same!(add_singles sub_singles mul_singles div_singles lower higher);
                let positive = own.map(f32::abs);
                let roots = native::square_root(native::read_singles(&positive));
                assert_eq!(bits(native::singles(roots)), bits(plain::square_root(positive)));
                assert_eq!(native::above(x, y), plain::above(own, other));
                if !(a - b).is_finite() {
                    continue;
                }
                let (own, other) = ([f64::from(a), f64::from(b)], [f64::from(b), 0.3]);
                let (x, y) = (native::read_doubles(&own), native::read_doubles(&other));
                assert_eq!(
                    native::doubles(native::add_doubles(x, y)),
                    plain::add_doubles(own, other)
                );
                assert_eq!(
                    native::doubles(native::sub_doubles(y, x)),
                    plain::sub_doubles(other, own)
                );
                assert_eq!(
                    native::doubles(native::mul_doubles(x, y)),
                    plain::mul_doubles(own, other)
                );
                assert_eq!(native::doubles(native::size(x)), plain::size(own));
            }
        }
    }
}
