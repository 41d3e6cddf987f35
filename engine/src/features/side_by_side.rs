//! Vectors of the same records side by side: n × (d₁ + d₂ + …), each part's values as they are, as scikit-learn's
//! `FeatureUnion` sets them. Several parts make sparse rows.

use super::vectors::{Block, Csr, CsrBuilder, Vectors, of_blocks};
use crate::arena::TextArena;
use crate::error::{Error, Result};
use crate::num::count;

/// Values copied in one step, about.
const STEP_VALUES: usize = 1 << 18;

/// The joining of parts, in steps.
#[derive(Debug)]
pub(super) struct Joining {
    parts: Vec<Vectors>,
    rows: CsrBuilder,
    record: u32,
}

impl Joining {
    /// Begins to join parts of the same records.
    ///
    /// # Errors
    /// No part, or parts of different numbers of records.
    pub(super) fn new(parts: Vec<Vectors>) -> Result<Self> {
        let none = || Error::new("No kind of features is chosen", "Choose one");
        let n = parts.first().ok_or_else(none)?.len();
        if let Some(other) = parts.iter().find(|part| part.len() != n) {
            return Err(Error::new(
                format!("Features of {n} records stand beside those of {}", other.len()),
                "Make them anew from the same records",
            ));
        }
        let width = parts.iter().map(Vectors::width).sum();
        let held = parts.iter().map(Vectors::held).sum();
        Ok(Self {
            rows: CsrBuilder::new(width, held),
            record: 0,
            parts,
        })
    }

    /// Copies some rows. Returns how far it is; none once all are copied.
    ///
    /// # Errors
    /// None with parts that are in order themselves.
    pub(super) fn step(&mut self) -> Result<Option<(u64, u64)>> {
        let n = count(self.parts[0].len());
        if self.record == n {
            return Ok(None);
        }
        let (mut columns, mut values, mut copied) = (Vec::new(), Vec::new(), 0);
        while self.record < n && copied < STEP_VALUES {
            columns.clear();
            values.clear();
            let mut first = 0;
            for part in &self.parts {
                let entries = part.row(self.record);
                for (column, value) in entries.entries().filter(|(_, value)| *value != 0.0) {
                    columns.push(first + column);
                    values.push(value);
                }
                first += part.width();
            }
            self.rows.push(&columns, &values)?;
            self.record += 1;
            copied += columns.len() + 1;
        }
        Ok(Some((self.record.into(), n.into())))
    }

    /// The joined vectors.
    pub(super) fn finish(self) -> Vectors {
        let (names, blocks) = joined_names(&self.parts);
        let rows: Csr = self.rows.finish();
        of_blocks(rows, names, blocks)
    }
}

fn joined_names(parts: &[Vectors]) -> (TextArena, Vec<Block>) {
    let (mut names, mut blocks, mut width) = (TextArena::default(), Vec::new(), 0);
    for part in parts {
        part.names().for_each(|name| names.push(name));
        blocks.extend(part.blocks().iter().map(|block| Block {
            kind: block.kind.clone(),
            columns: width + block.columns.start..width + block.columns.end,
        }));
        width += part.width();
    }
    (names, blocks)
}

impl Vectors {
    /// Vectors of the same records side by side, at once. One part alone stays what it is.
    ///
    /// # Errors
    /// No part, or parts of different numbers of records.
    pub fn side_by_side(mut parts: Vec<Self>) -> Result<Self> {
        if parts.len() == 1 {
            return Ok(parts.remove(0));
        }
        let mut joining = Joining::new(parts)?;
        while joining.step()?.is_some() {}
        Ok(joining.finish())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::Row;

    fn names(list: &[&str]) -> TextArena {
        let mut names = TextArena::default();
        list.iter().for_each(|name| names.push(name));
        names
    }

    fn sparse() -> Vectors {
        let mut rows = CsrBuilder::new(3, 3);
        rows.push(&[0, 2], &[0.5, 1.0]).unwrap();
        rows.push(&[], &[]).unwrap();
        Vectors::sparse("words", rows.finish(), names(&["a", "b", "c"])).unwrap()
    }

    #[test]
    fn parts_stand_side_by_side() {
        let dense = ndarray::array![[0.0, 2.0], [3.0, 0.0]];
        let dense = Vectors::dense("measures", dense, names(&["x", "y"])).unwrap();
        assert_eq!(dense.row(1), Row::Dense(&[3.0, 0.0]));
        let both = Vectors::side_by_side(vec![sparse(), dense.clone()]).unwrap();
        assert_eq!((both.len(), both.width(), both.held()), (2, 5, 4));
        assert_eq!(both.row(0), Row::Sparse(&[0, 2, 4], &[0.5, 1.0, 2.0]));
        assert_eq!(both.row(1), Row::Sparse(&[3], &[3.0]));
        assert_eq!(
            (both.name(4), both.kind(4), both.kind(2)),
            ("y", "measures", "words")
        );
        assert!(sparse().row(1).is_empty() && !dense.row(1).is_empty());
        assert_eq!(Vectors::side_by_side(vec![sparse()]).unwrap().held(), 2);
    }

    #[test]
    fn parts_of_other_records_are_refused() {
        assert!(Vectors::side_by_side(Vec::new()).is_err());
        let one = Vectors::dense("x", ndarray::array![[1.0]], names(&["a"])).unwrap();
        assert!(Vectors::side_by_side(vec![sparse(), one]).is_err());
    }
}
