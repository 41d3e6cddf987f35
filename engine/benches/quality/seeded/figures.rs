//! How right labels are on the records that were no seeds.

use labelloom_engine::num::exact;

use super::draws::Draw;
use super::sets::SeededSet;
use crate::score::macro_f1;

/// A record's label; none where nothing reached it.
pub(crate) type Said = Option<usize>;

/// Figures of one draw.
#[derive(Clone, Copy)]
pub(crate) struct Figures {
    pub(crate) accuracy: f64,
    pub(crate) macro_f1: f64,
    /// The share that nothing labels.
    pub(crate) unlabeled: f64,
}

impl Figures {
    pub(crate) fn of(set: &SeededSet, draw: &Draw, said: &[Said]) -> Self {
        let k = set.k;
        let mut seeds = draw.records.iter().peekable();
        let mut counts = vec![0.0; k * k];
        let (mut judged, mut unlabeled) = (0, 0);
        for (record, (&gold, said)) in set.labels.iter().zip(said).enumerate() {
            if seeds.next_if(|&&seed| seed as usize == record).is_some() {
                continue;
            }
            judged += 1;
            if let Some(label) = said {
                counts[gold * k + label] += 1.0;
            } else {
                unlabeled += 1;
                (0..k).for_each(|label| counts[gold * k + label] += 1.0 / exact(k));
            }
        }
        let right: f64 = (0..k).map(|label| counts[label * k + label]).sum();
        Self {
            accuracy: right / exact(judged),
            macro_f1: macro_f1(&counts, k),
            unlabeled: exact(unlabeled) / exact(judged),
        }
    }
}

/// Mean and standard deviation.
pub(crate) fn spread(values: &[f64]) -> (f64, f64) {
    let n = exact(values.len());
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
    (mean, (squares / (n - 1.0).max(1.0)).sqrt())
}
