//! Labels in given shares, by their numbers of records (the label decision with prior volumes of GraphLearning, Calder et al.
//! 2020): label = argmax_c w_c F_ic, with the weights w for which each label has its share of the records. Class mass
//! normalisation only brings the sums of scores to the shares.
//!
//! Scores that have signs, Poisson learning's, are first shifted so that none is below 0.
//!
//! A record takes label c where w_c F_ic is above the largest of the others, m_i: where w_c is above m_i / F_ic. So the weight
//! that gives c exactly so many records lies between two of these numbers in order, and labels are dealt with in turn until
//! all shares are met. GraphLearning goes there in steps of a tenth of the difference; the end is the same.

use super::Reading;
use super::ground::Ground;
use super::scores::Scores;
use crate::num::{exact, index};

/// Records that the weights are found by: of more every so manieth. Shares are then met within about a thousandth.
const MOST_RECORDS: usize = 200_000;

/// Times that all labels are dealt with without coming nearer, after which it ends.
const PATIENCE: u32 = 5;

/// Shares this near to those that are wanted are met.
const NEAR: f64 = 1e-3;

/// The weights of labels, and how far the share that is furthest off then is.
pub(super) struct Volumes {
    /// k numbers.
    pub(super) weights: Vec<f64>,
    /// What is added to all scores before they are weighed, so that none is below 0.
    pub(super) shift: f64,
    pub(super) off: f64,
}

/// The weights with which labels have the wanted shares of the records that have a score and no seed. `base` is what scores
/// are multiplied by besides, a row for all records or one a part of the graph; scores up to `floor` are nothing. Labels of
/// which nothing is wanted keep a weight of 1.
pub(super) fn volumes(
    ground: &Ground,
    (reading, scores, floor): (Reading, &Scores, f64),
    base: &Scores,
    wanted: &[f64],
) -> Volumes {
    let part_of = |record: usize| match reading {
        Reading::Shares => 0,
        Reading::Signed => index(ground.field.component[record]),
    };
    let stride = ground.records().div_ceil(MOST_RECORDS).max(1);
    let others = (0..ground.records()).step_by(stride);
    let others = others.filter(|&record| ground.given.of_record(record).is_none());
    let weighed = |record: usize| scores.row(record).zip(base.row(part_of(record)));
    let shift = match reading {
        Reading::Shares => 0.0,
        Reading::Signed => {
            let all = others.clone().flat_map(weighed);
            -all.map(|(score, base)| score * base).fold(0.0, f64::min)
        }
    };
    let mut rows = Rows::new(wanted.len());
    for record in others {
        let is_nothing = scores.row(record).all(|score| score.abs() <= floor);
        if !is_nothing {
            rows.push(
                weighed(record).map(|(score, base)| match base > 0.0 && score.abs() > floor {
                    true => score * base + shift,
                    false => 0.0,
                }),
            );
        } else if reading == Reading::Signed && ground.means_of(record).any(|mean| mean > 0.0) {
            // Where seeds of one label are alone, nothing tells labels apart but their numbers.
            rows.push(
                ground
                    .means_of(record)
                    .zip(base.row(part_of(record)))
                    .map(|(mean, base)| mean * base),
            );
        }
    }
    rows.weigh();
    let near = NEAR.max(1.0 / exact(rows.len().max(1)));
    let mut best = Volumes {
        off: rows.off(wanted),
        weights: rows.weights.clone(),
        shift,
    };
    let mut patience = PATIENCE;
    while best.off > near && patience > 0 {
        rows.turn(wanted);
        let off = rows.off(wanted);
        patience -= 1;
        if off < best.off {
            best = Volumes {
                off,
                weights: rows.weights.clone(),
                shift,
            };
            patience = PATIENCE;
        }
    }
    best
}

/// What is wanted of labels with seeds, as shares that sum to 1; as in the seeds where nothing else is said.
pub(super) fn wanted(ground: &Ground, shares: Option<&[f64]>) -> Vec<f64> {
    let mass = &ground.given.mass;
    let of_label = |label: usize| match shares {
        _ if mass[label] <= 0.0 => 0.0,
        Some(shares) => shares[label],
        None => mass[label],
    };
    let mut wanted: Vec<f64> = (0..mass.len()).map(of_label).collect();
    let sum: f64 = wanted.iter().sum();
    if sum > 0.0 {
        wanted.iter_mut().for_each(|share| *share /= sum);
    }
    wanted
}

/// Scores of some records, and which label wins with the weights as they are.
struct Rows {
    weights: Vec<f64>,
    /// A row of k a record.
    scores: Vec<f64>,
    /// A record's largest weighed score, with its label, and the next largest.
    tops: Vec<Top>,
}

#[derive(Clone, Copy)]
struct Top {
    label: usize,
    largest: f64,
    /// The label of the next largest.
    second: usize,
    next: f64,
}

impl Top {
    fn of(row: &[f64], weights: &[f64]) -> Self {
        let mut top = Self {
            label: 0,
            largest: f64::NEG_INFINITY,
            second: 0,
            next: f64::NEG_INFINITY,
        };
        for (label, (score, weight)) in row.iter().zip(weights).enumerate() {
            let weighed = score * weight;
            if weighed > top.largest {
                top = Self {
                    label,
                    largest: weighed,
                    second: top.label,
                    next: top.largest,
                };
            } else if weighed > top.next {
                (top.second, top.next) = (label, weighed);
            }
        }
        top
    }
}

impl Rows {
    fn new(labels: usize) -> Self {
        Self {
            weights: vec![1.0; labels],
            scores: Vec::new(),
            tops: Vec::new(),
        }
    }

    /// A record's scores, none below 0.
    fn push(&mut self, row: impl Iterator<Item = f64>) {
        self.scores.extend(row);
    }

    fn len(&self) -> usize {
        self.scores.len() / self.weights.len().max(1)
    }

    fn rows(&self) -> std::slice::ChunksExact<'_, f64> {
        self.scores.chunks_exact(self.weights.len().max(1))
    }

    fn weigh(&mut self) {
        self.tops = self.rows().map(|row| Top::of(row, &self.weights)).collect();
    }

    /// How far the label's share furthest off is from what is wanted.
    fn off(&self, wanted: &[f64]) -> f64 {
        let mut counts = vec![0u32; wanted.len()];
        self.tops.iter().for_each(|top| counts[top.label] += 1);
        let all = exact(self.len().max(1));
        let off = counts.iter().zip(wanted);
        off.map(|(&count, share)| (f64::from(count) / all - share).abs())
            .fold(0.0, f64::max)
    }

    /// Gives each label its share, one after the other.
    fn turn(&mut self, wanted: &[f64]) {
        for (label, &share) in wanted.iter().enumerate() {
            if share > 0.0 {
                self.set_weight(label, self.weight(label, share));
            }
        }
        // Only what weights are to each other counts.
        let largest = self.weights.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
        for weight in &mut self.weights {
            *weight = (*weight / largest).max(f64::MIN_POSITIVE);
        }
        self.weigh();
    }

    /// The weight with which a label has its share, the others' weights as they are.
    fn weight(&self, label: usize, share: f64) -> f64 {
        let least = self.rows().zip(&self.tops).filter_map(|(row, top)| {
            let others = if top.label == label { top.next } else { top.largest };
            // Where it scores nothing, no weight helps.
            (row[label] > 0.0).then(|| others.max(0.0) / row[label])
        });
        let mut least: Vec<f64> = least.collect();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a share of the records"
        )]
        let count = (share * exact(self.len())).round() as usize;
        let (last, next) = around(&mut least, count);
        match (last, next) {
            (Some(last), Some(next)) if last > 0.0 => (last * next).sqrt(),
            (Some(last), None) if last > 0.0 => last * 2.0,
            // More records than are wanted have nothing else: those beyond them go.
            _ => {
                let above = least.iter().copied().filter(|&least| least > 0.0);
                above
                    .min_by(f64::total_cmp)
                    .map_or(self.weights[label], |next| next / 2.0)
            }
        }
    }

    fn set_weight(&mut self, label: usize, weight: f64) {
        self.weights[label] = weight;
        let rows = self.scores.chunks_exact(self.weights.len().max(1));
        for (row, top) in rows.zip(&mut self.tops) {
            let was_high = top.label == label || top.second == label;
            if was_high || row[label] * weight > top.next {
                *top = Top::of(row, &self.weights);
            }
        }
    }
}

/// The last of the first `count` numbers in order, and the next one.
fn around(numbers: &mut [f64], count: usize) -> (Option<f64>, Option<f64>) {
    let largest = |numbers: &[f64]| numbers.iter().copied().max_by(f64::total_cmp);
    if count >= numbers.len() {
        return (largest(numbers), None);
    }
    let (first, next, _) = numbers.select_nth_unstable_by(count, f64::total_cmp);
    (largest(first), Some(*next))
}
