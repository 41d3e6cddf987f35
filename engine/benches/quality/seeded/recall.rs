//! How many of the true neighbours an approximate search finds among dense rows.

use std::time::Instant;

use labelloom_engine::graph::{Measure, Options, Search, find};

use super::sets::SeededSet;
use crate::Outcome;

/// A line of the table.
pub(crate) struct Recalled {
    set: &'static str,
    on: &'static str,
    records: usize,
    share: f64,
    approximate_ms: f64,
    exact_ms: f64,
}

/// Every kind of dense rows of a set, by cosine.
pub(crate) fn measure(set: &SeededSet) -> Outcome<Vec<Recalled>> {
    let mut lines = Vec::new();
    for (on, vectors, measure) in set.features()? {
        if vectors.is_sparse() || measure != Measure::Cosine {
            continue;
        }
        let search = |search| {
            let options = Options {
                search,
                ..Options::default()
            };
            let begun = Instant::now();
            let found = find(&[&vectors], &options).map_err(|error| error.to_string())?;
            Outcome::Ok((found, begun.elapsed().as_secs_f64() * 1e3))
        };
        let (found, approximate_ms) = search(Search::Approximate { seed: 1 })?;
        let (_, exact_ms) = search(Search::Exact)?;
        lines.push(Recalled {
            set: set.title,
            on,
            records: vectors.len(),
            share: found
                .recall
                .ok_or("an approximate search tells its recall")?
                .share(),
            approximate_ms,
            exact_ms,
        });
    }
    Ok(lines)
}

/// Prints the table.
pub(crate) fn print(lines: &[Recalled]) {
    println!("\n### Neighbours found by NN-descent, k = 10\n");
    println!("| set | rows | on | recall | time | all pairs |");
    println!("|---|---|---|---|---|---|");
    for line in lines {
        println!(
            "| {} | {} | {} | {:.3} | {:.0} ms | {:.0} ms |",
            line.set, line.records, line.on, line.share, line.approximate_ms, line.exact_ms
        );
    }
}
