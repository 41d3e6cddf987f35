//! The end model in words: which speak for a label and which against it, and which decided a record.

use super::model::EndModel;
use crate::features::Vectors;

/// A feature with what it adds.
#[derive(Clone, Debug, PartialEq)]
pub struct Weighed {
    /// Its column.
    pub column: u32,
    /// Its name: a word, a run of characters.
    pub name: String,
    /// What it adds to the log-odds.
    pub weight: f64,
}

/// The strongest features of a label.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Strongest {
    /// Those that speak for it, the strongest first.
    pub in_favour: Vec<Weighed>,
    /// Those that speak against it, the strongest first.
    pub against: Vec<Weighed>,
}

/// Why a record has its label rather than the next best one.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// The most probable label; the first one where several are.
    pub label: usize,
    /// The next best.
    pub other: usize,
    /// ln(P(label) / P(other)): the sum of the bias and all features.
    pub log_odds: f64,
    /// What stood in favour before any feature was looked at.
    pub bias: f64,
    /// The record's features with what each adds to the log-odds, value times weight, the largest first, whichever side
    /// it is on.
    pub features: Vec<Weighed>,
}

impl EndModel {
    /// The strongest features of a label, at most `most` on each side. `vectors` name them.
    #[must_use]
    pub fn strongest(&self, vectors: &Vectors, label: usize, most: usize) -> Strongest {
        let weighed = (0..self.width).map(|column| (column, self.weight(column, label)));
        let mut weighed: Vec<(u32, f64)> = weighed.filter(|(_, weight)| *weight != 0.0).collect();
        weighed.sort_by(|one, other| other.1.total_cmp(&one.1));
        let told = |&(column, weight): &(u32, f64)| Weighed {
            column,
            name: vectors.name(column).to_owned(),
            weight,
        };
        Strongest {
            in_favour: weighed
                .iter()
                .take_while(|(_, w)| *w > 0.0)
                .take(most)
                .map(told)
                .collect(),
            against: weighed
                .iter()
                .rev()
                .take_while(|(_, w)| *w < 0.0)
                .take(most)
                .map(told)
                .collect(),
        }
    }

    /// Which features decided a record, at most `most`; none where it has no known feature.
    #[must_use]
    pub fn decision(&self, vectors: &Vectors, record: u32, most: usize) -> Option<Decision> {
        let row = self.row(vectors, record)?;
        let mut order = self.trained.clone();
        order.sort_by(|&one, &other| row[other].total_cmp(&row[one]));
        let (label, other) = (*order.first()?, *order.get(1)?);
        let bias = self.bias(label) - self.bias(other);
        let added = |column| self.weight(column, label) - self.weight(column, other);
        let entries = vectors.row(record);
        let mut features: Vec<(u32, f64)> = entries
            .entries()
            .map(|(column, value)| (column, f64::from(value) * added(column)))
            .collect();
        let log_odds = bias + features.iter().map(|(_, weight)| weight).sum::<f64>();
        features.retain(|(_, weight)| *weight != 0.0);
        features.sort_by(|one, other| other.1.abs().total_cmp(&one.1.abs()));
        features.truncate(most);
        let told = |(column, weight)| Weighed {
            column,
            name: vectors.name(column).to_owned(),
            weight,
        };
        Some(Decision {
            label,
            other,
            log_odds,
            bias,
            features: features.into_iter().map(told).collect(),
        })
    }
}
