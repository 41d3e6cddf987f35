//! UTF-8, which is checked and not copied.

use super::{Decoded, Out};

pub(super) fn decode<'a>(bytes: &'a [u8], last: bool, out: &mut Out<'_>) -> Decoded<'a> {
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return (Some(text), bytes.len()),
        Err(error) => error,
    };
    // Only the chunk's end cuts a character: that much is text, and the cut character waits for the next chunk.
    if error.error_len().is_none() && !last {
        let used = error.valid_up_to();
        return (std::str::from_utf8(&bytes[..used]).ok(), used);
    }
    let mut used = 0;
    for chunk in bytes.utf8_chunks() {
        out.text.push_str(chunk.valid());
        used += chunk.valid().len();
        let invalid = chunk.invalid();
        if invalid.is_empty() || (!last && used + invalid.len() == bytes.len() && is_cut(invalid)) {
            break;
        }
        out.invalid(invalid);
        used += invalid.len();
    }
    (None, used)
}

/// Whether more bytes could make a character of these.
fn is_cut(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_none())
}
