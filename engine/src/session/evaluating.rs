//! A rule's query evaluated in steps, where it must look at all texts: whoever asks can be answered between them.

use super::evaluated::Evaluated;
use super::project::Project;
use crate::job::Progress;
use crate::rule::ColumnVotes;
use crate::rules::{QueryError, ScanJob, Scanned, Source, parse};

/// How far the evaluation of a query is.
pub(super) enum Evaluating {
    /// Texts are left to be looked at.
    Working(Scanned),
    /// Its records, which stay known for a while; or why it can't be read.
    Done(Result<Evaluated, QueryError>),
}

impl Project {
    /// Does one step of evaluating a query, or a rule with a column and perhaps a query. `scan` begins empty, and is
    /// empty again when the query is done.
    pub(super) fn step_query(
        &mut self,
        query: &str,
        column: Option<&ColumnVotes>,
        scan: &mut Option<ScanJob>,
    ) -> Evaluating {
        let source = Source::new(&self.corpus, &self.index).with_terms(&self.terms);
        let mut scanned = Vec::new();
        if !self.cache.knows(query)
            && let Ok(parsed) = parse(query, &self.names)
            && parsed.condition.check(&source).is_ok()
            && (scan.is_some() || parsed.condition.scans(&source))
        {
            let scan_now = scan.get_or_insert_with(|| ScanJob::new(&parsed.condition, &source));
            if let Some(progress) = scan_now.step(&source) {
                return Evaluating::Working(progress);
            }
            scanned = scan.take().map(ScanJob::finish).unwrap_or_default();
        }
        let source = source.with_scanned(&scanned);
        Evaluating::Done(self.cache.rule(query, column, &self.names, &source))
    }
}

impl Scanned {
    /// How far the scan is, as a job says it.
    pub(super) fn progress(self) -> Progress {
        Progress {
            stage: "looking at all texts",
            done: self.done,
            total: self.total,
            estimate: self.estimate,
        }
    }
}
