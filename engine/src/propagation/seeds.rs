//! Seeds: labels that are known or believed of single records, each with a weight and where it comes from. Everything
//! a propagation says rests on them.

use std::collections::BTreeMap;

use crate::bits::BitSet;
use crate::error::{Error, Result};
use crate::num::{count, grouped, index};
use crate::posteriors::{Posteriors, winners};

/// Who says that a record has a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// A person, record by record.
    Gold,
    /// A label model that was sure enough.
    Model,
    /// A rule, by its number; it votes on many records with one weight.
    Rule(u32),
}

/// A label of a record.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seed {
    /// The record.
    pub record: u32,
    /// Its label.
    pub label: u32,
    /// Who says so.
    pub origin: Origin,
    /// How much it counts; above 0.
    pub weight: f64,
}

/// Seeds of n records for k labels. One origin says of one record and label one weight. Several labels on one record
/// all count, by their weights.
#[derive(Clone, Debug, PartialEq)]
pub struct Seeds {
    records: usize,
    labels: usize,
    weights: BTreeMap<(u32, Origin, u32), f64>,
}

impl Seeds {
    /// No seed yet, for n records and k labels.
    #[must_use]
    pub const fn new(records: usize, labels: usize) -> Self {
        Self {
            records,
            labels,
            weights: BTreeMap::new(),
        }
    }

    /// Seeds of weight 1 from hand labels, a set of records a label.
    #[must_use]
    pub fn of_gold(records: usize, gold: &[BitSet]) -> Self {
        let mut seeds = Self::new(records, gold.len());
        for (label, set) in gold.iter().enumerate() {
            for record in set.iter().filter(|&record| index(record) < records) {
                seeds.weights.insert((record, Origin::Gold, count(label)), 1.0);
            }
        }
        seeds
    }

    /// n, the number of records.
    #[must_use]
    pub const fn records(&self) -> usize {
        self.records
    }

    /// k, the number of labels.
    #[must_use]
    pub const fn labels(&self) -> usize {
        self.labels
    }

    /// How many seeds there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.weights.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.weights.is_empty()
    }

    /// The seeds by record, origin and label.
    pub fn iter(&self) -> impl Iterator<Item = Seed> + '_ {
        self.weights
            .iter()
            .map(|(&(record, origin, label), &weight)| Seed {
                record,
                label,
                origin,
                weight,
            })
    }

    /// Puts a seed in; one of the same record, origin and label gets the new weight.
    ///
    /// # Errors
    /// The record or label is not there, or the weight is not a number above 0.
    pub fn put(&mut self, seed: Seed) -> Result<()> {
        self.check(seed)?;
        let place = (seed.record, seed.origin, seed.label);
        self.weights.insert(place, seed.weight);
        Ok(())
    }

    /// Takes a seed out; says whether it was there.
    pub fn remove(&mut self, record: u32, origin: Origin, label: u32) -> bool {
        self.weights.remove(&(record, origin, label)).is_some()
    }

    /// A rule as seeds: its label on all records it finds, with one weight. What the rule said before is forgotten.
    ///
    /// # Errors
    /// As [`Self::put`].
    pub fn put_rule(&mut self, rule: u32, label: u32, found: &BitSet, weight: f64) -> Result<()> {
        let seed = |record| Seed {
            record,
            label,
            origin: Origin::Rule(rule),
            weight,
        };
        found.iter().try_for_each(|record| self.check(seed(record)))?;
        self.remove_rule(rule);
        found.iter().try_for_each(|record| self.put(seed(record)))
    }

    /// Takes a rule's seeds out; says how many there were.
    pub fn remove_rule(&mut self, rule: u32) -> usize {
        let before = self.weights.len();
        self.weights
            .retain(|&(_, origin, _), _| origin != Origin::Rule(rule));
        before - self.weights.len()
    }

    /// Gives all of a rule's seeds another weight; says how many there are.
    ///
    /// # Errors
    /// The weight is not a number above 0.
    pub fn reweigh_rule(&mut self, rule: u32, weight: f64) -> Result<usize> {
        check_weight(weight)?;
        let seeds = self.weights.iter_mut();
        let of_rule = seeds.filter(|((_, origin, _), _)| *origin == Origin::Rule(rule));
        Ok(of_rule.map(|(_, old)| *old = weight).count())
    }

    /// Records on which posteriors are sure: one label has a probability of `at_least` and no other as much. Each
    /// becomes a seed of that probability times `weight`; what the model said before is forgotten. Says how many.
    ///
    /// # Errors
    /// Posteriors of another shape, and weights as [`Self::put`].
    pub fn put_posteriors(&mut self, posteriors: &Posteriors, at_least: f64, weight: f64) -> Result<usize> {
        check_weight(weight)?;
        if (posteriors.records(), posteriors.labels()) != (self.records, self.labels) {
            let what = format!(
                "The posteriors are of {} records and {} labels, the seeds of {} and {}",
                posteriors.records(),
                posteriors.labels(),
                self.records,
                self.labels
            );
            return Err(Error::new(what, "Take both from the same records and labels."));
        }
        self.weights.retain(|&(_, origin, _), _| origin != Origin::Model);
        let before = self.weights.len();
        for record in posteriors.reached().iter() {
            let row = posteriors.get(record).unwrap_or_default();
            if let [label] = winners(row)[..]
                && row[label] >= at_least
            {
                let place = (record, Origin::Model, count(label));
                self.weights.insert(place, row[label] * weight);
            }
        }
        Ok(self.weights.len() - before)
    }

    fn check(&self, seed: Seed) -> Result<()> {
        if index(seed.record) >= self.records {
            let n = grouped(self.records as u64);
            let what = format!("There is no record {} among {n}", seed.record);
            return Err(Error::new(what, "Records are numbered from 0."));
        }
        if index(seed.label) >= self.labels {
            let what = format!("There is no label {} among {}", seed.label, self.labels);
            return Err(Error::new(what, "Labels are numbered from 0."));
        }
        check_weight(seed.weight)
    }
}

fn check_weight(weight: f64) -> Result<()> {
    if weight > 0.0 && weight.is_finite() {
        return Ok(());
    }
    Err(Error::new(
        format!("A seed can't weigh {weight}"),
        "Give it a number above 0, or take it out.",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seed(record: u32, label: u32, origin: Origin, weight: f64) -> Seed {
        Seed {
            record,
            label,
            origin,
            weight,
        }
    }

    #[test]
    fn a_rule_is_many_seeds_of_one_weight() {
        let mut seeds = Seeds::new(5, 2);
        let found = BitSet::from_indices(5, [1, 4]);
        seeds.put_rule(7, 1, &found, 0.5).unwrap();
        seeds.put(seed(4, 0, Origin::Gold, 1.0)).unwrap();
        assert_eq!(seeds.reweigh_rule(7, 0.25).unwrap(), 2);
        let expected = [
            seed(1, 1, Origin::Rule(7), 0.25),
            seed(4, 0, Origin::Gold, 1.0),
            seed(4, 1, Origin::Rule(7), 0.25),
        ];
        assert_eq!(seeds.iter().collect::<Vec<_>>(), expected);
        seeds.put_rule(7, 0, &BitSet::from_indices(5, [0]), 1.0).unwrap();
        assert_eq!(seeds.len(), 2, "what the rule said before is forgotten");
        assert_eq!(seeds.remove_rule(7), 1);
        assert!(seeds.remove(4, Origin::Gold, 0));
        assert!(seeds.is_empty());
    }

    #[test]
    fn sure_posteriors_become_seeds_and_ties_do_not() {
        let mut posteriors = Posteriors::unreached(4, 2);
        posteriors.set(0, &[0.75, 0.25]);
        posteriors.set(1, &[0.5, 0.5]);
        posteriors.set(3, &[0.0, 1.0]);
        let mut seeds = Seeds::new(4, 2);
        assert_eq!(seeds.put_posteriors(&posteriors, 0.5, 0.5).unwrap(), 2);
        assert_eq!(seeds.put_posteriors(&posteriors, 0.9, 0.5).unwrap(), 1);
        assert_eq!(seeds.iter().collect::<Vec<_>>(), [seed(3, 1, Origin::Model, 0.5)]);
        assert!(
            seeds
                .put_posteriors(&Posteriors::unreached(4, 3), 0.5, 1.0)
                .is_err()
        );
    }

    #[test]
    fn what_is_no_seed_is_refused() {
        let mut seeds = Seeds::new(2, 2);
        for (bad, said) in [
            (seed(2, 0, Origin::Gold, 1.0), "no record 2 among 2"),
            (seed(0, 2, Origin::Gold, 1.0), "no label 2 among 2"),
            (seed(0, 0, Origin::Gold, 0.0), "can't weigh 0"),
            (seed(0, 0, Origin::Gold, f64::NAN), "can't weigh NaN"),
        ] {
            assert!(seeds.put(bad).unwrap_err().what.contains(said));
        }
        assert!(seeds.put_rule(0, 5, &BitSet::full(2), 1.0).is_err());
        assert!(seeds.is_empty());
    }
}
