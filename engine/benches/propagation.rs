//! Label propagation on a drawn graph: `cargo bench -p labelloom-engine --profile native --bench propagation [-- RECORDS
//! LABELS]`. 100,000 records with about 16 edges each, eight labels, one record in a hundred a seed, seed 1. Once the
//! neighbours are drawn from all records, so that nearly every look at one misses the cache, and once from the 2,000
//! records around. Milliseconds, the best of several: one sweep of label spreading, a preview by conjugate gradients
//! (residual 1e-3) and the rest (1e-6), one more seed to the new picture, and the other methods.

#[path = "support/drawn.rs"]
mod drawn;

use std::sync::Arc;
use std::time::Instant;

use labelloom_engine::job;
use labelloom_engine::num::count;
use labelloom_engine::propagation::{
    EditRun, Field, Options, Picture, PropagationRun, ReceiptRun, Seeds, Stop, named,
};

fn main() {
    let sizes: Vec<usize> = std::env::args()
        .filter_map(|argument| argument.parse().ok())
        .collect();
    let (n, k) = match sizes[..] {
        [n, k] => (n, k),
        _ => (100_000, 8),
    };
    for (name, around) in [("all records", n), ("2,000 around", n.min(2_000))] {
        measure(name, n, k, around);
    }
}

fn measure(name: &str, n: usize, k: usize, around: usize) {
    let edges = Arc::new(drawn::graph(n, around));
    println!(
        "{n} records, {k} labels, {} edges, neighbours among {name}",
        edges.ends.len()
    );
    let begun = Instant::now();
    let field = Arc::new(Field::new(edges).expect("a drawn graph is sound"));
    say("graph made ready", begun, "");
    let seeds = Arc::new(drawn::seeds(n, k));
    sweeps(&field, &seeds);
    let picture = preview(&field, &seeds);
    edit("spreading", picture);
    for method in ["poisson", "propagation"] {
        for (what, stop) in [("preview", Stop::PREVIEW), ("settled", Stop::SETTLED)] {
            let begun = Instant::now();
            let picture = run(method, &field, &seeds, stop);
            let rounds = format!("{} rounds", picture.rounds());
            say(&format!("{method}, {what}"), begun, &rounds);
            if what == "settled" {
                edit(method, Arc::new(picture));
            }
        }
    }
}

fn sweeps(field: &Arc<Field>, seeds: &Arc<Seeds>) {
    let mut best = f64::INFINITY;
    for _ in 0..5 {
        let mut run = begin(
            "spreading",
            field,
            seeds,
            Stop::Sweeps {
                tolerance: 0.0,
                most: 10,
            },
        );
        for _ in 0..10 {
            let begun = Instant::now();
            let _ = job::Job::step(&mut run).expect("sweeps don't fail");
            best = best.min(ms(begun));
        }
    }
    println!("  {:<34} {best:>9.1}", "one sweep");
}

fn preview(field: &Arc<Field>, seeds: &Arc<Seeds>) -> Arc<Picture> {
    let mut best = (f64::INFINITY, None);
    for _ in 0..3 {
        let begun = Instant::now();
        let picture = run("spreading", field, seeds, Stop::PREVIEW);
        let took = ms(begun);
        if took < best.0 {
            best = (took, Some(picture));
        }
    }
    let picture = best.1.expect("three runs were made");
    println!(
        "  {:<34} {:>9.1}  {} rounds",
        "spreading, preview",
        best.0,
        picture.rounds()
    );
    let begun = Instant::now();
    let settled = Stop::Settled {
        residual: 1e-6,
        most: 1000,
    };
    let mut rest = PropagationRun::settle(&picture, settled).expect("the same choices");
    let rest = job::run(&mut rest).expect("rounds don't fail");
    say(
        "spreading, on to 1e-6",
        begun,
        &format!("{} rounds", rest.rounds()),
    );
    let differ = rest
        .labels()
        .zip(picture.labels())
        .filter(|(a, b)| a != b)
        .count();
    println!("  {:<34} {differ:>9}", "labels that then differ");
    let begun = Instant::now();
    let picture = Arc::new(picture);
    let mut receipt = ReceiptRun::new(Arc::clone(&picture), 17).expect("every record is reached");
    let receipt = job::run(&mut receipt).expect("rounds don't fail");
    say("a receipt", begun, &format!("{} seeds", receipt.seeds.len()));
    picture
}

fn edit(method: &str, picture: Arc<Picture>) {
    let (mut best, mut last) = ((f64::INFINITY, String::new()), None);
    for turn in 0..5 {
        let mut seeds = Seeds::clone(picture.seeds());
        let record = count(seeds.records()) / 2 + 1 + turn;
        seeds.put(drawn::gold(record, 1)).expect("a record of the graph");
        let begun = Instant::now();
        let mut run = EditRun::new(Arc::clone(&picture), seeds, 1e-3).expect("the same records");
        let edited = job::run(&mut run).expect("rounds don't fail");
        let took = ms(begun);
        if took < best.0 {
            let change = &edited.change;
            best = (
                took,
                format!(
                    "{} touched, {} labels changed, {} rounds",
                    change.touched,
                    change.moved.len(),
                    edited.picture.rounds()
                ),
            );
            last = Some(edited);
        }
    }
    println!(
        "  {:<34} {:>9.1}  {}",
        format!("{method}, one more seed"),
        best.0,
        best.1
    );
    if let Some(edited) = last.filter(|edited| !edited.settled) {
        settle(method, &edited.picture);
    }
}

/// What an edit gave at once, as exact as a whole run, and how many labels that changes once more.
fn settle(method: &str, picture: &Picture) {
    let begun = Instant::now();
    let mut run = PropagationRun::settle(picture, Stop::SETTLED).expect("the same choices");
    let settled = job::run(&mut run).expect("rounds don't fail");
    let labels = settled.labels().zip(picture.labels());
    let differ = labels.filter(|(a, b)| a != b).count();
    let more = format!("{differ} labels changed once more, {} rounds", settled.rounds());
    say(&format!("{method}, that settled"), begun, &more);
}

fn run(method: &str, field: &Arc<Field>, seeds: &Arc<Seeds>, stop: Stop) -> Picture {
    job::run(&mut begin(method, field, seeds, stop)).expect("rounds don't fail")
}

fn begin(method: &str, field: &Arc<Field>, seeds: &Arc<Seeds>, stop: Stop) -> PropagationRun {
    let options = Options {
        stop,
        ..Options::default()
    };
    let method = named(method).expect("a method of the list");
    PropagationRun::new(method, Arc::clone(field), Arc::clone(seeds), options).expect("drawn seeds are sound")
}

fn ms(begun: Instant) -> f64 {
    begun.elapsed().as_secs_f64() * 1e3
}

fn say(what: &str, begun: Instant, more: &str) {
    println!("  {what:<34} {:>9.1}  {more}", ms(begun));
}
