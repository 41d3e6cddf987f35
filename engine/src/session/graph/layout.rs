//! The map: all records in two dimensions, laid out from the graph while it is looked at.

use std::sync::Arc;

use super::build::Built;
use super::view::{GraphHead, LayoutHead};
use crate::error::Result;
use crate::graph::edges::Edges;
use crate::job::Progress;
use crate::layout::{LayoutRun, Options, USUAL_ROUNDS};
use crate::session::project::Project;
use crate::session::reply::{BytesReply, Reply};

/// The seed of every map: the same graph gives the same map.
const SEED: u64 = 1;

/// An update of a map takes this part of the usual rounds.
const UPDATE: u32 = 4;

/// A map.
#[derive(Debug)]
pub(super) struct Layout {
    /// The graph that it is of, and the features that this is made of.
    of: Arc<Edges>,
    features: Vec<String>,
    run: LayoutRun,
}

impl Layout {
    /// Begins a map: anew, or where the graph is made of the same features from how records lay before.
    fn new(built: &Built, before: Option<Self>) -> Self {
        let (of, features) = (Arc::clone(built.edges()), built.choice.features.clone());
        let before = before.filter(|before| before.features == features && before.run.is_finished());
        let run = match before {
            Some(before) => {
                let rounds = USUAL_ROUNDS / UPDATE;
                LayoutRun::from_positions(Arc::clone(&of), before.run.positions(), SEED, Options { rounds })
            }
            None => LayoutRun::new(Arc::clone(&of), SEED, Options::default()),
        };
        Self { of, features, run }
    }

    pub(super) fn head(&self) -> LayoutHead {
        LayoutHead {
            rounds: self.run.rounds(),
            total: self.run.total(),
            finished: self.run.is_finished(),
        }
    }

    /// n × 2 numbers.
    pub(super) fn positions(&self) -> &[f32] {
        self.run.positions()
    }
}

/// The going on of a map, until so many rounds are done.
#[derive(Debug)]
pub(super) struct LayoutJob {
    of: Arc<Edges>,
    until: u32,
}

impl LayoutJob {
    pub(super) fn new(project: &Project, built: &Built, rounds: u32) -> Self {
        let done = project.layout().map_or(0, |layout| layout.run.rounds());
        Self {
            of: Arc::clone(built.edges()),
            until: done.saturating_add(rounds),
        }
    }

    /// Does one step; none where it is as far as it was asked to be.
    pub(super) fn step(&self, project: &mut Project) -> Result<Option<Progress>> {
        let built = project.built_graph()?;
        // Another graph was built meanwhile: its map is another one.
        if !Arc::ptr_eq(&self.of, built.edges()) {
            return Ok(None);
        }
        project.begin_layout(&built);
        let Some(layout) = &mut project.graph.layout else {
            return Ok(None);
        };
        let head = layout.head();
        if head.finished || head.rounds >= self.until || !layout.run.step() {
            layout.run.draw();
            return Ok(None);
        }
        Ok(Some(Progress {
            stage: "laying out records",
            done: head.rounds.into(),
            total: head.total.into(),
            estimate: None,
        }))
    }
}

impl Project {
    /// The map of the graph as it is now, where it was begun.
    pub(super) fn layout(&self) -> Option<&Layout> {
        let (layout, built) = (self.graph.layout.as_ref()?, self.built()?);
        Arc::ptr_eq(&layout.of, built.edges()).then_some(layout)
    }

    /// Begins the map, where there is none of this graph.
    pub(super) fn begin_layout(&mut self, built: &Built) {
        if self.layout().is_none() {
            let before = self.graph.layout.take();
            self.graph.layout = Some(Layout::new(built, before));
        }
    }

    /// How far the map is, and where each record lies.
    pub(super) fn layout_bytes(&mut self) -> Result<Reply> {
        let built = self.built_graph()?;
        self.begin_layout(&built);
        let layout = self.layout();
        let (head, positions) =
            layout.map_or_else(Default::default, |layout| (layout.head(), layout.positions()));
        let bytes = positions.iter().flat_map(|place| place.to_le_bytes()).collect();
        BytesReply::new(&GraphHead::Layout(head), bytes).map(Reply::Bytes)
    }
}
