//! Rows of 4 to 15 terms drawn by Zipf's law, weighed as TF-IDF: 100,000 take about as many products (Σ df² / 2) as
//! 100,000 short messages do.

use labelloom_engine::arena::TextArena;
use labelloom_engine::features::{CsrBuilder, Vectors};
use labelloom_engine::num::ln;
use labelloom_engine::rng::Rng;

/// Distinct terms that are drawn from.
const TERMS: u32 = 40_000;

/// The larger, the less frequent the most frequent terms are.
const FLATNESS: f64 = 2.55;

/// Σ df² / 2.
pub(crate) fn products(vectors: &Vectors) -> u64 {
    let mut df = vec![0u64; vectors.width() as usize];
    for record in 0..u32::try_from(vectors.len()).expect("a record") {
        vectors
            .row(record)
            .entries()
            .for_each(|(column, _)| df[column as usize] += 1);
    }
    df.iter().map(|df| df * df / 2).sum()
}

/// Rows of a seed.
pub(crate) fn rows(records: usize, seed: u64) -> Vectors {
    let mut rng = Rng::new(seed);
    let weights = (0..TERMS).map(|rank| 1.0 / (f64::from(rank) + FLATNESS));
    let cumulated: Vec<f64> = weights
        .scan(0.0, |sum, weight| {
            *sum += weight;
            Some(*sum)
        })
        .collect();
    let total = cumulated[cumulated.len() - 1];
    let mut drawn: Vec<Vec<u32>> = Vec::with_capacity(records);
    let mut df = vec![0u32; TERMS as usize];
    for _ in 0..records {
        let mut row: Vec<u32> = (0..4 + rng.below(12))
            .map(|_| {
                let at = rng.fraction() * total;
                u32::try_from(cumulated.partition_point(|&sum| sum <= at)).expect("a term")
            })
            .collect();
        row.sort_unstable();
        row.dedup();
        row.iter().for_each(|&term| df[term as usize] += 1);
        drawn.push(row);
    }
    weighed(&drawn, &df)
}

fn weighed(drawn: &[Vec<u32>], df: &[u32]) -> Vectors {
    let n = drawn.len() as f64;
    let mut rows = CsrBuilder::new(TERMS, 0);
    for row in drawn {
        let idf = row
            .iter()
            .map(|&term| ln((1.0 + n) / (1.0 + f64::from(df[term as usize]))) + 1.0);
        let idf: Vec<f64> = idf.collect();
        let length = idf.iter().map(|value| value * value).sum::<f64>().sqrt();
        #[expect(clippy::cast_possible_truncation, reason = "rows are in single precision")]
        let unit: Vec<f32> = idf.iter().map(|value| (value / length) as f32).collect();
        rows.push(row, &unit).expect("a row in order");
    }
    let mut names = TextArena::default();
    (0..TERMS).for_each(|term| names.push(&term.to_string()));
    Vectors::sparse("words", rows.finish(), names).expect("named columns")
}
