//! Copies of rules: exact ones change nothing, near ones are found, honest agreement isn't.

use super::*;
use crate::models::duplicates::{Merged, alike};
use crate::rng::Rng;

/// Drawn votes: rules that are right in so many of 100 cases, each on so many of 100 records, for either label.
fn drawn(records: usize, rules: &[(u64, u64)], seed: u64) -> Vec<Vec<i64>> {
    let mut rng = Rng::new(seed);
    let row = |_| {
        let truth = i64::from(rng.below(2) == 0);
        let mut vote = |&(right, votes): &(u64, u64)| {
            let is_right = rng.below(100) < right;
            let label = if is_right { truth } else { 1 - truth };
            if rng.below(100) < votes { label } else { -1 }
        };
        rules.iter().map(&mut vote).collect()
    };
    (0..records).map(row).collect()
}

fn table(rows: &[Vec<i64>]) -> VoteTable {
    VoteTable::new(&matrix(2, rows)).unwrap()
}

#[test]
fn accurate_rules_that_agree_are_no_copies() {
    let rows = drawn(3000, &[(97, 100), (97, 100), (97, 100), (90, 30), (90, 30)], 1);
    assert_eq!(alike(&table(&rows)), []);
}

#[test]
fn near_copies_are_found_and_vote_once() {
    let mut rng = Rng::new(2);
    let mut rows = drawn(3000, &[(80, 10), (75, 12), (90, 8)], 2);
    for row in &mut rows {
        // A copy of rule 1 that misses one record in twenty.
        let copied = if rng.below(20) == 0 { -1 } else { row[1] };
        row.push(copied);
    }
    let table = Arc::new(table(&rows));
    let found = alike(&table);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].rules, found[0].is_exact), ((1, 3), false));
    let merged = Merged::clusters(&table);
    assert_eq!(merged.groups(), [vec![1, 3]]);
    // The cluster votes as the larger of the two, which votes wherever the other does.
    let one = merged.table(&table).unwrap();
    assert_eq!(one.rules, 3);
    assert_eq!(one.of_rule(1).1[0].records, table.of_rule(1).1[0].records);
}

#[test]
fn a_cluster_counts_once_in_every_models_row() {
    let mut rows = drawn(600, &[(80, 30), (75, 30), (90, 30), (60, 30)], 3);
    let plain = matrix(2, &rows);
    rows.iter_mut()
        .for_each(|row| row.extend([row[3], row[3], row[0]]));
    let copied = matrix(2, &rows);
    for model in MODELS {
        for duplicates in [Duplicates::Exact, Duplicates::Clusters] {
            let asked = |votes| {
                let mut asked = input(votes);
                asked.options.duplicates = duplicates;
                asked
            };
            let (once, again) = (fit(model, asked(&plain)), fit(model, asked(&copied)));
            assert_eq!(super::rows(&once), super::rows(&again), "{}", model.name);
            assert_eq!(again.rules[4], once.rules[3]);
            assert_eq!(again.rules[6], once.rules[0]);
            let note = again.notes.iter().find(|note| note.kind == NoteKind::Duplicates);
            assert_eq!(note.unwrap().rules, [0, 3, 4, 5, 6]);
        }
        // Kept, they count; that is said.
        let kept = fit(model, input(&copied));
        assert!(kept.notes.iter().any(|note| note.kind == NoteKind::Duplicates));
    }
}

#[test]
fn a_vote_of_a_copy_is_explained_as_counted_with_another() {
    let rows = [vec![0, 0, 1], vec![-1, -1, 0], vec![1, 1, -1]];
    let mut asked = input(&matrix(2, &rows));
    asked.options.duplicates = Duplicates::Exact;
    let fitted = fit(&gold_weighted::MODEL, asked);
    let all = VoteTable::new(&matrix(2, &rows)).unwrap();
    let why = fitted.explain(&all.votes_on(0)).unwrap();
    let counted: Vec<Counted> = why.parts.iter().map(|part| part.counted).collect();
    assert_eq!(counted, [Counted::Yes, Counted::WithAnother, Counted::Yes]);
    assert_eq!(why.row, [0.5, 0.5]);
}
