//! How good the choice of graph and model is: `cargo bench -p labelloom-engine --profile native --bench choosing`, part of
//! `cargo xtask bench --quality`. Prints Markdown.
//!
//! Of each set (`../shared/data`, beside the repository) 1 and 5 % of the records of each label are seeds, one at least,
//! drawn with five seeds. Every candidate learns from all seeds and is judged on all other records; the choice is made from
//! the seeds alone. What it loses is the accuracy of the best candidate less that of the one that was chosen.

mod sets;
mod truth;

use std::error::Error;
use std::time::Instant;

use labelloom_engine::choosing::{Choosing, Known, Options, Outcome as Choice};
use labelloom_engine::job::Step;
use labelloom_engine::propagation::Seeds;

use self::sets::Set;
use self::truth::Truth;

type Outcome<T> = Result<T, Box<dyn Error>>;

const SHARES: [f64; 2] = [0.01, 0.05];
const DRAWS: u64 = 5;
static FROM: std::sync::LazyLock<u64> = std::sync::LazyLock::new(|| {
    std::env::var("FROM")
        .ok()
        .and_then(|x| x.parse().ok())
        .unwrap_or(0)
});
static TILL: std::sync::LazyLock<u64> = std::sync::LazyLock::new(|| {
    std::env::var("TILL")
        .ok()
        .and_then(|x| x.parse().ok())
        .unwrap_or(DRAWS)
});

fn main() -> Outcome<()> {
    for set in Set::all()? {
        if std::env::var("ONLY").is_ok_and(|only| !only.contains(set.title)) {
            continue;
        }
        let truth = Truth::new(&set)?;
        for share in SHARES {
            measure(&set, &truth, share)?;
        }
    }
    Ok(())
}

fn measure(set: &Set, truth: &Truth, share: f64) -> Outcome<()> {
    for draw in *FROM..*TILL {
        let gold = set.seeds(share, draw);
        let known = Known {
            records: set.labels.len(),
            labels: set.k,
            others: Seeds::new(set.labels.len(), set.k),
            gold: gold.clone(),
        };
        let begun = Instant::now();
        let mut longest = (0.0f64, "");
        let mut stage = "";
        let mut choosing = Choosing::new(&known, set.candidates.clone(), &Options::default())?;
        let choice: Choice = loop {
            let begun = Instant::now();
            let step = choosing.step(&set.corpus)?;
            let ms = begun.elapsed().as_secs_f64() * 1e3;
            if ms > longest.0 {
                longest = (ms, stage);
            }
            if let Step::Working(told) = &step {
                stage = told.stage;
            }
            choosing.took(ms);
            if let Step::Done(choice) = step {
                break choice;
            }
        };
        let seconds = begun.elapsed().as_secs_f64();
        let right = truth.accuracies(set, &gold, &choice)?;
        let oracle = right.iter().copied().fold(0.0, f64::max);
        let best = choice.best.map_or(0, |best| best as usize);
        println!(
            "{} {share} #{draw}: {seconds:.1} s, longest {:.0} ms after {}; {}",
            set.title, longest.0, longest.1, choice.advice.words
        );
        for graph in &choice.graphs {
            println!(
                "  {}: {:?}",
                graph.title,
                (
                    graph.edges,
                    graph.judged_edges,
                    graph.purity,
                    graph.purity_by_chance,
                    graph.ms
                )
            );
        }
        for (tried, right) in choice.tried.iter().zip(&right) {
            println!(
                "ROW\t{}\t{share}\t{draw}\t{}\t{}\t{:.4}\t{:.4}\t{:.4}\t{:.1}\t{:.0}",
                set.title,
                tried.title,
                tried.model,
                tried.accuracy.unwrap_or(-1.0),
                tried.macro_f1.unwrap_or(-1.0),
                right,
                tried.unreached,
                tried.ms.unwrap_or(0.0)
            );
        }
        println!(
            "LOSS\t{}\t{share}\t{draw}\t{:.4}\t{:.4}\t{:.4}",
            set.title,
            right[best],
            oracle,
            oracle - right[best]
        );
    }
    Ok(())
}
