//! Error buckets: the records by gold and predicted label, as Snorkel's `get_label_buckets` sorts them. Snorkel has one
//! bucket −1 for what is tied and what has no vote; here the two are apart.

use super::decided::Decided;
use crate::bits::BitSet;

/// What a model says of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Predicted {
    /// This label.
    Label(usize),
    /// Several labels are equally likely.
    Tied,
    /// Nothing: it has no vote.
    Unlabeled,
}

/// Records of the same gold and the same prediction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bucket {
    /// The gold label; none of records without.
    pub gold: Option<usize>,
    /// What the model says.
    pub predicted: Predicted,
    /// The records, at least one.
    pub records: BitSet,
}

/// All buckets that hold a record, by gold and then by prediction, those without gold last. `gold` are k disjoint sets.
#[must_use]
pub fn buckets(gold: &[BitSet], decided: &Decided) -> Vec<Bucket> {
    let mut without = BitSet::full(decided.tied.len());
    gold.iter().for_each(|of_label| without.without(of_label));
    let gold = gold.iter().enumerate().map(|(label, set)| (Some(label), set));
    let labels = decided.labels.iter().enumerate();
    let predicted: Vec<(Predicted, &BitSet)> = labels
        .map(|(label, set)| (Predicted::Label(label), set))
        .chain([
            (Predicted::Tied, &decided.tied),
            (Predicted::Unlabeled, &decided.unlabeled),
        ])
        .collect();
    let mut found = Vec::new();
    for (gold, truth) in gold.chain([(None, &without)]) {
        for (predicted, said) in &predicted {
            let mut records = (*truth).clone();
            records.and(said);
            if records.count() > 0 {
                found.push(Bucket {
                    gold,
                    predicted: *predicted,
                    records,
                });
            }
        }
    }
    found
}
