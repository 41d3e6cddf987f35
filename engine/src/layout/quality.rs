//! How good a map is: whether neighbours are near each other on it, and whether what is near on it are neighbours.

use super::nearest::Grid;
use crate::graph::edges::Edges;
use crate::num::{count, exact, index};

/// Neighbour preservation: the share of the records' k nearest in the graph that are among their k nearest on the map
/// (the mean of "k-ary neighbourhood agreement", Lee & Verleysen 2009, with the graph's lists as the true ones).
///
/// The k nearest in the graph are those with the largest weights, of equal ones the lower numbers; a record with fewer
/// neighbours counts those it has. `positions` is n × 2. From 0 to 1; 1 where there is no edge.
///
/// ```
/// use labelloom_engine::graph::edges::{Edges, Link};
/// use labelloom_engine::layout::quality::preservation;
///
/// let link = |from, to| Link { from, to, similarity: 0.5 };
/// let edges = Edges::union(3, &[link(0, 1)])?;
/// assert_eq!(preservation(&edges, &[0.0, 0.0, 0.1, 0.0, 1.0, 0.0], 1), 1.0);
/// // Record 2 is between the two: it is the nearest of both.
/// assert_eq!(preservation(&edges, &[0.0, 0.0, 1.0, 0.0, 0.5, 0.0], 1), 0.0);
/// # Ok::<(), labelloom_engine::error::Error>(())
/// ```
#[must_use]
pub fn preservation(edges: &Edges, positions: &[f32], k: usize) -> f64 {
    let grid = Grid::new(positions);
    let (mut kept, mut wanted) = (0, 0);
    for record in 0..edges.records() {
        let near = strongest(edges, record, k);
        let on_map = grid.nearest(record, k);
        kept += near.iter().filter(|end| on_map.contains(end)).count();
        wanted += near.len();
    }
    if wanted == 0 {
        return 1.0;
    }
    exact(kept) / exact(wanted)
}

fn strongest(edges: &Edges, record: usize, k: usize) -> Vec<u32> {
    let (ends, weights) = edges.row(record);
    let mut row: Vec<(f64, u32)> = weights.iter().copied().zip(ends.iter().copied()).collect();
    row.retain(|&(_, end)| index(end) != record);
    row.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    row.truncate(k);
    row.into_iter().map(|(_, end)| end).collect()
}

/// Trustworthiness (Venna & Kaski 2001, as scikit-learn's `sklearn.manifold.trustworthiness`):
///
/// T = 1 − 2 / (n k (2n − 3k − 1)) Σᵢ Σⱼ max(0, r(i, j) − k), with j over the k nearest of i on the map and r(i, j) the rank
/// of j among all records by their distance from i.
///
/// `positions` is n × 2, `distance` is that of two records. Of equally far ones the lower number is nearer. From 0 to 1; 1
/// for maps that are too small to be wrong. All pairs are compared: some seconds for ten thousand records.
///
/// None if k is 0 or not below n / 2, for which it has no meaning.
#[must_use]
pub fn trustworthiness(positions: &[f32], k: usize, distance: impl Fn(u32, u32) -> f64) -> Option<f64> {
    let n = positions.len() / 2;
    if k == 0 || k * 2 >= n {
        return None;
    }
    let grid = Grid::new(positions);
    let mut beyond = 0.0;
    for record in 0..count(n) {
        let distances: Vec<f64> = (0..count(n)).map(|other| distance(record, other)).collect();
        for near in grid.nearest(index(record), k) {
            let rank = rank(&distances, record, near);
            beyond += exact(rank.saturating_sub(k));
        }
    }
    let (n, k) = (exact(n), exact(k));
    Some(1.0 - beyond * 2.0 / (n * k * (2.0 * n - 3.0 * k - 1.0)))
}

/// The rank of a record by its distance from another one, from 1.
fn rank(distances: &[f64], from: u32, of: u32) -> usize {
    let far = distances[index(of)];
    let is_before = |other: u32, distance: f64| distance < far || (distance <= far && other <= of);
    let others = (0u32..).zip(distances).filter(|(other, _)| *other != from);
    others
        .filter(|(other, distance)| is_before(*other, **distance))
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::edges::Link;

    /// Rows of five numbers without a rule to them.
    fn rows(n: u32) -> Vec<[f64; 5]> {
        let value = |i: u32, j: u32| {
            let mixed = (i * i * 7 + j * j * 13 + i * j * 31 + i * j * j * 3) % 101;
            f64::from(mixed) / 4.0 + f64::from(i * j) / 64.0
        };
        (0..n).map(|i| [0, 1, 2, 3, 4].map(|j| value(i, j))).collect()
    }

    #[expect(clippy::cast_possible_truncation, reason = "exact in single precision")]
    fn first_two(rows: &[[f64; 5]]) -> Vec<f32> {
        rows.iter()
            .flat_map(|row| [row[0] as f32, row[1] as f32])
            .collect()
    }

    /// `trustworthiness(X, X[:, :2], n_neighbors=k)` of scikit-learn 1.9.1.
    #[test]
    fn trustworthiness_is_that_of_scikit_learn() {
        let rows = rows(40);
        let distance = |a: u32, b: u32| {
            let pairs = rows[index(a)].iter().zip(rows[index(b)]);
            pairs.map(|(a, b)| (a - b) * (a - b)).sum::<f64>()
        };
        for (k, wanted) in EXPECTED {
            let found = trustworthiness(&first_two(&rows), k, distance).unwrap();
            assert!((found - wanted).abs() < 1e-12, "k = {k}: {found}, not {wanted}");
        }
        assert_eq!(trustworthiness(&first_two(&rows), 20, distance), None);
        assert_eq!(trustworthiness(&[], 1, distance), None);
    }

    const EXPECTED: [(usize, f64); 4] = [
        (1, 0.623_026_315_789_473_8),
        (3, 0.678_095_238_095_238_1),
        (5, 0.701_562_5),
        (10, 0.748_877_551_020_408_2),
    ];

    #[test]
    fn a_map_that_is_the_space_is_trusted_and_keeps_all() {
        let rows = rows(40);
        let positions = first_two(&rows);
        let grid = Grid::new(&positions);
        let of_map = |a: u32, b: u32| f64::from(grid.square(index(a), index(b)));
        assert_eq!(trustworthiness(&positions, 5, of_map), Some(1.0));
        let mut links = Vec::new();
        for from in 0..40 {
            for (to, similarity) in grid.nearest(from, 5).into_iter().zip([0.9, 0.8, 0.7, 0.6, 0.5]) {
                let from = count(from);
                links.push(Link { from, to, similarity });
            }
        }
        let edges = Edges::directed(40, &links).unwrap();
        assert_eq!(preservation(&edges, &positions, 5), 1.0);
        assert!(
            preservation(
                &edges,
                &first_two(&rows.iter().map(|row| [row[2]; 5]).collect::<Vec<_>>()),
                5
            ) < 0.9
        );
        assert_eq!(preservation(&Edges::union(40, &[]).unwrap(), &positions, 5), 1.0);
    }
}
