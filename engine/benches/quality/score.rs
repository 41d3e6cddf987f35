//! Figures of posteriors on judged records.

use labelloom_engine::num::{count, index};
use labelloom_engine::posteriors::{Posteriors, winners};

use crate::set::Set;

/// What came of one model, or the mean over several draws of hand labels.
#[derive(Clone)]
pub(crate) struct Score {
    /// Length judged: how right each record is, 0 to 1.
    credits: Vec<f64>,
    /// Macro-F₁ over all judged records, of expected counts.
    pub(crate) macro_f1: f64,
}

/// A mean difference and its standard error over records.
#[derive(Clone, Copy)]
pub(crate) struct Difference {
    pub(crate) mean: f64,
    pub(crate) error: f64,
}

impl Score {
    /// Of posteriors over all records.
    pub(crate) fn of(set: &Set, posteriors: &Posteriors) -> Self {
        let k = set.k;
        let mut said = vec![0.0; k * k];
        let mut credits = Vec::with_capacity(set.judged);
        for record in 0..count(set.judged) {
            let labels = posteriors.get(record).map_or_else(|| (0..k).collect(), winners);
            let (gold, share) = (set.label(record), 1.0 / f64::from(count(labels.len())));
            credits.push(if labels.contains(&gold) { share } else { 0.0 });
            labels.iter().for_each(|label| said[gold * k + label] += share);
        }
        Self {
            credits,
            macro_f1: macro_f1(&said, k),
        }
    }

    /// The mean over draws, at least one.
    pub(crate) fn mean(draws: &[Self]) -> Self {
        let number = f64::from(count(draws.len()));
        let mut credits = vec![0.0; draws[0].credits.len()];
        for draw in draws {
            let adding = credits.iter_mut().zip(&draw.credits);
            adding.for_each(|(sum, credit)| *sum += credit / number);
        }
        Self {
            credits,
            macro_f1: draws.iter().map(|draw| draw.macro_f1).sum::<f64>() / number,
        }
    }

    /// The share of all judged records that is right.
    pub(crate) fn of_all(&self) -> f64 {
        mean(&self.credits)
    }

    /// The share of judged records with a vote that is right.
    pub(crate) fn of_covered(&self, set: &Set) -> f64 {
        mean(&only_covered(set, &self.credits))
    }

    /// By how much it is right more often than another on the same records with a vote.
    pub(crate) fn above(&self, other: &Self, set: &Set) -> Difference {
        difference(&only_covered(set, &self.apart(other)))
    }

    /// The same over all judged records.
    pub(crate) fn above_on_all(&self, other: &Self) -> Difference {
        difference(&self.apart(other))
    }

    fn apart(&self, other: &Self) -> Vec<f64> {
        let pairs = self.credits.iter().zip(&other.credits);
        pairs.map(|(own, their)| own - their).collect()
    }
}

fn only_covered(set: &Set, values: &[f64]) -> Vec<f64> {
    let pairs = values.iter().zip(&set.covered);
    pairs
        .filter(|(_, covered)| **covered)
        .map(|(value, _)| *value)
        .collect()
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / f64::from(count(values.len()))
}

/// The standard error of a mean: the spread of its values by the root of their number.
fn difference(values: &[f64]) -> Difference {
    let (mean, n) = (mean(values), f64::from(count(values.len())));
    let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
    Difference {
        mean,
        error: (squares / (n - 1.0).max(1.0) / n).sqrt(),
    }
}

/// The mean F₁ over labels, of k × k counts by gold and prediction. A label that is neither there nor said has none.
pub(crate) fn macro_f1(said: &[f64], k: usize) -> f64 {
    let of_label = |label: usize| {
        let hit = said[label * k + label];
        let there: f64 = said[label * k..][..k].iter().sum();
        let told: f64 = said.iter().skip(label).step_by(k).sum();
        (there + told > 0.0).then(|| 2.0 * hit / (there + told))
    };
    let known: Vec<f64> = (0..k).filter_map(of_label).collect();
    mean(&known)
}

/// n × k posteriors with every record reached.
pub(crate) fn dense(rows: &[Vec<f64>], k: usize, reached: impl Fn(u32) -> bool) -> Posteriors {
    let mut posteriors = Posteriors::unreached(rows.len(), k);
    for record in (0..count(rows.len())).filter(|&record| reached(record)) {
        posteriors.set(record, &rows[index(record)]);
    }
    posteriors
}
