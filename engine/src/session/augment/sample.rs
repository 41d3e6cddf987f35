//! The records that are looked at where not all can be: drawn by the seed, the same ones wherever they are drawn.

use super::ask::VariantScope;
use crate::bits::BitSet;
use crate::error::{Error, Result};
use crate::rng::mix;
use crate::session::hand_gold::shown_number;
use crate::session::project::Project;
use crate::session::request::Selection;

/// At most so many records of a set, in an order that the seed gives.
pub(super) fn drawn(records: &BitSet, most: usize, seed: u32) -> Vec<u32> {
    let key = |record: u32| mix((u64::from(seed) << 32) ^ u64::from(record) ^ 0x7661_7269_616E_7473);
    let mut keyed: Vec<(u64, u32)> = records.iter().map(|record| (key(record), record)).collect();
    if keyed.len() > most && most > 0 {
        keyed.select_nth_unstable(most - 1);
        keyed.truncate(most);
    }
    keyed.sort_unstable();
    keyed.truncate(most);
    keyed.into_iter().map(|(_, record)| record).collect()
}

impl Project {
    /// The records of a scope: at most so many, and how many there are.
    ///
    /// # Errors
    /// A record that is not there, a search that can't be read.
    pub(super) fn scoped(&mut self, scope: &VariantScope, most: usize, seed: u32) -> Result<(Vec<u32>, u32)> {
        match scope {
            VariantScope::Record(record) if *record < self.records() => Ok((vec![*record], 1)),
            VariantScope::Record(record) => {
                let what = format!("There is no record #{}", shown_number(*record));
                Err(Error::new(what, "Choose one from the list"))
            }
            VariantScope::Selection(selection) => {
                let records = self.chosen_records(selection)?;
                Ok((drawn(&records, most, seed), records.count()))
            }
        }
    }

    /// The records of a selection.
    ///
    /// # Errors
    /// A search that can't be read.
    pub(super) fn chosen_records(&mut self, selection: &Selection) -> Result<BitSet> {
        match self.selected_records(selection) {
            (records, None) => Ok(records),
            (_, Some(problem)) => Err(Error::new(problem.what, problem.remedy).at("the search")),
        }
    }
}
