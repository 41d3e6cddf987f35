//! Features that are made, kept as long as another candidate needs them.

use std::sync::Arc;

use super::candidates::{Candidates, Features};
use super::sample::Sample;
use crate::corpus::Corpus;
use crate::error::Result;
use crate::features::{MOST_BYTES, Making, Plan, Vectors};
use crate::job::{Progress, Step};

/// The features of candidates, those that are made.
#[derive(Debug)]
pub(super) struct Shelf {
    made: Vec<Option<Arc<Vectors>>>,
    making: Option<(usize, Box<dyn Making>)>,
}

impl Shelf {
    pub(super) fn new(candidates: &Candidates) -> Self {
        Self {
            made: vec![None; candidates.features.len()],
            making: None,
        }
    }

    /// Makes some features, rows of the sample only: a step, until all are there.
    ///
    /// # Errors
    /// Features that can't be made of these texts, or not in so many bytes.
    pub(super) fn step(
        &mut self,
        corpus: &Corpus,
        candidates: &Candidates,
        wanted: &[usize],
        sample: &Sample,
        most_bytes: u64,
    ) -> Result<Step<Vec<Arc<Vectors>>>> {
        let Some(place) = wanted.iter().copied().find(|&at| self.made[at].is_none()) else {
            return Ok(Step::Done(
                wanted.iter().filter_map(|&at| self.made[at].clone()).collect(),
            ));
        };
        let working = |progress| Ok(Step::Working(progress));
        match &candidates.features[place] {
            Features::Given { vectors, .. } => {
                let taken = sample.rows(vectors).transpose()?;
                self.made[place] = Some(taken.map_or_else(|| Arc::clone(vectors), Arc::new));
                working(told(1, 1))
            }
            Features::Kind(kind) => {
                let mut making = match self.making.take() {
                    Some((of, making)) if of == place => making,
                    _ => {
                        let most_bytes = most_bytes.saturating_sub(self.bytes()).min(MOST_BYTES);
                        Plan {
                            most_bytes,
                            ..Plan::of(kind)
                        }
                        .begin()?
                    }
                };
                match making.step(corpus)? {
                    Step::Working(progress) => {
                        self.making = Some((place, making));
                        working(progress)
                    }
                    Step::Done(vectors) => {
                        let taken = sample.rows(&vectors).transpose()?;
                        self.made[place] = Some(Arc::new(taken.unwrap_or(vectors)));
                        working(told(1, 1))
                    }
                }
            }
        }
    }

    /// Bytes of all that is kept, given features too.
    pub(super) fn bytes(&self) -> u64 {
        self.made.iter().flatten().map(|vectors| vectors.bytes()).sum()
    }

    /// Lets go of what no plan from `plan` on needs.
    pub(super) fn clear(&mut self, candidates: &Candidates, plan: usize) {
        let is_needed =
            |place: usize| (plan..candidates.plans()).any(|plan| candidates.of_plan(plan).contains(&place));
        for (place, made) in self.made.iter_mut().enumerate() {
            if !is_needed(place) {
                *made = None;
            }
        }
        self.making = None;
    }
}

const fn told(done: u64, total: u64) -> Progress {
    Progress {
        stage: "making features",
        done,
        total,
        estimate: None,
    }
}
