//! Of very many records a sample: all pairs of a hundred thousand, for five graphs, are more than a choice is worth.

use crate::arena::TextArena;
use crate::error::Result;
use crate::features::{CsrBuilder, Row, Vectors};
use crate::num::{count, index};
use crate::propagation::Seeds;
use crate::rng::mix;

/// The records that candidates are judged on.
#[derive(Debug)]
pub(super) struct Sample {
    /// Ascending; none where it is all of them.
    records: Option<Vec<u32>>,
    len: usize,
}

impl Sample {
    /// All of n records, or so many of them: those with gold first, up to half, the others by chance.
    pub(super) fn new(n: usize, gold: &[(u32, u32)], most: u32, seed: u64) -> Self {
        let most = index(most);
        if n <= most {
            return Self {
                records: None,
                len: n,
            };
        }
        let by_chance = |record: u32| (mix(seed ^ mix(record.into())), record);
        let mut known: Vec<u32> = gold.iter().map(|at| at.0).collect();
        known.sort_unstable_by_key(|&record| by_chance(record));
        known.truncate(most / 2);
        let mut is_taken = vec![false; n];
        known.iter().for_each(|&record| is_taken[index(record)] = true);
        let mut others: Vec<u32> = (0..count(n)).filter(|&record| !is_taken[index(record)]).collect();
        others.sort_unstable_by_key(|&record| by_chance(record));
        let others = others.into_iter().take(most - known.len());
        let mut records: Vec<u32> = known.into_iter().chain(others).collect();
        records.sort_unstable();
        Self {
            len: records.len(),
            records: Some(records),
        }
    }

    pub(super) const fn len(&self) -> usize {
        self.len
    }

    /// Whether it is a part of the records only.
    pub(super) const fn is_part(&self) -> bool {
        self.records.is_some()
    }

    /// A record's number in the sample.
    fn place(&self, record: u32) -> Option<u32> {
        match &self.records {
            None => Some(record),
            Some(records) => records.binary_search(&record).ok().map(count),
        }
    }

    /// Records and labels by their numbers in the sample.
    pub(super) fn gold(&self, gold: &[(u32, u32)]) -> Vec<(u32, u32)> {
        let placed = gold
            .iter()
            .filter_map(|&(record, label)| Some((self.place(record)?, label)));
        placed.collect()
    }

    /// Seeds by the numbers of their records in the sample, without those of `gold`, ascending and numbered so too.
    pub(super) fn seeds(&self, seeds: &Seeds, gold: &[(u32, u32)]) -> Result<Seeds> {
        let mut placed = Seeds::new(self.len, seeds.labels());
        for mut seed in seeds.iter() {
            if let Some(place) = self.place(seed.record)
                && gold.binary_search_by_key(&place, |at| at.0).is_err()
            {
                seed.record = place;
                placed.put(seed)?;
            }
        }
        Ok(placed)
    }

    /// The rows of the sample; none where it is all of them.
    pub(super) fn rows(&self, vectors: &Vectors) -> Option<Result<Vectors>> {
        self.records.as_ref().map(|records| rows(vectors, records))
    }
}

fn rows(vectors: &Vectors, records: &[u32]) -> Result<Vectors> {
    let mut names = TextArena::default();
    vectors.names().for_each(|name| names.push(name));
    let kind = vectors.blocks().first().map_or("", |block| &block.kind);
    if vectors.is_sparse() {
        let held: usize = records
            .iter()
            .map(|&record| vectors.row(record).values().len())
            .sum();
        let mut rows = CsrBuilder::new(vectors.width(), held);
        for &record in records {
            if let Row::Sparse(columns, values) = vectors.row(record) {
                rows.push(columns, values)?;
            }
        }
        return Vectors::sparse(kind, rows.finish(), names);
    }
    let mut rows = ndarray::Array2::zeros((records.len(), index(vectors.width())));
    for (mut row, &record) in rows.rows_mut().into_iter().zip(records) {
        for (value, held) in row.iter_mut().zip(vectors.row(record).values()) {
            *value = *held;
        }
    }
    Vectors::dense(kind, rows, names)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::propagation::{Origin, Seed};

    #[test]
    fn a_sample_holds_the_known_and_others_by_chance() {
        let gold = [(7, 0), (990, 1)];
        let sample = Sample::new(1000, &gold, 20, 3);
        assert!(sample.is_part());
        assert_eq!((sample.len(), sample.gold(&gold).len()), (20, 2));
        let records = sample.records.clone().unwrap();
        assert!(records.windows(2).all(|pair| pair[0] < pair[1]));
        for (record, (place, _)) in [7, 990].into_iter().zip(sample.gold(&gold)) {
            assert_eq!(records[index(place)], record);
        }
        assert_ne!(records, Sample::new(1000, &gold, 20, 4).records.unwrap());
        let all = Sample::new(20, &gold[..1], 20, 3);
        assert!(!all.is_part());
        assert_eq!(all.gold(&gold[..1]), gold[..1]);
        let many: Vec<(u32, u32)> = (0..500).map(|record| (record, 0)).collect();
        assert_eq!(
            Sample::new(1000, &many, 20, 3).gold(&many).len() / 10,
            1,
            "half and some"
        );
    }

    #[test]
    fn rows_and_seeds_keep_their_records() {
        let sample = Sample::new(30, &[(4, 0), (8, 1)], 10, 1);
        let records = sample.records.clone().unwrap();
        let mut names = TextArena::default();
        names.push("number");
        let numbers: Vec<f32> = (0u8..30).map(f32::from).collect();
        let dense = Vectors::dense(
            "x",
            ndarray::Array2::from_shape_vec((30, 1), numbers).unwrap(),
            names.clone(),
        );
        let taken = sample.rows(&dense.unwrap()).unwrap().unwrap();
        let mut sparse = CsrBuilder::new(1, 0);
        (0u8..30).for_each(|value| sparse.push(&[0], &[f32::from(value)]).unwrap());
        let sparse = Vectors::sparse("x", sparse.finish(), names).unwrap();
        let thin = sample.rows(&sparse).unwrap().unwrap();
        for (place, &record) in (0u32..).zip(&records) {
            let wanted = f32::from(u8::try_from(record).unwrap());
            assert_eq!(
                (taken.row(place).values(), thin.row(place).values()),
                (&[wanted][..], &[wanted][..])
            );
        }
        let mut seeds = Seeds::new(30, 2);
        for record in [records[0], records[9], 4] {
            let origin = Origin::Rule(1);
            let seed = Seed {
                record,
                label: 1,
                origin,
                weight: 0.5,
            };
            seeds.put(seed).unwrap();
        }
        let gold = sample.gold(&[(4, 0), (8, 1)]);
        let placed = sample.seeds(&seeds, &gold).unwrap();
        assert!(
            placed
                .iter()
                .all(|seed| gold.iter().all(|at| at.0 != seed.record))
        );
        assert!(placed.iter().any(|seed| seed.record == 9) || records[9] == 8);
    }
}
