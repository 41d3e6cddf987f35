//! Maps of generated texts: `cargo bench -p labelloom-engine --profile native --bench layout [-- RECORDS …]`. The texts'
//! graph (words, ten neighbours, joined where either has the other), then its layout with the usual rounds, and the same
//! with a hundredth of the records new. One thread; times are the processor's, where the system tells them. What the graph
//! took says how quick the machine was.

#[path = "support/clock.rs"]
mod clock;
#[expect(dead_code, reason = "other benchmarks ask for words by rank")]
mod support;

use std::sync::Arc;

use clock::now_ms;
use labelloom_engine::corpus::CorpusBuilder;
use labelloom_engine::features::{Plan, kinds};
use labelloom_engine::graph::edges::Edges;
use labelloom_engine::graph::{self, Graph, Joined, Weights};
use labelloom_engine::layout::quality::preservation;
use labelloom_engine::layout::{LayoutRun, Options, USUAL_ROUNDS};
use support::Texts;

fn main() {
    let mut sizes: Vec<usize> = std::env::args()
        .filter_map(|argument| argument.parse().ok())
        .collect();
    if sizes.is_empty() {
        sizes = vec![10_000, 100_000];
    }
    println!(
        "{:<10} {:<20} {:>9} {:>6} {:>12}  what came of it",
        "records", "what", "ms", "steps", "longest, ms"
    );
    for records in sizes {
        measure(records);
    }
}

fn measure(records: usize) {
    let begun = now_ms();
    let edges = Arc::new(drawn(records));
    let took = now_ms() - begun;
    println!(
        "{records:<10} {:<20} {took:>9.1} {:>6} {:>12}  {} edges",
        "texts and graph",
        "",
        "",
        edges.ends.len()
    );
    let run = LayoutRun::new(Arc::clone(&edges), 1, Options::default());
    let positions = time(&edges, "layout", run);
    let known = &positions[..records / 100 * 99 * 2];
    let options = Options {
        rounds: USUAL_ROUNDS / 4,
    };
    let run = LayoutRun::from_positions(Arc::clone(&edges), known, 1, options);
    time(&edges, "  1 % new", run);
}

fn drawn(records: usize) -> Edges {
    let (mut texts, mut corpus) = (Texts::new(1), CorpusBuilder::default());
    (0..records).for_each(|_| corpus.push(None, &texts.next_text(), []));
    let plan = Plan::of(kinds::find("words").expect("a kind"));
    let vectors = plan.make(&corpus.finish()).expect("vectors");
    let found = graph::find(&[&vectors], &graph::Options::default()).expect("neighbours");
    Graph::new(&found.neighbors, Joined::Union, Weights::Similarity).into()
}

fn time(edges: &Edges, what: &str, mut run: LayoutRun) -> Vec<f32> {
    let first = now_ms();
    let (mut steps, mut longest) = (0, 0.0f64);
    loop {
        let before = now_ms();
        let is_going_on = run.step();
        (steps, longest) = (steps + 1, longest.max(now_ms() - before));
        if !is_going_on {
            break;
        }
    }
    println!(
        "{:<10} {what:<20} {:>9.1} {steps:>6} {longest:>12.1}  {:.3} of ten neighbours kept",
        edges.records(),
        now_ms() - first,
        preservation(edges, run.positions(), 10)
    );
    run.positions().to_vec()
}
