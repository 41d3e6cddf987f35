//! The different values of plain fields that have few, told once a field: per record a number.

use std::sync::Arc;

use hashbrown::HashMap;

use crate::bits::BitSet;
use crate::corpus::{Field, ValueKind};
use crate::num::count;
use crate::session::Project;

/// More different values than this are a person's own to write.
const MOST: usize = 500;

/// The values of one field, those in most records first.
#[derive(Debug)]
pub(in crate::session) struct ColumnValues {
    names: Vec<String>,
    /// Per record its value's place in `names` and one, 0 where it has none.
    codes: Vec<u16>,
}

impl ColumnValues {
    /// Reads a field; none where it has too many different values.
    fn read(field: &Field, records: u32) -> Option<Self> {
        let mut known: HashMap<&str, u16, rustc_hash::FxBuildHasher> = HashMap::default();
        let mut names: Vec<(&str, u32)> = Vec::new();
        let mut codes = Vec::with_capacity(records as usize);
        for record in 0..records {
            let value = field.get(record);
            if value.kind == ValueKind::Missing || value.text.trim().is_empty() {
                codes.push(0);
                continue;
            }
            let code = match known.get(value.text) {
                Some(&code) => code,
                None if names.len() == MOST => return None,
                None => {
                    names.push((value.text, 0));
                    let code = u16::try_from(names.len()).ok()?;
                    known.insert(value.text, code);
                    code
                }
            };
            names[usize::from(code) - 1].1 += 1;
            codes.push(code);
        }
        Some(Self::sorted(&names, &codes))
    }

    fn sorted(names: &[(&str, u32)], codes: &[u16]) -> Self {
        let mut order: Vec<usize> = (0..names.len()).collect();
        order.sort_by_key(|&at| std::cmp::Reverse(names[at].1));
        let mut place = vec![0u16; names.len() + 1];
        for (new, &old) in (1u16..).zip(&order) {
            place[old + 1] = new;
        }
        Self {
            names: order.iter().map(|&at| names[at].0.to_owned()).collect(),
            codes: codes.iter().map(|&code| place[usize::from(code)]).collect(),
        }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    /// A value as it is written.
    pub(super) fn name(&self, at: usize) -> &str {
        &self.names[at]
    }

    /// The records that have a value.
    pub(super) fn records(&self, at: usize) -> BitSet {
        let with = (0u32..)
            .zip(&self.codes)
            .filter(|(_, code)| usize::from(**code) == at + 1);
        BitSet::from_indices(self.codes.len(), with.map(|(record, _)| record))
    }
}

impl Project {
    /// The values of a field, where it has few enough to choose from.
    pub(super) fn column_values(&mut self, column: &str) -> Option<Arc<ColumnValues>> {
        if let Some(known) = self.values.get(column) {
            return known.clone();
        }
        let field = self.corpus.fields().iter().find(|field| field.name == column)?;
        let values = ColumnValues::read(field, count(self.corpus.len())).map(Arc::new);
        self.values.insert(column.to_owned(), values.clone());
        values
    }
}
