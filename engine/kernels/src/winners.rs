//! The label of each record: the largest of its scores.

/// What is known of records when some of their scores were looked at.
#[derive(Debug)]
pub struct Winners<'a> {
    /// Per record the sum of its scores, of those above 0.
    pub sums: &'a mut [f64],
    /// Per record its largest score times the label's factor.
    pub largest: &'a mut [f64],
    /// Per record the label of that.
    pub labels: &'a mut [u32],
}

impl Winners<'_> {
    /// Looks at a panel: rows of `width` scores, of the labels from `first` on. A label with the factor 0 can't win and
    /// counts for nothing; of equal ones the first wins.
    #[inline(never)]
    pub fn look(&mut self, (width, scores): (usize, &[f64]), first: u32, factors: &[f64]) {
        let candidates = || {
            (first..)
                .zip(factors)
                .enumerate()
                .filter(|(_, (_, factor))| **factor > 0.0)
        };
        let records = self
            .sums
            .iter_mut()
            .zip(&mut *self.largest)
            .zip(&mut *self.labels);
        for (row, ((sum, largest), winner)) in scores.chunks_exact(width).zip(records) {
            for (column, (label, factor)) in candidates() {
                let score = row[column];
                *sum += if score > 0.0 { score } else { 0.0 };
                let weighed = score * factor;
                if weighed > *largest {
                    (*largest, *winner) = (weighed, label);
                }
            }
        }
    }

    /// The same of scores that have signs, with factors a row of the panel's width for each part that records are in, and an
    /// offset a label. Sums are of the scores' sizes here.
    #[inline(never)]
    pub fn look_signed(
        &mut self,
        (width, scores): (usize, &[f64]),
        first: u32,
        (parts, factors): (&[u32], &[f64]),
        offsets: &[f64],
    ) {
        let records = self
            .sums
            .iter_mut()
            .zip(&mut *self.largest)
            .zip(&mut *self.labels);
        let rows = scores.chunks_exact(width).zip(parts);
        for ((row, &part), ((sum, largest), winner)) in rows.zip(records) {
            let factors = &factors[part as usize * width..][..width];
            for (((score, factor), offset), label) in row.iter().zip(factors).zip(offsets).zip(first..) {
                *sum += score.abs();
                let weighed = score * factor + offset;
                if *factor > 0.0 && weighed > *largest {
                    (*largest, *winner) = (weighed, label);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_the_largest_wins_over_all_panels() {
        let (mut sums, mut largest, mut labels) = ([0.0; 3], [f64::NEG_INFINITY; 3], [9; 3]);
        let mut winners = Winners {
            sums: &mut sums,
            largest: &mut largest,
            labels: &mut labels,
        };
        winners.look((2, &[1.0, 4.0, -1.0, 7.0, 2.0, 0.0]), 0, &[2.0, 0.5]);
        winners.look((2, &[2.0, 0.0, 3.0, 0.0, 9.0, 0.0]), 2, &[1.0, 0.0]);
        assert_eq!(labels, [0, 1, 2]);
        assert_eq!((sums, largest), ([7.0, 10.0, 11.0], [2.0, 3.5, 9.0]));
    }

    #[test]
    fn scores_with_signs_are_weighed_by_the_part_they_are_in() {
        let (mut sums, mut largest, mut labels) = ([0.0; 3], [f64::NEG_INFINITY; 3], [9; 3]);
        let mut winners = Winners {
            sums: &mut sums,
            largest: &mut largest,
            labels: &mut labels,
        };
        let scores = [1.0, -2.0, 1.0, -2.0, 0.0, 0.0];
        let factors = [0.5, 0.0, 1.0, 1.0];
        winners.look_signed((2, &scores), 4, (&[0, 1, 1], &factors), &[-2.0, 2.0]);
        assert_eq!(
            (sums, largest, labels),
            ([3.0, 3.0, 0.0], [-1.5, 0.0, 2.0], [4, 5, 5])
        );
    }
}
