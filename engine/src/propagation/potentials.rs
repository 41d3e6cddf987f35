//! Poisson learning by potentials: U_c = L⁺ m_c is what the seeds of label c make alone, with weights m_c, and T = Σ_c U_c
//! what all do. Since each source is w (y − ȳ), the scores are u_c = U_c − ȳ_c T: a change of the seeds of few labels asks
//! for the potentials of these alone, and moves all others along T.
//!
//! In a part of the graph whose seeds all say the same nothing tells labels apart. All is 0 there, and nothing is solved.

use std::collections::{BTreeMap, BTreeSet};

use super::conjugate::PART;
use super::ground::Ground;
use super::laplacian::{flat, laplacian, out_of_roots, right_side};
use super::push::Push;
use super::scores::{Panel, Scores};
use super::solving::{Settling, Solved, Solving, Start};
use crate::num::index;
use labelloom_kernels::parts;

/// What pushes leave, beside the residual and the median degree. With less, they take longer than the rounds they spare.
const PUSHED: f64 = 0.3;

/// What a push leaves is spread thin: its norm is small before the error is.
const FURTHER: f64 = 2.0 / 3.0;

/// A push is given up after so manieth of all edges.
const PUSHED_SHARE: usize = 4;

/// Potentials being solved for.
#[derive(Debug)]
pub(super) struct Potentials {
    ground: Ground,
    /// The labels whose potentials these are.
    labels: Vec<usize>,
    settling: Settling,
    /// What the others are taken from; none where all are solved for.
    before: Option<Before>,
}

impl Potentials {
    /// Those of all labels, from where they stood.
    pub(super) fn of_all(ground: &Ground, start: Option<Start>) -> Self {
        let labels: Vec<usize> = (0..ground.given.labels).collect();
        let start = start.and_then(|start| {
            let whole = start.whole.as_ref()?;
            Some(columns(ground, &start, whole, &labels))
        });
        Self {
            settling: settling(ground, &labels, start),
            ground: ground.clone(),
            labels,
            before: None,
        }
    }

    /// Those that other seeds change, until what is left of each is `residual`.
    ///
    /// # Errors
    /// It is not known how all potentials together stood: the start is given back.
    pub(super) fn changed(
        ground: &Ground,
        before: &Ground,
        mut start: Start,
        residual: f64,
    ) -> Result<Self, Start> {
        clear(ground, &mut start);
        let Some(whole) = &start.whole else {
            return Err(start);
        };
        let differences = ground.given.differences(&before.given);
        let labels = changed_labels(before, ground, &differences);
        let stood = columns(ground, &start, whole, &labels);
        let mut begun = stood.clone();
        for (at, label) in labels.iter().enumerate() {
            push(ground, differences.get(label), residual, begun.column_mut(at));
        }
        Ok(Self {
            settling: settling(ground, &labels, Some(begun)).until(residual * FURTHER),
            ground: ground.clone(),
            labels,
            before: Some(Before { start, stood }),
        })
    }
}

/// How all stood before a change.
#[derive(Debug)]
struct Before {
    start: Start,
    /// √d U of the labels that are solved for.
    stood: Scores,
}

/// What is near by of a difference, so that conjugate gradients have the rest alone.
fn push<'a>(
    ground: &Ground,
    differences: Option<&Vec<(u32, f64)>>,
    residual: f64,
    column: impl Iterator<Item = &'a mut f64>,
) {
    let field = &ground.field;
    let push = Push {
        field,
        alpha: 1.0,
        bound: residual * PUSHED / (field.median_root * field.median_root),
        most_edges: field.edges().ends.len() / PUSHED_SHARE,
    };
    let source = |&(record, weight): &(u32, f64)| (record, weight / field.roots[index(record)]);
    let sources: Vec<(u32, f64)> = differences.into_iter().flatten().map(source).collect();
    let found = push.run(&sources).unwrap_or_default();
    let (mut column, mut from) = (column, 0);
    for (record, value) in found {
        if let Some(score) = column.nth(index(record) - from) {
            *score += value;
        }
        from = index(record) + 1;
    }
}

impl Solving for Potentials {
    fn step(&mut self) -> bool {
        self.settling.step()
    }

    fn done(&self) -> f64 {
        self.settling.done()
    }

    fn finish(self: Box<Self>) -> Solved {
        let solved = Box::new(self.settling).finish();
        let mut found = solved.scores;
        out_of_roots(&self.ground, &mut found);
        let (scores, whole) = match self.before {
            None => all_scores(&self.ground, found),
            Some(before) => other_scores(&self.ground, before, &self.labels, &found),
        };
        Solved {
            scores,
            whole: Some(whole),
            ..solved
        }
    }
}

fn settling(ground: &Ground, labels: &[usize], start: Option<Scores>) -> Settling {
    Settling::new(
        ground,
        laplacian(ground),
        right_side(ground, labels),
        start,
        |_, _| {},
    )
}

/// Labels whose potentials are others: their seeds are, or they are in a part of the graph that says something now, or no
/// longer.
fn changed_labels(
    before: &Ground,
    now: &Ground,
    differences: &BTreeMap<usize, Vec<(u32, f64)>>,
) -> Vec<usize> {
    let (was_flat, is_flat) = (flat(before), flat(now));
    let mut labels: BTreeSet<usize> = differences.keys().copied().collect();
    for (record, row) in before.given.iter().chain(now.given.iter()) {
        let component = index(now.field.component[record]);
        if was_flat[component] != is_flat[component] {
            labels.extend((0..row.len()).filter(|&label| row[label] > 0.0));
        }
    }
    labels.into_iter().collect()
}

/// √d U of some labels as they stood, U_c = u_c + ȳ_c T.
fn columns(ground: &Ground, start: &Start, whole: &Panel, labels: &[usize]) -> Scores {
    let field = &ground.field;
    let mut columns = Scores::zeros(ground.records(), labels.len());
    for (at, &label) in labels.iter().enumerate() {
        let column = columns.column_mut(at);
        let records = start
            .scores
            .column(label)
            .zip(&whole.values[..])
            .zip(&field.component)
            .zip(field.roots.iter());
        for (value, (((score, whole), &component), root)) in column.zip(records) {
            *value = root * (score + start.means.get(index(component), label) * whole);
        }
    }
    columns
}

/// Where nothing is told apart any more, nothing is left of what was.
fn clear(ground: &Ground, start: &mut Start) {
    let flat = flat(ground);
    let is_new = |component: usize| start.means.row(component).any(|mean| mean > 0.0 && mean < 1.0);
    if !(0..flat.len()).any(|component| flat[component] && is_new(component)) {
        return;
    }
    for (record, &component) in ground.field.component.iter().enumerate() {
        if flat[index(component)] {
            start.scores.row_mut(record).for_each(|value| *value = 0.0);
            if let Some(whole) = &mut start.whole {
                whole.values[record] = 0.0;
            }
        }
    }
}

/// u and T of all potentials.
fn all_scores(ground: &Ground, mut potentials: Scores) -> (Scores, Panel) {
    let mut whole = Panel::zeros(ground.records(), 1);
    for panel in &potentials.panels {
        let rows = panel.values.chunks_exact(panel.width);
        for (sum, row) in whole.values.iter_mut().zip(rows) {
            *sum += row.iter().sum::<f64>();
        }
    }
    let nothing = (
        &Scores::zeros(ground.field.components, ground.given.labels),
        &Panel::zeros(ground.records(), 1),
    );
    shift(ground, &mut potentials, nothing, &whole);
    (potentials, whole)
}

/// u and T where the potentials of some labels are others, which are found.
fn other_scores(ground: &Ground, before: Before, labels: &[usize], found: &Scores) -> (Scores, Panel) {
    let Before { start, mut stood } = before;
    out_of_roots(ground, &mut stood);
    let mut scores = start.scores;
    let before_whole = start.whole.unwrap_or_else(|| Panel::zeros(ground.records(), 1));
    let mut whole = before_whole.clone();
    for (at, &label) in labels.iter().enumerate() {
        let differences = found.column(at).zip(stood.column(at));
        let sums = whole.values.iter_mut().zip(scores.column_mut(label));
        for ((found, stood), (sum, score)) in differences.zip(sums) {
            let difference = found - stood;
            *sum += difference;
            *score += difference;
        }
    }
    shift(ground, &mut scores, (&start.means, &before_whole), &whole);
    (scores, whole)
}

/// u + ȳ T − ȳ' T'.
fn shift(ground: &Ground, scores: &mut Scores, (means, before): (&Scores, &Panel), now: &Panel) {
    let all = scores
        .panels
        .iter_mut()
        .zip(&means.panels)
        .zip(&ground.means.panels);
    for ((panel, means), means_now) in all {
        let rows = panel.values.chunks_mut(PART * panel.width);
        let of = before.values.chunks(PART).zip(now.values.chunks(PART));
        let components = ground.field.component.chunks(PART);
        for ((rows, components), (before, now)) in rows.zip(components).zip(of) {
            let (before, now) = ((&means.values[..], before), (&means_now.values[..], now));
            parts::shift((panel.width, rows), components, before, now);
        }
    }
}
