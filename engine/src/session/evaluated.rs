//! Queries and the records they match, kept while they may be asked for again: an edited rule evaluates itself alone,
//! and undo nothing at all.

use std::sync::Arc;

use crate::bits::BitSet;
use crate::rules::{Condition, Names, QueryError, Source, parse};

/// A query that can be read.
#[derive(Clone, Debug)]
pub(super) struct Evaluated {
    pub(super) condition: Arc<Condition>,
    pub(super) mixes: bool,
    pub(super) records: Arc<BitSet>,
}

/// Queries kept besides those in use.
const KEPT: usize = 64;

/// Evaluated queries, the most recently used last.
#[derive(Clone, Debug, Default)]
pub(super) struct Cache {
    known: Vec<(String, Evaluated)>,
}

impl Cache {
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
        let records = Arc::new(parsed.condition.select(source));
        let evaluated = Evaluated {
            condition: Arc::new(parsed.condition),
            mixes: parsed.mixes,
            records,
        };
        self.known.push((query.to_owned(), evaluated.clone()));
        Ok(evaluated)
    }

    /// Whether the records of a query are known.
    pub(super) fn knows(&self, query: &str) -> bool {
        self.known.iter().any(|(known, _)| known == query)
    }

    /// Forgets the least recently used queries past those in use.
    pub(super) fn trim(&mut self, in_use: usize) {
        let extra = self.known.len().saturating_sub(in_use + KEPT);
        self.known.drain(..extra);
    }

    fn find(&mut self, query: &str) -> Option<Evaluated> {
        let at = self.known.iter().position(|(known, _)| known == query)?;
        let entry = self.known.remove(at);
        let found = entry.1.clone();
        self.known.push(entry);
        Some(found)
    }
}
