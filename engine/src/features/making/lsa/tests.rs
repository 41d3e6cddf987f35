//! The decomposition against the exact one, and texts that share no word.

use super::gram::Gram;
use super::*;
use crate::corpus::CorpusBuilder;
use crate::features::{CsrBuilder, Plan, kinds};
use crate::rng::Rng;

fn sparse(n: usize, m: u32) -> Vectors {
    let mut rng = Rng::new(4);
    let mut rows = CsrBuilder::new(m, 0);
    for _ in 0..n {
        let columns: Vec<u32> = (0..m).filter(|_| rng.below(4) == 0).collect();
        let values: Vec<f32> = columns.iter().map(|_| rng.below(9) as f32 / 8.0 + 0.1).collect();
        rows.push(&columns, &values).unwrap();
    }
    let mut names = TextArena::default();
    (0..m).for_each(|column| names.push(&column.to_string()));
    Vectors::sparse("words", rows.finish(), names).unwrap()
}

/// With all directions kept, cosines are those of the rows themselves.
#[test]
fn all_directions_keep_all_cosines() {
    let x = sparse(60, 20);
    let mut decomposition = Decomposition::new(x.clone(), 20, 20);
    while decomposition.step().is_some() {}
    let rows = decomposition.finish();
    assert_eq!(rows.dim(), (60, 20));
    for (one, other) in [(0, 1), (7, 40), (3, 3)] {
        let dense = |record: u32| {
            let mut row = [0.0f64; 20];
            x.row(record)
                .entries()
                .for_each(|(column, value)| row[column as usize] = f64::from(value));
            row
        };
        let (a, b) = (dense(one), dense(other));
        let dot = |a: &[f64; 20], b: &[f64; 20]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
        let wanted = dot(&a, &b) / (dot(&a, &a) * dot(&b, &b)).sqrt();
        let own = rows.row(one as usize).dot(&rows.row(other as usize));
        assert!((f64::from(own) - wanted).abs() < 1e-5, "{own} is not {wanted}");
    }
}

/// The first five directions, by the exact decomposition of XᵀX: rows agree up to the directions' signs.
#[test]
fn the_first_directions_are_the_exact_ones() {
    let (x, m) = (sparse(200, 40), 40);
    let mut gram = Gram::new(m);
    let dense = |record: u32| {
        let mut row = vec![0.0f32; m];
        x.row(record)
            .entries()
            .for_each(|(column, value)| row[column as usize] = value);
        row
    };
    (0..200).for_each(|record| gram.add(&dense(record)));
    let (_, vectors) = eigen::symmetric(gram.symmetric(), m);
    let mut decomposition = Decomposition::new(x.clone(), 34, 2);
    while decomposition.step().is_some() {}
    let rows = decomposition.finish();
    for record in 0..200u32 {
        let row = dense(record);
        let along = |at: usize| {
            (0..m)
                .map(|of| f64::from(row[of]) * vectors[of * m + at])
                .sum::<f64>()
        };
        let exact = [along(0), along(1)];
        let length = (exact[0] * exact[0] + exact[1] * exact[1]).sqrt();
        for (own, exact) in rows.row(record as usize).iter().zip(exact) {
            let wanted = exact.abs() / length;
            assert!(
                (f64::from(own.abs()) - wanted).abs() < 1e-2,
                "{record}: {own} is not {wanted}"
            );
        }
    }
}

#[test]
fn texts_without_a_common_word_can_be_alike() {
    let mut corpus = CorpusBuilder::default();
    for at in 0..40 {
        let text = match at % 4 {
            0 => "parcel courier late",
            1 => "courier delivery late",
            2 => "password login code",
            _ => "",
        };
        corpus.push(None, text, []);
    }
    let corpus = corpus.finish();
    let kind = kinds::find("lsa-50").unwrap();
    let vectors = Plan::of(kind).make(&corpus).unwrap();
    assert!(!vectors.is_sparse() && vectors.width() <= 3 && vectors.width() >= 2);
    let dot = |a: u32, b: u32| {
        let (a, b) = (vectors.row(a), vectors.row(b));
        a.values().iter().zip(b.values()).map(|(a, b)| a * b).sum::<f32>()
    };
    assert!((dot(0, 4) - 1.0).abs() < 1e-5 && dot(0, 2).abs() < 1e-5);
    assert!(vectors.row(3).is_empty());
    let again = Plan::of(kind).make(&corpus).unwrap();
    assert!((0..40).all(|record| vectors.row(record) == again.row(record)));
    let bounded = Plan {
        most_bytes: 2000,
        ..Plan::of(kind)
    };
    assert!(bounded.make(&corpus).unwrap_err().what.contains("more than"));
}
