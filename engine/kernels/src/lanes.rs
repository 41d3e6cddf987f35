//! A few numbers that are worked on at once. In wasm they are the processor's vectors by name, since the page is linked
//! for size, where the compiler makes none by itself; elsewhere they are arrays, of which it does. Both have the same
//! results to the bit, lane by lane.

use std::ops::{Add, Div, Mul, Sub};

#[cfg(not(target_arch = "wasm32"))]
use plain as native;
#[cfg(target_arch = "wasm32")]
use wasm as native;

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

    /// Whether a lane is above 0; none may be below.
    #[inline(always)]
    pub(crate) fn any(self) -> bool {
        native::any(self.0)
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

#[cfg(target_arch = "wasm32")]
mod wasm {
    pub(super) use core::arch::wasm32::{
        f32x4_add as add_singles, f32x4_div as div_singles, f32x4_mul as mul_singles,
        f32x4_splat as all_singles, f32x4_sqrt as square_root, f32x4_sub as sub_singles, f64x2_abs as size,
        f64x2_add as add_doubles, f64x2_mul as mul_doubles, f64x2_splat as all_doubles,
        f64x2_sub as sub_doubles, v128 as Singles, v128 as Doubles,
    };
    use core::arch::wasm32::{f32x4_gt, f32x4_pmax, f32x4_pmin, v128, v128_any_true, v128_load, v128_store};

    #[inline(always)]
    pub(super) fn lower(a: v128, b: v128) -> v128 {
        f32x4_pmin(b, a)
    }

    #[inline(always)]
    pub(super) fn higher(a: v128, b: v128) -> v128 {
        f32x4_pmax(b, a)
    }

    #[inline(always)]
    pub(super) fn any(lanes: v128) -> bool {
        v128_any_true(f32x4_gt(lanes, all_singles(0.0)))
    }

    /// Reads and writes whole arrays of a vector's size.
    macro_rules! moved {
        ($read:ident, $write:ident, $array:ty) => {
            #[inline(always)]
            #[expect(
                unsafe_code,
                reason = "an array of a vector's size is read whole, at any address"
            )]
            pub(super) fn $read(numbers: &$array) -> v128 {
                // SAFETY: all 16 bytes belong to the array.
                unsafe { v128_load(std::ptr::from_ref(numbers).cast()) }
            }

            #[inline(always)]
            #[expect(
                unsafe_code,
                reason = "an array of a vector's size is written whole, at any address"
            )]
            pub(super) fn $write(lanes: v128) -> $array {
                let mut numbers = <$array>::default();
                // SAFETY: all 16 bytes belong to the array.
                unsafe { v128_store(std::ptr::from_mut(&mut numbers).cast(), lanes) };
                numbers
            }
        };
    }

    moved!(read_singles, singles, [f32; 4]);
    moved!(read_doubles, doubles, [f64; 2]);
}

#[cfg(not(target_arch = "wasm32"))]
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
    pub(super) fn any(lanes: Singles) -> bool {
        (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]) > 0.0
    }
}
