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

#[test]
fn a_balance_that_can_not_be_meant_is_refused_with_words() {
    let votes = matrix(2, &[vec![0, 1], vec![1, 1]]);
    let error = |balance| {
        let input = FitInput {
            balance,
            ..input(&votes)
        };
        gold_weighted::MODEL.fit(input).unwrap_err().to_string()
    };
    assert!(error(Balance::Given(vec![1.0])).contains("1 numbers, but there are 2 labels"));
    assert!(error(Balance::Given(vec![1.0, 0.0])).contains("label 2 is 0"));
    assert!(error(Balance::Given(vec![0.5, f64::NAN])).contains("label 2 is NaN"));
    assert!(error(Balance::Given(vec![0.5, 0.6])).contains("sums to 1.1"));
    assert!(error(Balance::Gold).contains("no record has a hand label"));
}

#[test]
fn a_balance_from_gold_is_laplaces() {
    let votes = matrix(3, &[vec![0], vec![1], vec![2], vec![-1]]);
    let gold = [0, 0, 1].iter().enumerate();
    let mut sets = vec![BitSet::empty(4); 3];
    gold.for_each(|(record, &label): (usize, &usize)| sets[label].insert(count(record)));
    let fitted = fit(
        &weighted::MODEL,
        FitInput {
            gold: Arc::new(sets),
            balance: Balance::Gold,
            ..input(&votes)
        },
    );
    assert_eq!(fitted.balance, [0.5, 2.0 / 6.0, 1.0 / 6.0]);
    assert!(
        fitted
            .notes
            .iter()
            .any(|note| note.sentence.contains("3 hand labels"))
    );
}

#[test]
fn a_balance_that_is_not_used_is_not_looked_at() {
    let votes = matrix(2, &[vec![0, 1], vec![1, 1]]);
    for balance in [Balance::Gold, Balance::Given(vec![1.0]), Balance::Estimated] {
        let asked = FitInput {
            balance,
            ..input(&votes)
        };
        let fitted = fit(&majority::MODEL, asked);
        assert!(fitted.notes.iter().any(|note| note.kind == NoteKind::Unused));
    }
}

/// Drawn votes of eight rules that are right four times in five, on records of which a fifth have label 1.
#[test]
fn the_estimated_balance_finds_what_was_drawn() {
    let mut rng = crate::rng::Rng::new(3);
    let mut rare = 0;
    let rows: Vec<Vec<i64>> = (0..20_000)
        .map(|_| {
            let truth = i64::from(rng.below(5) == 0);
            rare += truth;
            let mut vote = || match rng.below(5) {
                _ if rng.below(2) == 0 => -1,
                0 => 1 - truth,
                _ => truth,
            };
            (0..8).map(|_| vote()).collect()
        })
        .collect();
    let fitted = fit(
        &gold_weighted::MODEL,
        FitInput {
            balance: Balance::Estimated,
            ..input(&matrix(2, &rows))
        },
    );
    let drawn = f64::from(u32::try_from(rare).unwrap()) / 20_000.0;
    assert!(
        (fitted.balance[1] - drawn).abs() < 0.01,
        "{:?}, {drawn}",
        fitted.balance
    );
    assert!((fitted.balance.iter().sum::<f64>() - 1.0).abs() < 1e-12);
}

#[test]
fn models_of_moments_want_three_rules_and_say_so() {
    let votes = matrix(2, &[vec![0, 1], vec![1, 1]]);
    for model in MODELS {
        let Err(error) = model.fit(input(&votes)) else {
            assert_eq!(model.least_rules, 0, "{}", model.name);
            continue;
        };
        let error = error.to_string();
        assert_eq!(model.least_rules, 3);
        assert!(
            error.contains("at least 3 rules") && error.contains("2 rules"),
            "{error}"
        );
        // Copies are no rules of their own.
        let copied = matrix(2, &[vec![0, 0, 1], vec![1, 1, 1]]);
        let mut merged = input(&copied);
        merged.options.duplicates = Duplicates::Exact;
        let error = model.fit(merged).unwrap_err().to_string();
        assert!(error.contains("1 more are copies"), "{error}");
    }
}

#[test]
fn what_is_given_for_nothing_is_said() {
    let votes = matrix(2, &[vec![0, 1], vec![1, -3]]);
    let mut asked = input(&votes);
    asked.balance = Balance::Given(vec![0.3, 0.7]);
    asked.options.priorities = vec![Some(Priority {
        precision: 0.9,
        strength: 10.0,
    })];
    let notes = fit(&majority::MODEL, asked.clone()).notes.clone();
    let unused = notes.iter().filter(|note| note.kind == NoteKind::Unused);
    assert_eq!(unused.count(), 2);
    let wrench = fit(&dawid_skene_wrench::MODEL, asked);
    let against = wrench
        .notes
        .iter()
        .find(|note| note.kind == NoteKind::VotesAgainst);
    assert_eq!(against.unwrap().rules, [1]);
}

/// A rule that is trusted more wins over one that is trusted as usual; a priority out of range is refused.
#[test]
fn priorities_take_the_place_of_the_prior() {
    let votes = matrix(2, &[vec![0, 1]]);
    let mut asked = input(&votes);
    let priority = |precision| {
        Some(Priority {
            precision,
            strength: 20.0,
        })
    };
    asked.options.priorities = vec![priority(0.95)];
    let fitted = fit(&gold_weighted::MODEL, asked.clone());
    assert_eq!(winners(rows(&fitted)[0].as_ref().unwrap()), [0]);
    assert!((fitted.rules[0].accuracy.unwrap() - 0.95).abs() < 1e-12);
    asked.options.priorities = vec![None, priority(1.0)];
    let error = gold_weighted::MODEL.fit(asked).unwrap_err().to_string();
    assert!(
        error.starts_with("Rule 2: ") && error.contains("rule that decides"),
        "{error}"
    );
}

mod copies;
mod laws;
