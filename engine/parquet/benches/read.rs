//! How quick a file is read: `cargo bench -p labelloom-parquet --profile native --bench read -- FILE.parquet…`. Of each file the
//! pack of its rows without the fingerprint, the fingerprint beside it, and its array of lists where it has one.

use std::fs::File;
use std::time::Instant;

use labelloom_parquet::{Job, Wanted};

/// The best of so many runs is told.
const RUNS: usize = 5;

fn main() {
    for path in std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with('-'))
    {
        for wanted in [Wanted::Preview, Wanted::Table, Wanted::Numbers(None)] {
            match (0..RUNS)
                .map(|_| timed(&path, &wanted))
                .collect::<Option<Vec<_>>>()
            {
                Some(runs) => tell(&path, &wanted, &runs),
                None => println!("{path}: {wanted:?}: nothing to read"),
            }
        }
    }
}

/// Seconds, rows, and bytes made.
fn timed(path: &str, wanted: &Wanted) -> Option<(f64, u64, usize)> {
    let begun = Instant::now();
    let (mut job, mut out) = Job::new(Box::new(File::open(path).ok()?), wanted).ok()?;
    let (mut rows, mut bytes) = (0, out.len());
    out.clear();
    while let Some(progress) = job.step(&mut out).ok()? {
        (rows, bytes) = (progress.total, bytes + out.len());
        out.clear();
    }
    Some((begun.elapsed().as_secs_f64(), rows, bytes))
}

fn tell(path: &str, wanted: &Wanted, runs: &[(f64, u64, usize)]) {
    let seconds: Vec<f64> = runs.iter().map(|run| run.0).collect();
    let (best, worst) = (
        seconds.iter().copied().fold(f64::INFINITY, f64::min),
        seconds.iter().copied().fold(0.0, f64::max),
    );
    let (_, rows, made) = runs[0];
    let size = std::fs::metadata(path).map_or(0, |facts| facts.len());
    println!(
        "{path}: {wanted:?}: {best:.3} s (worst {worst:.3}), {:.1} MB/s of the file, {:.1} MB/s made, {:.0} rows/s",
        size as f64 / best / 1e6,
        made as f64 / best / 1e6,
        rows as f64 / best
    );
}
