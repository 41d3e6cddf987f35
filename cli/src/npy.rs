//! A vote matrix out of an NPZ file: array `L`, n × m, of whole numbers with 8 to 64 bits, -1 where a rule abstains and
//! -(l+2) for a vote against label l.

use labelloom_engine::error::Error;
use labelloom_engine::npy::{Npy, Number};
use labelloom_engine::votes::{Vote, VoteColumn, VoteMatrix};

use crate::unzip;

/// The votes for labels below `k`.
///
/// # Errors
/// What is no NPZ file with such an array, and numbers that are no votes, with their row and column from 1.
pub(crate) fn read_votes(npz: &[u8], k: usize) -> Result<VoteMatrix, Error> {
    let npy = unzip::member(npz, "L.npy")?;
    let array = Npy::read(&npy).map_err(|error| error.at("array L"))?;
    let (rows, columns) = sides(&array)?;
    let columns = (0..columns).map(|column| votes_of(&array, rows, column, k));
    Ok(VoteMatrix {
        records: rows,
        labels: k,
        columns: columns.collect::<Result<_, _>>()?,
    })
}

fn votes_of(array: &Npy<'_>, rows: usize, column: usize, k: usize) -> Result<VoteColumn, Error> {
    let vote = |row: usize| {
        let code = array.signed(row, column);
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
    let votes: Vec<Option<Vote>> = (0..rows).map(vote).collect::<Result<_, _>>()?;
    Ok(VoteColumn::dense(&votes))
}

/// The array's sides: records and rules.
fn sides(array: &Npy<'_>) -> Result<(usize, usize), Error> {
    if !matches!(array.number(), Some(Number::Signed(_))) {
        let what = format!("Array L holds {:?}, not whole numbers with a sign", array.descr());
        return Err(Error::new(what, "Save it as int8 or int16"));
    }
    match *array.shape() {
        [rows, columns] if u32::try_from(rows).is_ok() => Ok((rows, columns)),
        ref shape => {
            let what = format!("Array L has the shape {shape:?}, not records × rules");
            Err(Error::new(what, "Save an array of two dimensions"))
        }
    }
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

    #[test]
    fn what_is_no_matrix_of_votes_is_refused_with_words() {
        let refused = |descr: &str, shape: &str, data: &[u8]| {
            let dict = format!("{{'descr': '{descr}', 'fortran_order': False, 'shape': {shape}, }}");
            let mut npy = b"\x93NUMPY\x01\x00".to_vec();
            npy.extend(u16::try_from(dict.len()).unwrap().to_le_bytes());
            npy.extend_from_slice(dict.as_bytes());
            npy.extend_from_slice(data);
            sides(&Npy::read(&npy).unwrap()).unwrap_err().to_string()
        };
        assert!(refused("<f8", "(1, 1)", &[0; 8]).contains("int8 or int16"));
        assert!(refused("|i1", "(4,)", &[0; 4]).contains("two dimensions"));
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
