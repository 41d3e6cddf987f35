//! What came of a propagation: a label and P(label) for each record that a seed reaches.

use std::sync::Arc;

use super::classes::{Factors, factors};
use super::field::Field;
use super::ground::Ground;
use super::note::Note;
use super::notes::notes;
use super::options::{Balance, Options, Stop};
use super::scores::{Panel, Scores, WIDEST};
use super::seeds::Seeds;
use super::solving::{Solved, Start};
use super::spreading::is_solved;
use super::{Method, Reading};
use crate::bits::BitSet;
use crate::num::{count, exp, index};
use crate::posteriors::Posteriors;
use labelloom_kernels::winners::Winners;

/// The state of all records.
#[derive(Clone, Debug)]
pub struct Picture {
    pub(super) method: &'static Method,
    pub(super) ground: Ground,
    /// n × k, as the equations have them.
    pub(super) scores: Scores,
    /// T of Poisson learning ([`super::potentials`]).
    whole: Option<Panel>,
    /// What each label's scores are multiplied by; a row for all records, or one a part of the graph.
    factors: Scores,
    /// What is added to each label's, where scores have signs; k numbers.
    offsets: Vec<f64>,
    /// By how much the share of a label misses what is wanted.
    pub(super) shares_off: f64,
    reached: BitSet,
    /// Each record's label, or [`NO_LABEL`].
    labels: Vec<u32>,
    rounds: u32,
    converged: bool,
    notes: Vec<Note>,
}

const NO_LABEL: u32 = u32::MAX;

/// A solution that is not as near as this is a preview.
const PREVIEW: f64 = 1e-5;

/// How sharply signed scores become probabilities.
const SHARPNESS: f64 = 4.0;

impl Picture {
    pub(super) fn new(method: &'static Method, ground: Ground, solved: Solved) -> Self {
        let Factors {
            factors,
            offsets,
            off,
        } = factors(&ground, method.reading, &solved.scores, floor(method, &ground));
        let mut picture = Self {
            method,
            reached: BitSet::empty(ground.records()),
            labels: vec![NO_LABEL; ground.records()],
            ground,
            scores: solved.scores,
            whole: solved.whole,
            factors,
            offsets,
            shares_off: off,
            rounds: solved.rounds,
            converged: solved.converged,
            notes: Vec::new(),
        };
        match picture.method.reading {
            Reading::Shares => picture.read_all_shares(),
            Reading::Signed => {
                picture.reached = picture.find_reached();
                picture.label_all();
            }
        }
        picture.notes = notes(&picture);
        picture
    }

    /// How it was made.
    #[must_use]
    pub const fn method(&self) -> &'static Method {
        self.method
    }

    /// The graph it stands on.
    #[must_use]
    pub const fn field(&self) -> &Arc<Field> {
        &self.ground.field
    }

    /// The seeds it comes from.
    #[must_use]
    pub const fn seeds(&self) -> &Arc<Seeds> {
        &self.ground.seeds
    }

    /// The choices it was made with.
    #[must_use]
    pub fn options(&self) -> &Options {
        &self.ground.options
    }

    /// n × k scores as the method's equations have them, before labels are balanced and rows are divided by their sums.
    #[must_use]
    pub const fn scores(&self) -> &Scores {
        &self.scores
    }

    /// Rounds, or sweeps, that were made.
    #[must_use]
    pub const fn rounds(&self) -> u32 {
        self.rounds
    }

    /// Whether it went as far as was asked.
    #[must_use]
    pub const fn converged(&self) -> bool {
        self.converged
    }

    /// What a person should know.
    #[must_use]
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// The records that a seed reaches.
    #[must_use]
    pub const fn reached(&self) -> &BitSet {
        &self.reached
    }

    /// The label with the largest probability, the lower one at ties; none where no seed reaches the record.
    #[must_use]
    pub fn label(&self, record: u32) -> Option<u32> {
        let label = *self.labels.get(index(record))?;
        (label != NO_LABEL).then_some(label)
    }

    /// The labels of all records.
    pub fn labels(&self) -> impl Iterator<Item = Option<u32>> + '_ {
        (0..count(self.labels.len())).map(|record| self.label(record))
    }

    /// Writes a record's k probabilities into `row`; false where no seed reaches it.
    ///
    /// Amounts become shares. Poisson learning's signed scores t become the softmax of 4 t / max |t|: they order labels,
    /// but were not measured against gold.
    pub fn read(&self, record: u32, row: &mut [f64]) -> bool {
        if !self.reached.contains(record) {
            return false;
        }
        let record = index(record);
        match self.method.reading {
            Reading::Shares => self.read_shares(record, row),
            Reading::Signed => self.read_signed(record, row),
        }
        let sum: f64 = row.iter().sum();
        row.iter_mut().for_each(|value| *value /= sum);
        true
    }

    /// n × k probabilities; records that no seed reaches have no row.
    #[must_use]
    pub fn posteriors(&self) -> Posteriors {
        let k = self.scores.labels();
        let mut posteriors = Posteriors::unreached(self.labels.len(), k);
        let mut row = vec![0.0; k];
        for record in self.reached.iter() {
            if self.read(record, &mut row) {
                posteriors.set(record, &row);
            }
        }
        posteriors
    }

    /// Where a run that goes on from here starts.
    pub(super) fn start(&self) -> Start {
        Start {
            scores: self.scores.clone(),
            whole: self.whole.clone(),
            means: Arc::clone(&self.ground.means),
        }
    }

    /// Labels that can be told apart from nothing: in one's own part of the graph there is a seed, but what comes of it
    /// is less than the solver can tell.
    pub(super) fn faint(&self) -> usize {
        let seeded = self.ground.seeded();
        let parts = self.ground.field.component.iter().zip(&self.labels);
        parts
            .filter(|&(&component, &label)| label == NO_LABEL && seeded[index(component)])
            .count()
    }

    /// Who is reached where scores have signs.
    fn find_reached(&self) -> BitSet {
        match self.ground.options.stop {
            Stop::Settled { .. } => {
                let n = self.ground.records();
                let seeded = self.ground.seeded();
                let component = &self.ground.field.component;
                let is_seeded = |record: &u32| seeded[index(component[index(*record)])];
                BitSet::from_indices(n, (0..count(n)).filter(is_seeded))
            }
            // A seed's first step is onto itself.
            Stop::Sweeps { .. } => self.within(self.rounds.saturating_sub(1)),
        }
    }

    /// Reached is who has more of all labels than can't be told from nothing; all in one look at the scores.
    fn read_all_shares(&mut self) {
        let n = self.ground.records();
        let mut sums = vec![0.0; n];
        let mut largest = vec![f64::NEG_INFINITY; n];
        let factors: Vec<f64> = self.factors(0).collect();
        let mut winners = Winners {
            sums: &mut sums,
            largest: &mut largest,
            labels: &mut self.labels,
        };
        let mut first = 0;
        for (panel, factors) in self.scores.panels.iter().zip(factors.chunks(WIDEST)) {
            winners.look((panel.width, &panel.values), first, factors);
            first += count(factors.len());
        }
        let floor = floor(self.method, &self.ground);
        let records = (0..count(n)).zip(&sums);
        let reached = records.filter(|(_, sum)| **sum > floor);
        self.reached = BitSet::from_indices(n, reached.map(|(record, _)| record));
        for (record, &sum) in sums.iter().enumerate() {
            if sum <= floor {
                self.labels[record] = NO_LABEL;
            } else if self.keeps_its_label(record) {
                self.labels[record] = first_largest(self.scores.row(record));
            }
        }
    }

    /// What a record's scores are multiplied by.
    fn factors(&self, record: usize) -> impl Iterator<Item = f64> + '_ {
        let row = match self.method.reading {
            Reading::Shares => 0,
            Reading::Signed => index(self.ground.field.component[record]),
        };
        self.factors.row(row)
    }

    /// The records that a walk of so many steps can reach from a seed.
    fn within(&self, steps: u32) -> BitSet {
        let edges = self.ground.field.edges();
        let mut reached = BitSet::empty(self.ground.records());
        let mut border = self.ground.given.records.clone();
        border.iter().for_each(|&seed| reached.insert(seed));
        for _ in 0..steps {
            let mut next = Vec::new();
            for &record in &border {
                for &end in edges.row(index(record)).0 {
                    if !reached.contains(end) {
                        reached.insert(end);
                        next.push(end);
                    }
                }
            }
            if next.is_empty() {
                break;
            }
            border = next;
        }
        reached
    }

    /// The first label of those with the largest weighed score, of scores that have signs. Labels without seeds have the
    /// factor 0 and can't win, whatever the sign of the others.
    fn label_all(&mut self) {
        let (mut sums, mut largest) = (
            vec![0.0; self.labels.len()],
            vec![f64::NEG_INFINITY; self.labels.len()],
        );
        let mut winners = Winners {
            sums: &mut sums,
            largest: &mut largest,
            labels: &mut self.labels,
        };
        let panels = self.scores.panels.iter().zip(&self.factors.panels);
        for (at, (panel, factors)) in panels.enumerate() {
            let parts = (&self.ground.field.component[..], &factors.values[..]);
            let first = at * WIDEST;
            winners.look_signed(
                (panel.width, &panel.values),
                count(first),
                parts,
                &self.offsets[first..],
            );
        }
        for (record, sum) in sums.iter().enumerate() {
            if !self.reached.contains(count(record)) {
                self.labels[record] = NO_LABEL;
            } else if *sum == 0.0 {
                self.labels[record] = first_largest(self.seeds_alone(record));
            }
        }
    }

    /// What a record's label is multiplied by.
    pub(super) fn factor(&self, record: usize, label: usize) -> f64 {
        if self.keeps_its_label(record) {
            return 1.0;
        }
        self.factors(record).nth(label).unwrap_or(0.0)
    }

    /// Shares are about other records: a seed keeps the label it has.
    fn keeps_its_label(&self, record: usize) -> bool {
        let is_of_others = !matches!(self.ground.options.balance, Balance::None | Balance::Seeds);
        if !is_of_others
            || self.method.reading == Reading::Signed
            || self.ground.given.of_record(record).is_none()
        {
            return false;
        }
        let row = self.scores.row(record).zip(self.factors(record));
        let weighed = first_largest(row.map(|(score, factor)| score * factor));
        weighed != first_largest(self.scores.row(record))
    }

    fn read_shares(&self, record: usize, row: &mut [f64]) {
        let keeps = self.keeps_its_label(record);
        let scores = self.scores.row(record).zip(self.factors(record));
        for (value, (score, factor)) in row.iter_mut().zip(scores) {
            *value = score.max(0.0) * if keeps { 1.0 } else { factor };
        }
    }

    fn read_signed(&self, record: usize, row: &mut [f64]) {
        if self.scores.row(record).all(|score| score == 0.0) {
            let shares = row.iter_mut().zip(self.seeds_alone(record));
            return shares.for_each(|(value, share)| *value = share);
        }
        let scores = self.scores.row(record).zip(self.factors(record));
        for ((value, (score, factor)), offset) in row.iter_mut().zip(scores).zip(&self.offsets) {
            *value = if factor > 0.0 {
                score * factor + offset
            } else {
                0.0
            };
        }
        let largest = row
            .iter()
            .fold(0.0_f64, |largest, value| largest.max(value.abs()));
        // Where all are nothing, labels that can be had are alike.
        let largest = if largest > 0.0 { largest } else { 1.0 };
        for (value, factor) in row.iter_mut().zip(self.factors(record)) {
            *value = if factor > 0.0 {
                exp(SHARPNESS / largest * *value)
            } else {
                0.0
            };
        }
    }

    /// Where nothing tells labels apart but the seeds' numbers: these, weighed.
    fn seeds_alone(&self, record: usize) -> impl Iterator<Item = f64> + '_ {
        let means = self.ground.means_of(record).zip(self.factors(record));
        means.map(|(mean, factor)| mean * factor)
    }
}

/// What the solver can't tell from nothing. Its error is at most ‖b − A x‖ / (1−α), over all records together. A preview is
/// taken as it is.
fn floor(method: &Method, ground: &Ground) -> f64 {
    let is_spread = method.uses_alpha && !method.is_directed && is_solved(&ground.options);
    match ground.options.stop {
        Stop::Settled { residual, .. } if is_spread && residual < PREVIEW => {
            let squares = ground
                .given
                .iter()
                .flat_map(|(_, row)| row.iter().map(|weight| weight * weight));
            residual * squares.sum::<f64>().sqrt()
        }
        _ => 0.0,
    }
}

fn first_largest(values: impl Iterator<Item = f64>) -> u32 {
    let mut best = (NO_LABEL, f64::NEG_INFINITY);
    for (label, value) in (0..).zip(values) {
        if value > best.1 {
            best = (label, value);
        }
    }
    best.0
}
