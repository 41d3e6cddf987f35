//! What the end model is trained on: the records with a row of probabilities, gold ones with a sure row.

use crate::error::{Error, Result};
use crate::features::Vectors;
use crate::num::count;
use crate::posteriors::Posteriors;

/// A record whose label is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GoldRecord {
    /// The record.
    pub record: u32,
    /// Its label's index in 0..k.
    pub label: usize,
}

/// t records, each with a weight and a row of a probabilities, over the a of k labels that any of them may have.
#[derive(Clone, Debug, Default)]
pub(super) struct Targets {
    /// Ascending.
    pub records: Vec<u32>,
    /// t weights.
    pub weights: Vec<f64>,
    /// t × a; each row sums to 1.
    pub rows: Vec<f64>,
    /// The a labels, ascending.
    pub labels: Vec<usize>,
    /// k.
    pub k: usize,
    /// Gold records among them.
    pub gold: u32,
    /// Records that have a row but no feature: nothing can be learned from them, so they are left out.
    pub without_features: u32,
}

impl Targets {
    /// The reached records of `posteriors` (n × k), gold's in place of theirs. Records without features are left out.
    ///
    /// # Errors
    /// Vectors of other records, gold that names no record or no label, rows that are no probabilities.
    pub(super) fn new(
        vectors: &Vectors,
        posteriors: &Posteriors,
        gold: &[GoldRecord],
        gold_weight: f64,
    ) -> Result<Self> {
        let (n, k) = (posteriors.records(), posteriors.labels());
        if vectors.len() != n {
            let what = format!("Features of {} records don't fit labels of {n}", vectors.len());
            return Err(Error::new(what, "Make the features anew from the same records"));
        }
        let gold_of = gold_by_record(gold, n, k)?;
        let mut targets = Self {
            k,
            labels: (0..k).collect(),
            ..Self::default()
        };
        let mut sure = vec![0.0; k];
        for record in 0..count(n) {
            let known = gold_of[record as usize];
            let row = match known {
                Some(label) => {
                    sure.fill(0.0);
                    sure[label] = 1.0;
                    Some(&sure[..])
                }
                None => posteriors.get(record),
            };
            let Some(row) = row else { continue };
            if vectors.row(record).is_empty() {
                targets.without_features += 1;
                continue;
            }
            check_row(record, row)?;
            targets.push(record, row, known.map_or(1.0, |_| gold_weight));
            targets.gold += u32::from(known.is_some());
        }
        Ok(targets)
    }

    pub(super) fn push(&mut self, record: u32, row: &[f64], weight: f64) {
        self.records.push(record);
        self.weights.push(weight);
        self.rows.extend_from_slice(row);
    }

    /// A target's row.
    pub(super) fn row(&self, place: usize) -> &[f64] {
        let a = self.labels.len();
        &self.rows[place * a..(place + 1) * a]
    }

    /// The sum of all weights.
    pub(super) fn total_weight(&self) -> f64 {
        self.weights.iter().sum()
    }

    /// Those of the targets whose place is wanted.
    pub(super) fn only(&self, is_wanted: impl Fn(usize) -> bool) -> Self {
        let mut part = Self {
            labels: self.labels.clone(),
            k: self.k,
            ..Self::default()
        };
        for place in (0..self.records.len()).filter(|&place| is_wanted(place)) {
            part.push(self.records[place], self.row(place), self.weights[place]);
        }
        part
    }

    /// The same targets over the labels that any of them may have. A label that none may have would be pushed away
    /// without end.
    ///
    /// # Errors
    /// No target, or fewer than two such labels: there is nothing to tell apart.
    pub(super) fn told_apart(mut self) -> Result<Self> {
        if self.records.is_empty() {
            let what = "No record with features has a label to learn from";
            return Err(Error::new(
                what,
                "Write rules that vote, or set gold, on records with words",
            ));
        }
        let a = self.labels.len();
        let is_held = |column: usize| self.rows.iter().skip(column).step_by(a).any(|&p| p > 0.0);
        let held: Vec<usize> = (0..a).filter(|&column| is_held(column)).collect();
        if held.len() < 2 {
            let what = "All labeled records have one and the same label, so that no word tells labels apart";
            return Err(Error::new(
                what,
                "Write a rule for another label, or set gold of it",
            ));
        }
        if held.len() < a {
            let rows = self.rows.chunks_exact(a);
            self.rows = rows
                .flat_map(|row| held.iter().map(|&column| row[column]))
                .collect();
            self.labels = held.iter().map(|&column| self.labels[column]).collect();
        }
        Ok(self)
    }
}

fn gold_by_record(gold: &[GoldRecord], n: usize, k: usize) -> Result<Vec<Option<usize>>> {
    let mut by_record = vec![None; n];
    for gold in gold {
        let at = gold.record as usize;
        if at >= n || gold.label >= k {
            let what = format!("Gold says label {} of record {}", gold.label, gold.record);
            return Err(Error::new(
                what,
                format!("There are {n} records and {k} labels, counted from 0"),
            ));
        }
        by_record[at] = Some(gold.label);
    }
    Ok(by_record)
}

fn check_row(record: u32, row: &[f64]) -> Result<()> {
    let is_probability = |p: &f64| (0.0..=1.0 + 1e-9).contains(p);
    if row.iter().all(is_probability) && (row.iter().sum::<f64>() - 1.0).abs() < 1e-6 {
        return Ok(());
    }
    let what = "Probabilities of labels don't sum to 1";
    Err(Error::new(what, "Fit the label model again").at(format!("record {}", record + 1)))
}
