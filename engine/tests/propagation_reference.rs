//! Label propagation against the references in `tests/suite/graph`: scikit-learn 1.9.1 on graphs and on its own lists,
//! the closed forms, the parts of seeds, and Poisson learning.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its case fails")]

use std::sync::Arc;

use labelloom_engine::graph::edges::Edges;
use labelloom_engine::job;
use labelloom_engine::propagation::{
    Balance, Field, Options, Origin, Picture, PropagationRun, Reach, ReachRun, Receipt, ReceiptRun, Seed,
    Seeds, Stop, named,
};
use serde::Deserialize;

#[derive(Deserialize)]
struct Case {
    n: usize,
    n_classes: usize,
    indptr: Vec<usize>,
    indices: Vec<u32>,
    #[serde(default)]
    data: Vec<f64>,
    seeds: Vec<u32>,
    seed_labels: Vec<u32>,
    #[serde(default)]
    runs: Vec<Run>,
    seed_attribution: Option<Attribution>,
}

#[derive(Deserialize)]
struct Run {
    algo: String,
    alpha: Option<f64>,
    tol: f64,
    max_iter: u32,
    n_iter: u32,
    label_distributions: Vec<Vec<f64>>,
    transduction: Vec<u32>,
    raw_row_sums: Option<Vec<f64>>,
    cmn_label_distributions: Option<Vec<Vec<f64>>>,
    cmn_argmax: Option<Vec<u32>>,
    harmonic: Option<Vec<Vec<f64>>>,
}

#[derive(Deserialize)]
struct Attribution {
    alpha: f64,
    nodes: Vec<u32>,
    contribution: Vec<Vec<f64>>,
}

#[derive(Deserialize)]
struct Poisson {
    exact: Exact,
    class_balanced_argmax: Balanced,
    gradient_descent_50: Walked,
}

#[derive(Deserialize)]
struct Exact {
    u: Vec<Vec<f64>>,
    argmax: Vec<u32>,
}

#[derive(Deserialize)]
struct Balanced {
    argmax: Vec<u32>,
}

#[derive(Deserialize)]
struct Walked {
    u: Vec<Vec<f64>>,
}

const DIGITS: &str = include_str!("../../tests/suite/graph/digits300_union7_binary.json");
const MOONS: &str = include_str!("../../tests/suite/graph/moons125_weighted_isolated.json");
const DIRECTED: &str = include_str!("../../tests/suite/graph/digits120_sklearn_directed_knn.json");
const POISSON: &str = include_str!("../../tests/suite/graph/poisson_digits200.json");

impl Case {
    fn read(text: &str) -> Self {
        serde_json::from_str(text).unwrap()
    }

    fn field(&self) -> Arc<Field> {
        let edges = Edges {
            starts: self.indptr.clone(),
            ends: self.indices.clone(),
            weights: if self.data.is_empty() {
                vec![1.0; self.indices.len()]
            } else {
                self.data.clone()
            },
        };
        Arc::new(Field::new(Arc::new(edges)).unwrap())
    }

    fn seeds(&self) -> Seeds {
        let mut seeds = Seeds::new(self.n, self.n_classes);
        for (&record, &label) in self.seeds.iter().zip(&self.seed_labels) {
            let (origin, weight) = (Origin::Gold, 1.0);
            seeds
                .put(Seed {
                    record,
                    label,
                    origin,
                    weight,
                })
                .unwrap();
        }
        seeds
    }

    fn run(&self, method: &str, options: Options) -> Picture {
        let method = named(method).unwrap();
        let mut run = PropagationRun::new(method, self.field(), self.seeds(), options).unwrap();
        job::run(&mut run).unwrap()
    }
}

fn options(alpha: Option<f64>, stop: Stop, balance: Balance) -> Options {
    Options {
        alpha: alpha.unwrap_or(0.9),
        stop,
        balance,
    }
}

/// How many records agree with the reference to `tolerance`; rows of zeros are records without a row.
fn compare(picture: &Picture, expected: &[Vec<f64>], tolerance: f64) -> usize {
    let posteriors = picture.posteriors();
    let mut unreached = 0;
    for (record, expected) in (0..).zip(expected) {
        let Some(row) = posteriors.row(record) else {
            assert!(expected.iter().all(|&value| value == 0.0), "record {record}");
            assert_eq!(picture.label(record), None);
            unreached += 1;
            continue;
        };
        for (found, expected) in row.iter().zip(expected) {
            assert!((found - expected).abs() < tolerance, "record {record}: {row:?}");
        }
    }
    unreached
}

fn argmax(picture: &Picture, expected: &[u32]) {
    let found: Vec<u32> = picture.labels().map(|label| label.unwrap_or(0)).collect();
    assert_eq!(found, expected);
}

fn method_of(run: &Run, prefix: &str) -> String {
    let name = if run.algo == "LabelSpreading" {
        "spreading"
    } else {
        "propagation"
    };
    format!("{prefix}{name}")
}

#[test]
fn sweeps_are_scikit_learns() {
    for (text, prefix, runs) in [(DIGITS, "", 6), (MOONS, "", 5), (DIRECTED, "sklearn-", 3)] {
        let case = Case::read(text);
        assert_eq!(case.runs.len(), runs);
        for run in &case.runs {
            // Some ten thousand sweeps take a while without optimisation; the limit is compared below.
            if run.n_iter > 2_000 {
                continue;
            }
            let stop = Stop::Sweeps {
                tolerance: run.tol,
                most: run.max_iter,
            };
            let picture = case.run(&method_of(run, prefix), options(run.alpha, stop, Balance::None));
            assert_eq!(picture.rounds(), run.n_iter, "{} {:?}", run.algo, run.alpha);
            assert_eq!(picture.converged(), run.n_iter < run.max_iter);
            compare(&picture, &run.label_distributions, 1e-9);
            argmax(&picture, &run.transduction);
            for (record, &sum) in run.raw_row_sums.iter().flatten().enumerate() {
                let scores = (0..case.n_classes).map(|label| picture.scores().get(record, label));
                assert!((scores.sum::<f64>() - sum).abs() < 1e-12);
            }
        }
    }
}

/// The scores themselves, and the rows of records of which enough is left for the reference's own digits.
fn closed_form(picture: &Picture, run: &Run) {
    let sums = run.raw_row_sums.as_ref().unwrap();
    let posteriors = picture.posteriors();
    for (record, (expected, sum)) in (0..).zip(run.label_distributions.iter().zip(sums)) {
        for (label, share) in expected.iter().enumerate() {
            let score = picture.scores().get(record as usize, label);
            assert!((score - share * sum).abs() < 1e-12, "record {record}: {score}");
        }
        if *sum > 1e-4 {
            let row = posteriors.row(record).unwrap();
            assert!(
                row.iter()
                    .zip(expected)
                    .all(|(found, share)| (found - share).abs() < 1e-9)
            );
        }
    }
}

fn argmax_where_told(picture: &Picture, run: &Run) {
    for (record, &label) in (0..).zip(&run.transduction) {
        let sum = run
            .raw_row_sums
            .as_ref()
            .map_or(1.0, |sums| sums[record as usize]);
        if sum > 1e-9 {
            assert_eq!(picture.label(record).unwrap_or(0), label, "record {record}");
        }
    }
}

#[test]
fn the_limit_is_the_closed_form() {
    let mut compared = 0;
    for text in [DIGITS, MOONS] {
        let case = Case::read(text);
        for run in case.runs.iter().filter(|run| run.tol < 1e-6) {
            let stop = Stop::Settled {
                residual: 1e-13,
                most: 10_000,
            };
            let picture = case.run(&method_of(run, ""), options(run.alpha, stop, Balance::None));
            assert!(picture.converged());
            match &run.harmonic {
                Some(expected) => assert_eq!(
                    compare(&picture, expected, 1e-9),
                    if case.n == 125 { 5 } else { 0 }
                ),
                None => closed_form(&picture, run),
            }
            argmax_where_told(&picture, run);
            compared += 1;
        }
    }
    assert_eq!(compared, 6);
}

#[test]
fn class_mass_is_normalised_as_zhus() {
    let mut compared = 0;
    for text in [DIGITS, MOONS] {
        let case = Case::read(text);
        for run in &case.runs {
            let (Some(expected), Some(labels)) = (&run.cmn_label_distributions, &run.cmn_argmax) else {
                continue;
            };
            let stop = Stop::Sweeps {
                tolerance: run.tol,
                most: run.max_iter,
            };
            let picture = case.run(&method_of(run, ""), options(run.alpha, stop, Balance::Mass));
            compare(&picture, expected, 1e-9);
            argmax(&picture, labels);
            compared += 1;
        }
    }
    assert_eq!(compared, 4);
}

fn receipt(picture: &Arc<Picture>, record: u32) -> Receipt {
    job::run(&mut ReceiptRun::new(Arc::clone(picture), record).unwrap()).unwrap()
}

#[test]
fn the_parts_of_seeds_are_exact() {
    for text in [DIGITS, MOONS] {
        let case = Case::read(text);
        let attribution = case.seed_attribution.as_ref().unwrap();
        let wanted = options(Some(attribution.alpha), Stop::SETTLED, Balance::None);
        let picture = Arc::new(case.run("spreading", wanted));
        for (&record, expected) in attribution.nodes.iter().zip(&attribution.contribution) {
            if picture.label(record).is_none() {
                assert!(expected.iter().all(|&part| part == 0.0));
                assert!(ReceiptRun::new(Arc::clone(&picture), record).is_err());
                continue;
            }
            let receipt = receipt(&picture, record);
            let all: f64 = expected.iter().sum();
            for (seed, part) in case.seeds.iter().zip(expected) {
                let found = receipt.seeds.iter().find(|found| found.seed.record == *seed);
                let (influence, share) = found.map_or((0.0, 0.0), |found| (found.influence, found.share));
                assert!((influence - part).abs() < 1e-9, "{record} from {seed}");
                assert!((share - part / all).abs() < 1e-9, "{record} from {seed}");
            }
            let path: Vec<u32> = receipt.path.iter().map(|hop| hop.record).collect();
            assert_eq!(path.last(), Some(&record));
            assert!(case.seeds.contains(&path[0]));
        }
    }
}

#[test]
fn reach_is_the_sum_of_a_row() {
    let case = Case::read(MOONS);
    let run = &case.runs[2];
    let stop = Stop::SETTLED;
    let picture = Arc::new(case.run("spreading", options(run.alpha, stop, Balance::Seeds)));
    let reach: Reach = job::run(&mut ReachRun::new(Arc::clone(&picture))).unwrap();
    let sums = run.raw_row_sums.as_ref().unwrap();
    for (record, sum) in (0..).zip(sums) {
        assert!((reach.of(record) - sum).abs() < 1e-9);
    }
    assert_eq!((reach.of(124), reach.confidence(&picture, 124)), (0.0, 0.0));
    let mut reached: Vec<f64> = sums.iter().copied().filter(|&sum| sum > 0.0).collect();
    reached.sort_by(f64::total_cmp);
    assert!((reach.median() - reached[(reached.len() - 1) / 2]).abs() < 1e-9);
}

#[test]
fn poisson_learning_is_the_exact_solution() {
    let (case, poisson) = (
        Case::read(POISSON),
        serde_json::from_str::<Poisson>(POISSON).unwrap(),
    );
    let settled = Stop::Settled {
        residual: 1e-13,
        most: 10_000,
    };
    let check = |picture: &Picture, expected: &[Vec<f64>]| {
        for (record, expected) in expected.iter().enumerate() {
            for (label, &u) in expected.iter().enumerate() {
                let found = picture.scores().get(record, label);
                assert!((found - u).abs() < 1e-9, "{record} {label}: {found} is not {u}");
            }
        }
    };
    let picture = case.run("poisson", options(None, settled, Balance::None));
    check(&picture, &poisson.exact.u);
    argmax(&picture, &poisson.exact.argmax);
    let balanced = case.run("poisson", options(None, settled, Balance::Seeds));
    argmax(&balanced, &poisson.class_balanced_argmax.argmax);
    let fifty = Stop::Sweeps {
        tolerance: 0.0,
        most: 50,
    };
    let walked = case.run("poisson", options(None, fifty, Balance::None));
    check(&walked, &poisson.gradient_descent_50.u);
    assert!(!walked.converged());
}

/// Each record's score is the sum of its seeds' parts, also where clamped seeds and Poisson learning are no shares.
#[test]
fn parts_add_up_to_scores() {
    let case = Case::read(POISSON);
    for method in ["poisson", "propagation", "spreading"] {
        let stop = Stop::Settled {
            residual: 1e-13,
            most: 10_000,
        };
        let picture = Arc::new(case.run(method, options(None, stop, Balance::None)));
        for record in [0, 57, 199, case.seeds[3]] {
            let receipt = receipt(&picture, record);
            let label = receipt.label;
            let of_label = receipt.seeds.iter().filter(|part| part.seed.label == label);
            let parts = of_label.map(|part| part.influence * part.seed.weight);
            let score = picture.scores().get(record as usize, label as usize);
            let sum: f64 = parts.sum();
            assert!(
                (sum - score).abs() < 1e-9,
                "{method} {record}: {sum} is not {score}"
            );
        }
    }
}
