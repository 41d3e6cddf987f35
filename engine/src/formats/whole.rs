//! A small file as one text: a list of words, not records.

use super::ImportError;
use super::decode::Decoder;
use super::encoding;
use super::magic::refuse_binary;
use super::sniff::cut_head;

/// The text of a file, in whatever encoding it is. Bytes that are no text become U+FFFD.
///
/// # Errors
/// A file that holds no text, by name.
pub fn text_of(name: &str, bytes: &[u8]) -> Result<String, ImportError> {
    let (head, complete) = cut_head(bytes, true);
    refuse_binary(name, head)?;
    let (encoding, _) = encoding::sniff(name, head, complete)?;
    Ok(Decoder::new(encoding).decode(bytes, true).text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_in_any_encoding() {
        assert_eq!(text_of("a.txt", "é\nü\n".as_bytes()).unwrap(), "é\nü\n");
        assert_eq!(text_of("a.txt", b"\xEF\xBB\xBFhi").unwrap(), "hi");
        assert_eq!(text_of("a.txt", b"caf\xE9\nna\xEFve\n").unwrap(), "café\nnaïve\n");
        assert_eq!(text_of("a.txt", b"\xFF\xFEh\0i\0").unwrap(), "hi");
        assert!(text_of("a.xlsx", b"PK\x03\x04rest of it").is_err());
    }
}
