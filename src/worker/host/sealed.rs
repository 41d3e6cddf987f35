//! A journal's lines as they are kept: each is sealed with a checksum, and what a killed browser left half written is
//! found and cut off at opening.

use labelloom_engine::session::journal::JournalEntry;

use super::store::{Key, Row};

/// A line with its checksum before it.
pub(super) fn seal(entry: &JournalEntry) -> Result<String, String> {
    let text = serde_json::to_string(entry).map_err(|error| error.to_string())?;
    Ok(format!("{:08x} {text}", crc32(text.as_bytes())))
}

fn unseal(sealed: &str) -> Option<JournalEntry> {
    let (sum, text) = sealed.split_once(' ')?;
    let sum = u32::from_str_radix(sum, 16).ok()?;
    (sum == crc32(text.as_bytes()))
        .then(|| serde_json::from_str(text).ok())
        .flatten()
}

/// What could be read of a journal.
#[derive(Debug, PartialEq)]
pub(super) struct Readable {
    /// The changes, up to the first one that is damaged or missing.
    pub(super) entries: Vec<JournalEntry>,
    /// The number the next line gets.
    pub(super) next: u32,
    /// Lines behind it, which are lost.
    pub(super) lost: u32,
}

/// Reads a journal's rows, in their order, from the line that the head doesn't cover.
pub(super) fn read(rows: &[(Key, Row)], from: u32) -> Readable {
    let mut readable = Readable {
        entries: Vec::new(),
        next: from,
        lost: 0,
    };
    for (key, row) in rows.iter().filter(|(key, _)| key.number >= from) {
        let entry = match row {
            Row::Text(sealed) if key.number == readable.next && readable.lost == 0 => unseal(sealed),
            _ => None,
        };
        match entry {
            Some(entry) => {
                readable.entries.push(entry);
                readable.next += 1;
            }
            None => readable.lost += 1,
        }
    }
    readable
}

/// CRC-32 as in zip and PNG files (reflected, polynomial 0xEDB88320).
fn crc32(bytes: &[u8]) -> u32 {
    let step = |sum: u32| {
        if sum & 1 == 1 {
            (sum >> 1) ^ 0xEDB8_8320
        } else {
            sum >> 1
        }
    };
    let byte = |sum: u32, byte: &u8| (0..8).fold(sum ^ u32::from(*byte), |sum, _| step(sum));
    !bytes.iter().fold(u32::MAX, byte)
}

#[cfg(test)]
mod tests {
    use labelloom_engine::session::journal::Change;

    use super::*;

    fn row(number: u32) -> (Key, Row) {
        let sealed = seal(&JournalEntry {
            revision: number + 1,
            change: Change::Undo,
        })
        .unwrap();
        (Key::new("p", number), Row::Text(sealed))
    }

    fn revisions(readable: &Readable) -> Vec<u32> {
        readable.entries.iter().map(|entry| entry.revision).collect()
    }

    #[test]
    fn the_checksum_is_the_usual_one() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
        assert_eq!(crc32(b""), 0);
    }

    #[test]
    fn a_whole_journal_is_read_from_where_the_head_ends() {
        let readable = read(&[row(3), row(4), row(5)], 4);
        assert_eq!(revisions(&readable), [5, 6]);
        assert_eq!((readable.next, readable.lost), (6, 0));
    }

    #[test]
    fn a_torn_line_and_what_follows_is_cut_off() {
        let mut rows = vec![row(0), row(1), row(2)];
        if let Row::Text(text) = &mut rows[1].1 {
            text.pop();
        }
        let readable = read(&rows, 0);
        assert_eq!(revisions(&readable), [1]);
        assert_eq!((readable.next, readable.lost), (1, 2));
    }

    #[test]
    fn a_missing_line_cuts_too() {
        let readable = read(&[row(0), row(2)], 0);
        assert_eq!(
            (revisions(&readable), readable.next, readable.lost),
            (vec![1], 1, 1)
        );
    }

    #[test]
    fn a_changed_letter_is_found() {
        let (key, Row::Text(text)) = row(0) else {
            panic!("journal rows are text")
        };
        let changed = text.replace("undo", "redo");
        assert_ne!(changed, text);
        assert_eq!(read(&[(key, Row::Text(changed))], 0).lost, 1);
    }
}
