//! Windows-1252 after the WHATWG Encoding Standard: every byte is a character, so nothing can be invalid.

use super::{Decoded, Out};

/// The characters of the bytes 0x80 to 0x9F. All other bytes are the character of the same number.
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', //
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

pub(super) fn decode<'a>(bytes: &'a [u8], out: &mut Out<'_>) -> Decoded<'a> {
    if bytes.is_ascii() {
        return (std::str::from_utf8(bytes).ok(), bytes.len());
    }
    out.text.extend(bytes.iter().map(|&byte| character(byte)));
    (None, bytes.len())
}

fn character(byte: u8) -> char {
    match byte {
        0x80..=0x9F => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

/// The byte that stands for a character of decoded text; a question mark for one that cannot come from a byte.
pub(in crate::formats) fn byte_of(character: char) -> u8 {
    if let Some(byte) = HIGH.iter().position(|&high| high == character) {
        return u8::try_from(byte + 0x80).unwrap_or(b'?');
    }
    u8::try_from(character).unwrap_or(b'?')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_comes_back() {
        for byte in 0..=u8::MAX {
            assert_eq!(byte_of(character(byte)), byte);
        }
    }
}
