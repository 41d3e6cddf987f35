//! All pairs, compared plainly in double precision.

use super::*;

/// The similarity of two records.
fn similarity(vectors: &[&Vectors], one: u32, other: u32, measure: Measure) -> f64 {
    let same = |part: &&Vectors| part.row(one) == part.row(other);
    let values = |part: &Vectors, record: u32| -> Vec<f64> {
        let mut row = vec![0.0; index(part.width())];
        let entries = part.row(record);
        entries
            .entries()
            .for_each(|(column, value)| row[index(column)] = f64::from(value));
        row
    };
    let pairs = vectors
        .iter()
        .map(|part| (values(part, one), values(part, other)));
    match measure {
        Measure::Cosine if vectors.iter().all(same) => {
            let is_known = vectors.iter().any(|part| !part.row(one).is_empty());
            f64::from(u8::from(is_known))
        }
        Measure::Cosine => pairs.map(|(a, b)| cosine(&a, &b)).sum::<f64>() / vectors.len() as f64,
        Measure::Distance => {
            let squares = pairs.map(|(a, b)| a.iter().zip(&b).map(|(a, b)| (a - b) * (a - b)).sum::<f64>());
            1.0 / (1.0 + squares.sum::<f64>().sqrt())
        }
    }
}

fn cosine(a: &[f64], b: &[f64]) -> f64 {
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    let lengths = (dot(a, a) * dot(b, b)).sqrt();
    if lengths == 0.0 { 0.0 } else { dot(a, b) / lengths }
}

/// Checks the list of a record: as many neighbours as there are, each with its own similarity, none less similar than one
/// that is left out.
pub(super) fn brute(vectors: &[&Vectors], record: u32, k: u32, measure: Measure, list: &[Neighbor]) {
    let n = count(vectors[0].len());
    let others = (0..n).filter(|&other| other != record);
    let mut all: Vec<f64> = others
        .map(|other| similarity(vectors, record, other, measure))
        .filter(|&similarity| similarity > ROUNDING)
        .collect();
    all.sort_by(|a, b| b.total_cmp(a));
    all.truncate(index(k));
    let near: Vec<&Neighbor> = list
        .iter()
        .filter(|near| f64::from(near.similarity) > ROUNDING)
        .collect();
    assert_eq!(near.len(), all.len(), "record {record}");
    for (near, wanted) in near.iter().zip(&all) {
        let own = similarity(vectors, record, near.record, measure);
        assert!(
            (f64::from(near.similarity) - own).abs() < ROUNDING,
            "{record}: {near:?} is {own}"
        );
        assert!(
            (own - wanted).abs() < ROUNDING,
            "{record}: {near:?} is not {wanted}"
        );
    }
    assert!(
        list.windows(2).all(|pair| pair[0].is_before(&pair[1])),
        "record {record}"
    );
    assert!(
        list.iter()
            .all(|near| near.similarity > 0.0 && near.similarity <= 1.0)
    );
}

/// Single precision, over a few terms.
const ROUNDING: f64 = 2e-6;
