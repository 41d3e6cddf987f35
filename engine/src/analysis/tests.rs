//! Small matrices that a person can check, and a slow plain count as the oracle for generated ones.

use proptest::prelude::*;

use super::*;
use crate::models::majority;
use crate::votes::Vote;

/// A matrix from rows of codes: a label's index for it, -(l+2) against it, -1 for abstain.
fn matrix(k: usize, rows: &[&[i64]]) -> VoteMatrix {
    let m = rows.first().map_or(0, |row| row.len());
    let column = |j: usize| -> Vec<Option<Vote>> { rows.iter().map(|row| Vote::from_code(row[j])).collect() };
    VoteMatrix {
        records: rows.len(),
        labels: k,
        columns: (0..m).map(|j| VoteColumn::dense(&column(j))).collect(),
    }
}

fn gold_sets(k: u32, gold: &[i64]) -> Vec<BitSet> {
    let of = |label: u32| {
        (0u32..)
            .zip(gold)
            .filter(move |(_, gold)| **gold == i64::from(label))
    };
    (0..k)
        .map(|label| BitSet::from_indices(gold.len(), of(label).map(|(record, _)| record)))
        .collect()
}

fn listed(set: &BitSet) -> Vec<u32> {
    set.iter().collect()
}

#[test]
fn six_records_and_three_rules_by_hand() {
    let rows: [&[i64]; 6] = [
        &[0, 0, -1],
        &[0, 1, -1],
        &[-1, -1, -1],
        &[-1, 1, 1],
        &[2, 1, 0],
        &[0, -1, -1],
    ];
    let votes = matrix(3, &rows);
    let found = analyse(&votes, &gold_sets(3, &[0, 1, 0, 1, 2, 1]));
    assert_eq!(found.sets.covered.count(), 5);
    assert_eq!(found.sets.overlapping.count(), 4);
    assert_eq!(listed(&found.sets.conflicted), [1, 4]);
    assert_eq!(listed(&found.sets.tied), [1, 4]);
    assert_eq!(listed(&found.sets.majority[0]), [0, 5]);
    assert_eq!(listed(&found.sets.majority[1]), [3]);
    let first = RuleCounts {
        coverage: 4,
        overlaps: 3,
        conflicts: 2,
        correct: 2,
        incorrect: 2,
    };
    assert_eq!(found.rules[0], first);
    assert_eq!(first.accuracy(), Some(0.5));
    assert_eq!(polarity(&votes.columns[0]), [0, 2]);
}

/// Of three labels, the second rule votes against label 1, the third against label 2.
#[test]
fn votes_against_by_hand() {
    let rows: [&[i64]; 7] = [
        &[1, -3, -1],
        &[0, -3, -1],
        &[-1, -3, -1],
        &[-1, -3, -4],
        &[2, -3, -4],
        &[-2, -3, -4],
        &[-2, -1, -1],
    ];
    let votes = matrix(3, &rows);
    let found = analyse(&votes, &gold_sets(3, &[1, 0, 1, 0, 2, 0, -1]));
    assert_eq!(found.sets.covered.count(), 7);
    assert_eq!(listed(&found.sets.overlapping), [0, 1, 3, 4, 5]);
    assert_eq!(
        listed(&found.sets.conflicted),
        [0, 4, 5],
        "for and against 1; for and against 2; against all"
    );
    assert_eq!(listed(&found.sets.excluded), [5]);
    assert_eq!(listed(&found.sets.majority[0]), [1, 3]);
    assert_eq!(listed(&found.sets.tied), [0, 2, 4, 5, 6]);
    let conflicts: Vec<u32> = found.rules.iter().map(|rule| rule.conflicts).collect();
    assert_eq!(conflicts, [3, 2, 2], "not 1 and for 2 agree");
    assert_eq!((found.rules[1].correct, found.rules[1].incorrect), (4, 2));
    assert_eq!(polarity(&votes.columns[0]), [-2, 0, 1, 2]);
    assert_eq!(listed(&conflicts_of(&votes, &found.sets, 1)), [0, 5]);
    let [first, second, third] = &votes.columns[..] else {
        panic!()
    };
    assert_eq!(listed(&conflicts_between(first, second, &found.sets)), [0, 5]);
    assert_eq!(listed(&conflicts_between(second, third, &found.sets)), [5]);
}

#[test]
fn a_vote_against_one_of_two_labels_counts_for_the_other() {
    let votes = matrix(2, &[&[-3, -1], &[-3, 1], &[-3, 0], &[-3, -2]]);
    let found = analyse(&votes, &[]);
    assert_eq!(listed(&found.sets.majority[0]), [0, 2]);
    assert_eq!(listed(&found.sets.conflicted), [1, 3]);
    assert_eq!(listed(&found.sets.tied), [1, 3]);
}

#[test]
fn where_a_hard_rule_votes_it_decides_and_nothing_else_changes() {
    let rows: [&[i64]; 4] = [&[1, 1, 0, -1], &[1, 1, -1, 0], &[1, 1, 0, 1], &[1, 1, -1, -1]];
    let mut votes = matrix(2, &rows);
    let soft = analyse(&votes, &[]);
    votes.columns[2] = votes.columns[2].clone().hard(true);
    votes.columns[3] = votes.columns[3].clone().hard(true);
    let hard = analyse(&votes, &[]);
    assert_eq!(soft.rules, hard.rules);
    assert_eq!(soft.sets.conflicted, hard.sets.conflicted);
    assert_eq!(listed(&soft.sets.majority[1]), [0, 1, 2, 3]);
    assert_eq!(listed(&hard.sets.majority[0]), [0, 1]);
    assert_eq!(listed(&hard.sets.tied), [2], "hard rules tie among themselves");
    assert_eq!(listed(&hard.sets.majority[1]), [3]);
}

#[test]
fn against_the_only_label_nothing_wins() {
    let found = analyse(&matrix(1, &[&[-2, -2], &[0, -2], &[0, 0]]), &[]);
    assert_eq!(listed(&found.sets.tied), [0]);
    assert_eq!(listed(&found.sets.conflicted), [1]);
    assert_eq!(listed(&found.sets.majority[0]), [1, 2]);
}

/// Votes on one record, by rule, and whether the rule decides: everything counted as the definitions say it.
struct Plain {
    k: usize,
    votes: Vec<(usize, Vote, bool)>,
}

impl Plain {
    /// Whether every label has a vote against it.
    fn excludes_all(&self) -> bool {
        let against = |label| self.votes.iter().any(|(_, vote, _)| *vote == Vote::is_not(label));
        self.k > 1 && (0..self.k).all(against)
    }

    fn conflict(&self, one: Vote, other: Vote) -> bool {
        match (one.against, other.against) {
            (false, false) => one.label != other.label,
            (true, true) => one.label != other.label && self.excludes_all(),
            _ => one.label == other.label,
        }
    }

    fn conflicts(&self, own: Vote) -> bool {
        self.votes.iter().any(|(_, other, _)| self.conflict(own, *other))
    }

    /// The labels with the largest score. The score is as people say it: one for each vote for a label, one less for
    /// each against it.
    fn winners(&self) -> Vec<usize> {
        let decided = self.votes.iter().any(|(_, _, hard)| *hard);
        let counted: Vec<Vote> = self
            .votes
            .iter()
            .filter(|(_, _, hard)| *hard || !decided)
            .map(|(_, vote, _)| *vote)
            .collect();
        if counted.is_empty() || self.k == 1 && counted.iter().all(|vote| vote.against) {
            return Vec::new();
        }
        let score = |label: usize| -> i64 {
            let own = counted.iter().filter(|vote| vote.label == label);
            own.map(|vote| if vote.against { -1 } else { 1 }).sum()
        };
        let most = (0..self.k).map(score).max();
        (0..self.k).filter(|&label| Some(score(label)) == most).collect()
    }
}

fn assert_as_counted_plainly(votes: &VoteMatrix, gold: &[i64]) {
    let k = votes.labels;
    let sets = gold_sets(u32::try_from(k).unwrap(), gold);
    let found = analyse(votes, &sets);
    let mut rules = vec![RuleCounts::default(); votes.columns.len()];
    for (i, truth) in (0u32..).zip(gold) {
        let on_record = votes.columns.iter().enumerate();
        let plain = Plain {
            k,
            votes: on_record
                .filter_map(|(j, column)| Some((j, column.vote(i)?, column.is_hard())))
                .collect(),
        };
        let winners = plain.winners();
        let conflicted = plain.votes.iter().any(|(_, vote, _)| plain.conflicts(*vote));
        assert_eq!(found.sets.covered.contains(i), !plain.votes.is_empty());
        assert_eq!(found.sets.overlapping.contains(i), plain.votes.len() > 1);
        assert_eq!(found.sets.conflicted.contains(i), conflicted, "{:?}", plain.votes);
        assert_eq!(found.sets.excluded.contains(i), plain.excludes_all());
        assert_eq!(
            found.sets.tied.contains(i),
            !plain.votes.is_empty() && winners.len() != 1,
            "{:?}",
            plain.votes
        );
        for label in 0..k {
            assert_eq!(
                found.sets.majority[label].contains(i),
                winners == [label],
                "{:?}",
                plain.votes
            );
        }
        let row = majority::row(&votes.scores(i)).unwrap_or_default();
        let likely: Vec<usize> = (0..row.len()).filter(|&label| row[label] > 0.0).collect();
        assert_eq!(likely, winners);
        for (j, vote, _) in &plain.votes {
            let counts = &mut rules[*j];
            counts.coverage += 1;
            counts.overlaps += u32::from(plain.votes.len() > 1);
            counts.conflicts += u32::from(plain.conflicts(*vote));
            if *truth >= 0 {
                let is_right = (usize::try_from(*truth) == Ok(vote.label)) != vote.against;
                counts.correct += u32::from(is_right);
                counts.incorrect += u32::from(!is_right);
            }
        }
    }
    assert_eq!(found.rules, rules);
    for (j, counts) in rules.iter().enumerate() {
        assert_eq!(conflicts_of(votes, &found.sets, j).count(), counts.conflicts);
        let mut of_pairs = BitSet::empty(votes.records);
        for other in &votes.columns {
            let of_pair = conflicts_between(&votes.columns[j], other, &found.sets);
            assert_eq!(
                count_conflicts(&votes.columns[j], other, &found.sets),
                of_pair.count()
            );
            of_pairs.or(&of_pair);
        }
        assert_eq!(of_pairs, conflicts_of(votes, &found.sets, j));
    }
}

/// A matrix over 1 to 5 labels whose rules vote for, against, or as a dense column both, some of them hard; and gold.
fn any_matrix() -> impl Strategy<Value = (VoteMatrix, Vec<i64>)> {
    (1i64..=5, 0usize..=9, prop_oneof![1usize..=70, 120usize..=140]).prop_flat_map(|(k, m, n)| {
        // What a column votes where it does: one label for or against, all labels, or anything.
        let codes = prop_oneof![
            (0..k).prop_map(|label| (label, label)),
            (0..k).prop_map(|label| (-label - 2, -label - 2)),
            Just((0, k - 1)),
            Just((-k - 1, k - 1)),
        ];
        let column = (codes, 1u32..=8, any::<bool>()).prop_flat_map(move |((low, high), tenths, hard)| {
            let vote = prop_oneof![
                10 - tenths => Just(-1i64),
                tenths => low..=high,
            ];
            (proptest::collection::vec(vote, n), Just(hard))
        });
        let columns = proptest::collection::vec(column, m);
        let with_hard = prop_oneof![3 => Just(false), 2 => Just(true)];
        let gold = proptest::collection::vec(-1..k, n);
        (Just((usize::try_from(k).unwrap(), n)), columns, with_hard, gold).prop_map(
            |((labels, records), columns, with_hard, gold)| {
                let column = |(codes, hard): (Vec<i64>, bool)| {
                    let votes: Vec<Option<Vote>> = codes.into_iter().map(Vote::from_code).collect();
                    VoteColumn::dense(&votes).hard(hard && with_hard)
                };
                let columns = columns.into_iter().map(column).collect();
                let votes = VoteMatrix {
                    records,
                    labels,
                    columns,
                };
                (votes, gold)
            },
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn agrees_with_counting_record_by_record((votes, gold) in any_matrix()) {
        assert_as_counted_plainly(&votes, &gold);
    }
}

/// Longer than a block, with more rules than a counter of one digit holds.
#[test]
fn agrees_with_counting_record_by_record_over_blocks() {
    let mut rng = crate::rng::Rng::new(11);
    for (n, m, k, codes) in [
        (64, 3, 2, 2),
        (4097, 40, 5, 5),
        (9000, 70, 3, 6),
        (4096, 33, 4, 8),
    ] {
        let rows: Vec<Vec<i64>> = (0..n)
            .map(|_| {
                let mut vote = || match rng.below(4) {
                    0 => i64::try_from(rng.below(codes)).unwrap(),
                    _ => -1,
                };
                (0..m).map(|_| vote()).collect()
            })
            .collect();
        // Codes from k on are votes against.
        let code = |code: i64| if code < k { code } else { k - code - 2 };
        let rows: Vec<Vec<i64>> = rows
            .into_iter()
            .map(|row| row.into_iter().map(code).collect())
            .collect();
        let mut votes = matrix(
            usize::try_from(k).unwrap(),
            &rows.iter().map(Vec::as_slice).collect::<Vec<_>>(),
        );
        let gold: Vec<i64> = (0..n)
            .map(|i| i64::from(i % 7 != 0) * (i64::from(i) % k))
            .collect();
        assert_as_counted_plainly(&votes, &gold);
        votes.columns[0] = votes.columns[0].clone().hard(true);
        assert_as_counted_plainly(&votes, &gold);
    }
}
