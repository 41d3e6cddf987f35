//! Over several blocks of rows, and the approximate search.

use super::*;
use crate::job::Step;

/// Rows of three terms each.
fn some_rows(n: usize) -> SparseRows {
    let mut rng = Rng::new(5);
    let mut row = || {
        let mut columns: Vec<u32> = (0..3).map(|_| below(&mut rng, 400)).collect();
        columns.sort_unstable();
        columns.dedup();
        columns
            .into_iter()
            .map(|column| (column, 1.0 + column as f32 / 400.0))
            .collect()
    };
    (0..n).map(|_| row()).collect()
}

fn below(rng: &mut Rng, bound: u64) -> u32 {
    u32::try_from(rng.below(bound)).unwrap()
}

/// Points around centres on a sphere.
fn some_points(n: usize) -> Vec<Vec<f32>> {
    let mut rng = Rng::new(9);
    let mut draw = || f32::from(u8::try_from(rng.below(200)).unwrap()) / 100.0 - 1.0;
    let centres: Vec<Vec<f32>> = (0..30).map(|_| (0..12).map(|_| draw()).collect()).collect();
    let around = |centre: &Vec<f32>, draw: &mut dyn FnMut() -> f32| {
        centre.iter().map(|value| value + 0.4 * draw()).collect()
    };
    (0..n).map(|at| around(&centres[at % 30], &mut draw)).collect()
}

#[test]
fn blocks_leave_no_pair_out() {
    let vectors = sparse(&some_rows(9000), 400);
    let whole = found(&[&vectors], &options(5));
    for record in (0..9000).step_by(601).chain([4095, 4096, 8191, 8192, 8999]) {
        brute(&[&vectors], record, 5, Measure::Cosine, whole.of(record));
    }
    let part = |at| Options {
        part: Part { at, of: 3 },
        ..options(5)
    };
    let parts: Vec<Neighbors> = (0..3).map(|at| found(&[&vectors], &part(at))).collect();
    assert_eq!(Neighbors::merged(&parts).unwrap(), whole);
    let mut rows = some_rows(9000);
    rows[4100] = rows[77].clone();
    rows[8200] = vec![(3, 1.0)];
    rows.push(rows[5].clone());
    let vectors = sparse(&rows, 400);
    let updated = update(&whole, &[&vectors], &[4100, 8200], &options(5)).unwrap();
    assert_eq!(updated, found(&[&vectors], &options(5)));
}

#[test]
fn blocks_of_dense_rows_too() {
    let vectors = dense(&some_points(4200));
    for measure in [Measure::Cosine, Measure::Distance] {
        let whole = found(
            &[&vectors],
            &Options {
                measure,
                ..options(4)
            },
        );
        for record in [0, 17, 4095, 4096, 4199] {
            brute(&[&vectors], record, 4, measure, whole.of(record));
        }
    }
}

#[test]
fn neighbours_of_neighbours_are_nearly_all() {
    let vectors = dense(&some_points(6000));
    for measure in [Measure::Cosine, Measure::Distance] {
        let search = Search::Approximate { seed: 3 };
        let approximate = Options {
            measure,
            search,
            ..options(10)
        };
        let one = find(&[&vectors], &approximate).unwrap();
        let recall = one.recall.unwrap();
        assert_eq!((recall.rows, recall.wanted), (500, 5000));
        assert!(recall.share() >= 0.95, "{recall:?}");
        assert_eq!(find(&[&vectors], &approximate).unwrap().neighbors, one.neighbors);
        let exact = found(
            &[&vectors],
            &Options {
                measure,
                ..options(10)
            },
        );
        let same = |record: u32| {
            let list = exact.of(record);
            let is_there = |near: &&Neighbor| list.iter().any(|other| other.record == near.record);
            one.neighbors.of(record).iter().filter(is_there).count()
        };
        let shared: usize = (0..6000).map(same).sum();
        let share = shared as f64 / 60_000.0;
        assert!((share - recall.share()).abs() < 0.03, "{share} and {recall:?}");
    }
}

#[test]
fn progress_ends_where_it_says() {
    let vectors = sparse(&some_rows(9000), 400);
    let mut finding = Finding::new(&[&vectors], &options(5)).unwrap();
    let mut stages = Vec::new();
    let mut last = ("", 0);
    while let Step::Working(told) = finding.step(&[&vectors]).unwrap() {
        assert!(told.done <= told.total, "{told:?}");
        assert!(told.stage != last.0 || told.done >= last.1, "{told:?}");
        last = (told.stage, told.done);
        stages.push(told.stage);
    }
    assert!(stages.len() > 4);
    stages.dedup();
    assert_eq!(
        stages,
        [
            "finding identical rows",
            "gathering rows",
            "comparing rows",
            "listing neighbours"
        ]
    );
}
