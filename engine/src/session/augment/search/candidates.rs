//! What is tried: every operation at some strengths, and combinations of the best.

use serde_json::Value;

use crate::augment::text::{self, OPERATIONS};
use crate::session::augment::choice::{AugmentChoice, OperationChoice};
use crate::session::augment::view::{FateCounts, SearchGain, SearchVerdict};

/// The strengths that are tried.
const STRENGTHS: [f64; 4] = [0.05, 0.1, 0.2, 0.4];

/// Variants of a record that a candidate trains with, about.
const COPIES: usize = 4;

/// Operations that combinations are made of: the best so many.
const COMBINED: usize = 3;

/// Something that is tried.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) choice: AugmentChoice,
    /// How its variants came out before the judges.
    pub(super) counts: FateCounts,
    pub(super) verdict: SearchVerdict,
    /// Tells its variants before the judges from those of others.
    pub(super) print: u64,
    /// What it gained in the last rung it was in.
    pub(super) gain: Option<SearchGain>,
    /// Why it can't be tried.
    pub(super) problem: Option<String>,
}

impl Candidate {
    fn of(base: &AugmentChoice, operations: Vec<OperationChoice>) -> Self {
        let policy = if operations.len() == 1 {
            "apply-one"
        } else {
            "apply-each"
        };
        let each = (COPIES / operations.len().max(1)).max(1);
        Self {
            choice: AugmentChoice {
                policy: policy.to_owned(),
                copies: u32::try_from(each).unwrap_or(1),
                operations,
                length: 1,
                shares: Vec::new(),
                keep_unchanged: false,
                ..base.clone()
            },
            counts: FateCounts::default(),
            verdict: SearchVerdict::Open,
            print: 0,
            gain: None,
            problem: None,
        }
    }

    pub(super) fn is_open(&self) -> bool {
        self.verdict == SearchVerdict::Open
    }

    /// The share of variants whose record has a label and that keep it.
    pub(super) fn vouched(&self) -> f64 {
        let counts = &self.counts;
        let labeled = counts.kept + counts.lost + counts.flipped;
        f64::from(counts.kept) / f64::from(labeled.max(1))
    }

    /// Simpler candidates have a lower one, and weaker ones among them.
    pub(super) fn order(&self) -> f64 {
        let strength =
            |operation: &OperationChoice| operation.settings.get("strength").and_then(Value::as_f64);
        let strengths = self.choice.operations.iter().filter_map(strength);
        // A strength is at most 1.
        self.choice.operations.iter().map(|_| 10.0).sum::<f64>() + strengths.sum::<f64>()
    }
}

/// Operations that need nothing but the texts and what the project has, as they are set.
fn offered(base: &AugmentChoice) -> impl Iterator<Item = (OperationChoice, bool)> + '_ {
    // Templates want words that a person writes. Reference operations are there to compare with others' programs.
    let own = OPERATIONS
        .iter()
        .filter(|operation| !operation.is_reference && operation.name != "template");
    own.map(|operation| {
        let set = base.operations.iter().find(|set| set.name == operation.name);
        let choice = set
            .cloned()
            .unwrap_or_else(|| OperationChoice::of(operation.name));
        (choice, has_strength(operation))
    })
}

fn has_strength(operation: &text::Operation) -> bool {
    operation
        .parameters
        .iter()
        .any(|parameter| parameter.name == "strength")
}

/// All operations that are tried, one after the other.
pub(super) fn every(base: &AugmentChoice) -> AugmentChoice {
    let operations = offered(base).map(|(operation, _)| operation).collect();
    Candidate::of(base, operations).choice
}

/// Every operation alone, at each strength.
pub(super) fn singles(base: &AugmentChoice) -> Vec<Candidate> {
    let mut all = Vec::new();
    for (operation, has_strength) in offered(base) {
        if !has_strength {
            all.push(Candidate::of(base, vec![operation]));
            continue;
        }
        for strength in STRENGTHS {
            let mut operation = operation.clone();
            operation.settings.insert("strength".to_owned(), strength.into());
            all.push(Candidate::of(base, vec![operation]));
        }
    }
    all
}

/// Combinations of the best operations: every two of them, and all. `left` are the candidates that are left, the best
/// first; of an operation the best strength is taken.
pub(super) fn combined(base: &AugmentChoice, candidates: &[Candidate], left: &[usize]) -> Vec<Candidate> {
    let mut best: Vec<OperationChoice> = Vec::new();
    for &at in left {
        let [operation] = &candidates[at].choice.operations[..] else {
            continue;
        };
        if best.len() < COMBINED && best.iter().all(|known| known.name != operation.name) {
            best.push(operation.clone());
        }
    }
    let mut all = Vec::new();
    for (place, one) in best.iter().enumerate() {
        for other in &best[place + 1..] {
            all.push(Candidate::of(base, vec![one.clone(), other.clone()]));
        }
    }
    if best.len() > 2 {
        all.push(Candidate::of(base, best));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_is_tried_at_each_strength_once() {
        let base = AugmentChoice::default();
        let all = singles(&base);
        let swaps: Vec<f64> = all
            .iter()
            .filter(|candidate| candidate.choice.operations[0].name == "swap")
            .filter_map(|candidate| candidate.choice.operations[0].settings["strength"].as_f64())
            .collect();
        assert_eq!(swaps, STRENGTHS);
        let mut said: Vec<String> = all
            .iter()
            .map(|candidate| format!("{:?}", candidate.choice.operations))
            .collect();
        said.sort();
        said.dedup();
        assert_eq!(said.len(), all.len());
        let names: Vec<String> = every(&base).operations.into_iter().map(|of| of.name).collect();
        assert!(names.contains(&"tfidf".to_owned()) && !names.contains(&"template".to_owned()));
        assert!(
            all.iter()
                .all(|candidate| names.contains(&candidate.choice.operations[0].name))
        );
    }

    #[test]
    fn the_best_operations_are_combined() {
        let base = AugmentChoice::default();
        let all = singles(&base);
        let at = |name: &str| {
            all.iter()
                .position(|one| one.choice.operations[0].name == name)
                .unwrap()
        };
        let left = [at("swap") + 1, at("swap"), at("delete"), at("typo"), at("case")];
        let made = combined(&base, &all, &left);
        let names: Vec<Vec<&str>> = made
            .iter()
            .map(|one| one.choice.operations.iter().map(|of| of.name.as_str()).collect())
            .collect();
        assert_eq!(
            names,
            [
                vec!["swap", "delete"],
                vec!["swap", "typo"],
                vec!["delete", "typo"],
                vec!["swap", "delete", "typo"]
            ]
        );
        assert_eq!(made[0].choice.operations[0].settings["strength"], 0.1);
        assert_eq!((made[0].choice.copies, made[3].choice.copies), (2, 1));
        assert!(made[3].order() > made[0].order() && made[0].order() > all[left[0]].order());
        assert!(combined(&base, &all, &left[..2]).is_empty());
    }
}
