//! What is known, and how candidates are judged by it.

use crate::bits::BitSet;
use crate::error::{Error, Result};
use crate::graph::{Joined, USUAL_K, Weights};
use crate::num::index;
use crate::propagation::{ALPHA, Balance, Seeds};

/// Fewest records that candidates are judged by.
pub const FEWEST: u32 = 10;

/// The labels that are known.
#[derive(Clone, Debug)]
pub struct Known {
    /// n.
    pub records: usize,
    /// k.
    pub labels: usize,
    /// Records and their labels, by hand: what candidates learn from and are judged by. One label a record.
    pub gold: Vec<(u32, u32)>,
    /// What rules or a model say of other records; candidates learn from these too. Those of records with gold are left
    /// out, whether the gold is held out or not.
    pub others: Seeds,
}

/// How candidates are judged.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// Parts that are held out in turn.
    pub folds: u32,
    /// How often the records are dealt into parts anew: with few records the figures of one deal hang on it. Where there
    /// are many records fewer deals do.
    pub deals: u32,
    /// Of the deals, and of the sample of records.
    pub seed: u64,
    /// Neighbours of a record.
    pub k: u32,
    /// Which records are joined.
    pub joined: Joined,
    /// How strongly.
    pub weights: Weights,
    /// α of label spreading.
    pub alpha: f64,
    /// What is done about labels with more seeds than others.
    pub balance: Balance,
    /// Bytes that a graph and its features may take.
    pub most_bytes: u64,
    /// Records of which graphs are made; of more a sample is taken, with all hand labels.
    pub most_records: u32,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            folds: 5,
            deals: 5,
            seed: 1,
            k: USUAL_K,
            joined: Joined::Union,
            weights: Weights::Similarity,
            alpha: ALPHA,
            balance: Balance::Seeds,
            most_bytes: 1 << 30,
            most_records: 25_000,
        }
    }
}

/// Held-out records over all deals, about: more would tell little.
const ENOUGH: u32 = 1000;

impl Options {
    /// Deals for so many judged records.
    pub(super) fn deals_of(&self, judged: u32) -> u32 {
        ENOUGH.div_ceil(judged.max(1)).clamp(1, self.deals)
    }

    pub(super) fn check(&self) -> Result<()> {
        if self.folds < 2 || self.deals == 0 || self.most_records < FEWEST {
            let what = format!(
                "Nothing can be held out in {} parts, {} times, of {} records",
                self.folds, self.deals, self.most_records
            );
            return Err(Error::new(
                what,
                "Take two parts or more, once, of ten records or more",
            ));
        }
        if self.joined == Joined::Directed {
            let what = "Labels are carried along graphs that lead both ways";
            return Err(Error::new(what, "Join neighbours as union or mutual").at("joined"));
        }
        Ok(())
    }
}

impl Known {
    /// Hand labels alone, a set of records a label.
    #[must_use]
    pub fn of_gold(records: usize, gold: &[BitSet]) -> Self {
        let of_label = |(label, set): (u32, &BitSet)| set.iter().map(move |record| (record, label)).collect();
        let mut pairs: Vec<(u32, u32)> = (0..).zip(gold).flat_map::<Vec<_>, _>(of_label).collect();
        pairs.sort_unstable();
        Self {
            records,
            labels: gold.len(),
            gold: pairs,
            others: Seeds::new(records, gold.len()),
        }
    }

    pub(super) fn check(&self) -> Result<()> {
        let is_there =
            |&&(record, label): &&(u32, u32)| index(record) < self.records && index(label) < self.labels;
        if let Some((record, label)) = self.gold.iter().find(|at| !is_there(at)) {
            let what = format!("Gold says label {label} of record {record}");
            let remedy = format!(
                "There are {} records and {} labels, counted from 0",
                self.records, self.labels
            );
            return Err(Error::new(what, remedy));
        }
        let mut records: Vec<u32> = self.gold.iter().map(|at| at.0).collect();
        records.sort_unstable();
        if let Some(twice) = records.windows(2).find(|pair| pair[0] == pair[1]) {
            let what = format!("Record {} has two hand labels", twice[0]);
            return Err(Error::new(what, "Keep one"));
        }
        if (self.others.records(), self.others.labels()) != (self.records, self.labels) {
            let what = "The seeds are of other records or labels than the hand labels";
            return Err(Error::new(what, "Take both from the same records and labels"));
        }
        Ok(())
    }
}
