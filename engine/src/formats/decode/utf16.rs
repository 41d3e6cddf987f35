//! UTF-16, either byte order.

use super::{Decoded, Out};

pub(super) fn decode<'a>(
    bytes: &'a [u8],
    unit: fn([u8; 2]) -> u16,
    last: bool,
    out: &mut Out<'_>,
) -> Decoded<'a> {
    let mut used = 0;
    while let Some(pair) = bytes.get(used..used + 2) {
        let first = unit([pair[0], pair[1]]);
        if !is_surrogate(first) {
            out.text
                .push(char::from_u32(u32::from(first)).unwrap_or('\u{FFFD}'));
            used += 2;
            continue;
        }
        let second = bytes.get(used + 2..used + 4).map(|pair| unit([pair[0], pair[1]]));
        if second.is_none() && !last && is_high(first) {
            break;
        }
        match second.and_then(|second| char::decode_utf16([first, second]).next()) {
            Some(Ok(character)) => {
                out.text.push(character);
                used += 4;
            }
            _ => {
                out.invalid(pair);
                used += 2;
            }
        }
    }
    if last && used < bytes.len() {
        out.invalid(&bytes[used..]);
        used = bytes.len();
    }
    (None, used)
}

fn is_surrogate(unit: u16) -> bool {
    (0xD800..=0xDFFF).contains(&unit)
}

fn is_high(unit: u16) -> bool {
    (0xD800..=0xDBFF).contains(&unit)
}
