//! What is told of a picture: receipts, disagreements, purity.

use super::*;

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
fn shares_of_the_seeds_add_up_to_the_probabilities_along_edges_and_lists() {
    let n = 83;
    let links = drawn(6, n);
    let mut all = seeds(n, 3, &[(0, 0), (7, 1), (25, 2), (41, 0), (45, 1)]);
    all.put_rule(8, 1, &BitSet::from_indices(n, [3, 12, 30]), 0.5)
        .unwrap();
    let shares = METHODS.iter().filter(|method| method.reading == Reading::Shares);
    for method in shares {
        for balance in [Balance::None, Balance::Seeds, Balance::Volume(None)] {
            let options = Options { balance, ..exact() };
            let picture = Arc::new(run(method, &field_for(method, n, &links), &all, &options));
            let reach = job::run(&mut ReachRun::new(Arc::clone(&picture))).unwrap();
            let posteriors = picture.posteriors();
            let mut told = 0;
            for record in 0..count(n) {
                let Some(row) = posteriors.row(record) else {
                    assert_eq!(reach.of(record), 0.0);
                    continue;
                };
                told += 1;
                assert!(reach.of(record) > 0.0 && reach.confidence(&picture, record) <= 1.0);
                let receipt = job::run(&mut ReceiptRun::new(Arc::clone(&picture), record).unwrap()).unwrap();
                for (label, probability) in (0..).zip(row) {
                    let own = receipt.seeds.iter().filter(|part| part.seed.label == label);
                    let sum: f64 = own.map(|part| part.share).sum();
                    assert!(
                        (sum - probability).abs() < 1e-6,
                        "{} {record}: {sum}, {probability}",
                        method.name
                    );
                }
                let way: Vec<u32> = receipt.path.iter().map(|hop| hop.record).collect();
                assert_eq!(way.last(), Some(&record));
                // What is told goes from a record to one that hears it.
                let edges = picture.field().edges();
                let hears = |pair: &[u32]| edges.row(index(pair[1])).0.contains(&pair[0]);
                assert!(way.windows(2).all(hears), "{}: {way:?}", method.name);
                let first = receipt.seeds.iter().find(|part| part.seed.label == receipt.label);
                assert_eq!(way.first(), first.map(|part| &part.seed.record));
            }
            assert!(told > 40, "{}: {told}", method.name);
        }
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
