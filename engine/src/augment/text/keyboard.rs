//! Which letters lie next to which on a US keyboard.

/// Of each letter from a to z, the letters around it.
static AROUND: [&str; 26] = [
    "qswz", "ghnv", "dfvx", "cefrsx", "drsw", "cdgrtv", "bfhtvy", "bgjnuy", "jkou", "hikmnu", "ijlmo", "kop",
    "jkn", "bhjm", "iklp", "lo", "aw", "deft", "adewxz", "fgry", "hijy", "bcfg", "aeqs", "cdsz", "ghtu",
    "asx",
];

/// The letters around a letter, in lower case; none around anything else.
pub(super) fn around(letter: u8) -> &'static [u8] {
    match letter.to_ascii_lowercase() {
        letter @ b'a'..=b'z' => AROUND[usize::from(letter - b'a')].as_bytes(),
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_next_to_one_has_one_next_to_it() {
        for letter in b'a'..=b'z' {
            assert!(!around(letter).is_empty());
            for &other in around(letter) {
                assert!(
                    around(other).contains(&letter),
                    "{} and {}",
                    char::from(letter),
                    char::from(other)
                );
            }
        }
        assert_eq!((around(b'A'), around(b'1')), (&b"qswz"[..], &b""[..]));
    }
}
