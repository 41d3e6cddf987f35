//! The processor's vectors beside arrays.

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
