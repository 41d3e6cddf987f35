//! How good the choice of graph and model is: `cargo bench -p labelloom-engine --profile native --bench choosing`, part of
//! `cargo xtask bench --quality`. Prints Markdown, of all sets or of those that are named: `-- TREC SMS`.
//!
//! Of each set (`../shared/data`, beside the repository) 1 and 5 % of the records of each label are seeds, one at least,
//! drawn with five seeds. Every candidate learns from all seeds and is judged on all other records; the choice is made from
//! the seeds alone. What it loses is the accuracy of the best candidate less that of the one that was chosen. Times are the
//! processor's, where the system tells them.

#[path = "../support/clock.rs"]
mod clock;
mod sets;
mod truth;

use std::error::Error;

use labelloom_engine::choosing::{Choosing, Known, Options, Outcome as Choice};
use labelloom_engine::job::Step;
use labelloom_engine::num::{exact, index};
use labelloom_engine::propagation::Seeds;

use self::clock::now_ms;
use self::sets::Set;
use self::truth::Truth;

type Outcome<T> = Result<T, Box<dyn Error>>;

const SHARES: [f64; 2] = [0.01, 0.05];
const DRAWS: u64 = 5;

fn main() -> Outcome<()> {
    println!("\n### The choice of graph and model, by the seeds alone\n");
    println!(
        "| set | seeds | usual: Poisson, first graph | the bench's choice | best candidate | loss, mean | worst | chosen | \
         estimate off by | s | longest step, ms |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|---|");
    let asked: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with('-'))
        .collect();
    let is_asked = |set: &Set| asked.is_empty() || asked.iter().any(|title| title == set.title);
    for set in Set::all()?.into_iter().filter(is_asked) {
        let truth = Truth::new(&set)?;
        for share in SHARES {
            let draws: Vec<Draw> = (0..DRAWS)
                .map(|seed| Draw::measure(&set, &truth, share, seed))
                .collect::<Outcome<_>>()?;
            print(&set, share, &draws);
        }
    }
    Ok(())
}

/// What came of one set of seeds.
struct Draw {
    seeds: usize,
    usual: f64,
    chosen: f64,
    best: f64,
    /// The candidate that was chosen.
    name: String,
    /// The estimate of its accuracy less its accuracy.
    off: f64,
    seconds: f64,
    longest_ms: f64,
}

impl Draw {
    fn measure(set: &Set, truth: &Truth, share: f64, seed: u64) -> Outcome<Self> {
        let gold = set.seeds(share, seed);
        let known = Known {
            records: set.labels.len(),
            labels: set.k,
            others: Seeds::new(set.labels.len(), set.k),
            gold: gold.clone(),
        };
        let begun = now_ms();
        let (choice, longest_ms) = choose(set, &known)?;
        let seconds = (now_ms() - begun) / 1e3;
        let right = truth.accuracies(set, &gold, &choice)?;
        let at = index(choice.best.ok_or("nothing was chosen")?);
        let (tried, chosen) = (&choice.tried[at], right[at]);
        let is_usual =
            |at: &usize| choice.tried[*at].graph == Some(0) && choice.tried[*at].model == "poisson";
        let usual = (0..right.len()).find(is_usual).ok_or("no usual graph")?;
        Ok(Self {
            seeds: gold.len(),
            usual: right[usual],
            chosen,
            best: right.iter().copied().fold(0.0, f64::max),
            name: format!("{} on {}", tried.model, tried.features.join(" + ")),
            off: tried.accuracy.unwrap_or(0.0) - chosen,
            seconds,
            longest_ms,
        })
    }
}

/// The choice, and its longest step.
fn choose(set: &Set, known: &Known) -> Outcome<(Choice, f64)> {
    let mut choosing = Choosing::new(known, set.candidates.clone(), &Options::default())?;
    let mut longest_ms = 0.0f64;
    loop {
        let begun = now_ms();
        let step = choosing.step(&set.corpus)?;
        longest_ms = longest_ms.max(now_ms() - begun);
        if let Step::Done(choice) = step {
            return Ok((choice, longest_ms));
        }
    }
}

fn print(set: &Set, share: f64, draws: &[Draw]) {
    let mean = |of: fn(&Draw) -> f64| draws.iter().map(of).sum::<f64>() / exact(draws.len());
    let most = |of: fn(&Draw) -> f64| draws.iter().map(of).fold(0.0, f64::max);
    println!(
        "| {} | {:.0} % ({}) | {:.3} | **{:.3}** | {:.3} | {:.3} | {:.3} | {} | {:+.3} | {:.1} | {:.0} |",
        set.title,
        share * 100.0,
        draws[0].seeds,
        mean(|draw| draw.usual),
        mean(|draw| draw.chosen),
        mean(|draw| draw.best),
        mean(|draw| draw.best - draw.chosen),
        most(|draw| draw.best - draw.chosen),
        names(draws),
        mean(|draw| draw.off),
        mean(|draw| draw.seconds),
        most(|draw| draw.longest_ms),
    );
}

/// What was chosen, and how often.
fn names(draws: &[Draw]) -> String {
    let mut names: Vec<&str> = draws.iter().map(|draw| draw.name.as_str()).collect();
    names.sort_unstable();
    let counted = names.chunk_by(|one, other| one == other);
    let told: Vec<String> = counted
        .map(|same| format!("{} × {}", same.len(), same[0]))
        .collect();
    told.join(", ")
}
