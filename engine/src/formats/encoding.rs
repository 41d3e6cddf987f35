//! Which encoding a file is in, by its first bytes; what is not certain is said.

use super::decode::byte_order_mark;
use super::magic::shown;
use super::{Encoding, ImportError};

/// The encoding, and what the user should know about it.
pub(crate) fn sniff(name: &str, head: &[u8], complete: bool) -> Result<(Encoding, Vec<String>), ImportError> {
    if head.starts_with(b"\xFF\xFE\0\0") || head.starts_with(b"\0\0\xFE\xFF") {
        let remedy = "Save it as UTF-8 and import it again.";
        return Err(ImportError::new(
            format!("{} is in UTF-32, which is not read", shown(name)),
            remedy,
        ));
    }
    if let Some(marked) = by_mark(head) {
        let said = format!(
            "The file begins with a byte order mark: read as {}.",
            marked.title()
        );
        return Ok((marked, vec![said]));
    }
    if let Some(utf16) = utf16_by_nuls(head) {
        let said = format!("Every second byte is 0: read as {}.", utf16.title());
        return Ok((utf16, vec![said]));
    }
    refuse_controls(name, head)?;
    Ok(utf8_or_windows1252(head, complete))
}

fn by_mark(head: &[u8]) -> Option<Encoding> {
    let marked = [Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be];
    marked
        .into_iter()
        .find(|&encoding| head.starts_with(byte_order_mark(encoding)))
}

/// UTF-16 without its mark: in most scripts' files, line ends, spaces and markup have one byte 0 each.
fn utf16_by_nuls(head: &[u8]) -> Option<Encoding> {
    let looked = &head[..head.len().min(4096)];
    let pairs = looked.len() / 2;
    let zeros = |offset: usize| {
        looked
            .iter()
            .skip(offset)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    let many = |count: usize| pairs >= 2 && count * 3 > pairs;
    match (many(even), many(odd)) {
        (false, true) if even * 50 <= pairs => Some(Encoding::Utf16Le),
        (true, false) if odd * 50 <= pairs => Some(Encoding::Utf16Be),
        _ => None,
    }
}

/// Texts hold few control characters; programs and packed data hold many.
fn refuse_controls(name: &str, head: &[u8]) -> Result<(), ImportError> {
    let looked = &head[..head.len().min(4096)];
    let control = |byte: &&u8| matches!(**byte, 0..=8 | 14..=26 | 28..=31 | 127);
    let controls = looked.iter().filter(control).count();
    if controls * 10 <= looked.len() * 3 {
        return Ok(());
    }
    let what = format!(
        "{} is not text: {controls} of its first {} bytes are control characters",
        shown(name),
        looked.len()
    );
    Err(ImportError::new(
        what,
        "Choose a CSV, TSV, JSON, JSONL or text file.",
    ))
}

fn utf8_or_windows1252(head: &[u8], complete: bool) -> (Encoding, Vec<String>) {
    let mut at = 0;
    let mut characters = 0;
    let mut invalid: Vec<(usize, u8)> = Vec::new();
    for chunk in head.utf8_chunks() {
        characters += chunk.valid().bytes().filter(|byte| *byte >= 0xC0).count();
        at += chunk.valid().len();
        if let Some(&first) = chunk.invalid().first() {
            invalid.push((at, first));
        }
        at += chunk.invalid().len();
    }
    // Half a character at the very end: the head was cut there, or the file was.
    let cut = std::str::from_utf8(head).is_err_and(|error| error.error_len().is_none());
    let Some(&(place, byte)) = invalid.first().filter(|_| !cut || complete) else {
        return (Encoding::Utf8, Vec::new());
    };
    let what = format!("Not valid UTF-8 (byte 0x{byte:02X} at byte {place})");
    if cut {
        return (
            Encoding::Utf8,
            vec![format!(
                "{what}: the file ends inside a character, and that row is set aside."
            )],
        );
    }
    if characters > invalid.len() {
        let rest = "read as UTF-8 all the same, as most of it is; rows with such bytes are set aside.";
        return (Encoding::Utf8, vec![format!("{what}: {rest}")]);
    }
    (
        Encoding::Windows1252,
        vec![format!("{what}: read as {}.", Encoding::Windows1252.title())],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_encoding_that_is_not_plain_utf8_is_said() {
        let cases: [(&[u8], Encoding, &str); 8] = [
            (b"plain", Encoding::Utf8, ""),
            (b"\xEF\xBB\xBFa", Encoding::Utf8, "byte order mark"),
            (b"\xFE\xFF\0a", Encoding::Utf16Be, "byte order mark"),
            (b"a\0b\0c\0", Encoding::Utf16Le, "Every second byte"),
            (b"\0a\0b\0c", Encoding::Utf16Be, "Every second byte"),
            (b"caf\xE9 noir", Encoding::Windows1252, "byte 0xE9 at byte 3"),
            (
                b"\xC3\xA9\xC3\xA9\xC3\xA9 \xE9 x",
                Encoding::Utf8,
                "rows with such bytes are set aside",
            ),
            (b"caf\xC3", Encoding::Utf8, "ends inside a character"),
        ];
        for (head, encoding, word) in cases {
            let (found, said) = sniff("a.csv", head, true).unwrap();
            assert_eq!(found, encoding, "{head:?}");
            assert!(said.concat().contains(word), "{said:?} should say {word:?}");
            assert_eq!(said.is_empty(), word.is_empty(), "{said:?}");
        }
    }
}
