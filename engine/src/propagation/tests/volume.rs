//! Labels have the shares of records that are wanted, as the step-wise procedure of GraphLearning gives them.

use super::*;

const N: usize = 1500;

/// A ring of records with links across it.
fn ring() -> Vec<Link> {
    let mut rng = Rng::new(11);
    let mut links = Vec::new();
    for from in 0..count(N) {
        for step in 1..5 {
            let similarity = f64::from(u32::try_from(1 + rng.below(100_000)).unwrap()) / 100_000.0;
            links.push(link(from, (from + step) % count(N), similarity));
        }
    }
    links
}

fn three() -> Seeds {
    seeds(
        N,
        3,
        &[(0, 0), (200, 1), (400, 1), (700, 2), (1000, 0), (1200, 0)],
    )
}

/// Each label's share of the records without a seed.
fn shares(picture: &Picture) -> [f64; 3] {
    let mut counts = [0u32; 3];
    let seeded: Vec<u32> = picture.seeds().iter().map(|seed| seed.record).collect();
    for record in (0..count(N)).filter(|record| !seeded.contains(record)) {
        counts[index(picture.label(record).unwrap())] += 1;
    }
    counts.map(|count| f64::from(count) / (N - 6) as f64)
}

fn with(method: &'static Method, balance: Balance) -> Picture {
    run(
        method,
        &field(N, &ring()),
        &three(),
        &Options { balance, ..exact() },
    )
}

/// Label spreading says nothing of records far from all seeds.
fn far() -> impl Iterator<Item = &'static Method> {
    both_ways().filter(|method| method.name != "spreading")
}

fn both_ways() -> impl Iterator<Item = &'static Method> {
    METHODS.iter().copied().filter(|method| !method.is_directed)
}

#[test]
fn shares_of_records_are_met() {
    for method in far() {
        for (given, wanted) in [
            (None, [3.0 / 6.0, 2.0 / 6.0, 1.0 / 6.0]),
            (Some(vec![0.38, 0.37, 0.25]), [0.38, 0.37, 0.25]),
        ] {
            let picture = with(method, Balance::Volume(given));
            for (share, wanted) in shares(&picture).iter().zip(wanted) {
                assert!(
                    (share - wanted).abs() < 1.5e-3,
                    "{}: {share} for {wanted}",
                    method.name
                );
            }
            let seeds = three();
            assert!(
                seeds
                    .iter()
                    .all(|seed| picture.label(seed.record) == Some(seed.label)),
                "{}",
                method.name
            );
            assert!(!kinds(&picture).contains(&NoteKind::SharesMissed));
        }
    }
}

/// w_c += 0.1 (q_c − share_c), until all shares are within a thousandth.
fn by_steps(rows: &[Vec<f64>], wanted: &[f64]) -> Vec<usize> {
    let mut weights = [1.0; 3];
    let labels = |weights: &[f64; 3]| -> Vec<usize> {
        let winner = |row: &Vec<f64>| {
            let weighed = row.iter().zip(weights).map(|(score, weight)| score * weight);
            weighed
                .enumerate()
                .max_by(|one, other| one.1.total_cmp(&other.1))
                .unwrap()
                .0
        };
        rows.iter().map(winner).collect()
    };
    for _ in 0..10_000 {
        let found = labels(&weights);
        let share =
            |label: usize| found.iter().filter(|&&own| own == label).count() as f64 / rows.len() as f64;
        let off: Vec<f64> = (0..3).map(|label| wanted[label] - share(label)).collect();
        if off.iter().all(|off| off.abs() < 1e-3) {
            return found;
        }
        weights
            .iter_mut()
            .zip(&off)
            .for_each(|(weight, off)| *weight += 0.1 * off);
    }
    labels(&weights)
}

#[test]
fn labels_are_those_of_the_steps_of_graphlearning() {
    let wanted = [0.45, 0.35, 0.2];
    for method in both_ways().filter(|method| method.name == "propagation") {
        let plain = with(method, Balance::None);
        let seeded: Vec<u32> = plain.seeds().iter().map(|seed| seed.record).collect();
        let others: Vec<u32> = (0..count(N)).filter(|record| !seeded.contains(record)).collect();
        let rows: Vec<Vec<f64>> = others
            .iter()
            .map(|&record| plain.scores().row(index(record)).collect())
            .collect();
        let theirs = by_steps(&rows, &wanted);
        let own = with(method, Balance::Volume(Some(wanted.to_vec())));
        let same = others
            .iter()
            .zip(&theirs)
            .filter(|(record, label)| own.label(**record).map(index) == Some(**label));
        assert!(same.count() >= others.len() - 6, "{}", method.name);
    }
}

/// With two labels one score is the other's negative: they can only be told apart otherwise by the shift.
#[test]
fn two_labels_have_their_shares_too() {
    let all = seeds(N, 2, &[(0, 0), (700, 1)]);
    for method in far() {
        let options = Options {
            balance: Balance::Volume(Some(vec![0.7, 0.3])),
            ..exact()
        };
        let picture = run(method, &field(N, &ring()), &all, &options);
        let ones = picture.labels().filter(|&label| label == Some(1)).count();
        assert!(ones.abs_diff(450) < 4, "{}: {ones}", method.name);
    }
}

/// Two parts with seeds of one label each have that label, whatever is wanted: that is said.
#[test]
fn shares_that_cannot_be_met_are_told() {
    let chain = |from: u32| (from..from + 9).map(|at| link(at, at + 1, 1.0));
    let links: Vec<Link> = chain(0).chain(chain(10)).collect();
    for method in both_ways() {
        let options = Options {
            balance: Balance::Volume(Some(vec![0.9, 0.1])),
            ..exact()
        };
        let picture = run(
            method,
            &field(20, &links),
            &seeds(20, 2, &[(0, 0), (10, 1)]),
            &options,
        );
        let note = picture
            .notes()
            .iter()
            .find(|note| note.kind == NoteKind::SharesMissed);
        assert!(
            note.unwrap().sentence.contains("40 percentage points"),
            "{}",
            method.name
        );
        assert_eq!(
            (picture.label(5), picture.label(15)),
            (Some(0), Some(1)),
            "{}",
            method.name
        );
    }
}
