//! Complement naive Bayes against scikit-learn's `ComplementNB`, on the cases in `tests/suite/classifiers`.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its case fails")]

use labelloom_engine::arena::TextArena;
use labelloom_engine::classifiers::{ComplementNaiveBayes, ComplementOptions, Taught};
use labelloom_engine::features::{CsrBuilder, Vectors};
use serde::Deserialize;

#[derive(Deserialize)]
struct Suite {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    alpha: f64,
    norm: bool,
    k: usize,
    d: u32,
    rows: Vec<Vec<(u32, f32)>>,
    taught: Vec<(usize, f64)>,
    classes: Vec<usize>,
    weights: Vec<Vec<f64>>,
    proba: Vec<Vec<f64>>,
    predicted: Vec<usize>,
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

    fn model(&self, vectors: &Vectors) -> ComplementNaiveBayes {
        let taught = (0u32..).zip(&self.taught);
        let taught = taught.map(|(record, &(label, weight))| Taught {
            record,
            label,
            weight,
        });
        let options = ComplementOptions {
            alpha: self.alpha,
            norm: self.norm,
            ..ComplementOptions::default()
        };
        ComplementNaiveBayes::fit(vectors, &taught.collect::<Vec<_>>(), self.k, &options).unwrap()
    }
}

#[test]
fn weights_and_probabilities_are_scikit_learns() {
    let text = include_str!("../../tests/suite/classifiers/complement.json");
    let suite: Suite = serde_json::from_str(text).unwrap();
    assert_eq!(suite.cases.len(), 6);
    for case in &suite.cases {
        let vectors = case.vectors();
        let model = case.model(&vectors);
        assert_eq!(model.trained_labels(), case.classes, "{}", case.name);
        for (&label, weights) in case.classes.iter().zip(&case.weights) {
            for (column, weight) in (0u32..).zip(weights) {
                let apart = (model.weight(column, label) - weight).abs();
                assert!(apart < 1e-11, "{}: {label} {column}: {apart}", case.name);
            }
        }
        let mut rows = 0;
        for record in 0..u32::try_from(case.rows.len()).unwrap() {
            // Of a record without a taught feature ours says nothing.
            let Some(row) = model.row(&vectors, record) else {
                continue;
            };
            let theirs = &case.proba[record as usize];
            for (&label, theirs) in case.classes.iter().zip(theirs) {
                assert!((row[label] - theirs).abs() < 1e-11, "{}: {record}", case.name);
            }
            let most = row.iter().copied().fold(0.0, f64::max);
            let first = row.iter().position(|&p| p == most).unwrap();
            assert_eq!(first, case.predicted[record as usize], "{}: {record}", case.name);
            rows += 1;
        }
        assert!(rows + 3 >= case.rows.len(), "{}: {rows} rows", case.name);
        assert_eq!(
            model.row(&vectors, u32::try_from(case.rows.len() - 1).unwrap()),
            None
        );
    }
}
