//! All pairs of rules counted: `cargo bench -p labelloom-engine --profile native --bench pairs [-- RECORDS …]`. Votes are
//! drawn, each rule on a tenth of the records, half of them with dev gold; each size with 50 and with 200 rules.

use std::sync::Arc;
use std::time::Instant;

use labelloom_engine::analysis::analyse;
use labelloom_engine::analysis::pairs::{PairInput, PairRun};
use labelloom_engine::bits::BitSet;
use labelloom_engine::num::count;
use labelloom_engine::rng::Rng;
use labelloom_engine::votes::{Vote, VoteColumn, VoteMatrix};

const LABELS: usize = 5;

fn main() {
    let mut sizes: Vec<usize> = std::env::args()
        .filter_map(|argument| argument.parse().ok())
        .collect();
    if sizes.is_empty() {
        sizes = vec![100_000, 1_000_000];
    }
    println!(
        "{:<10} {:>6} {:>9} {:>6} {:>12}",
        "records", "rules", "all ms", "steps", "longest ms"
    );
    for records in sizes {
        for rules in [50, 200] {
            measure(records, rules);
        }
    }
}

fn measure(records: usize, rules: usize) {
    let mut rng = Rng::new(1);
    let mut draw = |one_in: u64| {
        let drawn = (0..count(records)).filter(|_| rng.below(one_in) == 0);
        BitSet::from_indices(records, drawn)
    };
    let votes = VoteMatrix {
        records,
        labels: LABELS,
        columns: (0..rules)
            .map(|rule| VoteColumn::single(Vote::is(rule % LABELS), Arc::new(draw(10))))
            .collect(),
    };
    let gold = gold(records, &draw(2));
    let sets = analyse(&votes, &gold).sets;
    let input = PairInput {
        votes: &votes,
        sets: &sets,
        gold: &gold,
        within: None,
    };
    let begun = Instant::now();
    let mut run = PairRun::new(input);
    let (mut steps, mut longest, mut last) = (1, 0.0_f64, Instant::now());
    while run.step(input).is_some() {
        steps += 1;
        longest = longest.max(last.elapsed().as_secs_f64());
        last = Instant::now();
    }
    let found = run.finish(input);
    let all = begun.elapsed().as_secs_f64();
    println!(
        "{records:<10} {rules:>6} {:>9.1} {steps:>6} {:>12.1}",
        all * 1e3,
        longest * 1e3
    );
    assert!(found.overlaps.get(0, 1) > 0, "rules meet");
}

/// Labels by the records' numbers, where gold is known.
fn gold(records: usize, known: &BitSet) -> Vec<BitSet> {
    let of = |label: usize| {
        known
            .iter()
            .filter(move |record| *record as usize % LABELS == label)
    };
    (0..LABELS)
        .map(|label| BitSet::from_indices(records, of(label)))
        .collect()
}
