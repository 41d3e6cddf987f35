//! Neighbour graphs of generated texts: `cargo bench -p labelloom-engine --profile native --bench graph [-- RECORDS …]`.
//! Each row has 4 to 15 terms drawn by Zipf's law, weighed as TF-IDF, so that 100,000 rows take about as many products
//! (Σ df² / 2, printed) as 100,000 short messages do. Then LSA of generated texts, exactly and approximately. One thread;
//! times are the processor's, where the system tells them, and memory is the most that the process had.

#[path = "support/clock.rs"]
mod clock;
#[path = "support/steps.rs"]
mod steps;
#[expect(dead_code, reason = "other benchmarks ask for words by rank")]
mod support;
#[path = "support/zipf.rs"]
mod zipf;

use labelloom_engine::corpus::CorpusBuilder;
use labelloom_engine::features::{Plan, Vectors, kinds};
use labelloom_engine::graph::{Finding, Found, Options, Part, Search};
use steps::time;
use support::Texts;

/// Most records for which LSA is made and compared in pairs.
const MOST_DENSE: usize = 20_000;

fn main() {
    let mut sizes: Vec<usize> = std::env::args()
        .filter_map(|argument| argument.parse().ok())
        .collect();
    if sizes.is_empty() {
        sizes = vec![10_000, 50_000, 100_000];
    }
    if std::env::args().any(|argument| argument == "--peer") {
        sizes.into_iter().for_each(beside_peer);
        return;
    }
    println!(
        "{:<10} {:<32} {:>9} {:>6} {:>12}  what came of it",
        "records", "what", "ms", "steps", "longest, ms"
    );
    for records in sizes {
        let vectors = zipf::rows(records, 1);
        println!("{records:<10} {} products", zipf::products(&vectors));
        let options = Options::default();
        search(&[&vectors], &options, "exact");
        for at in 0..2 {
            let part = Part { at, of: 2 };
            let options = Options {
                part,
                ..options.clone()
            };
            search(&[&vectors], &options, &format!("part {} of 2", at + 1));
        }
        println!("{records:<10} {} MB at most so far", peak_mb());
        if records <= MOST_DENSE {
            dense(records);
        }
    }
}

/// The search alone, once, as a person meets it, rows gathered and all; as one line of JSON.
fn beside_peer(records: usize) {
    let vectors = zipf::rows(records, 1);
    let begun = clock::now_ms();
    labelloom_engine::graph::find(&[&vectors], &Options::default()).expect("a search");
    let ms = clock::now_ms() - begun;
    let products = zipf::products(&vectors);
    println!("{{\"records\": {records}, \"products\": {products}, \"ms\": {ms}}}");
}

fn dense(records: usize) {
    let (mut texts, mut corpus) = (Texts::new(1), CorpusBuilder::default());
    (0..records).for_each(|_| corpus.push(None, &texts.next_text(), []));
    let corpus = corpus.finish();
    for name in ["lsa-50", "lsa-100"] {
        let plan = Plan::of(kinds::find(name).expect("a kind"));
        let mut making = plan.begin().expect("a plan");
        let told = |vectors: &Vectors| format!("{} directions", vectors.width());
        let vectors = time(records, name, || making.step(&corpus), told);
        search(&[&vectors], &Options::default(), "  exact");
        let search_for = Options {
            search: Search::Approximate { seed: 1 },
            ..Options::default()
        };
        search(&[&vectors], &search_for, "  approximate");
    }
}

/// The most memory that the process had, where the system tells it.
fn peak_mb() -> String {
    let told = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = told.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kilobytes.map_or_else(|| "?".to_owned(), |kilobytes| (kilobytes >> 10).to_string())
}

fn search(vectors: &[&Vectors], options: &Options, what: &str) -> Found {
    let records = vectors[0].len();
    let mut finding = Finding::new(vectors, options).expect("a search");
    time(
        records,
        what,
        || finding.step(vectors),
        |found: &Found| {
            let links = found.neighbors.links();
            let recall = found
                .recall
                .map(|recall| format!(", recall {:.4}", recall.share()));
            format!("{links} links{}", recall.unwrap_or_default())
        },
    )
}
