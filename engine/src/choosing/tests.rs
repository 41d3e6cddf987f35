//! Choosing on small sets, where it can be told what is best.

use std::sync::Arc;

use super::*;
use crate::arena::TextArena;
use crate::corpus::{Corpus, CorpusBuilder};
use crate::features::Vectors;
use crate::job::Step;
use crate::propagation::{Origin, Seed, Seeds};
use crate::rng::Rng;

mod odd;

/// Records of two labels by turns, each with a word of its label among words of none.
pub(super) fn corpus(n: u32) -> Corpus {
    let mut rng = Rng::new(5);
    let mut corpus = CorpusBuilder::default();
    for record in 0..n {
        let own = ["apple", "stone"][record as usize % 2];
        let mut drawn = |bound| usize::try_from(rng.below(bound)).unwrap();
        let more = ["red", "blue", "large", "small"][drawn(4)];
        let theme = [["pie", "tree"], ["wall", "hill"]][record as usize % 2][drawn(2)];
        corpus.push(None, &format!("{own} {theme} {more}"), []);
    }
    corpus.finish()
}

/// n records of two labels, by turns; gold on the first ones.
pub(super) fn known(n: u32, gold: u32) -> Known {
    Known {
        records: n as usize,
        labels: 2,
        gold: (0..gold).map(|record| (record, record % 2)).collect(),
        others: Seeds::new(n as usize, 2),
    }
}

/// Dense features; `of` gives a record's two numbers.
pub(super) fn given(name: &str, n: u32, of: impl Fn(u32) -> [f32; 2]) -> Features {
    let numbers: Vec<f32> = (0..n).flat_map(of).collect();
    let rows = ndarray::Array2::from_shape_vec((n as usize, 2), numbers).unwrap();
    let mut names = TextArena::default();
    ["a", "b"].iter().for_each(|name| names.push(name));
    Features::Given {
        name: name.to_owned(),
        vectors: Arc::new(Vectors::dense("columns", rows, names).unwrap()),
    }
}

/// Two directions a little apart from each other within each label.
pub(super) fn telling(n: u32) -> Features {
    given("telling", n, |record| {
        let off = f32::from(u8::try_from(record % 50).unwrap()) / 200.0;
        if record.is_multiple_of(2) {
            [1.0, off]
        } else {
            [off, 1.0]
        }
    })
}

/// Directions that say nothing of labels.
pub(super) fn idle(n: u32) -> Features {
    given("idle", n, |record| {
        let turn = f32::from(u8::try_from(record / 2 % 100).unwrap()) / 100.0;
        [1.0 - turn, turn]
    })
}

pub(super) fn choose(known: &Known, candidates: Candidates, options: &Options, corpus: &Corpus) -> Outcome {
    let mut choosing = Choosing::new(known, candidates, options).unwrap();
    let mut before = 0;
    loop {
        match choosing.step(corpus).unwrap() {
            Step::Done(outcome) => return outcome,
            Step::Working(told) => {
                assert!(
                    told.done >= before && told.done <= told.total,
                    "{told:?} after {before}"
                );
                before = told.done;
            }
        }
    }
}

fn find<'a>(outcome: &'a Outcome, model: &str, title: &str) -> &'a Tried {
    let is_it = |tried: &&Tried| tried.model == model && tried.title == title;
    outcome.tried.iter().find(is_it).unwrap()
}

#[test]
fn all_usual_candidates_are_judged_and_the_same_again() {
    let (corpus, known) = (corpus(60), known(60, 20));
    let once = || choose(&known, Candidates::of_texts(), &Options::default(), &corpus);
    let outcome = once();
    assert_eq!(outcome, once());
    assert_eq!((outcome.tried.len(), outcome.graphs.len()), (2 + 5 * 3, 5));
    assert_eq!((outcome.judged, outcome.deals), (20, 5));
    for tried in &outcome.tried {
        assert_eq!(tried.problem, None, "{tried:?}");
        let (accuracy, (low, high)) = (tried.accuracy.unwrap(), tried.interval);
        assert!(low <= accuracy && accuracy <= high, "{tried:?}");
        assert!((tried.right - accuracy * 20.0).abs() < 1e-9);
        assert_eq!(tried.ms, None, "nobody told the time");
    }
    assert!(outcome.tried[..2].iter().all(|tried| tried.graph.is_none()));
    assert_eq!(outcome.graphs.last().unwrap().features, ["words", "lsa-100"]);
    let words = &outcome.graphs[0];
    assert_eq!((words.records, words.purity_by_chance), (60, Some(0.5)));
    assert!(words.edges > 0 && words.purity.unwrap() > 0.5, "{words:?}");
    // Every text holds the word of its label.
    assert_eq!(outcome.best().unwrap().accuracy, Some(1.0));
    assert!(outcome.best().unwrap().near_best);
}

#[test]
fn the_graph_that_tells_labels_apart_is_taken() {
    let (n, mut candidates) = (80, Candidates::none());
    candidates.put_graph([idle(n)]);
    candidates.put_graph([telling(n)]);
    candidates.put_plain(idle(n));
    let outcome = choose(&known(n, 24), candidates, &Options::default(), &corpus(n));
    let best = outcome.best().unwrap();
    assert_eq!((best.title.as_str(), best.accuracy), ("telling", Some(1.0)));
    assert_eq!(best.macro_f1, Some(1.0));
    assert_eq!(outcome.graphs[1].purity, Some(1.0));
    assert!(outcome.graphs[0].purity.unwrap() < 0.8);
    assert!(find(&outcome, "poisson", "idle").accuracy.unwrap() < 0.8);
    assert!(!find(&outcome, "poisson", "idle").near_best);
    assert_eq!(outcome.advice.verdict, Verdict::Take);
    let words = &outcome.advice.words;
    assert!(words.starts_with(
        "Take Poisson learning on telling: 100 % of 24 held-out hand labels right (86 to 100 %)."
    ));
    assert!(words.contains("The best without a graph is "), "{words}");
    assert_eq!(best.agreement, Some(1.0), "of 56 records without a label");
    assert!(
        words.contains("it says the same as all together of 100 % of 56 records without a label"),
        "{words}"
    );
}

#[test]
fn a_graph_that_does_not_help_is_said_so() {
    let (n, mut candidates) = (80, Candidates::none());
    candidates.put_graph([idle(n)]);
    candidates.put_plain(telling(n));
    let outcome = choose(&known(n, 24), candidates, &Options::default(), &corpus(n));
    assert_eq!(outcome.best, Some(0));
    assert_eq!(outcome.advice.verdict, Verdict::NoGraph);
    let words = &outcome.advice.words;
    assert!(
        words.starts_with("The graph does not help here: Logistic regression on telling"),
        "{words}"
    );
    assert!(words.contains("The best with a graph is "), "{words}");
}

/// Where all are equal: no graph is simpler than a graph, fewer features than more, the method before than the one after.
#[test]
fn of_equal_candidates_the_simplest_is_taken() {
    let (n, mut candidates) = (80, Candidates::none());
    candidates.put_graph([telling(n), idle(n)]);
    candidates.put_graph([telling(n)]);
    let graphs = choose(&known(n, 24), candidates.clone(), &Options::default(), &corpus(n));
    assert_eq!(graphs.graphs[0].title, "telling", "fewer features come first");
    assert_eq!(
        (graphs.best, graphs.tried[0].model.as_str()),
        (Some(0), "poisson")
    );
    candidates.put_plain(telling(n));
    let all = choose(&known(n, 24), candidates, &Options::default(), &corpus(n));
    assert_eq!(all.best, Some(0));
    assert_eq!(all.best().unwrap().graph, None);
    assert_eq!(all.advice.verdict, Verdict::NoGraph);
}

/// A rule that is right on all records helps on those without gold, and is not asked on those held out.
#[test]
fn seeds_of_rules_are_learned_from_but_not_on_records_with_gold() {
    let (n, mut known) = (80, known(80, 24));
    let put = |known: &mut Known, records: std::ops::Range<u32>| {
        for record in records {
            let seed = Seed {
                record,
                label: record % 2,
                origin: Origin::Rule(1),
                weight: 0.9,
            };
            known.others.put(seed).unwrap();
        }
    };
    let judged = |known: &Known, features: Features| {
        let mut candidates = Candidates::none();
        candidates.put_graph([features]);
        choose(known, candidates, &Options::default(), &corpus(n))
    };
    let without = judged(&known, idle(n));
    put(&mut known, 0..24);
    let leaking = judged(&known, idle(n));
    assert_eq!(
        leaking.tried, without.tried,
        "the answers themselves are left out"
    );
    put(&mut known, 24..80);
    let with = judged(&known, telling(n));
    assert_eq!(with.best().unwrap().accuracy, Some(1.0));
    assert!(
        with.notes[0].starts_with("56 seeds of rules or a model"),
        "{:?}",
        with.notes
    );
}

#[test]
fn time_that_is_told_is_shared_out() {
    let n = 40;
    let mut candidates = Candidates::none();
    candidates.put_graph([telling(n)]);
    candidates.put_plain(telling(n));
    let (corpus, mut steps) = (corpus(n), 0.0);
    let mut choosing = Choosing::new(&known(n, 20), candidates, &Options::default()).unwrap();
    let outcome = loop {
        if let Step::Done(outcome) = choosing.step(&corpus).unwrap() {
            break outcome;
        }
        choosing.took(2.0);
        steps += 2.0;
    };
    let of_tried: f64 = outcome.tried.iter().filter_map(|tried| tried.ms).sum();
    let of_graphs: f64 = outcome.graphs.iter().filter_map(|graph| graph.ms).sum();
    assert!(outcome.tried.iter().all(|tried| tried.ms.unwrap() > 0.0));
    // The last step of all belongs to nobody.
    assert!(
        (of_tried + of_graphs + 2.0 - steps).abs() < 1e-9,
        "{of_tried} + {of_graphs} of {steps}"
    );
}
