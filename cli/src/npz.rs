//! A vote matrix as numpy reads it: `numpy.load(file)["L"]`, n × m, -1 where a rule abstains, -(l+2) for a vote against
//! label l.
//!
//! An NPZ file is a zip of NPY files. One array, stored as it is, needs neither compression nor directories, so that
//! the whole container is sixty lines here rather than a dependency with a dozen of its own. `npy` reads such files.

use labelloom_engine::error::Error;
use labelloom_engine::num::count;
use labelloom_engine::votes::{Vote, VoteMatrix};

use crate::crc32::crc32;
use crate::failure::Result;

/// The one member's name; numpy takes the ending off.
const MEMBER: &[u8] = b"L.npy";

/// The file's bytes. Votes for labels up to index 127 and against those up to 126 take a byte each, more take two.
pub(crate) fn of_votes(votes: &VoteMatrix) -> Result<Vec<u8>> {
    zip(&npy(votes)?)
}

fn npy(votes: &VoteMatrix) -> Result<Vec<u8>> {
    let wide = votes.labels > if votes.has_against() { 127 } else { 128 };
    if votes.labels > 32_767 {
        let remedy = "Write votes.csv, which takes any number";
        return Err(Error::new(format!("{} labels don't fit into 16 bits", votes.labels), remedy).into());
    }
    let mut out = npy_header(
        votes.records,
        votes.columns.len(),
        if wide { "<i2" } else { "|i1" },
    );
    for record in 0..count(votes.records) {
        for column in 0..votes.columns.len() {
            let code = votes.vote(record, column).map_or(-1, Vote::code);
            // At most 32,767 labels, as checked above.
            let vote = i16::try_from(code).unwrap_or(-1);
            let [low, high] = vote.to_le_bytes();
            out.push(low);
            if wide {
                out.push(high);
            }
        }
    }
    Ok(out)
}

/// NPY 1.0: magic, version, the length of a Python dict, the dict, padded so that the data begins at a multiple of 64.
fn npy_header(rows: usize, columns: usize, kind: &str) -> Vec<u8> {
    let dict = format!("{{'descr': '{kind}', 'fortran_order': False, 'shape': ({rows}, {columns}), }}");
    // 10 bytes stand before the dict, and a line feed ends it.
    let length = (10 + dict.len() + 1).next_multiple_of(64) - 10;
    let mut out = b"\x93NUMPY\x01\x00".to_vec();
    // Two numbers of at most 20 digits keep it far below 65,536.
    out.extend(u16::try_from(length).unwrap_or(u16::MAX).to_le_bytes());
    out.extend_from_slice(dict.as_bytes());
    out.resize(10 + length - 1, b' ');
    out.push(b'\n');
    out
}

/// A zip with one stored member: its local header and data, the central directory, the end record.
fn zip(data: &[u8]) -> Result<Vec<u8>> {
    let too_large = |_| {
        Error::new(
            "The vote matrix is larger than 4 GB",
            "Write votes.csv, which takes any size",
        )
    };
    let size = u32::try_from(data.len() + 200).map_err(too_large)? - 200;
    let about = about(data, size);
    let mut out = b"PK\x03\x04".to_vec();
    out.extend(&about);
    out.extend_from_slice(MEMBER);
    out.extend_from_slice(data);
    let directory = count(out.len());
    out.extend_from_slice(b"PK\x01\x02\x14\x00");
    out.extend(&about);
    // No comment, disk 0, no attributes, the local header at 0.
    out.extend([0; 14]);
    out.extend_from_slice(MEMBER);
    let directory_size = count(out.len()) - directory;
    out.extend_from_slice(b"PK\x05\x06\x00\x00\x00\x00\x01\x00\x01\x00");
    out.extend(directory_size.to_le_bytes());
    out.extend(directory.to_le_bytes());
    out.extend([0; 2]);
    Ok(out)
}

/// What both headers say of the member, from the version needed to the lengths of its name and extra field. Its time
/// is the earliest a zip can hold, so that the same votes give the same bytes.
fn about(data: &[u8], size: u32) -> Vec<u8> {
    let mut out = vec![20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0];
    out.extend(crc32(data).to_le_bytes());
    out.extend(size.to_le_bytes());
    out.extend(size.to_le_bytes());
    out.extend([5, 0, 0, 0]);
    out
}

#[cfg(test)]
mod tests {
    use labelloom_engine::votes::VoteColumn;

    use super::*;

    #[test]
    fn data_begins_at_a_multiple_of_64() {
        let header = npy_header(2, 3, "|i1");
        assert_eq!(header.len() % 64, 0);
        assert!(header.starts_with(
            b"\x93NUMPY\x01\x00\x76\x00{'descr': '|i1', 'fortran_order': False, 'shape': (2, 3), }"
        ));
        assert!(header.ends_with(b" \n"));
    }

    #[test]
    fn votes_are_row_by_row_and_wide_where_labels_are_many() {
        let matrix = |k: usize, votes: &[Option<Vote>]| VoteMatrix {
            records: votes.len(),
            labels: k,
            columns: vec![
                VoteColumn::dense(votes),
                VoteColumn::dense(&vec![None; votes.len()]),
            ],
        };
        let bytes = |k: usize, votes: &[Option<Vote>]| npy(&matrix(k, votes)).unwrap();
        assert!(bytes(2, &[Some(Vote::is(1)), None]).ends_with(&[1, 0xFF, 0xFF, 0xFF]));
        assert!(bytes(2, &[Some(Vote::is_not(0))]).ends_with(&[0xFE, 0xFF]));
        assert!(bytes(300, &[Some(Vote::is(299))]).ends_with(&[0x2B, 0x01, 0xFF, 0xFF]));
        assert!(bytes(127, &[Some(Vote::is_not(126))]).ends_with(&[0x80, 0xFF]));
        assert!(bytes(128, &[Some(Vote::is_not(127))]).ends_with(&[0x7F, 0xFF, 0xFF, 0xFF]));
    }
}
