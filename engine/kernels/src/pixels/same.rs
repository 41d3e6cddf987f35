//! Pixels as one number.

/// Goes on with a number by the pixels of a row as red, green, blue and opacity: of two rows that differ the numbers differ,
/// but for one pair in about 2^64. Rows of other channels that are the same pixels give the same.
#[inline(never)]
#[must_use]
pub fn hash(row: &[u8], channels: usize, hash: u64) -> u64 {
    let full = u8::MAX;
    match channels {
        1 => hashed(row, hash, |&[grey]| [grey, grey, grey, full]),
        2 => hashed(row, hash, |&[grey, alpha]| [grey, grey, grey, alpha]),
        3 => hashed(row, hash, |&[red, green, blue]| [red, green, blue, full]),
        _ => hashed(row, hash, |pixel: &[u8; 4]| *pixel),
    }
}

/// Every fourth pixel goes on with a number of its own, so that four are under way at once; at last the four are joined.
fn hashed<const N: usize>(row: &[u8], hash: u64, whole: impl Fn(&[u8; N]) -> [u8; 4]) -> u64 {
    const ODD: u64 = 0x9E37_79B9_7F4A_7C15;
    let next = |hash: u64, other: u64| (hash ^ other).wrapping_mul(ODD).rotate_left(29);
    let of_pixel = |pixel: &[u8; N]| u64::from(u32::from_le_bytes(whole(pixel)));
    let mut four = [0, 1, 2, 3].map(|lane: u64| hash.wrapping_add(lane.wrapping_mul(ODD)));
    let (pixels, _) = row.as_chunks::<N>();
    let (quads, rest) = pixels.as_chunks::<4>();
    for quad in quads {
        for (hash, pixel) in four.iter_mut().zip(quad) {
            *hash = next(*hash, of_pixel(pixel));
        }
    }
    for (hash, pixel) in four.iter_mut().zip(rest) {
        *hash = next(*hash, of_pixel(pixel));
    }
    let [first, others @ ..] = four;
    others.into_iter().fold(first, next)
}
