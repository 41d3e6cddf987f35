//! P(label) of all records, as a job: a row a pattern of votes, then each record the row of its pattern.

use std::sync::Arc;

use super::fitted::Fitted;
use super::patterns::{PatternRun, Patterns};
use crate::error::Result;
use crate::job::{Job, Progress, Step};
use crate::num::{count, index};
use crate::posteriors::Posteriors;

/// Patterns or records done in a step: some milliseconds.
const STEP: usize = 50_000;

/// The labeling under way.
#[derive(Debug)]
pub struct LabelRun {
    fitted: Arc<Fitted>,
    stage: Stage,
}

#[derive(Debug)]
enum Stage {
    Patterns(PatternRun),
    Rows {
        rows: Rows,
        pattern: usize,
    },
    Records {
        rows: Rows,
        record: usize,
        found: Posteriors,
    },
    Over,
}

/// Patterns × k probabilities.
#[derive(Debug)]
struct Rows {
    values: Vec<f64>,
    has_row: Vec<bool>,
}

impl LabelRun {
    pub(super) fn new(fitted: Arc<Fitted>) -> Self {
        let stage = if fitted.table.patterns.get().is_some() {
            Stage::rows(&fitted)
        } else {
            Stage::Patterns(PatternRun::new(&fitted.table))
        };
        Self { fitted, stage }
    }
}

impl Stage {
    fn rows(fitted: &Fitted) -> Self {
        let patterns = fitted.table.patterns.get().map_or(0, Patterns::len);
        Self::Rows {
            rows: Rows {
                values: vec![0.0; patterns * fitted.table.labels],
                has_row: vec![false; patterns],
            },
            pattern: 0,
        }
    }
}

impl Job for LabelRun {
    type Output = Posteriors;

    fn step(&mut self) -> Result<Step<Posteriors>> {
        let fitted = &*self.fitted;
        let (table, k) = (&*fitted.table, fitted.table.labels);
        let (stage, name, (done, total)) = match std::mem::replace(&mut self.stage, Stage::Over) {
            Stage::Patterns(mut run) => match run.step(table) {
                Some(progress) => (Stage::Patterns(run), "reading votes", progress),
                None => {
                    table.patterns.get_or_init(|| run.finish());
                    (Stage::rows(fitted), "reading votes", (1, 1))
                }
            },
            Stage::Rows { mut rows, pattern } => {
                let patterns = super::patterns::patterns(table);
                let end = patterns.len().min(pattern + STEP);
                for at in pattern..end {
                    let row = &mut rows.values[at * k..][..k];
                    rows.has_row[at] = fitted.row_of(patterns.ballots(at), row);
                }
                let progress = (end as u64, patterns.len() as u64);
                if end < patterns.len() {
                    (Stage::Rows { rows, pattern: end }, "weighing votes", progress)
                } else {
                    let found = Posteriors::unreached(table.records, k);
                    (
                        Stage::Records {
                            rows,
                            record: 0,
                            found,
                        },
                        "weighing votes",
                        progress,
                    )
                }
            }
            Stage::Records {
                rows,
                record,
                mut found,
            } => {
                let of_record = super::patterns::patterns(table).of_record();
                let end = of_record.len().min(record + STEP * 2);
                rows.give(record..end, of_record, k, &mut found);
                if end >= of_record.len() {
                    return Ok(Step::Done(found));
                }
                let progress = (end as u64, of_record.len() as u64);
                let stage = Stage::Records {
                    rows,
                    record: end,
                    found,
                };
                (stage, "labeling records", progress)
            }
            Stage::Over => return Ok(Step::Done(Posteriors::unreached(table.records, k))),
        };
        self.stage = stage;
        Ok(Step::Working(Progress {
            stage: name,
            done,
            total,
            estimate: None,
        }))
    }
}

impl Rows {
    /// Gives each record the row of its pattern.
    fn give(&self, records: std::ops::Range<usize>, of_record: &[u32], k: usize, found: &mut Posteriors) {
        for record in records {
            let pattern = index(of_record[record]);
            if self.has_row[pattern] {
                found.set(count(record), &self.values[pattern * k..][..k]);
            }
        }
    }
}
