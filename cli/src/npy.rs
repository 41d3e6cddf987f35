//! A vote matrix out of an NPZ file: array `L`, n × m, of whole numbers with 8 to 64 bits, -1 where a rule abstains and
//! -(l+2) for a vote against label l.

use labelloom_engine::error::Error;
use labelloom_engine::num::count;
use labelloom_engine::votes::{Vote, VoteColumn, VoteMatrix};

use crate::unzip;

/// An array as its header says it lies there.
struct Array<'a> {
    rows: usize,
    columns: usize,
    /// Bytes of a number.
    width: usize,
    is_big_endian: bool,
    /// Whether columns lie together, rather than rows.
    is_by_column: bool,
    data: &'a [u8],
}

/// The votes for labels below `k`.
///
/// # Errors
/// What is no NPZ file with such an array, and numbers that are no votes, with their row and column from 1.
pub(crate) fn read_votes(npz: &[u8], k: usize) -> Result<VoteMatrix, Error> {
    let npy = unzip::member(npz, "L.npy")?;
    let array = Array::new(&npy)?;
    let columns = (0..array.columns).map(|column| array.column(column, k));
    Ok(VoteMatrix {
        records: array.rows,
        labels: k,
        columns: columns.collect::<Result<_, _>>()?,
    })
}

impl<'a> Array<'a> {
    fn new(npy: &'a [u8]) -> Result<Self, Error> {
        let is_magic = npy.starts_with(b"\x93NUMPY");
        let (header, data) = (is_magic).then(|| cut(npy)).flatten().ok_or_else(no_array)?;
        let dict = String::from_utf8_lossy(header).into_owned();
        let shape = between(&dict, "'shape':", "(", ")").ok_or_else(no_array)?;
        let sides: Vec<&str> = shape
            .split(',')
            .map(str::trim)
            .filter(|side| !side.is_empty())
            .collect();
        let side = |side: &str| side.parse::<usize>().map_err(|_| no_array());
        let [rows, columns] = sides[..] else {
            let what = format!("Array L has the shape ({shape}), not records × rules");
            return Err(Error::new(what, "Save an array of two dimensions"));
        };
        let descr = between(&dict, "'descr':", "'", "'").ok_or_else(no_array)?;
        let (width, is_big_endian) = number(descr)?;
        let array = Self {
            rows: side(rows)?,
            columns: side(columns)?,
            width,
            is_big_endian,
            is_by_column: dict.contains("'fortran_order': True"),
            data,
        };
        let numbers = array.rows.checked_mul(array.columns);
        let bytes = numbers.and_then(|numbers| numbers.checked_mul(width));
        if bytes != Some(data.len()) || u32::try_from(array.rows).is_err() {
            let what = format!("Array L of the shape ({shape}) has {} bytes", data.len());
            return Err(Error::new(what, "The file is damaged: save it again"));
        }
        Ok(array)
    }

    fn at(&self, row: usize, column: usize) -> i64 {
        let place = if self.is_by_column {
            column * self.rows + row
        } else {
            row * self.columns + column
        };
        let bytes = &self.data[place * self.width..][..self.width];
        let mut little = [0; 8];
        for (to, from) in little.iter_mut().zip(0..self.width) {
            *to = bytes[if self.is_big_endian {
                self.width - 1 - from
            } else {
                from
            }];
        }
        // The sign bit to the top and back, so that it fills what is above.
        let unused = 64 - 8 * count(self.width);
        (i64::from_le_bytes(little) << unused) >> unused
    }

    fn column(&self, column: usize, k: usize) -> Result<VoteColumn, Error> {
        let vote = |row: usize| {
            let code = self.at(row, column);
            match Vote::from_code(code) {
                Some(vote) if vote.label < k => Ok(Some(vote)),
                None if code == -1 => Ok(None),
                _ => {
                    let what = format!("{code} is no vote for {k} labels");
                    let remedy = format!(
                        "Write -1 for none, a label index from 0 to {}, or -(l+2) against label l",
                        k.saturating_sub(1)
                    );
                    Err(Error::new(what, remedy).at(format!("row {}, column {}", row + 1, column + 1)))
                }
            }
        };
        let votes: Vec<Option<Vote>> = (0..self.rows).map(vote).collect::<Result<_, _>>()?;
        Ok(VoteColumn::dense(&votes))
    }
}

/// Header and data: version 1 has the header's length in two bytes, later ones in four.
fn cut(npy: &[u8]) -> Option<(&[u8], &[u8])> {
    let rest = npy.get(8..)?;
    let (length, rest) = if *npy.get(6)? == 1 {
        let (length, rest) = rest.split_first_chunk::<2>()?;
        (usize::from(u16::from_le_bytes(*length)), rest)
    } else {
        let (length, rest) = rest.split_first_chunk::<4>()?;
        (u32::from_le_bytes(*length) as usize, rest)
    };
    rest.split_at_checked(length)
}

/// What stands between two marks behind a key.
fn between<'d>(dict: &'d str, key: &str, open: &str, close: &str) -> Option<&'d str> {
    let behind = dict.split_once(key)?.1.split_once(open)?.1;
    Some(behind.split_once(close)?.0)
}

/// The width of a kind of numbers, and whether its bytes begin with the largest.
fn number(descr: &str) -> Result<(usize, bool), Error> {
    let width = match descr.get(1..) {
        Some("i1") => 1,
        Some("i2") => 2,
        Some("i4") => 4,
        Some("i8") => 8,
        _ => {
            let what = format!("Array L holds {descr:?}, not whole numbers with a sign");
            return Err(Error::new(what, "Save it as int8 or int16"));
        }
    };
    Ok((width, descr.starts_with('>')))
}

fn no_array() -> Error {
    Error::new(
        "L.npy is no array that can be read",
        "Save it by numpy.savez(file, L=votes)",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::npz;

    fn votes(k: usize) -> VoteMatrix {
        let columns = [
            vec![Some(Vote::is(1)), None],
            vec![Some(Vote::is_not(0)), Some(Vote::is(k - 1))],
        ];
        VoteMatrix {
            records: 2,
            labels: k,
            columns: columns.iter().map(|column| VoteColumn::dense(column)).collect(),
        }
    }

    fn codes(votes: &VoteMatrix) -> Vec<Option<Vote>> {
        (0..2)
            .flat_map(|record| (0..2).map(move |column| votes.vote(record, column)))
            .collect()
    }

    #[test]
    fn what_is_written_reads_back() {
        for k in [2, 300] {
            let npz = npz::of_votes(&votes(k)).unwrap();
            let read = read_votes(&npz, k).unwrap();
            assert_eq!((read.records, codes(&read)), (2, codes(&votes(k))), "{k}");
            let error = read_votes(&npz, 1).unwrap_err();
            assert!(
                error.to_string().starts_with("row 1, column 1: 1 is no vote"),
                "{error}"
            );
        }
    }

    /// An array's header with some data behind it.
    fn npy(dict: &str, data: &[u8]) -> Vec<u8> {
        let mut out = b"\x93NUMPY\x01\x00".to_vec();
        out.extend(u16::try_from(dict.len()).unwrap().to_le_bytes());
        out.extend_from_slice(dict.as_bytes());
        out.extend_from_slice(data);
        out
    }

    #[test]
    fn orders_and_widths() {
        let dict = |descr: &str, by_column: &str| {
            format!("{{'descr': '{descr}', 'fortran_order': {by_column}, 'shape': (2, 2), }}")
        };
        let by_column = npy(&dict("|i1", "True"), &[1, 0xFF, 0, 1]);
        let array = Array::new(&by_column).unwrap();
        assert_eq!(
            [array.at(0, 0), array.at(1, 0), array.at(0, 1), array.at(1, 1)],
            [1, -1, 0, 1]
        );
        let wide = npy(&dict(">i2", "False"), &[0, 1, 0xFF, 0xFF, 0xFF, 0xFE, 0, 0]);
        let array = Array::new(&wide).unwrap();
        assert_eq!(
            [array.at(0, 0), array.at(0, 1), array.at(1, 0), array.at(1, 1)],
            [1, -1, -2, 0]
        );
    }

    #[test]
    fn what_is_no_such_array_is_refused_with_words() {
        let refused = |dict: &str, data: &[u8]| match Array::new(&npy(dict, data)) {
            Ok(_) => panic!("{dict}"),
            Err(error) => error.to_string(),
        };
        let of = |descr: &str, shape: &str| {
            format!("{{'descr': '{descr}', 'fortran_order': False, 'shape': {shape}, }}")
        };
        assert!(refused(&of("<f8", "(1, 1)"), &[0; 8]).contains("int8 or int16"));
        assert!(refused(&of("|i1", "(4,)"), &[0; 4]).contains("two dimensions"));
        assert!(refused(&of("|i1", "(3, 3)"), &[0; 4]).contains("damaged"));
        let huge = format!("({}, {})", usize::MAX, usize::MAX);
        assert!(refused(&of("|i1", &huge), &[]).contains("damaged"));
        assert!(Array::new(b"\x93NUMPY\x01\x00\xFF\xFF{").is_err());
        assert!(Array::new(b"").is_err());
    }

    /// Every cut and every flipped byte of a good file is an answer or an error, and never a panic.
    #[test]
    fn damaged_files_are_refused() {
        let npz = npz::of_votes(&votes(2)).unwrap();
        // The last two bytes are the length of a comment, which nobody asks for.
        for end in 0..npz.len() - 2 {
            assert!(read_votes(&npz[..end], 2).is_err(), "cut at {end}");
        }
        for at in 0..npz.len() {
            let mut flipped = npz.clone();
            flipped[at] ^= 0xFF;
            let _ = read_votes(&flipped, 2);
        }
        let error = read_votes(b"a,b\n0,1\n", 2).unwrap_err();
        assert!(error.to_string().contains("no NPZ file"), "{error}");
    }
}
