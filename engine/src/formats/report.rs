//! What an import did: counts, the rows set aside, and the fingerprint of the input.

use serde::{Deserialize, Serialize, Serializer};

use super::{BadRow, ReadOptions};

/// As many rows set aside are shown; all that are kept can be saved.
pub const MOST_SHOWN: usize = 1000;
/// As many bytes of rows set aside are kept.
pub(crate) const MOST_KEPT_BYTES: u64 = 64 << 20;

/// What an import did.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct ReadReport {
    /// How the file was read.
    pub options: ReadOptions,
    /// All rows, without the header and blank lines: those accepted and those set aside.
    pub rows_read: u64,
    /// Rows that became records.
    pub rows_accepted: u64,
    /// Rows that were set aside.
    pub rows_bad: u64,
    /// Lines without a character, which are no rows.
    pub blank_lines: u64,
    /// Records whose text is empty.
    pub empty_texts: u64,
    /// Rows set aside because they have no text at all (JSON).
    pub missing_texts: u64,
    /// The rows set aside that are kept, in order. The first thousand are serialised.
    #[serde(serialize_with = "first_thousand")]
    pub bad: Vec<BadRow>,
    /// How many bytes the rows in `bad` had in the file.
    pub bad_kept_bytes: u64,
    /// Rows set aside that are counted and no longer kept, since there were too many.
    pub bad_dropped: u64,
    /// The length of the file.
    pub bytes: u64,
    /// The SHA-256 of the file, in hexadecimal.
    pub sha256: String,
    /// What the user should know, as whole sentences.
    pub said: Vec<String>,
}

fn first_thousand<S: Serializer>(bad: &[BadRow], to: S) -> Result<S::Ok, S::Error> {
    bad[..bad.len().min(MOST_SHOWN)].serialize(to)
}

/// The rows set aside, and how much memory they take.
#[derive(Default)]
pub(crate) struct SetAside {
    pub(crate) kept: Vec<BadRow>,
    pub(crate) kept_bytes: u64,
    pub(crate) dropped: u64,
    held: u64,
}

impl SetAside {
    pub(crate) fn add(&mut self, bad: BadRow) {
        let size = (size_of::<BadRow>() + bad.raw.len() + bad.reason.len() + bad.excerpt.len()) as u64;
        if self.held + size > MOST_KEPT_BYTES {
            self.dropped += 1;
            return;
        }
        self.held += size;
        self.kept_bytes += bad.raw.len() as u64;
        self.kept.push(bad);
    }
}

/// The rows set aside as a CSV file: `row,line,column,byte,reason,raw`. The last cell holds the row's own bytes,
/// in whatever encoding they are.
pub fn bad_rows_csv(bad: &[BadRow]) -> Vec<u8> {
    let mut csv = b"row,line,column,byte,reason,raw\r\n".to_vec();
    for row in bad {
        let column = row.column.map(|column| column.to_string()).unwrap_or_default();
        csv.extend_from_slice(format!("{},{},{},{},", row.row, row.line, column, row.byte).as_bytes());
        push_quoted(&mut csv, row.reason.as_bytes());
        csv.push(b',');
        push_quoted(&mut csv, &row.raw);
        csv.extend_from_slice(b"\r\n");
    }
    csv
}

fn push_quoted(csv: &mut Vec<u8>, cell: &[u8]) {
    csv.push(b'"');
    for &byte in cell {
        if byte == b'"' {
            csv.push(b'"');
        }
        csv.push(byte);
    }
    csv.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::super::Place;
    use super::*;

    fn bad(raw: &str) -> BadRow {
        BadRow::new(
            Place {
                row: 2,
                line: 3,
                byte: 17,
            },
            Some(1),
            "Say \"why\".",
            raw,
        )
    }

    #[test]
    fn bad_rows_are_a_csv_of_their_own() {
        let csv = String::from_utf8(bad_rows_csv(&[bad("a,\"b\nc")])).unwrap();
        assert_eq!(
            csv,
            "row,line,column,byte,reason,raw\r\n2,3,1,17,\"Say \"\"why\"\".\",\"a,\"\"b\nc\"\r\n"
        );
    }

    #[test]
    fn memory_is_bounded_and_the_rest_counted() {
        let mut aside = SetAside::default();
        for _ in 0..3 {
            aside.add(bad(&"x".repeat(30 << 20)));
        }
        assert_eq!(
            (aside.kept.len(), aside.dropped, aside.kept_bytes),
            (2, 1, 60 << 20)
        );
    }
}
