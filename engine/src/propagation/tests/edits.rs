//! Seeds that change, and runs that are stopped.

use super::*;

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
            assert_eq!(edited.settled, method.name == "propagation");
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

/// A ring of records with links to those around.
fn ring(n: usize) -> Vec<Link> {
    let mut rng = Rng::new(13);
    let from_each = (0..count(n)).flat_map(|from| (1..6).map(move |step| (from, (from + step) % count(n))));
    let similarity = |rng: &mut Rng| f64::from(u32::try_from(1 + rng.below(1000)).unwrap()) / 1000.0;
    from_each
        .map(|(from, to)| link(from, to, similarity(&mut rng)))
        .collect()
}

/// A drawn seed comes, or one of those there are goes or gets another weight.
fn change(seeds: &mut Seeds, rng: &mut Rng) {
    let (record, label) = (rng.below(seeds.records() as u64), rng.below(3));
    let new = gold(u32::try_from(record).unwrap(), u32::try_from(label).unwrap());
    let nth = rng.below(seeds.len() as u64);
    let old = seeds.iter().nth(usize::try_from(nth).unwrap()).unwrap();
    match rng.below(3) {
        0 if seeds.len() > 4 => assert!(seeds.remove(old.record, old.origin, old.label)),
        1 => {
            let weight = old.weight * 0.75;
            seeds.put(Seed { weight, ..old }).unwrap();
        }
        _ => seeds.put(new).unwrap(),
    }
}

/// Each edit begins where the last one ended, to a first picture alone. Few labels are then others than a whole run's, and
/// settled in the end all is as the whole run has it.
#[test]
fn many_edits_end_where_a_whole_run_does() {
    let (n, poisson) = (2_003, named("poisson").unwrap());
    for links in [drawn(12, n), ring(n)] {
        let (graph, mut rng) = (field(n, &links), Rng::new(14));
        let mut all = seeds(n, 3, &[(0, 0), (700, 1), (1400, 2), (1500, 0), (5, 1)]);
        let mut picture = Arc::new(run(poisson, &graph, &all, &exact()));
        for turn in 0..30 {
            change(&mut all, &mut rng);
            let edited = job::run(&mut EditRun::new(picture, all.clone(), 1e-3).unwrap()).unwrap();
            let whole = run(poisson, &graph, &all, &exact());
            let labels = edited.picture.labels().zip(whole.labels());
            let differ = labels.filter(|(first, last)| first != last).count();
            assert!(differ <= n / 100, "{differ} labels after {turn} edits");
            picture = Arc::new(edited.picture);
        }
        let mut settled = PropagationRun::settle(&picture, exact().stop).unwrap();
        near(
            &job::run(&mut settled).unwrap(),
            &run(poisson, &graph, &all, &exact()),
            1e-9,
        );
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
