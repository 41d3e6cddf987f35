//! Work that a request needs before it can be answered: the graph, labels along it, a receipt. What it makes is kept with
//! the project, and then the request is asked again.

use std::sync::Arc;

use super::ask::{GraphAsk, GraphColor, GraphSide};
use super::build::BuildJob;
use super::spread::{Pictured, SpreadJob, begun};
use crate::error::Result;
use crate::job::{Job as _, Progress, Step};
use crate::propagation::ReachRun;
use crate::session::late::Late;
use crate::session::project::Project;
use crate::session::reply::Reply;
use crate::session::request::{Filter, Request};
use crate::session::{Outcome, Session, SessionJob};

/// Work for the sake of a request.
#[derive(Debug)]
pub struct GraphJob {
    work: Work,
    then: Request,
    /// Whether the request can be answered when this is done, whatever else it could ask for.
    is_last: bool,
}

#[derive(Debug)]
enum Work {
    Build(Box<BuildJob>),
    Spread(Box<SpreadJob>),
    Reach(Arc<Pictured>, Box<ReachRun>),
}

/// What is missing for a request.
#[derive(Debug)]
pub(in crate::session) enum Missing {
    /// The chosen model's fit.
    Fit,
    /// Something of the graph.
    Work(Box<GraphJob>),
}

/// What a request needs. Each includes those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    /// What is there.
    Nothing,
    /// The graph.
    Built,
    /// Labels along it, up to date.
    Pictured,
    /// … and settled.
    Settled,
    /// … and how much reaches each record.
    Reached,
}

/// What a request needs, and whether it needs the chosen model's labels besides.
#[derive(Clone, Copy, Debug)]
struct Needs {
    level: Level,
    fit: bool,
}

const fn needs(level: Level) -> Needs {
    Needs { level, fit: false }
}

const fn with_fit(level: Level) -> Needs {
    Needs { level, fit: true }
}

impl GraphAsk {
    fn needs(&self, is_current: bool) -> Needs {
        match self {
            Self::State | Self::Choose | Self::Pick { .. } | Self::PickRecords { .. } => {
                needs(Level::Nothing)
            }
            // What an edit gave at once is settled when it is asked for once more.
            Self::Propagate if is_current => needs(Level::Settled),
            Self::Propagate | Self::WhatIf(_) => needs(Level::Pictured),
            Self::Build | Self::Layout { .. } | Self::Twins { .. } | Self::Watch { .. } => {
                needs(Level::Built)
            }
            Self::Node { .. } => needs(Level::Reached),
            Self::Disagreements { .. } => with_fit(Level::Built),
            Self::Color(color) | Self::Svg(color) => color.needs(),
        }
    }
}

impl GraphColor {
    fn needs(self) -> Needs {
        match self {
            Self::Label | Self::Disagreement => needs(Level::Pictured),
            Self::Certainty | Self::Reach => needs(Level::Reached),
            Self::Model => with_fit(Level::Built),
            Self::Gold | Self::Rule(_) | Self::Slice(_) => needs(Level::Built),
        }
    }
}

impl Filter {
    fn graph_needs(self) -> Needs {
        match self {
            Self::GraphLabel(_)
            | Self::GraphReached
            | Self::GraphUnreached
            | Self::GraphSeeds
            | Self::GraphCorrect
            | Self::GraphIncorrect => needs(Level::Pictured),
            Self::GraphIsolated | Self::NearDuplicates | Self::GraphNeighbours(_) => needs(Level::Built),
            Self::GraphDisagrees(GraphSide::Gold | GraphSide::Model) => with_fit(Level::Built),
            _ => needs(Level::Nothing),
        }
    }
}

impl GraphJob {
    /// Does one step; at the end gives the request back, and whether it is to be answered as things stand.
    ///
    /// # Errors
    /// What can't be made, and why.
    // A door of the page's part `graph`.
    #[inline(never)]
    pub(in crate::session) fn step(&mut self, project: &mut Project) -> Result<Step<(Request, bool)>> {
        let progress = match &mut self.work {
            // The choice changed: another graph is asked for.
            Work::Build(job) if !job.is_of(project) => None,
            Work::Build(job) => match job.step(project)? {
                Step::Working(progress) => Some(progress),
                Step::Done(built) => {
                    project.keep_graph(built);
                    None
                }
            },
            Work::Spread(job) => match job.step(project)? {
                Step::Working(progress) => Some(progress),
                Step::Done(pictured) => {
                    if let Some(pictured) = pictured {
                        project.keep_picture(pictured);
                    }
                    None
                }
            },
            Work::Reach(of, run) => match run.step()? {
                Step::Working(progress) => Some(progress),
                Step::Done(reach) => {
                    project.graph.reach = Some((Arc::clone(of), Arc::new(reach)));
                    None
                }
            },
        };
        let is_last = self.is_last && project.pictured().is_some();
        Ok(progress.map_or_else(|| Step::Done((self.then.clone(), is_last)), Step::Working))
    }
}

impl Project {
    /// Whether a request may need the graph.
    fn may_ask_graph(&self, request: &Request) -> bool {
        request.asks_graph()
    }

    /// What is missing before a request can be answered, if anything is.
    ///
    /// # Errors
    /// More memory than is allowed, no label to carry.
    // A door of the page's part `graph`.
    #[inline(never)]
    pub(in crate::session) fn graph_missing(&self, request: &Request) -> Result<Option<Missing>> {
        let Needs { level, fit } = self.graph_needs(request)?;
        let asks_fit = if fit {
            !self.saved.matrix.columns.is_empty()
        } else {
            level >= Level::Pictured && self.graph_asks_fit()
        };
        if asks_fit && self.chosen().is_none() {
            return Ok(Some(Missing::Fit));
        }
        let work = self.graph_job(level)?;
        let is_last = matches!(work, Some(Work::Spread(_))) && level == Level::Pictured;
        Ok(work.map(|work| {
            Missing::Work(Box::new(GraphJob {
                work,
                then: request.clone(),
                is_last,
            }))
        }))
    }

    fn graph_needs(&self, request: &Request) -> Result<Needs> {
        if let Request::Graph(ask) = request {
            return Ok(ask.open()?.needs(self.pictured().is_some()));
        }
        let filters = request
            .selection()
            .map_or(&[][..], |selection| &selection.filters);
        let all = filters.iter().map(|filter| filter.graph_needs());
        Ok(all.fold(needs(Level::Nothing), |all, one| Needs {
            level: all.level.max(one.level),
            fit: all.fit || one.fit,
        }))
    }

    fn graph_job(&self, level: Level) -> Result<Option<Work>> {
        if level == Level::Nothing {
            return Ok(None);
        }
        let Some(built) = self.built() else {
            return Ok(Some(Work::Build(Box::new(BuildJob::new(self)?))));
        };
        if level == Level::Built {
            return Ok(None);
        }
        let wants_settled = level == Level::Settled;
        let pictured = self
            .pictured()
            .filter(|pictured| pictured.settled || !wants_settled);
        let Some(pictured) = pictured else {
            let job = SpreadJob::new(self, Arc::clone(built), wants_settled)?;
            return Ok(Some(Work::Spread(Box::new(job))));
        };
        if level == Level::Reached && self.graph_reach(pictured).is_none() {
            let run = ReachRun::new(Arc::clone(&pictured.picture))?;
            return Ok(Some(Work::Reach(Arc::clone(pictured), Box::new(run))));
        }
        Ok(None)
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
            Step::Done((Request::Graph(ask), true)) => self.answer_graph_now(&ask),
            Step::Done((request, _)) => match self.handle(request)? {
                Outcome::Done(reply) => Ok(Step::Done(reply)),
                Outcome::Job(next) => {
                    *at_work = next;
                    Ok(Step::Working(self.graph_begun()))
                }
            },
        }
    }

    fn answer_graph_now(&mut self, ask: &Late<GraphAsk>) -> Result<Step<Reply>> {
        self.project_mut()?.answer_graph(ask).map(Step::Done)
    }

    /// How far work is before its first step.
    const fn graph_begun(&self) -> Progress {
        begun()
    }
}
