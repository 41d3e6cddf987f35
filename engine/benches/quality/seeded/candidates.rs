//! What is tried on each graph: one line a candidate.

use std::sync::Arc;

use labelloom_engine::job;
use labelloom_engine::num::{count, index};
use labelloom_engine::propagation::{Field, Options, PropagationRun, Seeds, named};

use super::draws::Draw;
use super::figures::{Figures, Said};
use super::graphs::Graphs;
use super::sets::SeededSet;
use crate::Outcome;

/// Methods of propagation with what each is called, and with its usual options.
const METHODS: [(&str, &str); 3] = [
    ("poisson", "Poisson learning"),
    ("spreading", "label spreading, α = 0.9"),
    ("propagation", "label propagation"),
];

/// A line of the table.
pub(crate) struct Row {
    /// What it learned on.
    pub(crate) on: String,
    pub(crate) what: String,
    /// A figure a draw.
    pub(crate) figures: Vec<(usize, Figures)>,
}

impl Row {
    /// Asks for the labels of every draw.
    pub(crate) fn measure(
        set: &SeededSet,
        draws: &[Draw],
        [on, what]: [&str; 2],
        mut labels: impl FnMut(usize, &Draw) -> Outcome<Vec<Said>>,
    ) -> Outcome<Self> {
        let mut figures = Vec::new();
        for (at, draw) in draws.iter().enumerate() {
            figures.push((draw.percent, Figures::of(set, draw, &labels(at, draw)?)));
        }
        Ok(Self {
            on: on.to_owned(),
            what: what.to_owned(),
            figures,
        })
    }
}

/// Every method on every graph.
pub(crate) fn rows(set: &SeededSet, graphs: &Graphs, draws: &[Draw]) -> Outcome<Vec<Row>> {
    let mut rows = Vec::new();
    for (method, title) in METHODS {
        for (graph, field) in &graphs.all {
            rows.push(Row::measure(set, draws, [graph, title], |_, draw| {
                carried(set, field, method, draw)
            })?);
        }
    }
    Ok(rows)
}

/// What a method says of all records.
fn carried(set: &SeededSet, field: &Arc<Field>, method: &str, draw: &Draw) -> Outcome<Vec<Said>> {
    let seeds = Seeds::of_gold(set.labels.len(), &draw.gold(set));
    let method = named(method).map_err(|error| error.to_string())?;
    let run = PropagationRun::new(method, Arc::clone(field), seeds, Options::default());
    let picture =
        job::run(&mut run.map_err(|error| error.to_string())?).map_err(|error| error.to_string())?;
    Ok((0..count(set.labels.len()))
        .map(|record| picture.label(record).map(index))
        .collect())
}
