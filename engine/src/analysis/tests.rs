//! Small matrices that a person can check, and a slow plain count as the oracle for large ones.

use super::*;
use crate::rng::Rng;
use crate::votes::VoteColumn;

/// A matrix from rows of label indices, -1 for abstain.
fn matrix(k: usize, rows: &[&[i32]]) -> VoteMatrix {
    let m = rows.first().map_or(0, |row| row.len());
    let column =
        |j: usize| -> Vec<Option<usize>> { rows.iter().map(|row| usize::try_from(row[j]).ok()).collect() };
    VoteMatrix {
        records: rows.len(),
        labels: k,
        columns: (0..m).map(|j| VoteColumn::dense(k, &column(j))).collect(),
    }
}

#[test]
fn six_records_and_three_rules_by_hand() {
    let rows: [&[i32]; 6] = [
        &[0, 0, -1],
        &[0, 1, -1],
        &[-1, -1, -1],
        &[-1, 1, 1],
        &[2, 1, 0],
        &[0, -1, -1],
    ];
    let votes = matrix(3, &rows);
    let gold = [0, 1, 0, 1, 2, 1];
    let gold: Vec<BitSet> = (0..3u32)
        .map(|label| BitSet::from_indices(6, (0..6).filter(|&i| gold[i as usize] == label)))
        .collect();
    let found = analyse(&votes, &gold);
    assert_eq!(found.sets.covered.count(), 5);
    assert_eq!(found.sets.overlapping.count(), 4);
    assert_eq!(found.sets.conflicted.iter().collect::<Vec<_>>(), [1, 4]);
    assert_eq!(found.sets.tied.iter().collect::<Vec<_>>(), [1, 4]);
    assert_eq!(found.sets.majority[0].iter().collect::<Vec<_>>(), [0, 5]);
    assert_eq!(found.sets.majority[1].iter().collect::<Vec<_>>(), [3]);
    let first = RuleCounts {
        coverage: 4,
        overlaps: 3,
        conflicts: 2,
        correct: 2,
        incorrect: 2,
    };
    assert_eq!(found.rules[0], first);
    assert_eq!(first.accuracy(), Some(0.5));
    assert_eq!(polarity(votes.columns[0].by_label()), [0, 2]);
}

#[test]
fn agrees_with_counting_record_by_record() {
    let mut rng = Rng::new(11);
    for (n, m, k) in [(1, 1, 2), (64, 3, 2), (4097, 40, 5), (9000, 70, 3)] {
        let rows: Vec<Vec<i32>> = (0..n)
            .map(|_| {
                (0..m)
                    .map(|_| {
                        if rng.below(4) > 0 {
                            -1
                        } else {
                            i32::try_from(rng.below(k as u64)).unwrap()
                        }
                    })
                    .collect()
            })
            .collect();
        let votes = matrix(k, &rows.iter().map(Vec::as_slice).collect::<Vec<_>>());
        let found = analyse(&votes, &[]);
        for (i, row) in (0u32..).zip(&rows) {
            let counts = votes.counts(i);
            let cast: u32 = counts.iter().sum();
            let most = counts.iter().copied().max().unwrap_or(0);
            let winners: Vec<usize> = (0..k)
                .filter(|&label| most > 0 && counts[label] == most)
                .collect();
            assert_eq!(found.sets.covered.contains(i), cast > 0);
            assert_eq!(found.sets.overlapping.contains(i), cast > 1);
            assert_eq!(
                found.sets.conflicted.contains(i),
                counts.iter().filter(|&&c| c > 0).count() > 1
            );
            assert_eq!(found.sets.tied.contains(i), winners.len() > 1, "{row:?}");
            for label in 0..k {
                assert_eq!(
                    found.sets.majority[label].contains(i),
                    winners == [label],
                    "{row:?}"
                );
            }
        }
        for (j, counts) in found.rules.iter().enumerate() {
            let mine: Vec<u32> = (0u32..)
                .zip(&rows)
                .filter(|(_, row)| row[j] >= 0)
                .map(|(i, _)| i)
                .collect();
            assert_eq!(counts.coverage as usize, mine.len());
            let on = |set: &BitSet| mine.iter().filter(|&&i| set.contains(i)).count();
            assert_eq!(counts.overlaps as usize, on(&found.sets.overlapping));
            assert_eq!(counts.conflicts as usize, on(&found.sets.conflicted));
        }
    }
}
