//! The laws of the family, over every model of the list, and small cases that a person can check.

use std::sync::Arc;

use super::*;
use crate::bits::BitSet;
use crate::job;
use crate::num::count;
use crate::posteriors::winners;
use crate::votes::{Vote, VoteColumn, VoteMatrix};

/// A matrix from rows of codes: a label's index for it, -(l+2) against it, -1 for abstain.
pub(super) fn matrix(k: usize, rows: &[Vec<i64>]) -> VoteMatrix {
    let m = rows.first().map_or(0, Vec::len);
    let column = |j: usize| -> Vec<Option<Vote>> { rows.iter().map(|row| Vote::from_code(row[j])).collect() };
    VoteMatrix {
        records: rows.len(),
        labels: k,
        columns: (0..m).map(|j| VoteColumn::dense(&column(j))).collect(),
    }
}

pub(super) fn input(votes: &VoteMatrix) -> FitInput {
    FitInput {
        table: Arc::new(VoteTable::new(votes).unwrap()),
        gold: Arc::new(Vec::new()),
        balance: Balance::Uniform,
        options: Options::default(),
    }
}

pub(super) fn fit(model: &'static LabelModel, input: FitInput) -> Arc<Fitted> {
    Arc::new(job::run(&mut model.fit(input).unwrap()).unwrap())
}

/// Every record's row.
pub(super) fn rows(fitted: &Arc<Fitted>) -> Vec<Option<Vec<f64>>> {
    let posteriors = job::run(&mut fitted.label_all()).unwrap();
    (0..count(fitted.table().records))
        .map(|record| posteriors.row(record))
        .collect()
}

#[test]
fn the_list_describes_itself() {
    let mut names: Vec<&str> = MODELS.iter().map(|model| model.name).collect();
    for model in MODELS {
        assert!(model.sentence.ends_with('.'), "{}", model.name);
        assert!(!model.title.is_empty());
        assert_eq!(named(model.name).unwrap().name, model.name);
    }
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), MODELS.len());
    let error = named("snorkle").unwrap_err().to_string();
    assert!(
        error.contains("gold-weighted") && error.contains("majority"),
        "{error}"
    );
}

/// Four records by hand: Q = 0.8 without gold; with gold on records 0 and 1 rule 0 is right once in two (5/7), rule 1
/// right once in one (5/6).
#[test]
fn the_gold_weighted_vote_by_hand() {
    let votes = matrix(2, &[vec![0, -1], vec![0, 1], vec![0, 1], vec![-1, -1]]);
    let plain = fit(&gold_weighted::MODEL, input(&votes));
    let found = rows(&plain);
    assert!((found[0].as_ref().unwrap()[0] - 0.8).abs() < 1e-12);
    assert_eq!(found[1].as_ref().unwrap(), &[0.5, 0.5]);
    assert_eq!(found[3], None);
    let mut steered = input(&votes);
    steered.gold = Arc::new(vec![BitSet::from_indices(4, [0]), BitSet::from_indices(4, [1])]);
    let steered = fit(&gold_weighted::MODEL, steered);
    let accuracies: Vec<f64> = steered.rules.iter().map(|rule| rule.accuracy.unwrap()).collect();
    assert!((accuracies[0] - 5.0 / 7.0).abs() < 1e-12);
    assert!((accuracies[1] - 5.0 / 6.0).abs() < 1e-12);
    // Odds of label 1: 5/1 · 2/5 = 2.
    assert!((rows(&steered)[2].as_ref().unwrap()[1] - 2.0 / 3.0).abs() < 1e-12);
    let votes = steered.table().votes_on(2);
    let why = steered.explain(&votes).unwrap();
    assert!((why.parts[0].evidence[0] - crate::num::ln(2.5)).abs() < 1e-12);
    assert!((why.parts[1].evidence[1] - crate::num::ln(5.0)).abs() < 1e-12);
    assert_eq!(why.parts[0].evidence[1], 0.0);
    assert_eq!(winners(&why.row), [1]);
}
