//! The assignment problem: which of k places each of k things takes, so that the sum of values is the largest. By
//! successive shortest paths with potentials (Jonker and Volgenant), O(k³).

/// Returns per place the thing. Where nothing is gained by moving, everything stays in its place.
pub(super) fn best_assignment(k: usize, value: impl Fn(usize, usize) -> f64) -> Vec<usize> {
    let found = shortest_paths(k, &|place, thing| -value(place, thing));
    let total = |chosen: &[usize]| -> f64 {
        let places = chosen.iter().enumerate();
        places.map(|(place, &thing)| value(place, thing)).sum()
    };
    let stay: Vec<usize> = (0..k).collect();
    if total(&found) > total(&stay) { found } else { stay }
}

/// Rows are given columns one after the other, by the cheapest alternating path. Row and column 0 stand for none.
fn shortest_paths(k: usize, cost: &dyn Fn(usize, usize) -> f64) -> Vec<usize> {
    let mut row_price = vec![0.0; k + 1];
    let mut column_price = vec![0.0; k + 1];
    let mut row_of = vec![0; k + 1];
    for row in 1..=k {
        row_of[0] = row;
        let mut at = 0;
        let mut least = vec![f64::INFINITY; k + 1];
        let mut before = vec![0; k + 1];
        let mut done = vec![false; k + 1];
        while row_of[at] != 0 {
            done[at] = true;
            let here = row_of[at];
            let (mut step, mut next) = (f64::INFINITY, 0);
            for column in (1..=k).filter(|&column| !done[column]) {
                let way = cost(here - 1, column - 1) - row_price[here] - column_price[column];
                if way < least[column] {
                    (least[column], before[column]) = (way, at);
                }
                if least[column] < step {
                    (step, next) = (least[column], column);
                }
            }
            for column in 0..=k {
                if done[column] {
                    row_price[row_of[column]] += step;
                    column_price[column] -= step;
                } else {
                    least[column] -= step;
                }
            }
            at = next;
        }
        while at != 0 {
            row_of[at] = row_of[before[at]];
            at = before[at];
        }
    }
    let mut chosen = vec![0; k];
    (1..=k).for_each(|column| chosen[row_of[column] - 1] = column - 1);
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::Rng;

    fn best_of_all(k: usize, values: &[f64]) -> f64 {
        fn from(row: usize, free: &mut Vec<usize>, k: usize, values: &[f64]) -> f64 {
            if row == k {
                return 0.0;
            }
            let mut best = f64::NEG_INFINITY;
            for at in 0..free.len() {
                let column = free.remove(at);
                best = best.max(values[row * k + column] + from(row + 1, free, k, values));
                free.insert(at, column);
            }
            best
        }
        from(0, &mut (0..k).collect(), k, values)
    }

    #[test]
    fn as_good_as_trying_all() {
        let mut rng = Rng::new(5);
        for k in 1..=7 {
            for _ in 0..50 {
                let values: Vec<f64> = (0..k * k)
                    .map(|_| f64::from(u32::try_from(rng.below(1000)).unwrap()))
                    .collect();
                let found = best_assignment(k, |one, other| values[one * k + other]);
                let total: f64 = found
                    .iter()
                    .enumerate()
                    .map(|(one, &other)| values[one * k + other])
                    .sum();
                assert!((total - best_of_all(k, &values)).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn nothing_moves_for_nothing() {
        assert_eq!(best_assignment(9, |_, _| 1.0), (0..9).collect::<Vec<_>>());
    }
}
