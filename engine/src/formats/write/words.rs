//! What a file says of words besides its rules, where there is something to say.

use super::Header;
use super::line::put;
use crate::formats::lists::put_lists;

/// Appends `lists` and `accents`, each behind a comma.
pub(super) fn put_words(header: &Header, out: &mut Vec<u8>) {
    if !header.lists.is_empty() {
        out.extend_from_slice(b",\n\"lists\":");
        put_lists(out, header.lists.iter().map(AsRef::as_ref));
    }
    if !header.accents.count() {
        out.extend_from_slice(b",\n\"accents\":");
        put(out, &header.accents);
    }
}
