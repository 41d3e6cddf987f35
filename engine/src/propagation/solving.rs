//! A method at work: rounds until it ends, then scores.

use std::sync::Arc;

use super::conjugate::{Conjugate, System};
use super::ground::Ground;
use super::options::Stop;
use super::scores::{Panel, Scores};
use crate::job::Progress;
use crate::num;

/// Work in rounds of about a sweep over the graph.
pub(super) trait Solving: std::fmt::Debug {
    /// One round; false where nothing is left to do.
    fn step(&mut self) -> bool;

    /// How much of it is done, from 0 to 1, as far as can be told.
    fn done(&self) -> f64;

    /// The scores as they are now.
    fn finish(self: Box<Self>) -> Solved;
}

/// What came of it.
#[derive(Debug)]
pub(super) struct Solved {
    pub(super) scores: Scores,
    /// T of Poisson learning ([`super::potentials`]).
    pub(super) whole: Option<Panel>,
    pub(super) rounds: u32,
    /// Whether it came as far as it was asked to.
    pub(super) converged: bool,
}

/// What an earlier run came to, to go on from.
#[derive(Debug)]
pub(super) struct Start {
    pub(super) scores: Scores,
    /// As [`Solved::whole`].
    pub(super) whole: Option<Panel>,
    /// ȳ as it was then ([`Ground::means`]).
    pub(super) means: Arc<Scores>,
}

/// Progress is told in thousandths.
const WHOLE: f64 = 1000.0;

/// A share of the work as progress.
pub(super) fn progress(stage: &'static str, done: f64) -> Progress {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and 1000"
    )]
    let done = (done * WHOLE).clamp(0.0, WHOLE) as u64;
    Progress {
        stage,
        done,
        total: 1000,
        estimate: None,
    }
}

/// The limit by conjugate gradients, a panel after the other.
#[derive(Debug)]
pub(super) struct Settling {
    ground: Ground,
    system: System,
    residual: f64,
    most: u32,
    labels: usize,
    /// Panels to come, last first, with what they start from.
    waiting: Vec<(Panel, Option<Panel>)>,
    under_way: Option<Conjugate>,
    solved: Vec<Panel>,
    rounds: u32,
    converged: bool,
    /// Makes scores of the solution.
    after: fn(&Ground, &mut Scores),
}

impl Settling {
    /// Solves for the right-hand side `b`, from `start` where there is one.
    pub(super) fn new(
        ground: &Ground,
        system: System,
        b: Scores,
        start: Option<Scores>,
        after: fn(&Ground, &mut Scores),
    ) -> Self {
        let (residual, most) = match ground.options.stop {
            Stop::Settled { residual, most } => (residual, most),
            // Methods that know no sweeps are solved as far as a result needs.
            Stop::Sweeps { most, .. } => (1e-10, most),
        };
        let labels = b.labels();
        let starts = start.map(|scores| scores.panels).unwrap_or_default();
        let mut starts = starts.into_iter();
        let mut waiting: Vec<_> = b.panels.into_iter().map(|panel| (panel, starts.next())).collect();
        waiting.reverse();
        Self {
            ground: ground.clone(),
            system,
            residual,
            most,
            labels,
            waiting,
            under_way: None,
            solved: Vec::new(),
            rounds: 0,
            converged: true,
            after,
        }
    }

    /// The same, until what is left of each label's equations is `residual`.
    pub(super) fn until(mut self, residual: f64) -> Self {
        self.residual = residual;
        self
    }

    /// Puts the panel under way with those that are done.
    fn put_by(&mut self) {
        if let Some(system) = self.under_way.take() {
            self.rounds = self.rounds.max(system.rounds);
            self.converged &= system.is_solved();
            self.solved.push(system.finish());
        }
    }
}

impl Solving for Settling {
    fn step(&mut self) -> bool {
        if let Some(system) = &mut self.under_way
            && system.step()
        {
            return true;
        }
        self.put_by();
        let next = self
            .waiting
            .pop()
            .map(|(b, start)| Conjugate::new(self.system.clone(), b, start, self.residual, self.most));
        self.under_way = next;
        self.under_way.is_some()
    }

    fn done(&self) -> f64 {
        let solved = num::exact(self.solved.len());
        let in_work = usize::from(self.under_way.is_some());
        let all = num::exact(self.solved.len() + self.waiting.len() + in_work);
        let under_way = self.under_way.as_ref().map_or(0.0, Conjugate::done);
        (solved + under_way) / all.max(1.0)
    }

    fn finish(mut self: Box<Self>) -> Solved {
        self.put_by();
        // What was never begun is as it started.
        while let Some((b, start)) = self.waiting.pop() {
            let zeros = Panel::zeros(self.ground.records(), b.width);
            self.solved.push(start.unwrap_or(zeros));
            self.converged = false;
        }
        let mut scores = Scores::zeros(0, self.labels);
        scores.panels = std::mem::take(&mut self.solved);
        (self.after)(&self.ground, &mut scores);
        Solved {
            scores,
            whole: None,
            rounds: self.rounds,
            converged: self.converged,
        }
    }
}
