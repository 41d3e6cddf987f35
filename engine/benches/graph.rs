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

use labelloom_engine::arena::TextArena;
use labelloom_engine::corpus::CorpusBuilder;
use labelloom_engine::features::{CsrBuilder, Plan, Vectors, kinds};
use labelloom_engine::graph::{Finding, Found, Options, Part, Search};
use labelloom_engine::num::ln;
use labelloom_engine::rng::Rng;
use steps::time;
use support::Texts;

/// Distinct terms that are drawn from.
const TERMS: u32 = 40_000;

/// The larger, the less frequent the most frequent terms are.
const FLATNESS: f64 = 2.55;

/// Most records for which LSA is made and compared in pairs.
const MOST_DENSE: usize = 20_000;

fn main() {
    let mut sizes: Vec<usize> = std::env::args()
        .filter_map(|argument| argument.parse().ok())
        .collect();
    if sizes.is_empty() {
        sizes = vec![10_000, 50_000, 100_000];
    }
    println!(
        "{:<10} {:<32} {:>9} {:>6} {:>12}  what came of it",
        "records", "what", "ms", "steps", "longest, ms"
    );
    for records in sizes {
        let vectors = zipf(records, 1);
        println!("{records:<10} {} products", products(&vectors));
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

/// Σ df² / 2.
fn products(vectors: &Vectors) -> u64 {
    let mut df = vec![0u64; vectors.width() as usize];
    for record in 0..u32::try_from(vectors.len()).expect("a record") {
        vectors
            .row(record)
            .entries()
            .for_each(|(column, _)| df[column as usize] += 1);
    }
    df.iter().map(|df| df * df / 2).sum()
}

/// Rows of a seed.
fn zipf(records: usize, seed: u64) -> Vectors {
    let mut rng = Rng::new(seed);
    let weights = (0..TERMS).map(|rank| 1.0 / (f64::from(rank) + FLATNESS));
    let cumulated: Vec<f64> = weights
        .scan(0.0, |sum, weight| {
            *sum += weight;
            Some(*sum)
        })
        .collect();
    let total = cumulated[cumulated.len() - 1];
    let mut drawn: Vec<Vec<u32>> = Vec::with_capacity(records);
    let mut df = vec![0u32; TERMS as usize];
    for _ in 0..records {
        let mut row: Vec<u32> = (0..4 + rng.below(12))
            .map(|_| {
                let at = rng.fraction() * total;
                u32::try_from(cumulated.partition_point(|&sum| sum <= at)).expect("a term")
            })
            .collect();
        row.sort_unstable();
        row.dedup();
        row.iter().for_each(|&term| df[term as usize] += 1);
        drawn.push(row);
    }
    weighed(&drawn, &df)
}

fn weighed(drawn: &[Vec<u32>], df: &[u32]) -> Vectors {
    let n = drawn.len() as f64;
    let mut rows = CsrBuilder::new(TERMS, 0);
    for row in drawn {
        let idf = row
            .iter()
            .map(|&term| ln((1.0 + n) / (1.0 + f64::from(df[term as usize]))) + 1.0);
        let idf: Vec<f64> = idf.collect();
        let length = idf.iter().map(|value| value * value).sum::<f64>().sqrt();
        #[expect(clippy::cast_possible_truncation, reason = "rows are in single precision")]
        let unit: Vec<f32> = idf.iter().map(|value| (value / length) as f32).collect();
        rows.push(row, &unit).expect("a row in order");
    }
    let mut names = TextArena::default();
    (0..TERMS).for_each(|term| names.push(&term.to_string()));
    Vectors::sparse("words", rows.finish(), names).expect("named columns")
}
