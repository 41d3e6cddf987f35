//! A change of seeds: one more, one less, another weight, or a whole rule. The picture is updated where the change
//! reaches, and what changed is said.
//!
//! Label spreading is a sum over seeds: the difference is pushed through the graph ([`super::push`]). Clamped seeds and
//! Poisson learning are not; their equations are solved on from where they stand.

use std::sync::Arc;

use super::ground::Ground;
use super::options::{Options, Stop};
use super::picture::Picture;
use super::potentials::Potentials;
use super::push::{Push, bound};
use super::run::PropagationRun;
use super::scores::Scores;
use super::seeds::Seeds;
use super::solving::Solved;
use crate::error::Result;
use crate::job::{Job, Step};
use crate::num::{count, index};

/// A push that touches more than so many times all edges is given up.
const MOST_SWEEPS: usize = 3;

/// A record whose label is another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The record.
    pub record: u32,
    /// Its label before.
    pub before: Option<u32>,
    /// Its label now.
    pub after: Option<u32>,
}

/// What a change of seeds did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The records whose label is another, ascending.
    pub moved: Vec<Moved>,
    /// How many records' scores were looked at.
    pub touched: u32,
}

/// A picture after a change.
#[derive(Debug)]
pub struct Edited {
    /// The picture.
    pub picture: Picture,
    /// What is different.
    pub change: Change,
    /// Whether it went as far as a whole run; otherwise each score is within the tolerance, and
    /// [`PropagationRun::settle`] brings it there.
    pub settled: bool,
}

/// A change under way, as a job.
#[derive(Debug)]
pub struct EditRun {
    before: Arc<Picture>,
    ground: Ground,
    tolerance: f64,
    solving: Option<Solving>,
}

/// Equations that are solved on.
#[derive(Debug)]
struct Solving {
    run: PropagationRun,
    /// Whether it goes as far as a whole run.
    settles: bool,
}

impl EditRun {
    /// Begins: the picture `before` with other seeds. `tolerance` is how far scores of label spreading may be from those
    /// of a whole run, beside a seed of weight 1; 1e-3 touches some hundred records.
    ///
    /// # Errors
    /// Seeds for other records or labels.
    pub fn new(before: Arc<Picture>, seeds: impl Into<Arc<Seeds>>, tolerance: f64) -> Result<Self> {
        let options: Options = before.options().clone();
        let field = Arc::clone(before.field());
        let ground = Ground::new(before.method, field, seeds.into(), options)?;
        before.ground.check_labels(&ground)?;
        Ok(Self {
            before,
            ground,
            tolerance,
            solving: None,
        })
    }

    /// The scores after the difference was pushed, and how many records that touched; none where solving on is cheaper,
    /// or the method no sum over seeds.
    fn pushed(&self) -> Option<(Scores, u32)> {
        let is_sum = self.before.method.uses_alpha && !self.before.method.is_directed;
        if !is_sum || !self.is_settled() || self.tolerance <= 0.0 {
            return None;
        }
        let field = &self.ground.field;
        let alpha = self.ground.options.alpha;
        let push = Push {
            field,
            alpha,
            bound: bound(field, alpha, self.tolerance),
            most_edges: field.edges().ends.len().saturating_mul(MOST_SWEEPS),
        };
        let differences = self.ground.given.differences(&self.before.ground.given);
        let pushed = differences.iter().map(|(&label, differences)| {
            let source = |&(record, weight): &(u32, f64)| (record, (1.0 - alpha) * weight);
            let sources: Vec<(u32, f64)> = differences.iter().map(source).collect();
            Some((label, push.run(&sources)?))
        });
        let pushed = pushed.collect::<Option<Vec<_>>>()?;
        let mut scores = self.before.scores.clone();
        let mut touched = 0;
        for (label, found) in pushed {
            touched += count(found.len());
            for (record, value) in found {
                *scores.get_mut(index(record), label) += value;
            }
        }
        self.clear_deserted(&mut scores);
        Some((scores, touched))
    }

    /// The equations, from where they stand.
    fn solving(&self) -> Solving {
        let (method, ground) = (self.before.method, &self.ground);
        let mut start = self.before.start();
        if self.is_settled() && self.tolerance > 0.0 {
            match Potentials::changed(ground, &self.before.ground, start, self.tolerance) {
                Ok(changed) => {
                    let run = PropagationRun::of(method, ground.clone(), Box::new(changed));
                    return Solving { run, settles: false };
                }
                Err(unchanged) => start = unchanged,
            }
        }
        self.clear_deserted(&mut start.scores);
        let run = PropagationRun::on(method, ground.clone(), Some(start));
        Solving { run, settles: true }
    }

    fn is_settled(&self) -> bool {
        matches!(self.ground.options.stop, Stop::Settled { .. })
    }

    /// Where no seed is left, nothing is: not the rest within the tolerance, and not the old labels, which agree with
    /// each other and would stand for ever where only the mean of neighbours is asked for.
    fn clear_deserted(&self, scores: &mut Scores) {
        let (was, is) = (self.before.ground.seeded(), self.ground.seeded());
        if was.iter().zip(&is).all(|(was, is)| was <= is) {
            return;
        }
        for (record, &component) in self.ground.field.component.iter().enumerate() {
            if !is[index(component)] {
                scores.row_mut(record).for_each(|value| *value = 0.0);
            }
        }
    }

    fn edited(&self, picture: Picture, touched: u32, settled: bool) -> Edited {
        let labels = self.before.labels().zip(picture.labels());
        let moved = (0..).zip(labels).filter(|(_, (before, after))| before != after);
        let moved = moved.map(|(record, (before, after))| Moved {
            record,
            before,
            after,
        });
        Edited {
            change: Change {
                moved: moved.collect(),
                touched,
            },
            picture,
            settled,
        }
    }
}

impl Job for EditRun {
    type Output = Edited;

    fn step(&mut self) -> Result<Step<Edited>> {
        if self.solving.is_none()
            && let Some((scores, touched)) = self.pushed()
        {
            let solved = Solved {
                scores,
                whole: None,
                rounds: 0,
                converged: true,
            };
            let picture = Picture::new(self.before.method, self.ground.clone(), solved);
            return Ok(Step::Done(self.edited(picture, touched, false)));
        }
        let mut solving = self.solving.take().unwrap_or_else(|| self.solving());
        Ok(match solving.run.step()? {
            Step::Working(progress) => {
                self.solving = Some(solving);
                Step::Working(progress)
            }
            Step::Done(picture) => {
                let all = count(self.ground.records());
                Step::Done(self.edited(picture, all, solving.settles))
            }
        })
    }
}
