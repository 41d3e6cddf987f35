//! The equations of Poisson learning, L U = m less its mean over each part of the graph, with L = D − A. They are solved
//! as (I − S) z = D^-½ b, with U = D^-½ z.

use std::sync::Arc;

use super::conjugate::System;
use super::ground::Ground;
use super::scores::Scores;
use crate::num::index;

/// Rows of seeds differ by less than this share of their weight where they say the same.
const SAME: f64 = 1e-12;

/// I − S, the Laplacian as conjugate gradients take it.
pub(super) fn laplacian(ground: &Ground) -> System {
    let field = &ground.field;
    System {
        coarse: field.coarse.clone(),
        spread: Arc::clone(&field.spread),
        alpha: 1.0,
        free: None,
    }
}

/// Whether the seeds of a part of the graph all say the same, or there are none.
pub(super) fn flat(ground: &Ground) -> Vec<bool> {
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
pub(super) fn right_side(ground: &Ground, labels: &[usize]) -> Scores {
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
        for ((row, root), &component) in rows.zip(field.roots.iter()).zip(&field.component) {
            let shares = shares.row(index(component));
            row.iter_mut()
                .zip(shares)
                .for_each(|(value, share)| *value -= root * share);
        }
    }
    b
}

/// D^-½ z, shifted so that Σ d U = 0 in each component.
pub(super) fn out_of_roots(ground: &Ground, scores: &mut Scores) {
    let (field, volumes) = (&ground.field, volumes(ground));
    let mut means = Scores::zeros(volumes.len(), scores.labels());
    for (panel, means) in scores.panels.iter_mut().zip(&mut means.panels) {
        let rows = panel.values.chunks_exact_mut(panel.width);
        for ((row, root), &component) in rows.zip(field.roots.iter()).zip(&field.component) {
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
