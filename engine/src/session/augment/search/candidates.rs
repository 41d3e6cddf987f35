//! What is tried: every operation at some strengths, and combinations of the best.

use serde_json::{Map, Value};

use crate::modality::Modality;
use crate::num::count;
use crate::session::augment::choice::{AugmentChoice, OperationChoice};
use crate::session::augment::policy::STRENGTH;
use crate::session::augment::state::{operations, policies};
use crate::session::augment::view::{FateCounts, OperationInfo, SearchGain, SearchVerdict};

/// The strengths that are tried: of words a share, of images between the least and the most that an operation does.
const fn strengths(modality: Modality) -> [f64; 4] {
    match modality {
        Modality::Text => [0.05, 0.1, 0.2, 0.4],
        Modality::Image => [0.1, 0.25, 0.5, 0.75],
    }
}

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
                copies: count(each),
                operations,
                length: 1,
                shares: Vec::new(),
                settings: Map::new(),
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

    /// A policy that draws operations by itself, blocked for labels as operations are.
    fn drawing(base: &AugmentChoice, policy: String) -> Self {
        let blocked = base
            .operations
            .iter()
            .filter(|operation| !operation.not_for.is_empty());
        let mut drawing = Self::of(base, blocked.cloned().collect());
        drawing.choice.policy = policy;
        drawing.choice.copies = count(COPIES);
        drawing
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
        let strength = |operation: &OperationChoice| operation.settings.get(STRENGTH).and_then(Value::as_f64);
        let strengths = self.choice.operations.iter().filter_map(strength);
        // One that draws operations by itself draws many; a strength is at most 1.
        if !self.choice.policy.starts_with("apply-") {
            return 100.0;
        }
        self.choice.operations.iter().map(|_| 10.0).sum::<f64>() + strengths.sum::<f64>()
    }
}

/// Operations that need nothing but the records and what the project has, as they are set.
fn offered(base: &AugmentChoice, modality: Modality) -> Vec<(OperationChoice, bool)> {
    // Templates want words that a person writes. Reference operations are there to compare with others' programs.
    let is_own = |operation: &OperationInfo| !operation.is_reference && operation.name != "template";
    let choice = |operation: OperationInfo| {
        let set = base.operations.iter().find(|set| set.name == operation.name);
        let choice = set
            .cloned()
            .unwrap_or_else(|| OperationChoice::of(&operation.name));
        let has_strength = operation
            .parameters
            .iter()
            .any(|parameter| parameter.name == STRENGTH);
        (choice, has_strength)
    };
    operations(modality)
        .into_iter()
        .filter(is_own)
        .map(choice)
        .collect()
}

/// All operations on texts that are tried, one after the other.
pub(super) fn all_operations(base: &AugmentChoice) -> AugmentChoice {
    let operations = offered(base, Modality::Text)
        .into_iter()
        .map(|(operation, _)| operation);
    Candidate::of(base, operations.collect()).choice
}

/// Every operation alone, at each strength, and every policy that draws operations by itself.
pub(super) fn every_one(base: &AugmentChoice, modality: Modality) -> Vec<Candidate> {
    let mut all = Vec::new();
    for (operation, has_strength) in offered(base, modality) {
        if !has_strength {
            all.push(Candidate::of(base, vec![operation]));
            continue;
        }
        for strength in strengths(modality) {
            let mut operation = operation.clone();
            operation.settings.insert(STRENGTH.to_owned(), strength.into());
            all.push(Candidate::of(base, vec![operation]));
        }
    }
    let drawn = policies(modality)
        .into_iter()
        .filter(|policy| !policy.draws.is_empty());
    all.extend(drawn.map(|policy| Candidate::drawing(base, policy.name)));
    all
}

/// Combinations of the best operations: every two of them, and all. `left` are the candidates that are left, the best
/// first; of an operation the best strength is taken.
pub(super) fn combined(base: &AugmentChoice, candidates: &[Candidate], left: &[usize]) -> Vec<Candidate> {
    let mut best: Vec<OperationChoice> = Vec::new();
    for &at in left {
        let choice = &candidates[at].choice;
        let ([operation], "apply-one") = (&choice.operations[..], choice.policy.as_str()) else {
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
        let all = every_one(&base, Modality::Text);
        let swaps: Vec<f64> = all
            .iter()
            .filter(|candidate| candidate.choice.operations[0].name == "swap")
            .filter_map(|candidate| candidate.choice.operations[0].settings["strength"].as_f64())
            .collect();
        assert_eq!(swaps, strengths(Modality::Text));
        let mut said: Vec<String> = all
            .iter()
            .map(|candidate| format!("{:?}", candidate.choice.operations))
            .collect();
        said.sort();
        said.dedup();
        assert_eq!(said.len(), all.len());
        let names: Vec<String> = all_operations(&base)
            .operations
            .into_iter()
            .map(|of| of.name)
            .collect();
        assert!(names.contains(&"tfidf".to_owned()) && !names.contains(&"template".to_owned()));
        assert!(
            all.iter()
                .all(|candidate| names.contains(&candidate.choice.operations[0].name))
        );
    }

    #[test]
    fn policies_for_images_are_tried_whole() {
        let base = AugmentChoice::usual(Modality::Image);
        let all = every_one(&base, Modality::Image);
        let of = |name: &str| all.iter().filter(|one| one.choice.policy == name).count();
        assert_eq!(
            (of("cifar10"), of("randaugment"), of("trivialaugment")),
            (1, 1, 1)
        );
        let rotations = all.iter().filter(|one| {
            let operations = &one.choice.operations;
            one.choice.policy == "apply-one" && operations[0].name == "rotate"
        });
        assert_eq!(rotations.count(), 4);
        let places: Vec<usize> = (0..all.len()).collect();
        let combined = combined(&base, &all, &places);
        assert!(combined.iter().all(|one| one.choice.policy == "apply-each"));
    }

    #[test]
    fn the_best_operations_are_combined() {
        let base = AugmentChoice::default();
        let all = every_one(&base, Modality::Text);
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
