//! Label propagation on a drawn graph: `cargo bench -p labelloom-engine --profile native --bench propagation [-- RECORDS
//! LABELS]`. 100,000 records with about 16 edges each, eight labels, one record in a hundred a seed, seed 1. Once the
//! neighbours are drawn from all records, so that nearly every look at one misses the cache, and once from the 2,000
//! records around. Milliseconds, the best of several: one sweep of label spreading, a preview by conjugate gradients
//! (residual 1e-3) and the rest (1e-6), one more seed to the new picture, and the other methods.

use std::sync::Arc;
use std::time::Instant;

use labelloom_engine::graph::edges::{Edges, Link};
use labelloom_engine::job;
use labelloom_engine::num::count;
use labelloom_engine::propagation::{
    EditRun, Field, Options, Origin, Picture, PropagationRun, ReceiptRun, Seed, Seeds, Stop, named,
};
use labelloom_engine::rng::Rng;

/// Neighbours in each record's list; the union has about twice as many edges a record.
const NEIGHBOURS: u32 = 8;

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
    let edges = Arc::new(draw(n, around));
    println!(
        "{n} records, {k} labels, {} edges, neighbours among {name}",
        edges.ends.len()
    );
    let begun = Instant::now();
    let field = Arc::new(Field::new(edges).expect("a drawn graph is sound"));
    say("graph made ready", begun, "");
    let seeds = Arc::new(drawn_seeds(n, k));
    sweeps(&field, &seeds);
    let picture = preview(&field, &seeds);
    edit("spreading", picture);
    for method in ["poisson", "propagation"] {
        for (what, stop) in [("preview", Stop::PREVIEW), ("settled", Stop::SETTLED)] {
            let begun = Instant::now();
            let picture = run(method, &field, &seeds, stop);
            let rounds = format!("{} rounds", picture.rounds());
            say(&format!("{method}, {what}"), begun, &rounds);
            if what == "preview" {
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
    let mut best = (f64::INFINITY, String::new());
    for turn in 0..5 {
        let mut seeds = Seeds::clone(picture.seeds());
        let record = count(seeds.records()) / 2 + 1 + turn;
        seeds.put(gold(record, 1)).expect("a record of the graph");
        let begun = Instant::now();
        let mut run = EditRun::new(Arc::clone(&picture), seeds, 1e-3).expect("the same records");
        let edited = job::run(&mut run).expect("rounds don't fail");
        let took = ms(begun);
        if took < best.0 {
            let change = &edited.change;
            best = (
                took,
                format!(
                    "{} touched, {} labels changed",
                    change.touched,
                    change.moved.len()
                ),
            );
        }
    }
    println!(
        "  {:<34} {:>9.1}  {}",
        format!("{method}, one more seed"),
        best.0,
        best.1
    );
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

/// Each record with neighbours among the `around` records around it.
fn draw(n: usize, around: usize) -> Edges {
    let mut rng = Rng::new(1);
    let mut links = Vec::new();
    for from in 0..count(n) {
        for _ in 0..NEIGHBOURS {
            let step = u32::try_from(rng.below(around as u64)).expect("below a u32");
            let to = (from + step) % count(n);
            let thousandths = u32::try_from(200 + rng.below(800)).expect("below a u32");
            let similarity = f64::from(thousandths) / 1000.0;
            links.push(Link { from, to, similarity });
        }
    }
    Edges::union(n, &links).expect("drawn links are sound")
}

fn drawn_seeds(n: usize, k: usize) -> Seeds {
    let mut rng = Rng::new(2);
    let mut seeds = Seeds::new(n, k);
    for _ in 0..n / 100 {
        let record = u32::try_from(rng.below(n as u64)).expect("below a u32");
        let label = u32::try_from(rng.below(k as u64)).expect("below a u32");
        seeds.put(gold(record, label)).expect("within the records");
    }
    seeds
}

fn gold(record: u32, label: u32) -> Seed {
    Seed {
        record,
        label,
        origin: Origin::Gold,
        weight: 1.0,
    }
}
