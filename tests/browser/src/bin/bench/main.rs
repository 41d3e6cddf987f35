//! Measures the page as a person meets it, in a real browser, and prints a table.
//!
//! `bench` measures the first load, then projects of 10,000, 100,000 and a million records (about 100 MB): import,
//! scrolling, filtering, keystrokes beside fifty rules. `bench --quick` leaves the million out, `bench RECORDS …` measures
//! other sizes. `bench --models` measures label models and the end model alone, and `bench --map` the map of records; both
//! otherwise come last.

mod graph;
mod keystroke;
mod labels;
mod load;
mod map;
mod models;
mod project;
mod table;
mod texts;

use std::process::ExitCode;

use labelloom_browser::{Result, Stage};

/// Records of about a hundred bytes: the last is about 100 MB.
const SIZES: [u32; 3] = [10_000, 100_000, 1_000_000];

/// Points of the map; the last is what it is made for.
const MAP_SIZES: [u32; 2] = [10_000, 100_000];

fn main() -> ExitCode {
    let map_alone = std::env::args().any(|word| word == "--map");
    let models_alone = std::env::args().any(|word| word == "--models");
    let quick = std::env::args().any(|word| word == "--quick");
    let mut sizes: Vec<u32> = std::env::args().filter_map(|word| word.parse().ok()).collect();
    if sizes.is_empty() && !models_alone && !map_alone {
        sizes = SIZES
            .into_iter()
            .filter(|&size| !quick || size < 1_000_000)
            .collect();
    }
    let alone = (models_alone, map_alone);
    match labelloom_browser::run("bench", async |stage| measure(stage, &sizes, alone).await) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

async fn measure(stage: &Stage, sizes: &[u32], (models_alone, map_alone): (bool, bool)) -> Result {
    if models_alone {
        return models::measure(stage).await;
    }
    if map_alone {
        for &records in if sizes.is_empty() {
            MAP_SIZES.as_slice()
        } else {
            sizes
        } {
            map::measure(stage, records).await?;
        }
        return Ok(());
    }
    load::first_load(stage).await?;
    for &records in sizes {
        project::measure(stage, records).await?;
    }
    for records in MAP_SIZES {
        map::measure(stage, records).await?;
    }
    models::measure(stage).await
}
