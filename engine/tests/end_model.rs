//! The end model against scikit-learn 1.9.1's `LogisticRegression`, on the cases in `tests/suite/end-model`.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its case fails")]

use labelloom_engine::arena::TextArena;
use labelloom_engine::end_model::{EndModel, EndOptions, Ending, GoldRecord, fit};
use labelloom_engine::features::{CsrBuilder, Vectors};
use labelloom_engine::posteriors::Posteriors;
use serde::Deserialize;

#[derive(Deserialize)]
struct Suite {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    c: f64,
    k: usize,
    d: u32,
    gold_weight: f64,
    rows: Vec<Vec<(u32, f32)>>,
    soft: Vec<Option<Vec<f64>>>,
    gold: Vec<(u32, usize)>,
    coef: Vec<Vec<f64>>,
    intercept: Vec<f64>,
    proba: Vec<Vec<f64>>,
}

impl Case {
    fn vectors(&self) -> Vectors {
        let (mut rows, mut names) = (CsrBuilder::new(self.d, 0), TextArena::default());
        (0..self.d).for_each(|column| names.push(&column.to_string()));
        for row in &self.rows {
            let (columns, values): (Vec<u32>, Vec<f32>) = row.iter().copied().unzip();
            rows.push(&columns, &values).unwrap();
        }
        Vectors::sparse("words", rows.finish(), names).unwrap()
    }

    fn model(&self, vectors: &Vectors) -> EndModel {
        let mut posteriors = Posteriors::unreached(self.rows.len(), self.k);
        for (record, row) in (0u32..).zip(&self.soft) {
            if let Some(row) = row {
                posteriors.set(record, row);
            }
        }
        let gold = self
            .gold
            .iter()
            .map(|&(record, label)| GoldRecord { record, label });
        let options = EndOptions {
            c: self.c,
            gold_weight: self.gold_weight,
            tolerance: 1e-9,
            ..EndOptions::default()
        };
        fit(vectors, &posteriors, &gold.collect::<Vec<_>>(), &options).unwrap()
    }
}

/// scikit-learn's coefficients of a row of ours (a feature's, or the bias): the difference where labels are two. The
/// bias is told up to a constant over labels, so that both are taken against their mean.
fn as_scikit_learn(own: &[f64], theirs: &[f64]) -> (Vec<f64>, Vec<f64>) {
    if let ([zero, one], [_]) = (own, theirs) {
        return (vec![one - zero], theirs.to_vec());
    }
    let centred = |row: &[f64]| {
        let mean = row.iter().sum::<f64>() / row.len() as f64;
        row.iter().map(|value| value - mean).collect()
    };
    (centred(own), centred(theirs))
}

fn assert_near(own: &[f64], theirs: &[f64], tolerance: f64, place: &str) {
    assert_eq!(own.len(), theirs.len(), "{place}");
    for (own, theirs) in own.iter().zip(theirs) {
        assert!((own - theirs).abs() < tolerance, "{place}: {own}, {theirs}");
    }
}

#[test]
fn fits_are_those_of_scikit_learn() {
    let suite = include_str!("../../tests/suite/end-model/logistic.json");
    let suite: Suite = serde_json::from_str(suite).unwrap();
    for case in &suite.cases {
        let vectors = case.vectors();
        let model = case.model(&vectors);
        assert_eq!(model.summary().ending, Ending::Converged, "{}", case.name);
        for column in 0..case.d {
            let own: Vec<f64> = (0..case.k).map(|label| model.weight(column, label)).collect();
            let theirs: Vec<f64> = case.coef.iter().map(|row| row[column as usize]).collect();
            let (own, theirs) = as_scikit_learn(&own, &theirs);
            assert_near(&own, &theirs, 1e-4, &format!("{}, column {column}", case.name));
        }
        let bias: Vec<f64> = (0..case.k).map(|label| model.bias(label)).collect();
        let (own, theirs) = as_scikit_learn(&bias, &case.intercept);
        assert_near(&own, &theirs, 1e-4, &format!("{}, bias", case.name));
        for (record, theirs) in (0u32..).zip(&case.proba) {
            match model.row(&vectors, record) {
                Some(own) => assert_near(&own, theirs, 1e-5, &format!("{}, record {record}", case.name)),
                None => assert!(vectors.row(record).is_empty(), "{}, record {record}", case.name),
            }
        }
    }
}
