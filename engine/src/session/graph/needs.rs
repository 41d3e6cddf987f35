//! What a request needs of the graph before it can be answered, and what of that is missing.

use std::sync::Arc;

use super::ask::{GraphAsk, GraphColor};
use super::build::BuildJob;
use super::job::{GraphJob, Work};
use super::layout::LayoutJob;
use super::spread::SpreadJob;
use super::trial::TrialJob;
use super::watch::MOST_SWEEPS;
use crate::error::Result;
use crate::propagation::{ReachRun, ReceiptRun};
use crate::session::project::Project;
use crate::session::request::{Filter, Request};

/// What is missing for a request.
#[derive(Debug)]
pub(in crate::session) enum Missing {
    /// The chosen model's fit.
    Fit,
    /// Something of the graph.
    Work(Box<GraphJob>),
}

/// What of the graph has to be there. Each includes those before it.
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

/// What a request needs: of the graph, and whether the chosen model's labels besides.
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
    /// What it needs where labels are up to date or not.
    fn needs(&self, is_current: bool) -> Needs {
        match self {
            Self::State | Self::Choose | Self::Pick { .. } | Self::PickRecords { .. } => {
                needs(Level::Nothing)
            }
            // What an edit gave at once is settled when it is asked for once more.
            Self::Propagate if is_current => needs(Level::Settled),
            Self::Propagate | Self::WhatIf(_) | Self::Watch { .. } => needs(Level::Pictured),
            Self::Build | Self::Layout { .. } | Self::Twins { .. } => needs(Level::Built),
            Self::Node { .. } => needs(Level::Reached),
            Self::Disagreements { .. } => with_fit(Level::Built),
            Self::Color(color) | Self::Svg { color, .. } => color.needs(),
        }
    }
}

impl GraphColor {
    const fn needs(self) -> Needs {
        match self {
            Self::Label | Self::Disagreement => needs(Level::Pictured),
            Self::Certainty | Self::Reach => needs(Level::Reached),
            Self::Model => with_fit(Level::Built),
            Self::Gold | Self::Rule(_) | Self::Slice(_) => needs(Level::Built),
        }
    }
}

impl Filter {
    const fn graph_needs(self) -> Needs {
        match self {
            Self::GraphLabel(_)
            | Self::GraphReached
            | Self::GraphUnreached
            | Self::GraphSeeds
            | Self::GraphCorrect
            | Self::GraphIncorrect => needs(Level::Pictured),
            Self::GraphIsolated | Self::NearDuplicates | Self::GraphNeighbours(_) => needs(Level::Built),
            Self::GraphDisagrees(_) => with_fit(Level::Built),
            _ => needs(Level::Nothing),
        }
    }
}

impl Project {
    /// Whether a request may need the graph.
    pub(in crate::session) fn may_ask_graph(&self, request: &Request) -> bool {
        request.asks_graph() || self.is_labeled_by_graph(request)
    }

    /// Whether the answer holds labels that the graph gives.
    fn is_labeled_by_graph(&self, request: &Request) -> bool {
        let is_of_labels = match request {
            Request::Export(options) | Request::ExportPreview(options) => options.labels_records(),
            Request::LabelWhy { index } => !self.saved.analysis.sets.covered.contains(*index),
            _ => false,
        };
        is_of_labels && self.document.graph.labels_records && !self.document.labels.is_empty()
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
        let ask = match request {
            Request::Graph(ask) => Some(ask.open()?),
            _ => None,
        };
        let (work, is_last) = match (self.graph_work_to(level)?, ask) {
            (None, Some(ask)) => self.further_graph_work(&ask)?,
            // What was brought up to date is shown at once, though it could be settled.
            (work, Some(GraphAsk::Propagate)) => {
                let is_spread = matches!(work, Some(Work::Spread(_)));
                (work, is_spread)
            }
            (work, _) => (work, false),
        };
        let then = || request.clone();
        Ok(work.map(|work| Missing::Work(Box::new(GraphJob::new(work, then(), is_last)))))
    }

    fn graph_needs(&self, request: &Request) -> Result<Needs> {
        if let Request::Graph(ask) = request {
            let ask = ask.open()?;
            return Ok(match ask {
                GraphAsk::Choose => Needs {
                    level: Level::Nothing,
                    fit: self.graph_asks_fit(),
                },
                ask => ask.needs(self.pictured().is_some()),
            });
        }
        if self.is_labeled_by_graph(request) {
            return Ok(needs(Level::Settled));
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

    fn graph_work_to(&self, level: Level) -> Result<Option<Work>> {
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
            let run = ReachRun::new(Arc::clone(&pictured.picture));
            return Ok(Some(Work::Reach(Arc::clone(pictured), Box::new(run))));
        }
        Ok(None)
    }

    /// What a question needs besides, and whether it is answered once that is done.
    fn further_graph_work(&self, ask: &GraphAsk) -> Result<(Option<Work>, bool)> {
        if *ask == GraphAsk::Choose {
            let job = self.choose_work();
            // It is shown even if something was edited meanwhile.
            return Ok((job.map(|job| Work::Choose(Box::new(job))), true));
        }
        if let GraphAsk::Layout { rounds: rounds @ 1.. } = ask {
            let job = LayoutJob::new(self, &*self.built_graph()?, *rounds);
            return Ok((Some(Work::Layout(job)), true));
        }
        let Some(pictured) = self.pictured() else {
            return Ok((None, false));
        };
        let of = Arc::clone(pictured);
        let work = match ask {
            GraphAsk::Node { index } => {
                self.check_record(*index)?;
                let is_missing = of.label(*index).is_some() && self.graph_receipt(&of, *index).is_none();
                let run = is_missing.then(|| ReceiptRun::new(Arc::clone(&of.picture), *index));
                run.transpose()?.map(|run| Work::Receipt(of, Box::new(run)))
            }
            GraphAsk::WhatIf(change) if self.tried(change).is_none() => {
                Some(Work::Trial(Box::new(TrialJob::new(self, of, change)?)))
            }
            GraphAsk::Watch { rounds } if *rounds > 0 => {
                let rounds = (*rounds).min(MOST_SWEEPS);
                let is_missing = self.watched(&of, rounds).is_none();
                let run = is_missing.then(|| Self::watch(&of, rounds));
                run.transpose()?.map(|run| Work::Watch(of, Box::new(run), rounds))
            }
            _ => None,
        };
        Ok((work, false))
    }
}
