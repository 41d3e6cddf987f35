//! What holds of every model, over generated votes: for, against, of several labels, hard, and nothing at all.

use proptest::prelude::*;

use super::*;
use crate::models::majority;
use crate::num::exp;
use crate::votes::scores_of;

/// Votes over 1 to 4 labels, and hand labels, -1 where unknown.
fn any_votes() -> impl Strategy<Value = (VoteMatrix, Vec<i64>)> {
    (
        1i64..=4,
        0usize..=7,
        prop_oneof![Just(0usize), Just(1), 2usize..=130],
    )
        .prop_flat_map(|(k, m, n)| {
            let codes = prop_oneof![
                (0..k).prop_map(|label| (label, label)),
                (0..k).prop_map(|label| (-label - 2, -label - 2)),
                Just((0, k - 1)),
                Just((-k - 1, k - 1)),
            ];
            let column =
                (codes, 1u32..=9, any::<bool>()).prop_flat_map(move |((low, high), tenths, hard)| {
                    let vote = prop_oneof![10 - tenths => Just(-1i64), tenths => low..=high];
                    (proptest::collection::vec(vote, n), Just(hard))
                });
            let with_hard = prop_oneof![3 => Just(false), 1 => Just(true)];
            let gold = proptest::collection::vec(-1..k, n);
            (
                Just((usize::try_from(k).unwrap(), n)),
                proptest::collection::vec(column, m),
                with_hard,
                gold,
            )
                .prop_map(|((labels, records), columns, with_hard, gold)| {
                    let column = |(codes, hard): (Vec<i64>, bool)| {
                        let votes: Vec<Option<Vote>> = codes.into_iter().map(Vote::from_code).collect();
                        VoteColumn::dense(&votes).hard(hard && with_hard)
                    };
                    let columns = columns.into_iter().map(column).collect();
                    (
                        VoteMatrix {
                            records,
                            labels,
                            columns,
                        },
                        gold,
                    )
                })
        })
}

fn sets(k: usize, gold: &[i64]) -> Arc<Vec<BitSet>> {
    let of_label = |label: usize| {
        let records = (0u32..).zip(gold);
        let own = records.filter(|(_, gold)| usize::try_from(**gold) == Ok(label));
        BitSet::from_indices(gold.len(), own.map(|(record, _)| record))
    };
    Arc::new((0..k).map(of_label).collect())
}

fn asked(votes: &VoteMatrix, gold: &[i64]) -> FitInput {
    let mut asked = input(votes);
    asked.gold = sets(votes.labels, gold);
    asked.options.most_iterations = Some(8);
    asked.options.snorkel.epochs = 30;
    asked
}

fn models(votes: &VoteMatrix) -> impl Iterator<Item = &'static LabelModel> {
    let m = votes.columns.len();
    MODELS.iter().copied().filter(move |model| m >= model.least_rules)
}

fn assert_close(found: &[Option<Vec<f64>>], expected: &[Option<Vec<f64>>], tolerance: f64, what: &str) {
    assert_eq!(found.len(), expected.len());
    for (record, (found, expected)) in found.iter().zip(expected).enumerate() {
        assert_eq!(found.is_some(), expected.is_some(), "{what}: record {record}");
        for (a, b) in found.iter().flatten().zip(expected.iter().flatten()) {
            assert!(
                (a - b).abs() < tolerance,
                "{what}: record {record}: {found:?}, {expected:?}"
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn rows_are_probabilities_where_there_is_a_vote((votes, gold) in any_votes()) {
        for model in models(&votes) {
            let fitted = fit(model, asked(&votes, &gold));
            let all = super::rows(&fitted);
            prop_assert_eq!(all.len(), votes.records);
            for (record, row) in (0u32..).zip(&all) {
                let on = fitted.table().votes_on(record);
                prop_assert_eq!(&fitted.row(&on), row, "{} alone", model.name);
                // Votes against the only label leave none.
                let expected = majority::row(&votes.scores(record));
                prop_assert_eq!(row.is_some(), expected.is_some(), "{}", model.name);
                let Some(row) = row else { continue };
                prop_assert!((row.iter().sum::<f64>() - 1.0).abs() < 1e-9, "{} {:?}", model.name, row);
                prop_assert!(row.iter().all(|value| (0.0..=1.0).contains(value)), "{} {:?}", model.name, row);
            }
            for (rule, estimate) in fitted.rules.iter().enumerate() {
                let is_silent = fitted.table().coverage(rule) == 0;
                prop_assert!(!(is_silent && (estimate.accuracy.is_some() || estimate.weight.is_some())));
                prop_assert!(estimate.accuracy.is_none_or(|accuracy| (0.0..=1.0).contains(&accuracy)));
                prop_assert!(estimate.weight.is_none_or(f64::is_finite));
            }
            prop_assert!(fitted.notes.iter().all(|note| note.sentence.ends_with('.')));
        }
    }

    #[test]
    fn hard_rules_decide_in_every_model((votes, gold) in any_votes()) {
        let fits: Vec<Arc<Fitted>> = models(&votes).map(|model| fit(model, asked(&votes, &gold))).collect();
        for record in 0..count(votes.records) {
            let cast = votes.columns.iter().filter(|column| column.is_hard());
            let hard: Vec<(Vote, bool)> = cast.filter_map(|column| Some((column.vote(record)?, true))).collect();
            if hard.is_empty() {
                continue;
            }
            let expected = majority::row(&scores_of(votes.labels, &hard));
            for fitted in &fits {
                let row = fitted.row(&fitted.table().votes_on(record));
                prop_assert_eq!(&row, &expected, "{}", fitted.model.name);
            }
        }
    }

    #[test]
    fn without_gold_the_default_is_the_majority_vote((votes, _) in any_votes()) {
        let fitted = fit(&gold_weighted::MODEL, input(&votes));
        let found = job::run(&mut fitted.label_all()).unwrap();
        prop_assert!(Decided::of(&found) == Decided::of(&majority::predict(&votes)));
    }

    #[test]
    fn explanations_add_up((votes, gold) in any_votes()) {
        for model in models(&votes) {
            let fitted = fit(model, asked(&votes, &gold));
            let is_softmax = model.name != "triplet" || votes.labels <= 2;
            for record in 0..count(votes.records) {
                let Some(why) = fitted.explain(&fitted.table().votes_on(record)) else { continue };
                prop_assert!(why.scores.iter().all(|score| score.is_finite()));
                if why.is_logarithmic && is_softmax && votes.labels > 1 {
                    let most = why.scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                    let sum: f64 = why.scores.iter().map(|score| exp(score - most)).sum();
                    for (score, share) in why.scores.iter().zip(&why.row) {
                        let found = exp(score - most) / sum;
                        prop_assert!((found - share).abs() < 1e-6, "{} {:?}", model.name, why);
                    }
                }
            }
        }
    }

    #[test]
    fn the_order_of_records_and_rules_changes_nothing((votes, gold) in any_votes(), seed in any::<u64>()) {
        let mut rng = crate::rng::Rng::new(seed);
        let mut shuffled = |length: usize| {
            let mut order: Vec<usize> = (0..length).collect();
            for at in (1..length).rev() {
                order.swap(at, usize::try_from(rng.below(at as u64 + 1)).unwrap());
            }
            order
        };
        let (records, rules) = (shuffled(votes.records), shuffled(votes.columns.len()));
        let column = |&rule: &usize| {
            let column = &votes.columns[rule];
            let cast: Vec<Option<Vote>> = records.iter().map(|&record| column.vote(count(record))).collect();
            VoteColumn::dense(&cast).hard(column.is_hard())
        };
        let moved = VoteMatrix {
            columns: rules.iter().map(column).collect(),
            ..votes.clone()
        };
        let moved_gold: Vec<i64> = records.iter().map(|&record| gold[record]).collect();
        for model in models(&votes) {
            let (plain, moved) = (fit(model, asked(&votes, &gold)), fit(model, asked(&moved, &moved_gold)));
            let (plain, moved) = (super::rows(&plain), super::rows(&moved));
            let expected: Vec<_> = records.iter().map(|&record| plain[record].clone()).collect();
            assert_close(&moved, &expected, 1e-6, model.name);
        }
    }

    #[test]
    fn copies_collapse((votes, gold) in any_votes(), copied in any::<prop::sample::Index>(), times in 1usize..4) {
        if votes.columns.is_empty() {
            return Ok(());
        }
        let mut more = votes.clone();
        let copy = votes.columns[copied.index(votes.columns.len())].clone();
        more.columns.extend(std::iter::repeat_n(copy, times));
        for model in models(&votes) {
            let merging = |votes: &VoteMatrix| {
                let mut asked = asked(votes, &gold);
                asked.options.duplicates = Duplicates::Exact;
                asked
            };
            let Ok(mut plain) = model.fit(merging(&votes)) else { continue };
            let plain = Arc::new(job::run(&mut plain).unwrap());
            let more = fit(model, merging(&more));
            assert_close(&super::rows(&more), &super::rows(&plain), 1e-9, model.name);
        }
    }
}
