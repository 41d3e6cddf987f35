//! On small generated rows, with repeated and empty ones.

use super::*;

fn check_all(vectors: &[&Vectors], options: &Options) -> Neighbors {
    let neighbors = found(vectors, options);
    assert_eq!(neighbors.len(), vectors[0].len());
    for record in 0..count(neighbors.len()) {
        brute(vectors, record, options.k, options.measure, neighbors.of(record));
    }
    neighbors
}

fn in_parts(vectors: &[&Vectors], options: &Options, of: u32) -> Neighbors {
    let part = |at| {
        let part = Part { at, of };
        found(
            vectors,
            &Options {
                part,
                ..options.clone()
            },
        )
    };
    Neighbors::merged(&(0..of).map(part).collect::<Vec<_>>()).unwrap()
}

proptest! {
    #[test]
    fn sparse_rows(rows in any_rows(), k in 1u32..45, of in 1u32..5) {
        let vectors = sparse(&rows, 12);
        let whole = check_all(&[&vectors], &options(k));
        prop_assert_eq!(in_parts(&[&vectors], &options(k), of), whole);
    }

    #[test]
    fn dense_rows(rows in (0usize..40).prop_flat_map(any_numbers), k in 1u32..45, of in 1u32..5, far in any::<bool>()) {
        let vectors = dense(&rows);
        let measure = if far { Measure::Distance } else { Measure::Cosine };
        let options = Options { measure, ..options(k) };
        let whole = check_all(&[&vectors], &options);
        prop_assert_eq!(in_parts(&[&vectors], &options, of), whole);
    }

    #[test]
    fn several_vectors((rows, numbers) in any_rows().prop_flat_map(|rows| {
        let n = rows.len();
        (Just(rows), any_numbers(n))
    }), k in 1u32..12) {
        let (words, numbers) = (sparse(&rows, 12), dense(&numbers));
        check_all(&[&words, &numbers], &options(k));
        check_all(&[&words, &words], &options(k));
    }

    /// Some records change, some are new: the update is what a new search finds, to the bit.
    #[test]
    fn updates(before in any_rows(), after in any_rows(), places in proptest::collection::vec(0usize..40, 0..6), k in 1u32..12) {
        let mut rows = before.clone();
        let (mut changed, mut after) = (Vec::new(), after.into_iter());
        for place in places.into_iter().filter(|&place| place < before.len()) {
            if let Some(row) = after.next() {
                rows[place] = row;
                changed.push(count(place));
            }
        }
        rows.extend(after.take(5));
        let old = found(&[&sparse(&before, 12)], &options(k));
        let vectors = sparse(&rows, 12);
        let updated = update(&old, &[&vectors], &changed, &options(k)).unwrap();
        prop_assert_eq!(updated, found(&[&vectors], &options(k)));
    }

    #[test]
    fn graphs_are_symmetric(rows in any_rows(), k in 1u32..6) {
        let lists = found(&[&sparse(&rows, 12)], &options(k));
        for joined in [Joined::Union, Joined::Mutual] {
            for weights in [Weights::Similarity, Weights::Equal, Weights::SelfTuning(Measure::Cosine)] {
                let graph = Graph::new(&lists, joined, weights);
                for record in 0..count(graph.len()) {
                    let (ends, own) = graph.row(record);
                    prop_assert!(ends.windows(2).all(|pair| pair[0] < pair[1]));
                    for (&end, &weight) in ends.iter().zip(own) {
                        let (back, weights) = graph.row(end);
                        let at = back.binary_search(&record).unwrap();
                        prop_assert_eq!(weights[at].to_bits(), weight.to_bits());
                    }
                }
            }
        }
    }
}

/// Three times the same, one alone, one empty.
#[test]
fn repeated_and_lonely_records() {
    let rows = vec![
        vec![(0, 1.0)],
        vec![(1, 1.0)],
        vec![(0, 1.0)],
        vec![],
        vec![(0, 1.0)],
        vec![(0, 3.0), (2, 4.0)],
    ];
    let lists = found(&[&sparse(&rows, 3)], &options(2));
    let of = |record| {
        lists
            .of(record)
            .iter()
            .map(|near| (near.record, near.similarity))
            .collect::<Vec<_>>()
    };
    assert_eq!(of(0), [(2, 1.0), (4, 1.0)]);
    assert_eq!(of(4), [(0, 1.0), (2, 1.0)]);
    assert_eq!((of(1), of(3)), (vec![], vec![]));
    assert_eq!(of(5), [(0, 0.6), (2, 0.6)]);
    let most = found(&[&sparse(&rows, 3)], &options(u32::MAX));
    assert_eq!(most.of(5).len(), 3);
    assert!(found(&[&sparse(&Vec::new(), 3)], &options(2)).is_empty());
}

#[test]
fn what_cannot_be_searched_is_said() {
    let (words, numbers) = (sparse(&vec![vec![]; 4], 3), dense(&vec![vec![1.0; 3]; 4]));
    let error = |vectors: &[&Vectors], options: &Options| find(vectors, options).unwrap_err().to_string();
    assert!(error(&[], &options(1)).contains("no features"));
    let other = dense(&[vec![1.0; 3]]);
    assert!(error(&[&words, &other], &options(1)).contains("Features of 4 records stand beside those of 1"));
    let distances = Options {
        measure: Measure::Distance,
        ..options(1)
    };
    assert!(error(&[&words], &distances).contains("dense"));
    let approximate = Options {
        search: Search::Approximate { seed: 1 },
        ..options(1)
    };
    assert!(error(&[&words], &approximate).contains("quicker and misses nothing"));
    assert!(find(&[&numbers], &approximate).is_ok());
    let small = Options {
        most_bytes: 1 << 10,
        ..options(3)
    };
    let said = error(&[&numbers], &small);
    assert!(
        said.contains("The 3 nearest of 4 records would take 1 MB"),
        "{said}"
    );
    let old = found(&[&numbers], &options(2));
    for (changed, with) in [(&[4][..], options(2)), (&[], options(3)), (&[], approximate)] {
        assert!(update(&old, &[&numbers], changed, &with).is_err());
    }
}
