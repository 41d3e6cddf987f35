//! What holds of every map.

use std::sync::Arc;

use proptest::prelude::*;

use super::quality::preservation;
use super::{LayoutRun, Options};
use crate::graph::edges::{Edges, Link};
use crate::num::{count, exact, index};
use crate::rng::Rng;

fn edges(records: usize, pairs: &[(u32, u32)]) -> Arc<Edges> {
    let link = |&(from, to): &(u32, u32)| Link {
        from,
        to,
        similarity: 0.5,
    };
    let links: Vec<Link> = pairs.iter().map(link).collect();
    Arc::new(Edges::union(records, &links).unwrap())
}

fn map(edges: &Arc<Edges>, rounds: u32) -> Vec<f32> {
    let mut run = LayoutRun::new(Arc::clone(edges), 1, Options { rounds });
    while run.step() {
        check(run.positions(), edges.records());
        assert!(run.rounds() <= run.total());
    }
    assert_eq!(run.rounds(), run.total());
    assert!(run.is_finished() && !run.step());
    run.positions().to_vec()
}

/// All points are in the square.
fn check(positions: &[f32], records: usize) {
    assert_eq!(positions.len(), records * 2);
    assert!(positions.iter().all(|value| (-1.0..=1.0).contains(value)));
}

fn apart(positions: &[f32], one: usize, other: usize) -> f32 {
    let along = |axis: usize| positions[one * 2 + axis] - positions[other * 2 + axis];
    along(0).hypot(along(1))
}

/// The least distance of two of the records.
fn least(positions: &[f32], records: std::ops::Range<usize>) -> f32 {
    let pairs = records
        .clone()
        .flat_map(|one| (one + 1..records.end).map(move |other| (one, other)));
    pairs
        .map(|(one, other)| apart(positions, one, other))
        .fold(f32::INFINITY, f32::min)
}

/// Records on a ring, each like the next `k`.
fn ring(records: u32, k: u32, first: u32) -> Vec<(u32, u32)> {
    let of = |at: u32| (1..=k).map(move |step| (first + at, first + (at + step) % records));
    (0..records).flat_map(of).collect()
}

#[test]
fn the_same_seed_gives_the_same_map_and_another_one_another() {
    let edges = edges(300, &ring(300, 3, 0));
    let map = |seed| {
        let mut run = LayoutRun::new(Arc::clone(&edges), seed, Options { rounds: 30 });
        while run.step() {}
        run.positions().to_vec()
    };
    assert_eq!(map(7), map(7));
    assert_ne!(map(7), map(8));
}

#[test]
fn nothing_to_join_is_laid_out() {
    assert!(map(&edges(0, &[]), 10).is_empty());
    assert_eq!(map(&edges(1, &[]), 10), [0.0, 0.0]);
    let isolated = map(&edges(1000, &[]), 10);
    assert!(least(&isolated, 0..1000) > 0.02, "{}", least(&isolated, 0..1000));
    let two = map(&edges(2, &[(0, 1)]), 50);
    assert!(apart(&two, 0, 1) > 0.0);
}

#[test]
fn groups_are_beside_each_other_and_fill_the_square() {
    let mut pairs = ring(200, 4, 0);
    pairs.extend(ring(100, 4, 200));
    pairs.push((300, 301));
    let positions = map(&edges(310, &pairs), 100);
    let middle = |records: std::ops::Range<usize>| {
        let n = exact(records.len());
        [0, 1].map(|axis| {
            let sum: f64 = records
                .clone()
                .map(|record| f64::from(positions[record * 2 + axis]))
                .sum();
            sum / n
        })
    };
    let within = |records: std::ops::Range<usize>, [x, y]: [f64; 2]| {
        let far = |record: usize| {
            (f64::from(positions[record * 2]) - x).hypot(f64::from(positions[record * 2 + 1]) - y)
        };
        records.map(far).fold(0.0, f64::max)
    };
    let (large, small) = (middle(0..200), middle(200..300));
    let between = (large[0] - small[0]).hypot(large[1] - small[1]);
    assert!(
        between > within(0..200, large).max(within(200..300, small)),
        "{between}"
    );
    // What is left is not flung away: the two large groups still take most of the square.
    let wide = |axis: usize| {
        let along = (0..300).map(|record| positions[record * 2 + axis]);
        let (low, high) = along.fold((1.0f32, -1.0f32), |(low, high), value| {
            (low.min(value), high.max(value))
        });
        high - low
    };
    assert!(wide(0).max(wide(1)) > 1.4, "{} × {}", wide(0), wide(1));
}

#[test]
fn identical_records_have_a_place_each() {
    // Each of a hundred alike has the first ten of them as its neighbours, as lists of the nearest have it.
    let alike = (0..100).flat_map(|from| (0..11).map(move |to| (from, to)));
    let pairs: Vec<(u32, u32)> = alike.filter(|(from, to)| from != to).take(1000).collect();
    let mut pairs = pairs;
    pairs.extend(ring(1000, 4, 100));
    pairs.push((0, 100));
    let positions = map(&edges(1100, &pairs), 100);
    assert!(
        least(&positions, 0..100) >= 2.0 / 4096.0,
        "{}",
        least(&positions, 0..100)
    );
}

/// Records of a grid, each like those beside it: a map can keep these well.
fn plane(side: u32) -> Vec<(u32, u32)> {
    let cells = (0..side).flat_map(|row| (0..side).map(move |column| (row, column)));
    let pairs = cells.flat_map(|(row, column)| {
        let beside = [(0, 1), (1, 0), (1, 1)].map(|(down, right)| (row + down, column + right));
        let there = beside
            .into_iter()
            .filter(|&(row, column)| row < side && column < side);
        there.map(move |(other_row, other)| (row * side + column, other_row * side + other))
    });
    pairs.collect()
}

#[test]
fn neighbours_of_a_plane_are_kept() {
    let edges = edges(1600, &plane(40));
    let kept = preservation(&edges, &map(&edges, 200), 6);
    assert!(kept > 0.75, "{kept}");
    let unmoved = preservation(&edges, &map(&edges, 0), 6);
    assert!(kept > unmoved, "{kept}, and {unmoved} before");
}

#[test]
fn an_earlier_map_stays_as_it_was_and_new_records_are_beside_their_neighbours() {
    let old = plane(24);
    let before = map(&edges(576, &old), 200);
    let mut pairs = old;
    pairs.extend([(576, 10), (576, 11), (576, 12), (577, 576)]);
    let edges = edges(579, &pairs);
    let mut run = LayoutRun::from_positions(Arc::clone(&edges), &before, 1, Options { rounds: 30 });
    assert_eq!(run.total(), 30);
    while run.step() {
        check(run.positions(), 579);
    }
    let after = run.positions();
    // Turned or mirrored it would not be the same map; it may shrink, and move to make room.
    for axis in 0..2 {
        let agree = correlation((0..576).map(|record| (before[record * 2 + axis], after[record * 2 + axis])));
        assert!(agree > 0.9, "{agree}");
    }
    assert!(apart(after, 576, 11) < 0.2 && apart(after, 577, 11) < 0.3);
}

/// Pearson's.
fn correlation(pairs: impl Iterator<Item = (f32, f32)> + Clone) -> f32 {
    let n = pairs.clone().map(|_| 1.0).sum::<f32>();
    let (x, y) = pairs
        .clone()
        .fold((0.0, 0.0), |(x, y), (a, b)| (x + a / n, y + b / n));
    let of = |by: fn(f32, f32) -> f32| pairs.clone().map(|(a, b)| by(a - x, b - y)).sum::<f32>();
    of(|a, b| a * b) / (of(|a, _| a * a) * of(|_, b| b * b)).sqrt()
}

#[test]
fn places_that_are_none_are_made_anew() {
    let edges = edges(20, &ring(20, 2, 0));
    let mut earlier = vec![f32::NAN; 30];
    earlier.extend([0.5, 0.5, f32::INFINITY]);
    let mut run = LayoutRun::from_positions(Arc::clone(&edges), &earlier, 1, Options { rounds: 10 });
    check(run.positions(), 20);
    while run.step() {
        check(run.positions(), 20);
    }
}

fn drawn_edges(records: u32, links: u32, seed: u64) -> Arc<Edges> {
    let mut rng = Rng::new(seed);
    let mut end = || u32::try_from(rng.below(u64::from(records))).unwrap();
    let pairs: Vec<(u32, u32)> = (0..links).map(|_| (end(), end())).collect();
    edges(index(records), &pairs)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_graph_has_a_map(records in 1u32..200, links in 0u32..600, seed in any::<u64>(), rounds in 0u32..12) {
        let edges = drawn_edges(records, links, seed);
        let positions = map(&edges, rounds);
        prop_assert_eq!(&positions, &map(&edges, rounds));
        let widest = positions.iter().fold(0.0f32, |most, value| most.max(value.abs()));
        prop_assert!(records == 1 || widest > 0.99, "{}", widest);
        let again = LayoutRun::from_positions(Arc::clone(&edges), &positions, seed, Options { rounds });
        prop_assert_eq!(count(again.positions().len()), records * 2);
    }
}
