//! Too few seeds, seeds that contradict each other, the smallest inputs, choices that mean nothing.

use super::*;

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
        for balance in [
            Balance::None,
            Balance::Seeds,
            Balance::Mass,
            Balance::Volume(None),
        ] {
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
