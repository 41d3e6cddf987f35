//! Poisson learning by potentials: U_c = L⁺ m_c is what the seeds of label c make alone, with weights m_c, and T = Σ_c U_c
//! what all do. Since each source is w (y − ȳ), the scores are u_c = U_c − ȳ_c T: a change of the seeds of few labels asks
//! for the potentials of these alone, and moves all others along T.
//!
//! In a part of the graph whose seeds all say the same nothing tells labels apart. All is 0 there, and nothing is solved.

use super::ground::Ground;
use super::scores::{Panel, Scores};
use super::solving::{Settling, Solved, Solving, Start};
use super::spreading::system;
use crate::num::index;
use labelloom_kernels::rows;

/// Rows of seeds differ by less than this share of their weight where they say the same.
const SAME: f64 = 1e-12;

/// Potentials being solved for.
#[derive(Debug)]
pub(super) struct Potentials {
    ground: Ground,
    /// The labels whose potentials these are.
    labels: Vec<usize>,
    settling: Settling,
    /// What the others are taken from; none where all are solved for.
    before: Option<Start>,
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
        let labels = changed_labels(before, ground);
        let columns = columns(ground, &start, whole, &labels);
        Ok(Self {
            settling: settling(ground, &labels, Some(columns)).until(residual),
            ground: ground.clone(),
            labels,
            before: Some(start),
        })
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
        system(ground, 1.0),
        right_side(ground, labels),
        start,
        |_, _| {},
    )
}

/// Labels whose potentials are others: their seeds are, or they are in a part of the graph that says something now, or no
/// longer.
fn changed_labels(before: &Ground, now: &Ground) -> Vec<usize> {
    let (was_flat, is_flat) = (flat(before), flat(now));
    let mut changed = vec![false; now.given.labels];
    for ground in [before, now] {
        for (record, row) in ground.given.iter() {
            let component = index(now.field.component[record]);
            let other = if std::ptr::eq(ground, now) { before } else { now };
            let other = other.given.of_record(record);
            for (label, weight) in row.iter().enumerate() {
                let theirs = other.map_or(0.0, |row| row[label]);
                let is_other = weight.total_cmp(&theirs).is_ne();
                changed[label] |= is_other || (*weight > 0.0 && was_flat[component] != is_flat[component]);
            }
        }
    }
    let labels = changed.iter().enumerate();
    labels
        .filter(|(_, changed)| **changed)
        .map(|(label, _)| label)
        .collect()
}

/// Whether the seeds of a part of the graph all say the same, or there are none.
fn flat(ground: &Ground) -> Vec<bool> {
    let mut flat = vec![true; ground.field.components];
    for (record, row) in ground.given.iter() {
        let weight: f64 = row.iter().sum();
        let mut row = row.iter().zip(ground.means_of(record));
        let is_mean = row.all(|(own, mean)| (own - weight * mean).abs() <= SAME * weight);
        flat[index(ground.field.component[record])] &= is_mean;
    }
    flat
}

/// Per component its sum of degrees, 1 where it is a record without edges.
pub(super) fn volumes(ground: &Ground) -> Vec<f64> {
    let field = &ground.field;
    let mut volumes = vec![0.0; field.components];
    for (degree, &component) in field.degrees.iter().zip(&field.component) {
        volumes[index(component)] += degree;
    }
    volumes
        .iter()
        .map(|&volume| if volume > 0.0 { volume } else { 1.0 })
        .collect()
}

/// D^-½ of the labels' weights, less their mean over the part of the graph, so that they sum to nothing.
fn right_side(ground: &Ground, labels: &[usize]) -> Scores {
    let (field, flat, volumes) = (&ground.field, flat(ground), volumes(ground));
    let mut b = Scores::zeros(ground.records(), labels.len());
    let mut shares = Scores::zeros(field.components, labels.len());
    for (record, row) in ground.given.iter() {
        let component = index(field.component[record]);
        if flat[component] {
            continue;
        }
        let shares = shares.row_mut(component).zip(b.row_mut(record));
        for ((share, value), &label) in shares.zip(labels) {
            *share += row[label] / volumes[component];
            *value = row[label] / field.roots[record];
        }
    }
    for (panel, shares) in b.panels.iter_mut().zip(&shares.panels) {
        let rows = panel.values.chunks_exact_mut(panel.width);
        for ((row, root), &component) in rows.zip(&field.roots).zip(&field.component) {
            let shares = shares.row(index(component));
            row.iter_mut()
                .zip(shares)
                .for_each(|(value, share)| *value -= root * share);
        }
    }
    b
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
            .zip(&field.roots);
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

/// D^-½ z, shifted so that Σ d U = 0 in each component.
pub(super) fn out_of_roots(ground: &Ground, scores: &mut Scores) {
    let (field, volumes) = (&ground.field, volumes(ground));
    let mut means = Scores::zeros(volumes.len(), scores.labels());
    for (panel, means) in scores.panels.iter_mut().zip(&mut means.panels) {
        let rows = panel.values.chunks_exact_mut(panel.width);
        for ((row, root), &component) in rows.zip(&field.roots).zip(&field.component) {
            // d / √d = √d, and nothing where there are no edges.
            let share = root / volumes[index(component)];
            let means = means.row_mut(index(component));
            for (value, mean) in row.iter_mut().zip(means) {
                *mean += share * *value;
                *value /= root;
            }
        }
        let rows = panel.values.chunks_exact_mut(panel.width);
        for (row, &component) in rows.zip(&field.component) {
            let means = means.row(index(component));
            row.iter_mut().zip(means).for_each(|(value, mean)| *value -= mean);
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

/// u and T where the potentials of some labels are others.
fn other_scores(ground: &Ground, before: Start, labels: &[usize], found: &Scores) -> (Scores, Panel) {
    let mut scores = before.scores;
    let before_whole = before.whole.unwrap_or_else(|| Panel::zeros(ground.records(), 1));
    let mut whole = before_whole.clone();
    let component = &ground.field.component;
    for (at, &label) in labels.iter().enumerate() {
        let records = scores
            .column(label)
            .zip(found.column(at))
            .zip(component)
            .zip(&before_whole.values[..]);
        for (sum, (((score, now), &component), whole)) in whole.values.iter_mut().zip(records) {
            *sum += now - (score + before.means.get(index(component), label) * whole);
        }
    }
    shift(ground, &mut scores, (&before.means, &before_whole), &whole);
    for (at, &label) in labels.iter().enumerate() {
        let records = found.column(at).zip(component).zip(&whole.values[..]);
        for (score, ((now, &component), whole)) in scores.column_mut(label).zip(records) {
            *score = now - ground.means.get(index(component), label) * whole;
        }
    }
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
        rows::shift(
            (panel.width, &mut panel.values),
            &ground.field.component,
            (&means.values, &before.values),
            (&means_now.values, &now.values),
        );
    }
}
