//! What the scores of a label are multiplied by before labels are compared.

use super::Reading;
use super::ground::Ground;
use super::options::Balance;
use super::scores::Scores;
use super::volume::{volumes, wanted};
use crate::num;

/// The factors of labels: one row for all records, or where each part of the graph is a problem of its own a row a part.
/// 0 for labels without seeds, which no record can get.
pub(super) fn factors(ground: &Ground, reading: Reading, scores: &Scores, floor: f64) -> Factors {
    let mut factors = match reading {
        Reading::Shares => of_all(ground, scores),
        Reading::Signed => of_parts(ground),
    };
    let offsets = vec![0.0; ground.given.labels];
    let Balance::Volume(shares) = &ground.options.balance else {
        return Factors {
            factors,
            offsets,
            off: 0.0,
        };
    };
    let wanted = wanted(ground, shares.as_deref());
    let found = volumes(ground, (reading, scores, floor), &factors, &wanted);
    let parts = match reading {
        Reading::Shares => 1,
        Reading::Signed => ground.field.components(),
    };
    for part in 0..parts {
        let row = factors.row_mut(part).zip(&found.weights);
        row.for_each(|(factor, weight)| *factor *= weight);
    }
    Factors {
        factors,
        offsets: found.weights.iter().map(|weight| weight * found.shift).collect(),
        off: found.off,
    }
}

/// The factors; what is added to each label's scores where they have signs; and by how much the share of a label misses what
/// is wanted, where shares of records are.
pub(super) struct Factors {
    pub(super) factors: Scores,
    pub(super) offsets: Vec<f64>,
    pub(super) off: f64,
}

fn of_all(ground: &Ground, scores: &Scores) -> Scores {
    let mass = &ground.given.mass;
    let all: f64 = mass.iter().sum();
    let seeded = num::exact(mass.iter().filter(|&&mass| mass > 0.0).count());
    let found = match ground.options.balance {
        Balance::Mass | Balance::Shares(_) => masses(ground, scores),
        Balance::None | Balance::Seeds | Balance::Volume(_) => Vec::new(),
    };
    let of_mass = |wanted: f64, label: usize| {
        // A label that has nothing is left as it is.
        if found[label] > 0.0 {
            wanted / found[label]
        } else {
            1.0
        }
    };
    let mut factors = Scores::zeros(1, mass.len());
    for (label, factor) in factors.row_mut(0).enumerate() {
        if mass[label] > 0.0 {
            *factor = match &ground.options.balance {
                Balance::None | Balance::Volume(_) => 1.0,
                Balance::Seeds => all / (seeded * mass[label]),
                Balance::Mass => of_mass(mass[label] / all, label),
                Balance::Shares(wanted) => of_mass(wanted[label], label),
            };
        }
    }
    factors
}

/// s_c = q_c / ȳ_c in each part.
fn of_parts(ground: &Ground) -> Scores {
    let mut factors = Scores::clone(&ground.means);
    for part in 0..ground.field.components() {
        for (label, factor) in factors.row_mut(part).enumerate() {
            if *factor > 0.0 {
                *factor = match &ground.options.balance {
                    Balance::None | Balance::Mass => 1.0,
                    Balance::Seeds | Balance::Volume(_) => 1.0 / *factor,
                    Balance::Shares(wanted) => wanted[label] / *factor,
                };
            }
        }
    }
    factors
}

/// m_c, the sum of each label's shares over the records without seeds (Zhu 2003).
fn masses(ground: &Ground, scores: &Scores) -> Vec<f64> {
    let mut masses = vec![0.0; ground.given.labels];
    for record in 0..ground.records() {
        if ground.given.of_record(record).is_some() {
            continue;
        }
        let sum: f64 = scores.row(record).map(|score| score.max(0.0)).sum();
        if sum > 0.0 {
            let row = masses.iter_mut().zip(scores.row(record));
            row.for_each(|(mass, score)| *mass += score.max(0.0) / sum);
        }
    }
    masses
}
