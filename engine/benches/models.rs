//! Label models on drawn votes: `cargo bench -p labelloom-engine --profile native --bench models [-- RECORDS RULES]`.
//! Each rule votes on a tenth of the records, right in seven of ten cases, seed 1; a record in two hundred has a hand
//! label. For two and for five labels: the table of votes, its distinct patterns, each model's fit (what another fit
//! has counted is counted again) with its longest step, and the posteriors of all records.

#[path = "support/votes.rs"]
mod votes;

use std::sync::Arc;
use std::time::Instant;

use labelloom_engine::bits::BitSet;
use labelloom_engine::job::{Job, Step};
use labelloom_engine::models::patterns::patterns;
use labelloom_engine::models::{Balance, FitInput, Fitted, LabelModel, MODELS, Options, VoteTable};
use labelloom_engine::votes::VoteMatrix;
use votes::draw;

/// Iterations of the Dawid–Skene models that are timed.
const ITERATIONS: u32 = 5;

fn main() {
    let sizes: Vec<usize> = std::env::args()
        .filter_map(|argument| argument.parse().ok())
        .collect();
    let [records, rules] = sizes[..] else {
        return [2, 5]
            .into_iter()
            .for_each(|labels| measure(1_000_000, 50, labels));
    };
    [2, 5]
        .into_iter()
        .for_each(|labels| measure(records, rules, labels));
}

fn measure(records: usize, rules: usize, labels: usize) {
    let (votes, gold) = draw(records, rules, labels);
    let begun = Instant::now();
    let table = VoteTable::new(&votes).expect("drawn votes are sound");
    let made = begun.elapsed();
    let begun = Instant::now();
    let found = patterns(&table).len();
    println!("{records} records, {rules} rules, {labels} labels: {found} distinct patterns");
    println!(
        "  table {:.1} ms, patterns {:.1} ms",
        made.as_secs_f64() * 1e3,
        begun.elapsed().as_secs_f64() * 1e3
    );
    println!(
        "  {:<20} {:>9} {:>11} {:>6} {:>14} {:>13}",
        "model", "fit ms", "longest ms", "steps", "ms/iteration", "posteriors ms"
    );
    for model in MODELS {
        report(model, &votes, &gold);
    }
}

fn report(model: &'static LabelModel, votes: &VoteMatrix, gold: &Arc<Vec<BitSet>>) {
    let table = VoteTable::new(votes).expect("drawn votes are sound");
    let has_iterations = model.name.starts_with("dawid");
    if has_iterations {
        let _ = patterns(&table);
    }
    let input = FitInput {
        table: Arc::new(table),
        gold: Arc::clone(gold),
        balance: Balance::Uniform,
        options: Options {
            most_iterations: Some(ITERATIONS),
            ..Options::default()
        },
    };
    let begun = Instant::now();
    let mut run = model.fit(input).expect("enough rules");
    let (fitted, fit) = timed(&mut run, begun);
    let fitted: Arc<Fitted> = Arc::new(fitted);
    let _ = patterns(fitted.table());
    let (_, labeled) = timed(&mut fitted.label_all(), Instant::now());
    let each = if has_iterations {
        format!("{:.1}", fit.all / f64::from(fitted.iterations.max(1)))
    } else {
        String::new()
    };
    println!(
        "  {:<20} {:>9.1} {:>11.1} {:>6} {each:>14} {:>13.1}",
        model.name, fit.all, fit.longest, fit.steps, labeled.all
    );
}

/// Milliseconds.
struct Time {
    all: f64,
    longest: f64,
    steps: u32,
}

fn timed<T>(job: &mut dyn Job<Output = T>, begun: Instant) -> (T, Time) {
    let (mut longest, mut steps, mut last) = (0.0_f64, 0, begun);
    loop {
        let step = job.step().expect("drawn votes are sound");
        longest = longest.max(last.elapsed().as_secs_f64() * 1e3);
        last = Instant::now();
        steps += 1;
        if let Step::Done(output) = step {
            let all = begun.elapsed().as_secs_f64() * 1e3;
            return (output, Time { all, longest, steps });
        }
    }
}
