//! Laws of the fit, on small generated records.

use super::curvature::Inverse;
use super::lbfgs::{Lbfgs, Verdict};
use super::objective::{Evaluation, penalty};
use super::targets::Targets;
use super::{Choosing, EndModel, EndOptions, Ending, Fit, FitJob, GoldRecord, HeldOut, fit, predict};
use crate::arena::TextArena;
use crate::error::Error;
use crate::features::{CsrBuilder, Vectors};
use crate::job::Step;
use crate::posteriors::Posteriors;
use crate::rng::Rng;

/// A number in 0..1.
fn draw(rng: &mut Rng) -> f64 {
    f64::from(u32::try_from(rng.below(1 << 30)).unwrap()) / f64::from(1 << 30)
}

/// Named columns.
fn names(width: u32) -> TextArena {
    let mut names = TextArena::default();
    (0..width).for_each(|column| names.push(&format!("word{column}")));
    names
}

fn vectors(width: u32, rows: &[Vec<(u32, f32)>]) -> Vectors {
    let mut built = CsrBuilder::new(width, 0);
    for row in rows {
        let (columns, values): (Vec<u32>, Vec<f32>) = row.iter().copied().unzip();
        built.push(&columns, &values).unwrap();
    }
    Vectors::sparse("words", built.finish(), names(width)).unwrap()
}

/// A record's features, and what is known of its label.
type Features = Vec<(u32, f32)>;
type Soft = Option<Vec<f64>>;

/// n records of 12 features and 3 labels; every seventh is unreached, every eleventh without features.
fn generated(n: u32, seed: u64) -> (Vec<Features>, Vec<Soft>) {
    let mut rng = Rng::new(seed);
    let record = |at: u32| {
        let label = u32::try_from(rng.below(3)).unwrap();
        let features = (0..12).filter(|column| rng.below(if column % 3 == label { 2 } else { 5 }) == 0);
        let columns: Vec<u32> = features.collect();
        #[expect(clippy::cast_possible_truncation, reason = "a small number")]
        let row = columns
            .into_iter()
            .map(|column| (column, 0.1 + draw(&mut rng) as f32))
            .collect();
        let rest = 0.4 * draw(&mut rng);
        let mut probabilities = vec![rest / 2.0; 3];
        probabilities[label as usize] = 1.0 - rest;
        (
            if at.is_multiple_of(11) { Vec::new() } else { row },
            (!at.is_multiple_of(7)).then_some(probabilities),
        )
    };
    (0..n).map(record).unzip()
}

fn posteriors(k: usize, rows: &[Option<Vec<f64>>]) -> Posteriors {
    let mut posteriors = Posteriors::unreached(rows.len(), k);
    for (record, row) in (0u32..).zip(rows) {
        if let Some(row) = row {
            posteriors.set(record, row);
        }
    }
    posteriors
}

fn exact() -> EndOptions {
    EndOptions {
        c: 1.0,
        tolerance: 1e-10,
        ..EndOptions::default()
    }
}

#[test]
fn the_gradient_is_that_of_the_loss() {
    let (rows, labels) = generated(60, 1);
    let vectors = vectors(12, &rows);
    let targets = Targets::new(&vectors, &posteriors(3, &labels), &[], 1.0).unwrap();
    let targets = targets.told_apart().unwrap();
    let strength = penalty(0.7, &targets);
    let mut rng = Rng::new(5);
    let mut point: Vec<f64> = (0..13 * 3).map(|_| draw(&mut rng) - 0.5).collect();
    let evaluate = |point: &[f64]| {
        let mut evaluation = Evaluation::default();
        evaluation.begin(point.len());
        assert!(evaluation.step(&vectors, &targets, point, strength));
        (evaluation.loss, evaluation.gradient)
    };
    let (_, gradient) = evaluate(&point);
    for at in 0..point.len() {
        let (here, h) = (point[at], 1e-6);
        point[at] = here + h;
        let (above, _) = evaluate(&point);
        point[at] = here - h;
        let (below, _) = evaluate(&point);
        point[at] = here;
        let slope = (above - below) / (2.0 * h);
        assert!(
            (slope - gradient[at]).abs() < 1e-8,
            "{at}: {slope}, {}",
            gradient[at]
        );
    }
}

#[test]
fn the_loss_never_rises() {
    let (rows, labels) = generated(200, 2);
    let vectors = vectors(12, &rows);
    let targets = Targets::new(&vectors, &posteriors(3, &labels), &[], 1.0).unwrap();
    let targets = targets.told_apart().unwrap();
    let strength = penalty(100.0, &targets);
    let mut search = Lbfgs::new(vec![0.0; 39], Inverse::Each(vec![1.0; 39]), 10);
    let mut evaluation = Evaluation::default();
    let (mut last, mut accepted) = (f64::INFINITY, 0);
    for _ in 0..60 {
        evaluation.begin(39);
        while !evaluation.step(&vectors, &targets, search.trial(), strength) {}
        let loss = evaluation.loss;
        match search.tell(loss, &mut evaluation.gradient) {
            Verdict::Accepted(_) => {
                assert!(loss <= last * (1.0 + 1e-14), "{loss} after {last}");
                (last, accepted) = (loss, accepted + 1);
            }
            Verdict::Trying => {}
            Verdict::Stuck => break,
        }
    }
    assert!(accepted > 10);
}

#[test]
fn the_order_of_records_changes_nothing() {
    let (rows, labels) = generated(150, 3);
    let model = fit(&vectors(12, &rows), &posteriors(3, &labels), &[], &exact()).unwrap();
    let turned = |at: usize| (at * 37 + 11) % 150;
    let rows: Vec<_> = (0..150).map(|at| rows[turned(at)].clone()).collect();
    let labels: Vec<_> = (0..150).map(|at| labels[turned(at)].clone()).collect();
    let other = fit(&vectors(12, &rows), &posteriors(3, &labels), &[], &exact()).unwrap();
    assert_eq!(model.summary().ending, Ending::Converged);
    for column in 0..12 {
        for label in 0..3 {
            let difference = model.weight(column, label) - other.weight(column, label);
            assert!(difference.abs() < 1e-9, "{difference}");
        }
    }
}

/// One word a label, C = 1, two records each: the weights are ±w/2 with w = 2 · 2σ(−w/2) by the optimum's condition
/// (two records pull w/2 each, both features alike).
#[test]
fn a_fit_can_be_checked_by_hand() {
    let rows = vec![
        vec![(0, 1.0)],
        vec![(0, 1.0)],
        vec![(1, 1.0)],
        vec![(1, 1.0)],
        vec![],
    ];
    let labels: Vec<_> = [[1.0, 0.0], [1.0, 0.0], [0.0, 1.0], [0.0, 1.0]]
        .map(|row| Some(row.to_vec()))
        .into_iter()
        .chain([Some(vec![1.0, 0.0])])
        .collect();
    let vectors = vectors(2, &rows);
    let model = fit(&vectors, &posteriors(2, &labels), &[], &exact()).unwrap();
    // scikit-learn's one column of weights v = (−v₀, v₀) minimises 4 ln(1 + exp(−v₀)) + v₀², so that v₀ = 2σ(−v₀).
    let v = 2.0 * model.weight(1, 1);
    let sigmoid = 1.0 / (1.0 + crate::num::exp(v));
    assert!((v - 2.0 * sigmoid).abs() < 1e-9, "{v}");
    assert!(model.bias(0).abs() < 1e-9 && (model.weight(0, 1) + v / 2.0).abs() < 1e-9);
    assert_eq!(model.summary().records, 4);
    assert_eq!(model.summary().without_features, 1);
    let all = predict(&model, &vectors).unwrap();
    assert_eq!(all.row(4), None);
    assert!((all.row(3).unwrap()[1] - (1.0 - sigmoid)).abs() < 1e-9);
}

#[test]
fn labels_and_words_that_were_not_learned_stay_unsaid() {
    let rows = vec![vec![(0, 1.0)], vec![(1, 1.0)], vec![(2, 1.0)]];
    let labels = vec![Some(vec![0.9, 0.0, 0.1]), Some(vec![0.2, 0.0, 0.8]), None];
    let vectors = vectors(3, &rows);
    let model = fit(&vectors, &posteriors(3, &labels), &[], &exact()).unwrap();
    assert_eq!(model.trained_labels(), [0, 2]);
    let all = predict(&model, &vectors).unwrap();
    assert_eq!(all.row(0).unwrap()[1], 0.0);
    assert!((all.row(0).unwrap().iter().sum::<f64>() - 1.0).abs() < 1e-12);
    // The third word stands in no record that has a label.
    assert_eq!(all.row(2), None);
}

fn refusal(rows: &[Vec<(u32, f32)>], labels: &[Option<Vec<f64>>], gold: &[GoldRecord]) -> Error {
    fit(&vectors(2, rows), &posteriors(2, labels), gold, &exact()).unwrap_err()
}

#[test]
fn what_cannot_be_learned_is_said() {
    let rows = [vec![(0, 1.0)], vec![(1, 1.0)]];
    let sure = Some(vec![1.0, 0.0]);
    assert!(refusal(&rows, &[None, None], &[]).what.starts_with("No record"));
    let empty = [Vec::new(), Vec::new()];
    assert!(
        refusal(&empty, &[sure.clone(), None], &[])
            .what
            .starts_with("No record")
    );
    assert!(
        refusal(&rows, &[sure.clone(), None], &[])
            .what
            .contains("one and the same label")
    );
    assert!(refusal(&rows, &[Some(vec![0.7, 0.7]), None], &[]).place == "record 1");
    let gold = GoldRecord { record: 1, label: 2 };
    assert!(
        refusal(&rows, &[sure.clone(), None], &[gold])
            .what
            .contains("Gold")
    );
    let other = fit(&vectors(2, &rows), &posteriors(2, &[sure]), &[], &exact()).unwrap_err();
    assert!(other.remedy.contains("anew"));
    let options = EndOptions {
        c: 0.0,
        ..EndOptions::default()
    };
    let vectors = vectors(2, &rows);
    let unset = posteriors(2, &[None, None]);
    assert_eq!(fit(&vectors, &unset, &[], &options).unwrap_err().place, "c");
    let options = EndOptions {
        most_bytes: 100,
        ..EndOptions::default()
    };
    let both = posteriors(2, &[Some(vec![0.5, 0.5]), None]);
    let error = fit(&vectors, &both, &[], &options).unwrap_err();
    assert!(error.remedy.contains("fewer features"), "{error}");
}

/// Gold takes the place of a posterior, reaches an unreached record, and counts for as much as it is told to.
#[test]
fn gold_counts_as_much_as_it_is_told_to() {
    let rows = vec![vec![(0, 1.0)], vec![(1, 1.0)], vec![(0, 1.0)], vec![(1, 1.0)]];
    let labels = vec![
        Some(vec![0.8, 0.2]),
        Some(vec![0.1, 0.9]),
        Some(vec![0.3, 0.7]),
        None,
    ];
    let gold = [
        GoldRecord { record: 2, label: 0 },
        GoldRecord { record: 3, label: 1 },
    ];
    let weighed = EndOptions {
        gold_weight: 3.0,
        ..exact()
    };
    let model = fit(&vectors(2, &rows), &posteriors(2, &labels), &gold, &weighed).unwrap();
    assert_eq!((model.summary().records, model.summary().gold), (4, 2));
    // The same as three records each.
    let (mut more, mut said) = (rows[..2].to_vec(), labels[..2].to_vec());
    for _ in 0..3 {
        more.extend_from_slice(&rows[2..]);
        said.extend([Some(vec![1.0, 0.0]), Some(vec![0.0, 1.0])]);
    }
    let other = fit(&vectors(2, &more), &posteriors(2, &said), &[], &exact()).unwrap();
    assert!((model.weight(0, 0) - other.weight(0, 0)).abs() < 1e-9);
    assert!((model.bias(1) - other.bias(1)).abs() < 1e-9);
}

#[test]
fn a_decision_adds_up() {
    let (rows, labels) = generated(150, 4);
    let vectors = vectors(12, &rows);
    let model = fit(&vectors, &posteriors(3, &labels), &[], &exact()).unwrap();
    let decision = model.decision(&vectors, 1, 99).unwrap();
    let row = model.row(&vectors, 1).unwrap();
    let odds = crate::num::ln(row[decision.label] / row[decision.other]);
    let sum: f64 = decision.features.iter().map(|feature| feature.weight).sum();
    assert!((odds - decision.log_odds).abs() < 1e-9 && odds >= 0.0);
    assert!((decision.bias + sum - odds).abs() < 1e-9);
    assert_eq!(model.decision(&vectors, 0, 5), None);
    // Labels have words of their own: column 3j + l speaks for l.
    for label in 0..3 {
        let strongest = model.strongest(&vectors, label, 2);
        let is_own = |column: u32| column as usize % 3 == label;
        assert!(
            strongest
                .in_favour
                .iter()
                .all(|word| is_own(word.column) && word.weight > 0.0)
        );
        assert!(
            strongest
                .against
                .iter()
                .all(|word| !is_own(word.column) && word.weight < 0.0)
        );
        assert_eq!(
            strongest.in_favour[0].name,
            format!("word{}", strongest.in_favour[0].column)
        );
    }
}

fn choose(gold: &[GoldRecord], held_out: HeldOut) -> crate::error::Result<super::Choice> {
    let (rows, labels) = generated(300, 6);
    let vectors = vectors(12, &rows);
    let posteriors = posteriors(3, &labels);
    let mut choosing = Choosing::new(&vectors, &posteriors, gold, &EndOptions::default(), held_out)?;
    loop {
        match choosing.step(&vectors)? {
            Step::Working(progress) => assert!(progress.done < progress.total),
            Step::Done(choice) => return Ok(choice),
        }
    }
}

#[test]
fn the_best_candidate_is_chosen() {
    let choice = choose(&[], HeldOut::Folds(3)).unwrap();
    let best = choice.tried.iter().find(|tried| tried.c == choice.c).unwrap();
    assert!(choice.tried.iter().all(|tried| tried.loss >= best.loss));
    assert!(
        choice
            .tried
            .iter()
            .all(|tried| tried.records == choice.tried[0].records)
    );
    assert!(best.error > 0.0 && best.records > 200);
    let labels = generated(300, 6).1;
    let sure = |(record, row): (u32, &Option<Vec<f64>>)| {
        let row = row.as_ref()?;
        let label = (0..3).find(|&label| row[label] > 0.5)?;
        Some(GoldRecord { record, label })
    };
    let gold: Vec<GoldRecord> = (0u32..).zip(&labels).filter_map(sure).step_by(5).collect();
    assert!(choose(&gold, HeldOut::Gold).unwrap().c > 0.0);
    assert!(
        choose(&gold[..5], HeldOut::Gold)
            .unwrap_err()
            .what
            .contains("too few")
    );
    assert!(choose(&[], HeldOut::Folds(1)).is_err());
}

#[test]
fn other_features_are_refused() {
    let rows = [vec![(0, 1.0)], vec![(1, 1.0)]];
    let both = posteriors(2, &[Some(vec![0.9, 0.1]), Some(vec![0.1, 0.9])]);
    let model: EndModel = fit(&vectors(2, &rows), &both, &[], &exact()).unwrap();
    assert!(predict(&model, &vectors(3, &rows)).is_err());
}

/// Features that go up and down together, as those of images do: dense ones, with a common part in all.
#[test]
fn dense_features_end_where_sparse_ones_do_and_in_few_steps() {
    let (n, width) = (300, 24);
    let mut rng = Rng::new(5);
    let mut values = Vec::new();
    let mut posteriors = Posteriors::unreached(n as usize, 3);
    for at in 0..n {
        let label = (at % 3) as usize;
        let mut row: Vec<f64> = (0..width)
            .map(|column| 1.0 + 0.2 * draw(&mut rng) + if column % 3 == label { 0.08 } else { 0.0 })
            .collect();
        let length = super::lbfgs::dot(&row, &row).sqrt();
        row.iter_mut().for_each(|value| *value /= length);
        #[expect(
            clippy::cast_possible_truncation,
            reason = "rows are kept in single precision"
        )]
        values.extend(row.iter().map(|value| *value as f32));
        let mut taught = [0.1; 3];
        taught[label] = 0.8;
        posteriors.set(at, &taught);
    }
    let rows = |row: &[f32]| (0u32..).zip(row.iter().copied()).collect::<Vec<_>>();
    let sparse = vectors(24, &values.chunks(width).map(rows).collect::<Vec<_>>());
    let shape = ndarray::Array2::from_shape_vec((n as usize, width), values).unwrap();
    let dense = Vectors::dense("drawn", shape, names(24)).unwrap();
    let options = EndOptions {
        c: 1_000.0,
        ..EndOptions::default()
    };
    let [one, other] = [&sparse, &dense].map(|vectors| fit(vectors, &posteriors, &[], &options).unwrap());
    assert_eq!(
        [one.summary().ending, other.summary().ending],
        [Ending::Converged; 2]
    );
    let far = one
        .parameters
        .iter()
        .zip(&other.parameters)
        .map(|(a, b)| (a - b).abs());
    let most = one
        .parameters
        .iter()
        .fold(0.0, |most: f64, weight| weight.abs().max(most));
    assert!(far.fold(0.0, f64::max) < 1e-3 * most);
    let [plain, joint] = [one.summary().iterations, other.summary().iterations];
    assert!(joint <= 25 && 2 * joint < plain, "{joint} and {plain}");
    // From there it is no way at all.
    let mut again = FitJob::new(
        &dense,
        Fit::warm_start(&dense, &posteriors, &[], &options, Some(&other)).unwrap(),
    );
    assert!(crate::job::run(&mut again).unwrap().summary().iterations <= 1);
}
