//! Queries and the records they match, kept while they may be asked for again: an edited rule evaluates itself alone,
//! and undo nothing at all.

use std::sync::Arc;

use super::columns::{ByLabel, Columns, union};
use crate::bits::BitSet;
use crate::rule::ColumnVotes;
use crate::rules::{Condition, Names, QueryError, Source, parse};

/// A query that can be read.
#[derive(Clone, Debug)]
pub(super) struct Evaluated {
    /// What is asked of a record; of a rule from a column, besides that the column says something. It holds everywhere
    /// where such a rule has no query.
    pub(super) condition: Arc<Condition>,
    pub(super) mixes: bool,
    /// The records that the rule votes on.
    pub(super) records: Arc<BitSet>,
    /// Of a rule from a column, its records by the label they are voted.
    pub(super) by_label: Option<Arc<ByLabel>>,
}

/// Queries kept besides those in use.
const KEPT: usize = 64;

/// Evaluated queries, the most recently used last.
#[derive(Clone, Debug, Default)]
pub(super) struct Cache {
    known: Vec<(String, Evaluated)>,
    pub(super) columns: Columns,
}

impl Cache {
    /// The records of a rule: those of its query, or those on which its column says something, narrowed by the query
    /// where it has one.
    pub(super) fn rule(
        &mut self,
        query: &str,
        column: Option<&ColumnVotes>,
        names: &Names,
        source: &Source<'_>,
    ) -> Result<Evaluated, QueryError> {
        let Some(column) = column else {
            return self.get(query, names, source);
        };
        let votes = self.columns.votes(column, source)?;
        if query.trim().is_empty() {
            return Ok(Evaluated {
                condition: Arc::new(Condition::all(Vec::new())),
                mixes: false,
                records: Arc::new(union(source.records(), &votes)),
                by_label: Some(votes),
            });
        }
        let mut found = self.get(query, names, source)?;
        let narrowed: ByLabel = votes
            .iter()
            .map(|(label, records)| {
                let mut records = (**records).clone();
                records.and(&found.records);
                (*label, Arc::new(records))
            })
            .collect();
        found.records = Arc::new(union(source.records(), &narrowed));
        found.by_label = Some(Arc::new(narrowed));
        Ok(found)
    }

    /// The records of a query.
    pub(super) fn get(
        &mut self,
        query: &str,
        names: &Names,
        source: &Source<'_>,
    ) -> Result<Evaluated, QueryError> {
        if let Some(found) = self.find(query) {
            return Ok(found);
        }
        let parsed = parse(query, names)?;
        parsed.condition.check(source)?;
        let records = Arc::new(parsed.condition.select(source));
        let evaluated = Evaluated {
            condition: Arc::new(parsed.condition),
            mixes: parsed.mixes,
            records,
            by_label: None,
        };
        self.known.push((query.to_owned(), evaluated.clone()));
        Ok(evaluated)
    }

    /// Forgets what was found by queries of which something has changed since.
    pub(super) fn forget(&mut self, is_changed: impl Fn(&Condition) -> bool) {
        self.known
            .retain(|(_, evaluated)| !is_changed(&evaluated.condition));
    }

    /// Whether the records of a query are known.
    pub(super) fn knows(&self, query: &str) -> bool {
        self.known.iter().any(|(known, _)| known == query)
    }

    /// Forgets the least recently used queries past those in use.
    pub(super) fn trim(&mut self, in_use: usize) {
        let extra = self.known.len().saturating_sub(in_use + KEPT);
        self.known.drain(..extra);
        self.columns.trim(in_use + KEPT);
    }

    fn find(&mut self, query: &str) -> Option<Evaluated> {
        let at = self.known.iter().position(|(known, _)| known == query)?;
        let entry = self.known.remove(at);
        let found = entry.1.clone();
        self.known.push(entry);
        Some(found)
    }
}
