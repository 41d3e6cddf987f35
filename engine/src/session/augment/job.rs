//! Long work on variants, in steps of some milliseconds.

use super::ask::AugmentAsk;
use super::coverage::CoverageJob;
use super::generate::GenerateJob;
use super::helps::HelpsJob;
use super::places::PlacesJob;
use super::rates::RatesJob;
use super::robust::RobustJob;
use super::search::SearchJob;
use super::view::AugmentReply;
use crate::augment::Counting;
use crate::error::{Error, Result};
use crate::job::{Progress, Step};
use crate::session::late::Late;
use crate::session::project::Project;
use crate::session::reply::Reply;
use crate::session::{Outcome, SessionJob};

/// Work under way.
#[derive(Debug)]
pub struct AugmentJob {
    work: Work,
    /// The project's revision that it is of.
    revision: u32,
}

#[derive(Debug)]
pub(super) enum Work {
    /// The words of the corpus being counted, the next record, and what is asked then.
    Count(Box<Counting>, u32, Late<AugmentAsk>),
    Rates(Box<RatesJob>),
    Robustness(Box<RobustJob>),
    Generate(Box<GenerateJob>),
    Helps(Box<HelpsJob>),
    Coverage(Box<CoverageJob>),
    Places(Box<PlacesJob>),
    Search(Box<SearchJob>),
}

/// Bytes that are counted in a step, about.
const STEP_BYTES: usize = 200_000;

impl AugmentJob {
    /// Begins with a project as it is.
    pub(super) const fn new(work: Work, revision: u32) -> Self {
        Self { work, revision }
    }

    /// Does one step.
    ///
    /// # Errors
    /// What can't be done, and why.
    // A door of the page's part `augment`.
    #[inline(never)]
    pub(in crate::session) fn step(&mut self, project: &mut Project) -> Result<Step<Reply>> {
        // Verdicts by rules of one state and labels of another would say nothing.
        if self.revision != project.revision {
            return Err(Error::new(
                "The project changed while variants were made",
                "Ask again",
            ));
        }
        match &mut self.work {
            Work::Count(counting, next, then) => {
                if let Some(progress) = count_some(project, counting, next) {
                    return Ok(Step::Working(progress));
                }
                let counted = std::mem::take(counting).finish(project.augment.words.kept());
                project.augment.words.keep_counts(&counted);
                let then = then.clone();
                self.go_on(project, &then)
            }
            Work::Rates(job) => told(job.step(project)?, AugmentReply::Rates),
            Work::Robustness(job) => told(job.step(project)?, AugmentReply::Robustness),
            Work::Generate(job) => told(job.step(project)?, AugmentReply::Generated),
            Work::Helps(job) => told(job.step(project)?, AugmentReply::Helps),
            Work::Search(job) => told(job.step(project)?, |view| AugmentReply::Search(Box::new(view))),
            Work::Coverage(job) => told(job.step(project)?, AugmentReply::Coverage),
            Work::Places(job) => job.step(project),
        }
    }

    /// Answers what was asked, or begins with it.
    fn go_on(&mut self, project: &mut Project, asked: &Late<AugmentAsk>) -> Result<Step<Reply>> {
        match project.augment(asked)? {
            Outcome::Done(reply) => Ok(Step::Done(reply)),
            Outcome::Job(SessionJob::Augment(next)) => {
                *self = *next;
                Ok(Step::Working(working("making variants", 0, 1)))
            }
            Outcome::Job(_) => Err(Error::new(
                "The labels changed while words were counted",
                "Ask again",
            )),
        }
    }
}

/// Counts some records' words; none once all are counted.
fn count_some(project: &Project, counting: &mut Counting, next: &mut u32) -> Option<Progress> {
    let mut bytes = 0;
    while *next < project.records() && bytes < STEP_BYTES {
        let text = project.corpus.text(*next);
        counting.push(text);
        bytes += text.len() + 16;
        *next += 1;
    }
    let is_left = *next < project.records();
    is_left.then(|| working("counting words", u64::from(*next), project.records()))
}

fn told<T>(step: Step<T>, reply: impl FnOnce(T) -> AugmentReply) -> Result<Step<Reply>> {
    Ok(match step {
        Step::Working(progress) => Step::Working(progress),
        Step::Done(view) => Step::Done(Reply::Augment(Late::of(&reply(view))?)),
    })
}

pub(super) fn working(stage: &'static str, done: u64, total: u32) -> Progress {
    Progress {
        stage,
        done,
        total: u64::from(total),
        estimate: None,
    }
}
