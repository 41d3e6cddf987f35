//! How much of a pack its first images take, for who looks at them before it reads the whole.

use super::MAGIC;
use crate::num::index;

/// Bytes up to the end of so many entries, as far as the beginning of a pack tells: where it is cut, up to the length of the
/// first entry whose own is not there. None of what is no pack.
#[must_use]
pub fn bytes_of_first(entries: usize, head: &[u8]) -> Option<u64> {
    if !head.starts_with(MAGIC) {
        return None;
    }
    let mut end = MAGIC.len() as u64;
    for _ in 0..entries {
        let own = usize::try_from(end)
            .ok()
            .and_then(|end| head.get(end..)?.first_chunk());
        let Some(length) = own else {
            return Some(end + 4);
        };
        end += 4 + index(u32::from_le_bytes(*length)) as u64;
    }
    Some(end)
}

#[cfg(test)]
mod tests {
    use super::super::{begin, put_refused};
    use super::*;

    #[test]
    fn lengths_lead_from_entry_to_entry_as_far_as_they_are_there() {
        let mut pack = Vec::new();
        begin(&mut pack);
        let mut ends = vec![pack.len()];
        for reason in ["cut", "broken in the middle", ""] {
            put_refused(&mut pack, "a.png", reason).unwrap();
            ends.push(pack.len());
        }
        for (entries, end) in ends.iter().enumerate() {
            assert_eq!(bytes_of_first(entries, &pack), Some(*end as u64));
        }
        // Behind the last one it is asked for a length that is not there.
        assert_eq!(bytes_of_first(9, &pack), Some(pack.len() as u64 + 4));
        // The second entry's length is known, the third's is not.
        let cut = &pack[..ends[1] + 5];
        assert_eq!(bytes_of_first(2, cut), Some(ends[2] as u64));
        assert_eq!(bytes_of_first(3, cut), Some(ends[2] as u64 + 4));
        assert_eq!(bytes_of_first(3, &pack[..3]), None);
        assert_eq!(bytes_of_first(3, b"id,text\n1,a\n"), None);
    }
}
