//! Work that a request needs before it can be answered: the graph, labels along it, a receipt. What it makes is kept with
//! the project, and then the request is asked again.

use std::sync::Arc;

use super::build::{BuildJob, working};
use super::choose::ChooseJob;
use super::layout::LayoutJob;
use super::needs::Missing;
use super::node::Received;
use super::spread::{Pictured, SpreadJob};
use super::trial::TrialJob;
use super::watch::Watched;
use crate::error::Result;
use crate::job::{Job as _, Progress, Step};
use crate::propagation::{PropagationRun, ReachRun, ReceiptRun};
use crate::session::project::Project;
use crate::session::reply::Reply;
use crate::session::request::Request;
use crate::session::{Outcome, Session, SessionJob};

/// Work for the sake of a request.
#[derive(Debug)]
pub struct GraphJob {
    work: Work,
    then: Request,
    /// Whether the request is answered when this is done, whatever else it could ask for.
    is_last: bool,
}

#[derive(Debug)]
pub(super) enum Work {
    Build(Box<BuildJob>),
    Spread(Box<SpreadJob>),
    Layout(LayoutJob),
    Reach(Arc<Pictured>, Box<ReachRun>),
    Receipt(Arc<Pictured>, Box<ReceiptRun>),
    Trial(Box<TrialJob>),
    /// Sweeps to be watched, and how many.
    Watch(Arc<Pictured>, Box<PropagationRun>, u32),
    Choose(Box<ChooseJob>),
}

impl Work {
    /// Does one step; none where all is done, and kept with the project.
    fn step(&mut self, project: &mut Project) -> Result<Option<Progress>> {
        match self {
            // The choice changed: another graph is asked for.
            Self::Build(job) if !job.is_of(project) => return Ok(None),
            Self::Build(job) => match job.step(project)? {
                Step::Working(progress) => return Ok(Some(progress)),
                Step::Done(built) => project.keep_graph(built),
            },
            Self::Spread(job) => match job.step(project)? {
                Step::Working(progress) => return Ok(Some(progress)),
                Step::Done(Some(pictured)) => project.keep_picture(pictured),
                Step::Done(None) => {}
            },
            Self::Layout(job) => return job.step(project),
            Self::Reach(of, run) => match run.step()? {
                Step::Working(progress) => return Ok(Some(progress)),
                Step::Done(reach) => project.graph.reach = Some((Arc::clone(of), Arc::new(reach))),
            },
            Self::Receipt(of, run) => match run.step()? {
                Step::Working(progress) => return Ok(Some(progress)),
                Step::Done(receipt) => {
                    let of = Arc::clone(of);
                    project.graph.received = Some(Received { of, receipt });
                }
            },
            Self::Trial(job) => match job.step()? {
                Step::Working(progress) => return Ok(Some(progress)),
                Step::Done(trial) => {
                    project.graph.trial = Some(trial);
                    project.selected = None;
                }
            },
            Self::Choose(job) => match job.step(project)? {
                Step::Working(progress) => return Ok(Some(progress)),
                Step::Done(chosen) => project.graph.chosen = Some(chosen),
            },
            Self::Watch(of, run, rounds) => match run.step()? {
                Step::Working(progress) => return Ok(Some(progress)),
                Step::Done(picture) => {
                    let (of, rounds) = (Arc::clone(of), *rounds);
                    project.graph.watched = Some(Watched { of, rounds, picture });
                }
            },
        }
        Ok(None)
    }

    /// Whether what it makes is of the project as it is now.
    fn is_current(&self, project: &Project) -> bool {
        !matches!(self, Self::Spread(_)) || project.pictured().is_some()
    }
}

impl GraphJob {
    pub(super) const fn work(&mut self) -> &mut Work {
        &mut self.work
    }

    pub(super) const fn new(work: Work, then: Request, is_last: bool) -> Self {
        Self { work, then, is_last }
    }

    /// Does one step; at the end gives the request back, and whether it is to be answered as things stand.
    ///
    /// # Errors
    /// What can't be made, and why.
    // A door of the page's part `graph`.
    #[inline(never)]
    pub(in crate::session) fn step(&mut self, project: &mut Project) -> Result<Step<(Request, bool)>> {
        if let Some(progress) = self.work.step(project)? {
            return Ok(Step::Working(progress));
        }
        let is_last = self.is_last && self.work.is_current(project);
        Ok(Step::Done((self.then.clone(), is_last)))
    }
}

impl Session {
    /// The work that has to be done for the graph before a request can be answered, if any is left.
    ///
    /// # Errors
    /// As [`Project::graph_missing`].
    pub(in crate::session) fn graph_work(&self, request: &Request) -> Result<Option<SessionJob>> {
        let project = self.project()?;
        if !project.may_ask_graph(request) {
            return Ok(None);
        }
        Ok(match project.graph_missing(request)? {
            None => None,
            Some(Missing::Fit) => Some(SessionJob::Labels(Box::new(project.chosen_work(request)?))),
            Some(Missing::Work(job)) => Some(SessionJob::Graph(job)),
        })
    }

    /// Does one step of work on the graph.
    ///
    /// # Errors
    /// As [`GraphJob::step`].
    pub(in crate::session) fn step_graph(&mut self, at_work: &mut SessionJob) -> Result<Step<Reply>> {
        let SessionJob::Graph(job) = at_work else {
            return self.step(at_work);
        };
        match job.step(self.project_mut()?)? {
            Step::Working(progress) => Ok(Step::Working(progress)),
            Step::Done((Request::Graph(ask), true)) => self.project_mut()?.answer_graph(&ask).map(Step::Done),
            Step::Done((request, _)) => match self.handle(request)? {
                Outcome::Done(reply) => Ok(Step::Done(reply)),
                Outcome::Job(next) => {
                    *at_work = next;
                    Ok(Step::Working(working("preparing the graph", 0, 1)))
                }
            },
        }
    }
}
