//! Measures the page as a person meets it, in a real browser, and prints a table.
//!
//! `bench` measures the first load, then projects of 10,000, 100,000 and a million records (about 100 MB): import,
//! scrolling, filtering, keystrokes beside fifty rules. `bench --quick` leaves the million out, `bench RECORDS …` measures
//! other sizes. `bench --models` measures label models and the end model alone, `bench --variants` how quickly variants are
//! made, and `bench --map` the map of records; all otherwise come last.

mod graph;
mod keystroke;
mod labels;
mod load;
mod map;
mod models;
mod pictures;
mod project;
mod table;
mod texts;
mod variants;

use std::process::ExitCode;

use labelloom_browser::{Result, Stage};

/// Records of about a hundred bytes: the last is about 100 MB.
const SIZES: [u32; 3] = [10_000, 100_000, 1_000_000];

/// Points of the map; the last is what it is made for.
const MAP_SIZES: [u32; 2] = [10_000, 100_000];

/// What is measured.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Measured {
    Everything,
    Models,
    Variants,
    Map,
}

fn main() -> ExitCode {
    let asks = |word: &str| std::env::args().any(|said| said == word);
    let measured = match (asks("--models"), asks("--variants"), asks("--map")) {
        (true, _, _) => Measured::Models,
        (_, true, _) => Measured::Variants,
        (_, _, true) => Measured::Map,
        _ => Measured::Everything,
    };
    let mut sizes: Vec<u32> = std::env::args().filter_map(|word| word.parse().ok()).collect();
    if sizes.is_empty() && measured == Measured::Everything {
        sizes = SIZES
            .into_iter()
            .filter(|&size| !asks("--quick") || size < 1_000_000)
            .collect();
    }
    match labelloom_browser::run("bench", async |stage| measure(stage, &sizes, measured).await) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

async fn measure(stage: &Stage, sizes: &[u32], measured: Measured) -> Result {
    match measured {
        Measured::Models => return models::measure(stage, false).await,
        Measured::Variants => {
            variants::sliding(stage).await?;
            pictures::measure(stage).await?;
            return models::measure(stage, true).await;
        }
        Measured::Map => {
            for &records in if sizes.is_empty() {
                MAP_SIZES.as_slice()
            } else {
                sizes
            } {
                map::measure(stage, records).await?;
            }
            return Ok(());
        }
        Measured::Everything => {}
    }
    load::first_load(stage).await?;
    for &records in sizes {
        project::measure(stage, records).await?;
    }
    for records in MAP_SIZES {
        map::measure(stage, records).await?;
    }
    variants::sliding(stage).await?;
    pictures::measure(stage).await?;
    models::measure(stage, false).await
}
