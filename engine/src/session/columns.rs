//! Columns whose values are votes: another model's answers, or a crowd worker's. A column is read once, into a code a
//! record; a rule's meaning of the values then gives a set of records a label. Values are compared as they stand;
//! empty ones and those without a meaning abstain.

use std::collections::HashMap;
use std::sync::Arc;

use rustc_hash::FxBuildHasher;

use super::document::Document;
use super::edit::RuleText;
use super::project::Project;
use super::reply::{ColumnView, ValueCount};
use crate::bits::BitSet;
use crate::error::{Error, Result};
use crate::ids::LabelId;
use crate::rule::ColumnVotes;
use crate::rules::{QueryError, Source};

/// More different values than these are no answers, but numbers or texts.
const MOST_VALUES: usize = 200;

/// A rule's records by the label they are voted, disjoint.
pub(super) type ByLabel = Vec<(LabelId, Arc<BitSet>)>;

/// A column's different values, and which of them each record has.
#[derive(Debug)]
struct Coded {
    /// In the order in which they first appear.
    values: Vec<String>,
    /// Per record its value's place from 1; 0 where it has none.
    codes: Vec<u8>,
}

/// Columns that have been read, and what rules make of them, the most recently used last.
#[derive(Clone, Debug, Default)]
pub(super) struct Columns {
    coded: Vec<(String, Arc<Coded>)>,
    votes: Vec<(ColumnVotes, Arc<ByLabel>)>,
}

impl Columns {
    /// The records that a column's values vote for each label.
    pub(super) fn votes(
        &mut self,
        of: &ColumnVotes,
        source: &Source<'_>,
    ) -> std::result::Result<Arc<ByLabel>, QueryError> {
        if let Some(at) = self.votes.iter().position(|(known, _)| known == of) {
            let entry = self.votes.remove(at);
            self.votes.push(entry.clone());
            return Ok(entry.1);
        }
        let coded = self
            .coded(&of.column, source)
            .map_err(|error| error.in_no_place())?;
        let votes = Arc::new(coded.votes(of));
        self.votes.push((of.clone(), Arc::clone(&votes)));
        Ok(votes)
    }

    /// Forgets the least recently used past those in use.
    pub(super) fn trim(&mut self, most: usize) {
        let extra = self.votes.len().saturating_sub(most);
        self.votes.drain(..extra);
    }

    fn coded(&mut self, column: &str, source: &Source<'_>) -> Result<Arc<Coded>> {
        if let Some((_, known)) = self.coded.iter().find(|(known, _)| known == column) {
            return Ok(Arc::clone(known));
        }
        let coded = Arc::new(Coded::read(column, source)?);
        self.coded.push((column.to_owned(), Arc::clone(&coded)));
        Ok(coded)
    }
}

impl Coded {
    fn read(column: &str, source: &Source<'_>) -> Result<Self> {
        let fields = source.corpus.fields();
        let Some(field) = fields.iter().find(|field| field.name == column) else {
            return Err(no_column(column, fields.iter().map(|field| field.name.as_str())));
        };
        let mut known: HashMap<&str, u8, FxBuildHasher> = HashMap::default();
        let mut values: Vec<String> = Vec::new();
        let mut codes = vec![0; source.records()];
        for (record, code) in (0u32..).zip(&mut codes) {
            let value = field.get(record).text;
            if value.is_empty() {
                continue;
            }
            *code = match known.get(value) {
                Some(&code) => code,
                None if values.len() == MOST_VALUES => return Err(too_many(column)),
                None => {
                    values.push(value.to_owned());
                    let code = u8::try_from(values.len()).unwrap_or_default();
                    known.insert(value, code);
                    code
                }
            };
        }
        Ok(Self { values, codes })
    }

    fn votes(&self, of: &ColumnVotes) -> ByLabel {
        let mut sets: Vec<(LabelId, BitSet)> = Vec::new();
        // Per code, the place of its label in `sets`.
        let mut places = vec![None; self.values.len() + 1];
        for (value, label) in of.voting() {
            let at = sets
                .iter()
                .position(|(known, _)| *known == label)
                .unwrap_or_else(|| {
                    sets.push((label, BitSet::empty(self.codes.len())));
                    sets.len() - 1
                });
            if let Some(code) = self.values.iter().position(|known| known == value) {
                places[code + 1].get_or_insert(at);
            }
        }
        for (record, &code) in (0u32..).zip(&self.codes) {
            if let Some(at) = places[usize::from(code)] {
                sets[at].1.insert(record);
            }
        }
        sets.into_iter()
            .map(|(label, records)| (label, Arc::new(records)))
            .collect()
    }
}

impl Project {
    /// A column's values with their counts, most records first.
    ///
    /// # Errors
    /// No such column, or too many different values.
    pub(super) fn column_view(&mut self, column: &str) -> Result<ColumnView> {
        let source = Source::new(&self.corpus, &self.index).with_terms(&self.terms);
        let coded = self.cache.columns.coded(column, &source)?;
        let mut counts = vec![0u32; coded.values.len() + 1];
        coded
            .codes
            .iter()
            .for_each(|&code| counts[usize::from(code)] += 1);
        let mut values: Vec<ValueCount> = coded
            .values
            .iter()
            .zip(&counts[1..])
            .map(|(value, &count)| ValueCount {
                value: value.clone(),
                count,
            })
            .collect();
        values.sort_by(|one, other| {
            other
                .count
                .cmp(&one.count)
                .then_with(|| one.value.cmp(&other.value))
        });
        Ok(ColumnView {
            column: column.to_owned(),
            values,
            empty: counts[0],
        })
    }

    /// Whether a column is there and can be read as votes.
    pub(super) fn check_column(&mut self, column: &str) -> Result<()> {
        let source = Source::new(&self.corpus, &self.index).with_terms(&self.terms);
        self.cache.columns.coded(column, &source).map(drop)
    }
}

/// Whether what a rule says of its column makes sense in a document with these plain fields.
pub(super) fn check(text: &RuleText, document: &Document, fields: &[String]) -> Result<()> {
    let Some(of) = &text.column else { return Ok(()) };
    if text.against {
        return Err(Error::new(
            "A rule from a column can't vote against a label: its values say what it votes for",
            "Switch to ‘for’, or write a rule without a column",
        ));
    }
    if !fields.contains(&of.column) {
        return Err(no_column(&of.column, fields.iter().map(String::as_str)));
    }
    if of.voting().next().is_none() {
        return Err(Error::new(
            format!("No value of the column ‘{}’ votes for a label", of.column),
            "Say for at least one value which label it votes for",
        ));
    }
    of.voting()
        .try_for_each(|(_, label)| document.label(label).map(drop))
}

fn no_column<'a>(column: &str, fields: impl Iterator<Item = &'a str>) -> Error {
    let names: Vec<String> = fields.map(|name| format!("‘{name}’")).collect();
    let remedy = if names.is_empty() {
        "These records have no columns besides text, id and gold; import the file again with this one kept"
            .to_owned()
    } else {
        format!("Columns are {}", names.join(", "))
    };
    Error::new(format!("There is no column ‘{column}’"), remedy)
}

fn too_many(column: &str) -> Error {
    Error::new(
        format!("The column ‘{column}’ has more than {MOST_VALUES} different values"),
        "Choose a column that holds a few answers; one of numbers or texts is compared in a query, as in amount>=100",
    )
}

impl Error {
    /// The error as of a query, of which it concerns no letter.
    fn in_no_place(self) -> QueryError {
        QueryError {
            start: 0,
            end: 0,
            what: self.what,
            remedy: self.remedy,
        }
    }
}

/// The records in any of the sets.
pub(super) fn union(n: usize, votes: &ByLabel) -> BitSet {
    let mut all = BitSet::empty(n);
    votes.iter().for_each(|(_, records)| all.or(records));
    debug_assert_eq!(
        all.count(),
        votes.iter().map(|(_, records)| records.count()).sum::<u32>()
    );
    all
}
