//! What a propagation starts from: the graph, the seeds as rows of numbers, the choices.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Method;
use super::field::Field;
use super::options::Options;
use super::scores::Scores;
use super::seeds::Seeds;
use crate::error::{Error, Result};
use crate::num::{count, grouped, index};

/// The graph, the seeds and the choices of one propagation; cheap to clone.
#[derive(Clone, Debug)]
pub(super) struct Ground {
    pub(super) field: Arc<Field>,
    pub(super) seeds: Arc<Seeds>,
    pub(super) given: Arc<Given>,
    /// ȳ: components × k, the share of each label in the weight of the component's seeds; zeros where it has none.
    pub(super) means: Arc<Scores>,
    pub(super) options: Arc<Options>,
}

/// Y, the seeds' weights as rows of numbers.
#[derive(Debug)]
pub(super) struct Given {
    pub(super) labels: usize,
    /// The records with seeds, ascending.
    pub(super) records: Vec<u32>,
    /// A row of k sums of weights for each of these.
    rows: Vec<f64>,
    /// For every record the place of its row, or [`NO_ROW`].
    pub(super) place: Vec<u32>,
    /// The weight of each label's seeds together; k numbers.
    pub(super) mass: Vec<f64>,
}

/// The place of a record without seeds.
pub(super) const NO_ROW: u32 = u32::MAX;

/// Bytes of scores above which a propagation is refused rather than begun.
const MOST_BYTES: u64 = 2 << 30;

impl Ground {
    pub(super) fn new(
        method: &Method,
        field: Arc<Field>,
        seeds: Arc<Seeds>,
        options: Options,
    ) -> Result<Self> {
        let (n, k) = (seeds.records(), seeds.labels());
        if n != field.records() {
            let (seeds, graph) = (grouped(n as u64), grouped(field.records() as u64));
            let what = format!("The seeds are of {seeds} records, the graph of {graph}");
            return Err(Error::new(what, "Take both from the same records."));
        }
        if !method.is_directed && !field.is_symmetric() {
            let what = format!("{} needs a graph whose edges lead both ways", method.title);
            return Err(Error::new(what, "Join the lists of neighbours by their union."));
        }
        let bytes = (n as u64).saturating_mul(k as u64).saturating_mul(8);
        if bytes > MOST_BYTES {
            let mib = grouped(bytes >> 20);
            let what = format!("{} records × {k} labels need {mib} MiB", grouped(n as u64));
            return Err(Error::new(what, "Take fewer records or fewer labels."));
        }
        options.check(k)?;
        let given = Given::new(&seeds);
        Ok(Self {
            means: Arc::new(means(&field, &given)),
            given: Arc::new(given),
            field,
            seeds,
            options: Arc::new(options),
        })
    }

    /// n, the number of records.
    pub(super) fn records(&self) -> usize {
        self.field.records()
    }

    /// That another ground has as many labels.
    pub(super) fn check_labels(&self, other: &Self) -> Result<()> {
        let (own, others) = (self.given.labels, other.given.labels);
        if own == others {
            return Ok(());
        }
        Err(Error::new(
            format!("The picture has {own} labels, the seeds are for {others}"),
            "Begin a new run when labels come or go.",
        ))
    }

    /// The share of each label among the seeds of a record's component.
    pub(super) fn means_of(&self, record: usize) -> impl Iterator<Item = f64> + '_ {
        self.means.row(index(self.field.component[record]))
    }

    /// Whether each component holds a seed.
    pub(super) fn seeded(&self) -> Vec<bool> {
        let mut seeded = vec![false; self.field.components()];
        for &record in &self.given.records {
            seeded[index(self.field.component[index(record)])] = true;
        }
        seeded
    }
}

fn means(field: &Field, given: &Given) -> Scores {
    let mut means = Scores::zeros(field.components(), given.labels);
    for (record, row) in given.iter() {
        let sums = means.row_mut(index(field.component[record])).zip(row);
        sums.for_each(|(sum, weight)| *sum += weight);
    }
    for component in 0..field.components() {
        let all: f64 = means.row(component).sum();
        if all > 0.0 {
            means.row_mut(component).for_each(|sum| *sum /= all);
        }
    }
    means
}

impl Given {
    fn new(seeds: &Seeds) -> Self {
        let labels = seeds.labels();
        let mut given = Self {
            labels,
            records: Vec::new(),
            rows: Vec::new(),
            place: vec![NO_ROW; seeds.records()],
            mass: vec![0.0; labels],
        };
        for seed in seeds.iter() {
            if given.records.last() != Some(&seed.record) {
                given.place[index(seed.record)] = count(given.records.len());
                given.records.push(seed.record);
                given.rows.resize(given.rows.len() + labels, 0.0);
            }
            let row = given.rows.len() - labels;
            given.rows[row + index(seed.label)] += seed.weight;
            given.mass[index(seed.label)] += seed.weight;
        }
        given
    }

    /// A row of k sums of weights.
    pub(super) fn row(&self, place: usize) -> &[f64] {
        &self.rows[place * self.labels..][..self.labels]
    }

    /// The row of a record that has seeds.
    pub(super) fn of_record(&self, record: usize) -> Option<&[f64]> {
        let place = *self.place.get(record)?;
        (place != NO_ROW).then(|| self.row(index(place)))
    }

    /// The seeded records with their rows.
    pub(super) fn iter(&self) -> impl Iterator<Item = (usize, &[f64])> {
        let records = self.records.iter().enumerate();
        records.map(|(place, &record)| (index(record), self.row(place)))
    }
}

impl Given {
    /// m × k: the seeded records' rows times a factor.
    pub(super) fn base(&self, factor: f64) -> Scores {
        let mut base = Scores::zeros(self.records.len(), self.labels);
        for place in 0..self.records.len() {
            let row = base.row_mut(place).zip(self.row(place));
            row.for_each(|(value, weight)| *value = factor * weight);
        }
        base
    }

    /// n × k: Y times a factor.
    pub(super) fn dense(&self, factor: f64) -> Scores {
        let mut dense = Scores::zeros(self.place.len(), self.labels);
        for (record, row) in self.iter() {
            let row = dense.row_mut(record).zip(row);
            row.for_each(|(value, weight)| *value = factor * weight);
        }
        dense
    }

    /// Per label the records whose weight was another before, and by how much it is more.
    pub(super) fn differences(&self, before: &Self) -> BTreeMap<usize, Vec<(u32, f64)>> {
        let mut records: Vec<u32> = before.records.iter().chain(&self.records).copied().collect();
        records.sort_unstable();
        records.dedup();
        let mut differences: BTreeMap<usize, Vec<(u32, f64)>> = BTreeMap::new();
        for record in records {
            for label in 0..self.labels {
                let weight = |given: &Self| given.of_record(index(record)).map_or(0.0, |row| row[label]);
                let difference = weight(self) - weight(before);
                if difference != 0.0 {
                    differences.entry(label).or_default().push((record, difference));
                }
            }
        }
        differences
    }
}
