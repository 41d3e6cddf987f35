//! The engine's side of Snorkel's label model at speed, for `cargo xtask bench --peers`: 1,000,000 records and 50 rules
//! ([`votes`]), 500 epochs.
//!
//! `snorkel votes LABELS FILE` writes the votes: n × m signed bytes, row by row, -1 is abstain. `snorkel measure LABELS
//! FILE` reads the peer's probabilities, n × k doubles row by row, and prints one line of JSON: `fit_ms` and
//! `posteriors_ms` of `snorkel`, medians of three; `default_fit_ms` and `default_posteriors_ms` of the default model;
//! and `apart`, the largest difference of two probabilities of records with a vote.

#[path = "support/votes.rs"]
mod votes;

use std::error::Error;
use std::sync::Arc;
use std::time::Instant;

use labelloom_engine::job;
use labelloom_engine::models::{Balance, FitInput, LabelModel, MODELS, Options, VoteTable, named};
use labelloom_engine::num::count;
use labelloom_engine::posteriors::Posteriors;
use labelloom_engine::votes::VoteMatrix;

const RECORDS: usize = 1_000_000;
const RULES: usize = 50;
/// Rounds of which the median is taken.
const ROUNDS: usize = 3;

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let words: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| word != "--bench")
        .collect();
    let [what, labels, file] = words.as_slice() else {
        // As `cargo bench` runs it among the others: there is nothing to compare.
        eprintln!(
            "snorkel: give `votes` or `measure`, labels and a file, or run `cargo xtask bench --peers`"
        );
        return Ok(());
    };
    let labels: usize = labels.parse()?;
    let (matrix, gold) = votes::draw(RECORDS, RULES, labels);
    if what == "votes" {
        return Ok(std::fs::write(file, bytes(&matrix))?);
    }
    let input = || -> Outcome<FitInput> {
        Ok(FitInput {
            table: Arc::new(VoteTable::new(&matrix).map_err(|error| error.to_string())?),
            gold: Arc::clone(&gold),
            balance: Balance::Uniform,
            options: Options::default(),
        })
    };
    let snorkel = named("snorkel").map_err(|error| error.to_string())?;
    let (ours, fit_ms, posteriors_ms) = measure(snorkel, &input)?;
    let (_, default_fit_ms, default_posteriors_ms) = measure(MODELS[0], &input)?;
    println!(
        "{{\"fit_ms\": {fit_ms:.2}, \"posteriors_ms\": {posteriors_ms:.2}, \"default_fit_ms\": {default_fit_ms:.2}, \
         \"default_posteriors_ms\": {default_posteriors_ms:.2}, \"apart\": {:.9}}}",
        apart(&ours, &std::fs::read(file)?)
    );
    Ok(())
}

/// Row by row.
fn bytes(matrix: &VoteMatrix) -> Vec<u8> {
    let m = matrix.columns.len();
    let mut bytes = vec![0xff; matrix.records * m];
    for (rule, column) in matrix.columns.iter().enumerate() {
        for ballot in column.ballots() {
            let code = u8::try_from(ballot.vote.label).unwrap_or(0xff);
            let records = ballot.records.iter();
            records.for_each(|record| bytes[record as usize * m + rule] = code);
        }
    }
    bytes
}

/// Posteriors, and the medians of the milliseconds of fits and of posteriors; nothing is kept between rounds.
fn measure(
    model: &'static LabelModel,
    input: &dyn Fn() -> Outcome<FitInput>,
) -> Outcome<(Posteriors, f64, f64)> {
    let (mut fits, mut labelings, mut last) = (Vec::new(), Vec::new(), None);
    for _ in 0..ROUNDS {
        let input = input()?;
        let begun = Instant::now();
        let mut run = model.fit(input).map_err(|error| error.to_string())?;
        let fitted = Arc::new(job::run(&mut run).map_err(|error| error.to_string())?);
        fits.push(begun.elapsed().as_secs_f64() * 1e3);
        let begun = Instant::now();
        last = Some(job::run(&mut fitted.label_all()).map_err(|error| error.to_string())?);
        labelings.push(begun.elapsed().as_secs_f64() * 1e3);
    }
    Ok((last.ok_or("a round was run")?, median(fits), median(labelings)))
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// The largest difference, on records with a vote.
fn apart(ours: &Posteriors, theirs: &[u8]) -> f64 {
    let k = ours.labels();
    let theirs: Vec<f64> = theirs
        .as_chunks::<8>()
        .0
        .iter()
        .map(|bytes| f64::from_le_bytes(*bytes))
        .collect();
    let mut most = if theirs.len() == ours.records() * k {
        0.0
    } else {
        f64::INFINITY
    };
    for (record, their) in (0..count(ours.records())).zip(theirs.chunks_exact(k)) {
        let own = ours.get(record).unwrap_or(their);
        let pairs = own.iter().zip(their);
        most = pairs.map(|(a, b)| (a - b).abs()).fold(most, f64::max);
    }
    most
}
