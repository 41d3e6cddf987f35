//! A matrix that a person can check, and a plain count record by record as the oracle of generated ones.

use proptest::prelude::*;

use super::*;
use crate::analysis::{analyse, conflicts_between};

/// A matrix from rows of codes, a label's index for it, -(l+2) against it, -1 for abstain; and dev gold, -1 where
/// unknown.
fn votes(k: usize, rows: &[Vec<i64>], gold: &[i64]) -> (VoteMatrix, Vec<BitSet>) {
    let m = rows.first().map_or(0, Vec::len);
    let column = |j: usize| -> Vec<Option<Vote>> { rows.iter().map(|row| Vote::from_code(row[j])).collect() };
    let matrix = VoteMatrix {
        records: rows.len(),
        labels: k,
        columns: (0..m).map(|j| VoteColumn::dense(&column(j))).collect(),
    };
    let of_label = |label: usize| {
        let records = (0u32..)
            .zip(gold)
            .filter(|(_, gold)| usize::try_from(**gold) == Ok(label));
        BitSet::from_indices(rows.len(), records.map(|(record, _)| record))
    };
    (matrix, (0..k).map(of_label).collect())
}

fn counted(k: usize, rows: &[Vec<i64>], gold: &[i64]) -> PairCounts {
    let (votes, gold) = votes(k, rows, gold);
    let sets = analyse(&votes, &gold).sets;
    count_pairs(PairInput {
        votes: &votes,
        sets: &sets,
        gold: &gold,
        within: None,
    })
}

#[test]
fn five_records_and_three_rules_by_hand() {
    let rows = [
        vec![0, 1, -1],
        vec![0, 0, 1],
        vec![-1, 1, 1],
        vec![0, -1, 1],
        vec![-1, -1, -1],
    ];
    let found = counted(2, &rows, &[0, 0, 1, -1, 1]);
    let pair = |triangle: &Triangle| [triangle.get(0, 1), triangle.get(2, 0), triangle.get(1, 2)];
    assert_eq!([0, 1, 2].map(|rule| found.overlaps.get(rule, rule)), [3, 3, 3]);
    assert_eq!(pair(&found.overlaps), [2, 2, 2]);
    assert_eq!(pair(&found.conflicts), [1, 2, 1]);
    assert_eq!(
        [
            found.labels.get(0, 0),
            found.labels.get(1, 1),
            found.labels.get(0, 1)
        ],
        [3, 4, 3]
    );
    // Rules by gold: the first votes on records 0, 1 and 3, of which two have gold 0.
    assert_eq!(found.rule_gold, [2, 0, 2, 1, 1, 1]);
    // Majority 0: record 1; majority 1: record 2; tied: records 0 and 3; no vote: record 4.
    assert_eq!(found.majority_gold, [1, 0, 0, 1, 1, 0, 0, 1]);
    assert_eq!(found.overlaps.get(0, 3), 0, "a rule that is not there");
}

/// One cell in four votes, of which few rules vote at all in a stretch, so that both ways of counting are taken.
fn matrices() -> impl Strategy<Value = (usize, Vec<Vec<i64>>, Vec<i64>)> {
    (1usize..5, 0usize..7, 1usize..6).prop_flat_map(|(k, m, blocks)| {
        let density = prop::collection::vec(1u64..60, m);
        (density, any::<u64>(), any::<bool>()).prop_map(move |(density, seed, with_against)| {
            let n = blocks * 1900 + 7;
            let mut rng = crate::rng::Rng::new(seed);
            let mut draw = |one_in: u64, with_against: bool| {
                if rng.below(one_in) > 0 {
                    return -1;
                }
                let label = i64::try_from(rng.below(k as u64)).unwrap();
                if with_against && rng.below(2) > 0 {
                    -label - 2
                } else {
                    label
                }
            };
            let rows = (0..n)
                .map(|_| density.iter().map(|&one_in| draw(one_in, with_against)).collect())
                .collect();
            let gold = (0..n).map(|_| draw(9, false)).collect();
            (k, rows, gold)
        })
    })
}

/// Whether two votes of a row conflict.
fn conflict(k: usize, row: &[i64], i: usize, j: usize) -> bool {
    let (Some(one), Some(other)) = (Vote::from_code(row[i]), Vote::from_code(row[j])) else {
        return false;
    };
    let excluded = (0..k).all(|label| row.contains(&Vote::is_not(label).code()));
    let excluding = one.against && other.against && one.label != other.label && excluded;
    one.contradicts(other) || excluding
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn agrees_with_counting_record_by_record((k, rows, gold) in matrices()) {
        let found = counted(k, &rows, &gold);
        let (matrix, sets) = votes(k, &rows, &gold);
        let m = matrix.columns.len();
        let analysis = analyse(&matrix, &sets).sets;
        let on = |holds: &dyn Fn(&[i64]) -> bool| count(rows.iter().filter(|row| holds(row)).count());
        for i in 0..m {
            for j in 0..m {
                let (a, b) = (count(i), count(j));
                let both = |row: &[i64]| row[i] != -1 && row[j] != -1;
                prop_assert_eq!(found.overlaps.get(a, b), on(&both));
                prop_assert_eq!(found.conflicts.get(a, b), on(&|row| conflict(k, row, i, j)));
                let between = conflicts_between(&matrix.columns[i], &matrix.columns[j], &analysis);
                prop_assert_eq!(between.count(), found.conflicts.get(a, b));
            }
        }
        let labels = (0..i64::try_from(k).unwrap()).collect::<Vec<_>>();
        for (&a, i) in labels.iter().zip(0u32..) {
            for (&b, j) in labels.iter().zip(0u32..) {
                let meet = on(&|row| row.contains(&a) && row.contains(&b));
                prop_assert_eq!(found.labels.get(i, j), meet);
            }
        }
        let judged = |holds: &dyn Fn(u32, &[i64]) -> bool, label: i64| {
            let records = (0u32..).zip(&rows).zip(&gold).filter(|((_, _), gold)| **gold == label);
            count(records.filter(|((record, row), _)| holds(*record, row)).count())
        };
        for (label, &gold) in labels.iter().enumerate() {
            for rule in 0..m {
                prop_assert_eq!(found.rule_gold[rule * k + label], judged(&|_, row| row[rule] != -1, gold));
            }
            for (row, majority) in analysis.majority.iter().chain([&analysis.tied]).enumerate() {
                let records = judged(&|record, _| majority.contains(record), gold);
                prop_assert_eq!(found.majority_gold[row * k + label], records);
            }
            let unvoted = judged(&|_, row| row.iter().all(|&vote| vote == -1), gold);
            prop_assert_eq!(found.majority_gold[(k + 1) * k + label], unvoted);
        }
    }
}
