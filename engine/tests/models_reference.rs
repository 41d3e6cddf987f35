//! Label models against the references in `tests/suite/weak-supervision/models`: Snorkel 0.10.0, and Dawid–Skene, the
//! weighted vote and the triplet method as written down independently in numpy.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its case fails")]

use std::collections::BTreeMap;
use std::sync::Arc;

use labelloom_engine::bits::BitSet;
use labelloom_engine::job;
use labelloom_engine::models::buckets::{Predicted, buckets};
use labelloom_engine::models::{Balance, Decided, FitInput, Fitted, Options, VoteTable, majority, named};
use labelloom_engine::posteriors::Posteriors;
use labelloom_engine::votes::{Vote, VoteColumn, VoteMatrix};
use serde::Deserialize;

#[derive(Deserialize)]
struct Votes {
    k: usize,
    #[serde(rename = "L")]
    votes: Vec<Vec<i64>>,
    #[serde(rename = "Y")]
    gold: Vec<i64>,
}

#[derive(Deserialize)]
struct Reference {
    name: String,
    uniform: Snorkel,
    given_balance: Snorkel,
    dawid_skene: DawidSkene,
    weighted: Weighted,
    triplet: Option<Triplet>,
    buckets_gold_by_majority: BTreeMap<String, u32>,
}

#[derive(Deserialize)]
struct Snorkel {
    balance: Vec<f64>,
    loss_at: BTreeMap<String, f64>,
    weights: Vec<f64>,
    predict_proba: Vec<Vec<f64>>,
}

#[derive(Deserialize)]
struct DawidSkene {
    iterations: u32,
    posterior: Vec<Vec<f64>>,
}

#[derive(Deserialize)]
struct Weighted {
    balance_from_gold: Vec<f64>,
    predict_proba: Vec<Vec<f64>>,
}

#[derive(Deserialize)]
struct Triplet {
    balance: Vec<f64>,
    predict_proba: Vec<Vec<f64>>,
}

struct Case {
    votes: Votes,
    reference: Reference,
    table: Arc<VoteTable>,
}

impl Case {
    fn matrix(votes: &Votes) -> VoteMatrix {
        let m = votes.votes[0].len();
        let column = |rule: usize| -> Vec<Option<Vote>> {
            votes.votes.iter().map(|row| Vote::from_code(row[rule])).collect()
        };
        VoteMatrix {
            records: votes.votes.len(),
            labels: votes.k,
            columns: (0..m).map(|rule| VoteColumn::dense(&column(rule))).collect(),
        }
    }

    fn fit(&self, model: &str, balance: Balance) -> Arc<Fitted> {
        let input = FitInput {
            table: Arc::clone(&self.table),
            gold: Arc::new(Vec::new()),
            balance,
            options: Options::default(),
        };
        Arc::new(job::run(&mut named(model).unwrap().fit(input).unwrap()).unwrap())
    }

    /// Every record with a vote has the reference's row, every other none. Rows that the reference leaves empty, for
    /// want of any possible label, are passed over.
    fn assert_rows(&self, fitted: &Arc<Fitted>, expected: &[Vec<f64>], tolerance: f64) {
        let found = job::run(&mut fitted.label_all()).unwrap();
        let mut worst = 0.0_f64;
        for (record, (votes, expected)) in (0u32..).zip(self.votes.votes.iter().zip(expected)) {
            let row = found.row(record);
            assert_eq!(
                row.is_some(),
                votes.iter().any(|&vote| vote >= 0),
                "record {record}"
            );
            let on = fitted.table().votes_on(record);
            assert_eq!(row, fitted.row(&on), "record {record} alone");
            let Some(row) = row else { continue };
            assert!((row.iter().sum::<f64>() - 1.0).abs() < 1e-9);
            if expected.iter().sum::<f64>() < 0.5 {
                continue;
            }
            let apart = row.iter().zip(expected).map(|(a, b)| (a - b).abs());
            worst = apart.fold(worst, f64::max);
        }
        let name = fitted.model.name;
        assert!(
            worst <= tolerance,
            "{}: {name} is off by {worst}",
            self.reference.name
        );
    }
}

fn cases() -> [Case; 3] {
    let texts = [
        (
            include_str!("../../tests/suite/weak-supervision/binary_10x1000.json"),
            include_str!("../../tests/suite/weak-supervision/models/binary_10x1000.json"),
        ),
        (
            include_str!("../../tests/suite/weak-supervision/multi4_15x2000.json"),
            include_str!("../../tests/suite/weak-supervision/models/multi4_15x2000.json"),
        ),
        (
            include_str!("../../tests/suite/weak-supervision/degenerate_8x300.json"),
            include_str!("../../tests/suite/weak-supervision/models/degenerate_8x300.json"),
        ),
    ];
    texts.map(|(votes, reference)| {
        let votes: Votes = serde_json::from_str(votes).unwrap();
        Case {
            table: Arc::new(VoteTable::new(&Case::matrix(&votes)).unwrap()),
            reference: serde_json::from_str(reference).unwrap(),
            votes,
        }
    })
}

#[test]
fn snorkel_agrees_with_snorkel() {
    for case in cases() {
        let reference = &case.reference;
        for (balance, expected) in [
            (Balance::Uniform, &reference.uniform),
            (
                Balance::Given(reference.given_balance.balance.clone()),
                &reference.given_balance,
            ),
        ] {
            let fitted = case.fit("snorkel", balance);
            case.assert_rows(&fitted, &expected.predict_proba, 1e-4);
            let loss = fitted.loss.unwrap();
            assert!((loss - expected.loss_at["499"]).abs() < 2e-6, "{loss}");
            assert_eq!(fitted.iterations, 500);
            for (rule, (found, expected)) in fitted.rules.iter().zip(&expected.weights).enumerate() {
                match found.accuracy {
                    Some(found) => assert!(
                        (found - expected).abs() < 1e-4,
                        "{}: rule {rule}: {found}",
                        reference.name
                    ),
                    // Snorkel says 1 of a rule that never votes.
                    None => assert_eq!(case.table.coverage(rule), 0),
                }
            }
        }
    }
}

#[test]
fn dawid_skene_with_abstain_as_a_symbol_agrees() {
    for case in cases() {
        let fitted = case.fit("dawid-skene-wrench", Balance::Uniform);
        let expected = &case.reference.dawid_skene;
        case.assert_rows(&fitted, &expected.posterior, 1e-4);
        assert!(fitted.is_converged);
        let apart = fitted.iterations.abs_diff(expected.iterations);
        assert!(
            apart <= 2,
            "{} iterations, {}",
            fitted.iterations,
            expected.iterations
        );
    }
}

#[test]
fn the_weighted_vote_agrees() {
    for case in cases() {
        let expected = &case.reference.weighted;
        let sum: f64 = expected.balance_from_gold.iter().sum();
        let balance = expected
            .balance_from_gold
            .iter()
            .map(|share| share / sum)
            .collect();
        // Both the balance and the rows of the reference have six decimals.
        case.assert_rows(
            &case.fit("weighted", Balance::Given(balance)),
            &expected.predict_proba,
            2e-6,
        );
    }
}

#[test]
fn the_triplet_method_agrees() {
    let [binary, ..] = cases();
    let expected = binary.reference.triplet.as_ref().unwrap();
    let fitted = binary.fit("triplet", Balance::Given(expected.balance.clone()));
    binary.assert_rows(&fitted, &expected.predict_proba, 1e-6);
}

#[test]
fn the_majority_vote_is_the_one_there_was() {
    for case in cases() {
        let plain = majority::predict(&Case::matrix(&case.votes));
        let fitted = case.fit("majority", Balance::Uniform);
        let found = job::run(&mut fitted.label_all()).unwrap();
        for record in 0..u32::try_from(case.votes.votes.len()).unwrap() {
            assert_eq!(found.row(record), plain.row(record));
        }
    }
}

/// Without hand labels and with a uniform balance the house model is the majority vote, ties as ties.
#[test]
fn the_gold_weighted_vote_begins_as_the_majority_vote() {
    for case in cases() {
        let decided = |posteriors: &Posteriors| Decided::of(posteriors);
        let plain = majority::predict(&Case::matrix(&case.votes));
        let fitted = case.fit("gold-weighted", Balance::Uniform);
        let found = job::run(&mut fitted.label_all()).unwrap();
        assert_eq!(decided(&found), decided(&plain), "{}", case.reference.name);
    }
}

#[test]
fn error_buckets_agree_with_snorkel() {
    for case in cases() {
        let n = case.votes.gold.len();
        let gold: Vec<BitSet> = (0..case.votes.k)
            .map(|label| {
                let records = (0u32..).zip(&case.votes.gold);
                let own = records.filter(|(_, gold)| usize::try_from(**gold) == Ok(label));
                BitSet::from_indices(n, own.map(|(record, _)| record))
            })
            .collect();
        let decided = Decided::of(&majority::predict(&Case::matrix(&case.votes)));
        let mut found: BTreeMap<String, u32> = BTreeMap::new();
        for bucket in buckets(&gold, &decided) {
            let predicted = match bucket.predicted {
                Predicted::Label(label) => label.to_string(),
                // Snorkel has one bucket for both.
                Predicted::Tied | Predicted::Unlabeled => "-1".to_owned(),
            };
            let key = format!("({},{predicted})", bucket.gold.unwrap());
            *found.entry(key).or_default() += bucket.records.count();
        }
        assert_eq!(
            found, case.reference.buckets_gold_by_majority,
            "{}",
            case.reference.name
        );
    }
}
