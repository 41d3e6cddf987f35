//! A layout under way.

use std::sync::Arc;

use super::diffusion::{self, Diffusion};
use super::groups::{Grouping, Groups};
use super::moving::{Course, Moving};
use super::options::Options;
use super::ordering::{Order, Ordered, Ordering};
use super::ties::{Ties, Tying};
use super::{packing, resuming, spreading};
use crate::graph::edges::Edges;

/// A layout of all records, in steps of some milliseconds. It can be drawn after each, which costs a little.
#[derive(Debug)]
pub struct LayoutRun {
    seed: u64,
    options: Options,
    /// Places on an earlier map, two numbers for each of the first records.
    earlier: Option<Vec<f32>>,
    /// Whether it began from an earlier map.
    is_update: bool,
    stage: Stage,
    ties: Ties,
    groups: Groups,
    /// Once points move: of which records these are, by their places in the order that ties and groups are in.
    order: Order,
    /// n × 2.
    drawn: Vec<f32>,
}

#[derive(Debug)]
enum Stage {
    Tying(Tying),
    Grouping(Grouping),
    Diffusing(Diffusion),
    Ordering(Ordering),
    Moving(Moving),
    Finished,
}

impl LayoutRun {
    /// Begins: the same edges, seed and options give the same map on every machine.
    #[must_use]
    pub fn new(edges: Arc<Edges>, seed: u64, options: Options) -> Self {
        Self {
            seed,
            options,
            earlier: None,
            is_update: false,
            drawn: vec![0.0; edges.records() * 2],
            stage: Stage::Tying(Tying::new(edges)),
            ties: Ties::default(),
            groups: Groups::default(),
            order: Order::default(),
        }
    }

    /// Begins from the [`positions`](Self::positions) of an earlier map, which the first records had: those behind them
    /// are new. A quarter of the usual rounds is enough.
    #[must_use]
    pub fn from_positions(edges: Arc<Edges>, earlier: &[f32], seed: u64, options: Options) -> Self {
        let mut run = Self::new(edges, seed, options);
        for (drawn, &place) in run.drawn.iter_mut().zip(earlier) {
            *drawn = if place.is_finite() {
                place.clamp(-1.0, 1.0)
            } else {
                0.0
            };
        }
        (run.earlier, run.is_update) = (Some(earlier.to_vec()), true);
        run
    }

    /// Does some of it; returns whether more is to be done.
    pub fn step(&mut self) -> bool {
        match &mut self.stage {
            Stage::Tying(tying) => {
                if let Some(ties) = tying.step() {
                    self.ties = ties;
                    self.stage = Stage::Grouping(Grouping::new(self.drawn.len() / 2));
                }
            }
            Stage::Grouping(grouping) => {
                if let Some(groups) = grouping.step(&self.ties) {
                    self.groups = groups;
                    self.stage = self.start();
                }
            }
            Stage::Diffusing(diffusion) => {
                if let Some(points) = diffusion.step(&self.ties, &self.groups) {
                    self.stage = self.begin_ordering(points);
                }
            }
            Stage::Ordering(ordering) => {
                if let Some(ordered) = ordering.step(&self.ties, &self.groups) {
                    self.stage = self.begin_moving(ordered);
                }
            }
            Stage::Moving(moving) => {
                if moving.is_over() {
                    self.draw();
                    spreading::spread(&mut self.drawn);
                    self.stage = Stage::Finished;
                } else {
                    moving.step(&self.ties, &self.groups);
                }
            }
            Stage::Finished => (),
        }
        !self.is_finished()
    }

    fn start(&mut self) -> Stage {
        let Some(earlier) = self.earlier.take() else {
            return Stage::Diffusing(Diffusion::new(self.drawn.len() / 2, self.seed));
        };
        let points = resuming::points(&earlier, &self.ties, &self.groups, self.seed);
        self.begin_ordering(points)
    }

    fn begin_ordering(&mut self, points: Vec<[f32; 2]>) -> Stage {
        packing::pack(&self.groups, &points, &mut self.drawn);
        Stage::Ordering(Ordering::new(points, &self.groups))
    }

    fn begin_moving(&mut self, ordered: Ordered) -> Stage {
        (self.ties, self.groups, self.order) = (ordered.ties, ordered.groups, ordered.order);
        let course = if self.is_update {
            Course::Updating
        } else {
            Course::Fresh
        };
        Stage::Moving(Moving::new(ordered.points, course, self.options.rounds))
    }

    /// Rounds done.
    #[must_use]
    pub fn rounds(&self) -> u32 {
        match &self.stage {
            Stage::Tying(_) | Stage::Grouping(_) => 0,
            Stage::Diffusing(diffusion) => diffusion.round,
            Stage::Ordering(_) => self.total() - self.options.rounds,
            Stage::Moving(moving) => self.total() - self.options.rounds + moving.round,
            Stage::Finished => self.total(),
        }
    }

    /// Rounds in all: those in which random numbers become a first order, where there was none, and those in which points
    /// move.
    #[must_use]
    pub const fn total(&self) -> u32 {
        let first = if self.is_update { 0 } else { diffusion::ROUNDS };
        first + self.options.rounds
    }

    /// Whether nothing is left to do.
    #[must_use]
    pub fn is_finished(&self) -> bool {
        matches!(self.stage, Stage::Finished)
    }

    /// Takes the points as they are by now into [`positions`](Self::positions). A finished run has done so.
    pub fn draw(&mut self) {
        if let Stage::Moving(moving) = &self.stage {
            let mut placed = vec![0.0; self.drawn.len()];
            packing::pack(&self.groups, &moving.points, &mut placed);
            self.order.hand_back(&placed, &mut self.drawn);
        }
    }

    /// n × 2 numbers from -1 to 1: where each record was when the run was last [drawn](Self::draw), x and y.
    #[must_use]
    pub fn positions(&self) -> &[f32] {
        &self.drawn
    }
}
