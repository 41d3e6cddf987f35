//! A propagation as a job, a round a step.

use std::sync::Arc;

use super::Method;
use super::field::Field;
use super::ground::Ground;
use super::options::{Options, Stop};
use super::picture::Picture;
use super::seeds::Seeds;
use super::solving::{Solving, Start, progress};
use crate::error::Result;
use crate::job::{Job, Step};

/// Work under way.
#[derive(Debug)]
pub struct PropagationRun {
    method: &'static Method,
    ground: Ground,
    solving: Option<Box<dyn Solving>>,
}

impl PropagationRun {
    /// Begins: `seeds` flow along the graph of `field` as `method` has it.
    ///
    /// # Errors
    /// Seeds of another number of records than the graph's, a graph that the method can't take, choices out of bounds,
    /// and more scores than fit.
    pub fn new(
        method: &'static Method,
        field: Arc<Field>,
        seeds: impl Into<Arc<Seeds>>,
        options: Options,
    ) -> Result<Self> {
        let ground = Ground::new(method, field, seeds.into(), options)?;
        Ok(Self::on(method, ground, None))
    }

    /// Goes on from a picture until `stop`: what was a preview, or was updated by an edit, is settled.
    ///
    /// # Errors
    /// The new end is out of bounds.
    pub fn settle(picture: &Picture, stop: Stop) -> Result<Self> {
        let options = Options {
            stop,
            ..picture.options().clone()
        };
        let (field, seeds) = (Arc::clone(picture.field()), Arc::clone(picture.seeds()));
        let ground = Ground::new(picture.method(), field, seeds, options)?;
        Ok(Self::on(picture.method(), ground, Some(picture.start())))
    }

    /// Begins where an earlier run ended.
    pub(super) fn on(method: &'static Method, ground: Ground, start: Option<Start>) -> Self {
        let solving = (method.begin)(&ground, start);
        Self::of(method, ground, solving)
    }

    /// A run that is under way.
    pub(super) fn of(method: &'static Method, ground: Ground, solving: Box<dyn Solving>) -> Self {
        Self {
            method,
            ground,
            solving: Some(solving),
        }
    }

    /// The picture as far as it has come, for showing it before it is settled.
    #[must_use]
    pub fn finish_here(mut self) -> Picture {
        self.finish()
    }

    fn finish(&mut self) -> Picture {
        let solving = self.solving.take();
        let solving = solving.unwrap_or_else(|| (self.method.begin)(&self.ground, None));
        Picture::new(self.method, self.ground.clone(), solving.finish())
    }
}

impl Job for PropagationRun {
    type Output = Picture;

    fn step(&mut self) -> Result<Step<Picture>> {
        if let Some(solving) = &mut self.solving
            && solving.step()
        {
            return Ok(Step::Working(progress("carrying labels", solving.done())));
        }
        Ok(Step::Done(self.finish()))
    }
}
