//! What holds of every method, run over the list: on drawn graphs, and where nothing is as it should be.

use std::sync::Arc;

use super::*;
use crate::bits::BitSet;
use crate::graph::edges::{Edges, Link};
use crate::job;
use crate::num::{count, index};
use crate::rng::Rng;

mod edits;
mod odd;
mod told;
mod volume;

/// n records in groups of about 20 that hang together, the last three alone.
fn drawn(seed: u64, n: usize) -> Vec<Link> {
    let mut rng = Rng::new(seed);
    let mut links = Vec::new();
    for from in 0..count(n - 3) {
        for _ in 0..3 {
            let group = u64::from(from / 20 * 20);
            let to = u32::try_from(group + rng.below(20)).unwrap().min(count(n - 4));
            let similarity = f64::from(u32::try_from(1 + rng.below(1000)).unwrap()) / 1000.0;
            links.push(Link { from, to, similarity });
        }
    }
    links
}

fn field(n: usize, links: &[Link]) -> Arc<Field> {
    Arc::new(Field::new(Arc::new(Edges::union(n, links).unwrap())).unwrap())
}

/// The graph as a method takes it.
fn field_for(method: &Method, n: usize, links: &[Link]) -> Arc<Field> {
    if !method.is_directed {
        return field(n, links);
    }
    let mut lists: Vec<Link> = (0..count(n)).map(|own| link(own, own, 1.0)).collect();
    lists.extend(links.iter().map(|at| link(at.from, at.to, 1.0)));
    Arc::new(Field::new(Arc::new(Edges::directed(n, &lists).unwrap())).unwrap())
}

fn link(from: u32, to: u32, similarity: f64) -> Link {
    Link { from, to, similarity }
}

fn gold(record: u32, label: u32) -> Seed {
    Seed {
        record,
        label,
        origin: Origin::Gold,
        weight: 1.0,
    }
}

fn seeds(n: usize, k: usize, pairs: &[(u32, u32)]) -> Seeds {
    let mut seeds = Seeds::new(n, k);
    for &(record, label) in pairs {
        seeds.put(gold(record, label)).unwrap();
    }
    seeds
}

fn run(method: &'static Method, field: &Arc<Field>, seeds: &Seeds, options: &Options) -> Picture {
    let begun = PropagationRun::new(method, Arc::clone(field), seeds.clone(), options.clone());
    job::run(&mut begun.unwrap()).unwrap()
}

fn exact() -> Options {
    Options {
        stop: Stop::Settled {
            residual: 1e-13,
            most: 10_000,
        },
        ..Options::default()
    }
}

fn kinds(picture: &Picture) -> Vec<NoteKind> {
    picture.notes().iter().map(|note| note.kind).collect()
}

#[test]
fn the_list_describes_itself() {
    for method in METHODS {
        assert_eq!(
            METHODS.iter().filter(|other| other.name == method.name).count(),
            1
        );
        assert!(method.sentence.ends_with('.'), "{}", method.name);
        assert!(std::ptr::eq(named(method.name).unwrap(), *method));
    }
    let error = named("best").unwrap_err().to_string();
    assert!(error.contains("poisson, spreading, propagation"), "{error}");
}

#[test]
fn rows_sum_to_one_and_what_no_seed_reaches_has_none() {
    let n = 83;
    let links = drawn(1, n);
    let all = seeds(n, 3, &[(0, 0), (7, 1), (25, 2), (41, 0), (45, 1)]);
    for method in METHODS {
        let field = field_for(method, n, &links);
        for balance in [
            Balance::None,
            Balance::Seeds,
            Balance::Mass,
            Balance::Shares(vec![0.5, 0.3, 0.2]),
            Balance::Volume(None),
            Balance::Volume(Some(vec![0.5, 0.3, 0.2])),
        ] {
            let picture = run(method, &field, &all, &Options { balance, ..exact() });
            let posteriors = picture.posteriors();
            // Groups 60.. hold no seed, and the last three records no edge.
            for record in 0..count(n) {
                let Some(row) = posteriors.row(record) else {
                    assert!(record >= 60 || method.is_directed, "{} {record}", method.name);
                    assert_eq!(picture.label(record), None);
                    continue;
                };
                assert!(record < 60, "{} {record}", method.name);
                assert!((row.iter().sum::<f64>() - 1.0).abs() < 1e-12);
                assert!(row.iter().all(|&value| value >= 0.0));
                let own = row[index(picture.label(record).unwrap())];
                assert!(row.iter().all(|&value| value <= own), "{}: {row:?}", method.name);
            }
            assert!(kinds(&picture).contains(&NoteKind::Unreached), "{}", method.name);
        }
    }
}

/// Other numbers for the same records give the same labels and, to rounding, the same probabilities.
#[test]
fn the_order_of_records_does_not_matter() {
    let n = 63;
    let links = drawn(3, n);
    let turned = |record: u32| (record * 31 + 5) % count(n);
    let others: Vec<Link> = links
        .iter()
        .map(|at| link(turned(at.to), turned(at.from), at.similarity))
        .collect();
    let pairs = [(0, 0), (7, 1), (25, 1), (41, 0), (45, 1)];
    let turned_pairs = pairs.map(|(record, label)| (turned(record), label));
    for method in METHODS.iter().filter(|method| !method.is_directed) {
        let first = run(method, &field(n, &links), &seeds(n, 2, &pairs), &exact());
        let second = run(method, &field(n, &others), &seeds(n, 2, &turned_pairs), &exact());
        let (first, second) = (first.posteriors(), second.posteriors());
        for record in 0..count(n) {
            let (one, other) = (first.row(record), second.row(turned(record)));
            assert_eq!(one.is_some(), other.is_some());
            let both = one.iter().flatten().zip(other.iter().flatten());
            assert!(
                both.into_iter().all(|(a, b)| (a - b).abs() < 1e-9),
                "{}",
                method.name
            );
        }
    }
}

#[test]
fn the_same_run_gives_the_same_bits() {
    let n = 63;
    let links = drawn(4, n);
    let all = seeds(n, 2, &[(0, 0), (7, 1), (25, 1)]);
    for method in METHODS {
        let field = field_for(method, n, &links);
        let once = || run(method, &field, &all, &Options::default());
        assert_eq!(once().scores(), once().scores(), "{}", method.name);
    }
}
