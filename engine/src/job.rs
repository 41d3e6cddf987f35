//! Long work in steps. A job does a little at a time, so that whoever runs it can answer other requests between the
//! steps, show honest progress, and drop the job to cancel it. A job's result exists only when it is done.

/// How far a job is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The named stage it is in.
    pub stage: &'static str,
    /// Units done of this stage.
    pub done: u64,
    /// Units of this stage in all.
    pub total: u64,
    /// About what the result will be, where that can be told by now.
    pub estimate: Option<u32>,
}

/// What a step came to.
#[derive(Debug)]
pub enum Step<T> {
    /// More is to be done.
    Working(Progress),
    /// The result.
    Done(T),
}

/// Work that goes in steps of some milliseconds.
pub trait Job {
    /// What it makes.
    type Output;

    /// Does one step.
    ///
    /// # Errors
    /// Whatever stops the work for good; the job is then dropped.
    fn step(&mut self) -> crate::error::Result<Step<Self::Output>>;
}

/// Runs a job to its end, for callers with nothing else to answer.
///
/// # Errors
/// The job's own.
pub fn run<T>(job: &mut dyn Job<Output = T>) -> crate::error::Result<T> {
    loop {
        if let Step::Done(output) = job.step()? {
            return Ok(output);
        }
    }
}
