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
}
