//! Arrays: of their loops the compiler makes vectors where it makes any.

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
