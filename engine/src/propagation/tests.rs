//! What holds of every method, run over the list: on drawn graphs, and where nothing is as it should be.

use std::sync::Arc;

use super::*;
use crate::bits::BitSet;
use crate::graph::edges::{Edges, Link};
use crate::job;
use crate::num::{count, index};
use crate::rng::Rng;

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

#[test]
fn without_seeds_nothing_is_labeled() {
    let links = drawn(5, 23);
    for method in METHODS {
        let picture = run(
            method,
            &field_for(method, 23, &links),
            &Seeds::new(23, 2),
            &Options::default(),
        );
        assert_eq!(picture.reached().count(), 0, "{}", method.name);
        assert_eq!(kinds(&picture), [NoteKind::NoSeeds]);
    }
}

#[test]
fn a_label_without_seeds_is_never_given() {
    let links = drawn(6, 23);
    let all = seeds(23, 3, &[(2, 0), (5, 2), (22, 2)]);
    for method in METHODS {
        for balance in [Balance::None, Balance::Seeds, Balance::Mass] {
            let field = field_for(method, 23, &links);
            let picture = run(method, &field, &all, &Options { balance, ..exact() });
            let posteriors = picture.posteriors();
            let rows = (0..23).filter_map(|record| posteriors.row(record));
            assert!(
                rows.map(|row| row[1]).all(|value| value == 0.0),
                "{}",
                method.name
            );
            let note = &picture.notes()[0];
            assert_eq!(
                (note.kind, &note.labels[..]),
                (NoteKind::UnseededLabels, &[1][..])
            );
            // A seed without neighbours is labeled by itself.
            assert_eq!(picture.label(22), Some(2), "{}", method.name);
        }
    }
}

#[test]
fn one_label_alone_is_given_to_all_it_reaches() {
    let links = drawn(7, 43);
    for method in METHODS.iter().filter(|method| !method.is_directed) {
        let picture = run(method, &field(43, &links), &seeds(43, 2, &[(3, 1)]), &exact());
        let row = picture.posteriors().row(4).unwrap();
        assert!((row[1] - 1.0).abs() < 1e-12, "{}: {row:?}", method.name);
        assert_eq!(picture.label(25), None, "the other group");
    }
}

/// Far from the seeds of its own part a record still has their label, though the other label's seeds pull on the mean.
#[test]
fn parts_of_one_label_each_keep_it() {
    let chain = |from: u32| (from..from + 9).map(|at| link(at, at + 1, 1.0));
    let links: Vec<Link> = chain(0).chain(chain(10)).collect();
    for method in METHODS.iter().filter(|method| !method.is_directed) {
        let picture = run(
            method,
            &field(20, &links),
            &seeds(20, 2, &[(0, 0), (10, 1)]),
            &exact(),
        );
        for record in 0..20 {
            assert_eq!(
                picture.label(record),
                Some(record / 10),
                "{} {record}",
                method.name
            );
        }
    }
}

#[test]
fn two_labels_on_one_record_both_count() {
    let links = [link(0, 1, 1.0)];
    for method in METHODS {
        let mut all = seeds(2, 2, &[(0, 0)]);
        all.put(Seed {
            origin: Origin::Rule(3),
            weight: 3.0,
            ..gold(0, 1)
        })
        .unwrap();
        let options = Options {
            balance: Balance::None,
            ..exact()
        };
        let picture = run(method, &field_for(method, 2, &links), &all, &options);
        assert_eq!(picture.label(0), Some(1), "{}", method.name);
        assert!(kinds(&picture).contains(&NoteKind::MixedSeeds));
        if picture.method().reading == Reading::Shares {
            let row = picture.posteriors().row(0).unwrap();
            assert!((row[1] - 0.75).abs() < 1e-9, "{}: {row:?}", method.name);
        }
    }
}

#[test]
fn the_smallest_inputs_have_results() {
    let none = Arc::new(Field::new(Arc::new(Edges::union(0, &[]).unwrap())).unwrap());
    let one = Arc::new(Field::new(Arc::new(Edges::union(1, &[]).unwrap())).unwrap());
    for method in METHODS {
        let picture = run(method, &none, &Seeds::new(0, 2), &Options::default());
        assert_eq!(picture.posteriors().records(), 0);
        let picture = run(method, &one, &Seeds::new(1, 0), &Options::default());
        assert_eq!(picture.label(0), None);
        let picture = run(method, &one, &seeds(1, 1, &[(0, 0)]), &exact());
        assert_eq!(picture.posteriors().row(0), Some(vec![1.0]), "{}", method.name);
    }
}

#[test]
fn bad_choices_are_refused() {
    let n = 23;
    let graph = field(n, &drawn(8, n));
    let refused = |seeds: Seeds, options: Options| {
        let spreading = named("spreading").unwrap();
        let error = PropagationRun::new(spreading, Arc::clone(&graph), seeds, options).unwrap_err();
        error.to_string()
    };
    let with_alpha = |alpha| Options {
        alpha,
        ..Options::default()
    };
    let with_shares = |shares: &[f64]| Options {
        balance: Balance::Shares(shares.to_vec()),
        ..Options::default()
    };
    let none = || Seeds::new(n, 2);
    assert!(refused(Seeds::new(22, 2), Options::default()).contains("22 records, the graph of 23"));
    for alpha in [0.0, 1.0, f64::NAN] {
        assert!(refused(none(), with_alpha(alpha)).contains("not between 0 and 1"));
    }
    assert!(refused(none(), with_shares(&[1.0])).contains("1 numbers, but there are 2 labels"));
    assert!(refused(none(), with_shares(&[0.0, 1.0])).contains("no record could ever have it"));
    assert!(refused(none(), with_shares(&[0.5, 0.6])).contains("sum to 1.1"));
    assert!(refused(Seeds::new(n, 1 << 40), Options::default()).contains("MiB"));
    let lists = field_for(named("sklearn-spreading").unwrap(), 4, &[link(0, 1, 1.0)]);
    let spreading = named("spreading").unwrap();
    let error = PropagationRun::new(spreading, lists, Seeds::new(4, 2), Options::default()).unwrap_err();
    assert!(error.what.contains("edges lead both ways"), "{error}");
}

/// One more seed, one less, another label, a rule and its weight: the updated picture is that of a whole run, within the
/// tolerance, and what is said to have changed is what differs.
#[test]
fn an_edit_is_as_good_as_a_whole_run() {
    let n = 2_003;
    let links = drawn(9, n);
    let graph = field(n, &links);
    let before = seeds(n, 3, &[(0, 0), (7, 1), (25, 2), (41, 0), (45, 1), (70, 2)]);
    let edits: [fn(&mut Seeds); 5] = [
        |seeds| seeds.put(gold(101, 2)).unwrap(),
        |seeds| assert!(seeds.remove(7, Origin::Gold, 1)),
        |seeds| {
            seeds.remove(70, Origin::Gold, 2);
        },
        |seeds| {
            let found = BitSet::from_indices(2_003, [3, 44, 150]);
            seeds.put_rule(1, 0, &found, 0.5).unwrap();
        },
        |seeds| {
            seeds.remove(45, Origin::Gold, 1);
            seeds.put(gold(45, 0)).unwrap();
        },
    ];
    for method in METHODS.iter().filter(|method| !method.is_directed) {
        let picture = Arc::new(run(method, &graph, &before, &exact()));
        for edit in edits {
            let mut after = before.clone();
            edit(&mut after);
            let whole = run(method, &graph, &after, &exact());
            let edited =
                job::run(&mut EditRun::new(Arc::clone(&picture), after.clone(), 1e-5).unwrap()).unwrap();
            assert_eq!(edited.settled, method.name != "spreading");
            near(&edited.picture, &whole, 5e-5);
            let moved: Vec<Moved> = (0..count(n))
                .map(|record| Moved {
                    record,
                    before: picture.label(record),
                    after: whole.label(record),
                })
                .filter(|moved| moved.before != moved.after)
                .collect();
            assert_eq!(edited.change.moved, moved, "{}", method.name);
            let settled = PropagationRun::settle(&edited.picture, exact().stop);
            near(&job::run(&mut settled.unwrap()).unwrap(), &whole, 1e-9);
        }
    }
}

fn near(found: &Picture, expected: &Picture, tolerance: f64) {
    for record in 0..found.field().records() {
        for label in 0..found.scores().labels() {
            let apart = found.scores().get(record, label) - expected.scores().get(record, label);
            assert!(apart.abs() < tolerance, "{record} {label}: {apart}");
        }
    }
    assert_eq!(found.reached(), expected.reached());
}

/// A coarse tolerance touches a small part of a large graph, and stays within what it promises.
#[test]
fn a_push_touches_what_it_must() {
    let n = 4_003;
    let graph = field(n, &drawn(10, n));
    let spreading = named("spreading").unwrap();
    let all = seeds(n, 2, &[(0, 0), (1000, 1), (2000, 0)]);
    let picture = Arc::new(run(spreading, &graph, &all, &exact()));
    let mut more = all.clone();
    more.put(gold(1500, 1)).unwrap();
    let edited = job::run(&mut EditRun::new(picture, more.clone(), 1e-3).unwrap()).unwrap();
    assert!(
        (2..=20).contains(&edited.change.touched),
        "{}",
        edited.change.touched
    );
    let whole = run(spreading, &graph, &more, &exact());
    near(&edited.picture, &whole, 4e-3);
}

#[test]
fn a_job_stopped_early_has_a_picture_too() {
    let n = 203;
    let mut run = PropagationRun::new(
        named("poisson").unwrap(),
        field(n, &drawn(11, n)),
        seeds(n, 10, &[(0, 0), (7, 9)]),
        Options::default(),
    )
    .unwrap();
    let step = job::Job::step(&mut run).unwrap();
    assert!(matches!(step, job::Step::Working(progress) if progress.total == 1000));
    let picture = run.finish_here();
    assert!(!picture.converged());
    assert!(kinds(&picture).contains(&NoteKind::NotConverged));
}

#[test]
fn the_receipt_names_rules_and_the_way() {
    let links = [link(0, 1, 0.5), link(1, 2, 0.9), link(2, 3, 0.9), link(2, 4, 0.9)];
    let mut all = seeds(5, 2, &[(0, 0)]);
    all.put_rule(8, 1, &BitSet::from_indices(5, [3, 2]), 0.5).unwrap();
    for method in METHODS.iter().filter(|method| !method.is_directed) {
        let picture = Arc::new(run(method, &field(5, &links), &all, &exact()));
        let receipt = job::run(&mut ReceiptRun::new(picture, 4).unwrap()).unwrap();
        assert_eq!(receipt.label, 1, "{}", method.name);
        let is_rule = |part: &&FromOrigin| (part.origin, part.label) == (Origin::Rule(8), 1);
        let rule = receipt.origins.iter().find(is_rule).unwrap();
        assert_eq!(receipt.origins[0], *rule, "{}", method.name);
        let sizes: f64 = receipt.seeds.iter().map(|part| part.share.abs()).sum();
        assert!((sizes - 1.0).abs() < 1e-12);
        let way: Vec<u32> = receipt.path.iter().map(|hop| hop.record).collect();
        assert_eq!(way, [2, 4], "{}", method.name);
        assert_eq!(receipt.path[1].similarity, 0.9);
    }
}

#[test]
fn records_apart_from_their_neighbours_come_first() {
    let links = [
        link(0, 1, 1.0),
        link(0, 2, 1.0),
        link(1, 2, 1.0),
        link(0, 3, 1.0),
        link(3, 4, 0.5),
        link(4, 5, 1.0),
    ];
    let edges = Edges::union(7, &links).unwrap();
    let labels = [Some(1), Some(0), Some(0), Some(0), Some(1), None, Some(1)];
    let found = disagreements(&edges, &labels, 2);
    let named: Vec<(u32, u32, f64, u32)> = found
        .iter()
        .map(|at| (at.record, at.neighbours_label, at.share, at.neighbours))
        .collect();
    // Record 3 has neighbours 0 and 4 of label 1; records 1 and 2 are torn and stay out.
    assert_eq!(named, [(0, 0, 1.0, 3), (3, 1, 1.0, 2), (4, 0, 1.0, 1)]);
    let purity = purity(&edges, &labels);
    assert_eq!((purity.edges, purity.same), (10, 2));
    assert_eq!(purity.share(), Some(0.2));
    assert_eq!(purity_by_chance(&labels, 2), Some(0.5));
    assert_eq!(purity_by_chance(&[None], 2), None);
}
