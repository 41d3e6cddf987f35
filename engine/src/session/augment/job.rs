//! Long work on variants, in steps of some milliseconds.

use super::ask::AugmentAsk;
use crate::augment::Counting;
use crate::error::Result;
use crate::job::{Progress, Step};
use crate::session::late::Late;
use crate::session::project::Project;
use crate::session::reply::Reply;
use crate::session::{Outcome, SessionJob};

/// Work under way.
#[derive(Debug)]
pub struct AugmentJob {
    work: Work,
}

#[derive(Debug)]
pub(super) enum Work {
    /// The words of the corpus being counted, the next record, and what is asked then.
    Count(Box<Counting>, u32, Late<AugmentAsk>),
}

/// Characters that are counted in a step, about.
const STEP_BYTES: usize = 200_000;

impl AugmentJob {
    pub(super) const fn new(work: Work) -> Self {
        Self { work }
    }

    /// Does one step.
    ///
    /// # Errors
    /// What can't be done, and why.
    // A door of the page's part `augment`.
    #[inline(never)]
    pub(in crate::session) fn step(&mut self, project: &mut Project) -> Result<Step<Reply>> {
        match &mut self.work {
            Work::Count(counting, next, then) => {
                let mut bytes = 0;
                while *next < project.records() && bytes < STEP_BYTES {
                    let text = project.corpus.text(*next);
                    counting.push(text);
                    bytes += text.len() + 16;
                    *next += 1;
                }
                if *next < project.records() {
                    return Ok(Step::Working(working(
                        "counting words",
                        u64::from(*next),
                        project.records(),
                    )));
                }
                let counted = std::mem::take(counting).finish(project.augment.words.kept());
                project.augment.words.keep_counts(&counted);
                match project.augment(&then.clone())? {
                    Outcome::Done(reply) => Ok(Step::Done(reply)),
                    Outcome::Job(SessionJob::Augment(next)) => {
                        *self = *next;
                        Ok(Step::Working(working("making variants", 0, 1)))
                    }
                    Outcome::Job(_) => Err(crate::error::Error::new(
                        "The project changed meanwhile",
                        "Ask again",
                    )),
                }
            }
        }
    }
}

pub(super) fn working(stage: &'static str, done: u64, total: u32) -> Progress {
    Progress {
        stage,
        done,
        total: u64::from(total),
        estimate: None,
    }
}
