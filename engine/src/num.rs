//! Numbers with the same bits on every machine: `exp` and `ln` from libm, never the platform's.

/// e to the power x.
#[must_use]
pub fn exp(x: f64) -> f64 {
    libm::exp(x)
}

/// The natural logarithm of x.
#[must_use]
pub fn ln(x: f64) -> f64 {
    libm::log(x)
}

/// A count as `u32`, the width in which counts cross to the page. Corpora are refused long before this bound, so a
/// larger count is a bug, shown as the largest number rather than as a wrong small one.
#[must_use]
pub fn count(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

/// A `u32` as an index. Wasm's and every native target's `usize` hold it.
#[must_use]
pub const fn index(value: u32) -> usize {
    value as usize
}
