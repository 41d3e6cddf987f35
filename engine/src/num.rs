//! Numbers with the same bits on every machine: `exp`, `ln` and angles from libm, never the platform's; and how counts are
//! written.

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

/// Sine and cosine of an angle in radians.
#[must_use]
pub fn sin_cos(radians: f64) -> (f64, f64) {
    libm::sincos(radians)
}

/// The angle of the point (x, y), in radians from −π to π.
#[must_use]
pub fn atan2(y: f64, x: f64) -> f64 {
    libm::atan2(y, x)
}

/// The sine of x, an angle in radians.
#[must_use]
pub fn sin(x: f64) -> f64 {
    libm::sin(x)
}

/// The cosine of x, an angle in radians.
#[must_use]
pub fn cos(x: f64) -> f64 {
    libm::cos(x)
}

/// The angle, in radians, whose sine is x.
#[must_use]
pub fn asin(x: f64) -> f64 {
    libm::asin(x)
}

/// A count as `u32`, the width in which counts cross to the page. Corpora are refused long before this bound, so a
/// larger count is a bug, shown as the largest number rather than as a wrong small one.
#[must_use]
pub fn count(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

/// A count as a floating-point number: exact, since counts stay far below 2^53.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "exact below 2^53")]
pub const fn exact(count: usize) -> f64 {
    count as f64
}

/// A count as people read it, in groups of three digits: `1,956`.
#[must_use]
pub fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut written = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            written.push(',');
        }
        written.push(digit);
    }
    written
}

/// A `u32` as an index. Wasm's and every native target's `usize` hold it.
#[must_use]
pub const fn index(value: u32) -> usize {
    value as usize
}
