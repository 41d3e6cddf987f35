//! Features and the end model on generated texts: `cargo bench -p labelloom-engine --profile native --bench end_model [--
//! RECORDS …]`. Five labels, each voted for by words of its own, reach about a quarter of the records. For each stage it
//! prints how long it takes in all and how long its longest step is. Times are the processor's, where the system tells
//! them.

#[path = "support/clock.rs"]
mod clock;
#[path = "support/steps.rs"]
mod steps;
mod support;

use clock::now_ms;
use labelloom_engine::corpus::{Corpus, CorpusBuilder};
use labelloom_engine::end_model::{EndOptions, Fit, Predicting};
use labelloom_engine::features::{KINDS, Plan, Vectors};
use labelloom_engine::models::majority;
use labelloom_engine::posteriors::Posteriors;
use steps::time;
use support::Texts;

/// k.
const LABELS: usize = 5;

/// Words that vote for each label.
const VOTERS: usize = 6;

fn main() {
    let mut sizes: Vec<usize> = std::env::args()
        .filter_map(|argument| argument.parse().ok())
        .collect();
    if sizes.is_empty() {
        sizes = vec![10_000, 100_000];
    }
    println!(
        "{:<10} {:<32} {:>9} {:>6} {:>12}  what came of it",
        "records", "what", "ms", "steps", "longest, ms"
    );
    for records in sizes {
        measure(records);
    }
}

fn measure(records: usize) {
    let mut texts = Texts::new(1);
    let mut corpus = CorpusBuilder::default();
    let mut posteriors = Posteriors::unreached(records, LABELS);
    for record in 0..records {
        let text = texts.next_text();
        if let Some(row) = majority::row(&votes(&texts, &text)) {
            posteriors.set(u32::try_from(record).expect("a record"), &row);
        }
        corpus.push(None, &text, []);
    }
    let corpus = corpus.finish();
    for kind in KINDS.iter().filter(|kind| !kind.is_given) {
        let plan = Plan::of(kind);
        let vectors = features(&corpus, &plan, kind.name);
        if kind.name == "words" {
            end_model(&vectors, &posteriors);
        }
    }
}

fn votes(texts: &Texts, text: &str) -> [u32; LABELS] {
    let mut votes = [0; LABELS];
    let words: Vec<&str> = text.split(' ').collect();
    for (label, votes) in votes.iter_mut().enumerate() {
        let voters = (0..VOTERS).map(|voter| texts.word(60 + voter * 40 + label * 7));
        *votes = u32::try_from(voters.filter(|voter| words.contains(voter)).count()).expect("a count");
    }
    votes
}

fn features(corpus: &Corpus, plan: &Plan, what: &str) -> Vectors {
    let before = now_ms();
    let size = plan.size(corpus).expect("a plan");
    let sized = now_ms() - before;
    let mut making = plan.begin().expect("a plan");
    time(
        corpus.len(),
        what,
        || making.step(corpus),
        |vectors| {
            format!(
                "{} terms, {} values, {} MB (told {} MB and {} MB on the way, in {sized:.1} ms)",
                vectors.width(),
                vectors.held(),
                vectors.bytes() >> 20,
                size.bytes_kept >> 20,
                size.bytes_making >> 20
            )
        },
    )
}

fn end_model(vectors: &Vectors, posteriors: &Posteriors) {
    let n = vectors.len();
    let before = now_ms();
    let mut fit = Fit::new(vectors, posteriors, &[], &EndOptions::default()).expect("a fit");
    let beginning = now_ms() - before;
    let model = time(
        n,
        "  end model, fit",
        || fit.step(vectors),
        |model| {
            let summary = model.summary();
            format!(
                "{} records, {:?} after {} iterations; beginning {beginning:.1}",
                summary.records, summary.ending, summary.iterations
            )
        },
    );
    let mut predicting = Predicting::new(&model, vectors).expect("the same features");
    let step = || Ok(predicting.step(&model, vectors));
    time(n, "  end model, all records", step, |all| {
        format!("{} reached", all.reached().count())
    });
}
