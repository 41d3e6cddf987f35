//! A matrix that a person can check, and a plain count record by record as the oracle of generated ones.

use proptest::prelude::*;

use super::*;
use crate::analysis::analyse;

/// A matrix from rows of label indices, -1 for abstain, and dev gold, -1 where unknown.
fn votes(k: usize, rows: &[Vec<i32>], gold: &[i32]) -> (VoteMatrix, Vec<BitSet>) {
    let m = rows.first().map_or(0, Vec::len);
    let column =
        |j: usize| -> Vec<Option<usize>> { rows.iter().map(|row| usize::try_from(row[j]).ok()).collect() };
    let matrix = VoteMatrix {
        records: rows.len(),
        labels: k,
        columns: (0..m).map(|j| VoteColumn::dense(k, &column(j))).collect(),
    };
    let of_label = |label: usize| {
        let records = (0u32..)
            .zip(gold)
            .filter(|(_, gold)| usize::try_from(**gold) == Ok(label));
        BitSet::from_indices(rows.len(), records.map(|(record, _)| record))
    };
    (matrix, (0..k).map(of_label).collect())
}

fn counted(k: usize, rows: &[Vec<i32>], gold: &[i32]) -> PairCounts {
    let (votes, gold) = votes(k, rows, gold);
    let sets = analyse(&votes, &gold).sets;
    count_pairs(PairInput {
        votes: &votes,
        sets: &sets,
        gold: &gold,
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
fn matrices() -> impl Strategy<Value = (usize, Vec<Vec<i32>>, Vec<i32>)> {
    (1usize..5, 0usize..7, 1usize..6).prop_flat_map(|(k, m, blocks)| {
        let density = prop::collection::vec(1u64..60, m);
        (density, any::<u64>()).prop_map(move |(density, seed)| {
            let n = blocks * 1900 + 7;
            let mut rng = crate::rng::Rng::new(seed);
            let mut draw = |one_in: u64| {
                if rng.below(one_in) > 0 {
                    return -1;
                }
                i32::try_from(rng.below(k as u64)).unwrap()
            };
            let rows = (0..n)
                .map(|_| density.iter().map(|&one_in| draw(one_in)).collect())
                .collect();
            let gold = (0..n).map(|_| draw(9)).collect();
            (k, rows, gold)
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn agrees_with_counting_record_by_record((k, rows, gold) in matrices()) {
        let found = counted(k, &rows, &gold);
        let (matrix, sets) = votes(k, &rows, &gold);
        let m = matrix.columns.len();
        let on = |holds: &dyn Fn(&[i32]) -> bool| count(rows.iter().filter(|row| holds(row)).count());
        for i in 0..m {
            for j in 0..m {
                let (a, b) = (count(i), count(j));
                let both = |row: &[i32]| row[i] >= 0 && row[j] >= 0;
                prop_assert_eq!(found.overlaps.get(a, b), on(&both));
                prop_assert_eq!(found.conflicts.get(a, b), on(&|row| both(row) && row[i] != row[j]));
                let between = conflicts_between(&matrix.columns[i], &matrix.columns[j], rows.len());
                prop_assert_eq!(between.count(), found.conflicts.get(a, b));
            }
        }
        let labels = (0..i32::try_from(k).unwrap()).collect::<Vec<_>>();
        for (&a, i) in labels.iter().zip(0u32..) {
            for (&b, j) in labels.iter().zip(0u32..) {
                let meet = on(&|row| row.contains(&a) && row.contains(&b));
                prop_assert_eq!(found.labels.get(i, j), meet);
            }
        }
        let judged = |holds: &dyn Fn(u32, &[i32]) -> bool, label: i32| {
            let records = (0u32..).zip(&rows).zip(&gold).filter(|((_, _), gold)| **gold == label);
            count(records.filter(|((record, row), _)| holds(*record, row)).count())
        };
        for (label, &gold) in labels.iter().enumerate() {
            for rule in 0..m {
                prop_assert_eq!(found.rule_gold[rule * k + label], judged(&|_, row| row[rule] >= 0, gold));
            }
            let analysis = analyse(&matrix, &sets).sets;
            for (row, majority) in analysis.majority.iter().chain([&analysis.tied]).enumerate() {
                let records = judged(&|record, _| majority.contains(record), gold);
                prop_assert_eq!(found.majority_gold[row * k + label], records);
            }
            let unvoted = judged(&|_, row| row.iter().all(|&vote| vote < 0), gold);
            prop_assert_eq!(found.majority_gold[(k + 1) * k + label], unvoted);
        }
    }
}
