//! Propagation to be watched: the labels after so many sweeps.

use std::sync::Arc;

use super::color::Colors;
use super::model::LabelsOf;
use super::spread::Pictured;
use crate::error::{Error, Result};
use crate::num::{count, index};
use crate::propagation::{Options, Picture, PropagationRun, Stop};
use crate::session::project::Project;

/// More sweeps are not looked at one by one.
pub(super) const MOST_SWEEPS: u32 = 300;

/// The labels after some sweeps.
#[derive(Debug)]
pub(super) struct Watched {
    pub(super) of: Arc<Pictured>,
    pub(super) rounds: u32,
    pub(super) picture: Picture,
}

impl Project {
    /// Begins to sweep.
    pub(super) fn watch(pictured: &Pictured, rounds: u32) -> Result<PropagationRun> {
        let options = Options {
            stop: Stop::Sweeps {
                tolerance: 0.0,
                most: rounds,
            },
            ..pictured.picture.options().clone()
        };
        let (field, seeds) = (
            Arc::clone(&pictured.built.field),
            Arc::clone(pictured.picture.seeds()),
        );
        PropagationRun::new(pictured.picture.method(), field, seeds, options)
    }

    /// The labels after so many sweeps, where they were looked at.
    pub(super) fn watched(&self, pictured: &Pictured, rounds: u32) -> Option<&Watched> {
        let watched = self.graph.watched.as_ref()?;
        (Arc::ptr_eq(&watched.of.picture, &pictured.picture) && watched.rounds == rounds).then_some(watched)
    }

    /// The labels after so many sweeps as colours; before the first one there are the seeds alone.
    pub(super) fn watch_colors(&self, rounds: u32) -> Result<Colors> {
        let pictured = self.picture_now()?;
        let labels: LabelsOf = if rounds == 0 {
            let mut labels = self.picture_labels(&pictured);
            for record in (0..self.records()).filter(|&record| !pictured.seeded.contains(record)) {
                labels[index(record)] = None;
            }
            labels
        } else {
            let watched = self.watched(&pictured, rounds.min(MOST_SWEEPS));
            let watched = watched.ok_or_else(|| Error::new("These sweeps are not made yet", "Ask again"))?;
            let id = |at: u32| pictured.labels.get(index(at)).copied();
            let place = |at: u32| self.document.labels.index(id(at)?).map(count);
            watched
                .picture
                .labels()
                .map(|label| label.and_then(place))
                .collect()
        };
        Ok(self.by_label(
            &format!("Label after {}", sweeps(rounds)),
            labels,
            "not reached yet",
        ))
    }
}

fn sweeps(rounds: u32) -> String {
    match rounds {
        0 => "no sweep".to_owned(),
        1 => "1 sweep".to_owned(),
        _ => format!("{rounds} sweeps"),
    }
}
