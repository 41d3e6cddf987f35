//! Candidates whose accuracy on all records is known, weighed by what they say of a few.

use super::*;
use crate::choosing::Options;
use crate::choosing::folds::Folds;
use crate::propagation::Seeds;
use crate::rng::mix;

const N: u32 = 4000;

/// Two labels by turns; gold on the first records.
fn ground(gold: u32) -> Ground {
    let gold: Vec<(u32, u32)> = (0..gold).map(|record| (record, record % 2)).collect();
    let folds = Folds::new(gold, 2, 5, |_| 2, 1);
    Ground::new(folds, Seeds::new(N as usize, 2), Options::default())
}

/// A candidate on a graph of its own that errs on some records.
fn candidate(graph: u32, ground: &Ground, errs: impl Fn(u32) -> bool) -> (Tried, Option<Said>) {
    let tried = Tried {
        graph: Some(graph),
        features: Vec::new(),
        title: String::new(),
        model: String::new(),
        model_title: String::new(),
        problem: None,
        right: 0.0,
        accuracy: None,
        interval: (0.0, 1.0),
        macro_f1: None,
        unreached: 0.0,
        agreement: None,
        near_best: false,
        rank: None,
        ms: None,
    };
    let mut said = Said::new(ground);
    for &lesson in &ground.lessons {
        said.note(lesson, ground, usize::MAX, |record| {
            Some((record + u32::from(errs(record))) % 2)
        });
    }
    ground.judged(tried, Ok(said))
}

fn weighed(candidates: Vec<(Tried, Option<Said>)>, ground: &Ground) -> Vec<Tried> {
    let (mut tried, said): (Vec<Tried>, Vec<Option<Said>>) = candidates.into_iter().unzip();
    weigh(&mut tried, &said, ground);
    tried
}

/// Whether drawn number `of` of a record lies below a share of a thousand.
fn by_chance(of: u64, record: u32, thousandths: u64) -> bool {
    mix(mix(of) ^ u64::from(record)) % 1000 < thousandths
}

/// Five candidates, each wrong on two of twenty hand labels; elsewhere one is better than the others.
#[test]
fn where_labels_can_not_tell_records_without_one_do() {
    let ground = ground(20);
    let candidates = (0..5u32).map(|own| {
        let thousandths = if own == 3 { 80 } else { 250 };
        candidate(own, &ground, move |record| match record {
            0..20 => record % 10 == own,
            _ => by_chance(own.into(), record, thousandths),
        })
    });
    let tried = weighed(candidates.collect(), &ground);
    let is_equal = |one: &Tried| (one.accuracy.unwrap_or(0.0) - 0.9).abs() < 1e-9;
    assert!(tried.iter().all(is_equal), "held-out labels say the same of all");
    assert_eq!(best_of(&tried, |_| true), Some(3));
    assert!(tried[3].agreement > tried[0].agreement, "{tried:?}");
    assert!(tried[3].agreement.unwrap() > 0.85);
}

/// Three candidates that err together agree with each other; four hundred labels know better.
#[test]
fn many_labels_overrule_what_most_say() {
    let ground = ground(400);
    let alike = |record: u32| by_chance(1, record, 300);
    let mut candidates: Vec<_> = (0..3)
        .map(|own: u32| {
            candidate(own, &ground, move |record| {
                alike(record) != by_chance(10 + u64::from(own), record, 20)
            })
        })
        .collect();
    candidates.push(candidate(3, &ground, |record| by_chance(5, record, 150)));
    let tried = weighed(candidates, &ground);
    assert!(
        tried[3].agreement < tried[0].agreement,
        "the many agree with themselves"
    );
    assert_eq!(best_of(&tried, |_| true), Some(3));
    assert!(!tried[0].near_best && tried[0].rank > Some(0));
}

#[test]
fn methods_on_one_graph_share_a_vote() {
    let ground = ground(40);
    let judged = [(0, 0), (0, 4), (1, 4)]
        .map(|(graph, of)| candidate(graph, &ground, move |record| record % 10 == of));
    let tried: Vec<Tried> = judged.into_iter().map(|one| one.0).collect();
    let weights: Vec<f64> = (0..3).map(|at| weight(at, &tried, &ground)).collect();
    assert!(
        (weights[0] - 0.08).abs() < 1e-12 && (weights[2] - 0.16).abs() < 1e-12,
        "{weights:?}"
    );
}

#[test]
fn without_other_records_held_out_labels_decide_alone() {
    let ground = ground(N);
    let candidates = [150, 100, 200].into_iter().enumerate();
    let candidates = candidates.map(|(own, thousandths)| {
        candidate(count(own), &ground, move |record| {
            by_chance(own as u64, record, thousandths)
        })
    });
    let tried = weighed(candidates.collect(), &ground);
    let ranks: Vec<Option<u32>> = tried.iter().map(|one| one.rank).collect();
    assert_eq!(ranks, [Some(1), Some(0), Some(2)]);
    assert!(tried.iter().all(|one| one.agreement.is_none()));
}

#[test]
fn what_could_not_be_judged_has_no_rank() {
    let ground = ground(20);
    let mut candidates: Vec<_> = (0..2)
        .map(|own| candidate(own, &ground, move |record| record % 7 == own))
        .collect();
    candidates[0].1 = None;
    candidates[0].0.accuracy = None;
    let tried = weighed(candidates, &ground);
    assert_eq!((tried[0].rank, tried[1].rank), (None, Some(0)));
    assert!(!tried[0].near_best && tried[1].near_best);
}
