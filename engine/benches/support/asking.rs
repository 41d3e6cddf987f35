//! Questions to a session, timed step by step.

use labelloom_engine::error::Result;
use labelloom_engine::job::{Progress, Step};
use labelloom_engine::session::reply::Reply;
use labelloom_engine::session::request::Request;
use labelloom_engine::session::{Outcome, Session, SessionJob};

use crate::steps;

/// Asks, and tells how long the answer took. What is done before the first step is a step too.
pub(crate) fn ask(
    session: &mut Session,
    records: usize,
    what: &str,
    request: Request,
    told: impl Fn(&Reply) -> String,
) {
    let mut job: Option<SessionJob> = None;
    let mut request = Some(request);
    let step = || -> Result<Step<Reply>> {
        if let Some(job) = &mut job {
            return session.step(job);
        }
        let request = request.take().expect("asked once");
        Ok(match session.handle(request)? {
            Outcome::Done(reply) => Step::Done(reply),
            Outcome::Job(begun) => {
                job = Some(begun);
                Step::Working(BEGUN)
            }
        })
    };
    steps::time(records, what, step, told);
}

const BEGUN: Progress = Progress {
    stage: "begun",
    done: 0,
    total: 1,
    estimate: None,
};
