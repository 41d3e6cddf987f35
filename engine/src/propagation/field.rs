//! What every method reads of a graph, made once and shared: degrees, the normalised matrix, and which records hang
//! together.

use std::sync::Arc;

use super::coarse::Coarse;
use super::matrix::Matrix;
use crate::error::{Error, Result};
use crate::graph::edges::Edges;
use crate::num::{count, index};

/// A graph made ready for propagation.
#[derive(Debug)]
pub struct Field {
    edges: Arc<Edges>,
    /// d, n sums of weights.
    pub(super) degrees: Vec<f64>,
    /// √d, and 1 where d is 0.
    pub(super) roots: Arc<[f64]>,
    /// The median of these.
    pub(super) median_root: f64,
    /// S = D^-½ A D^-½.
    pub(super) spread: Arc<Matrix>,
    /// For each record the number of its component.
    pub(super) component: Vec<u32>,
    pub(super) components: usize,
    is_symmetric: bool,
    /// Where edges lead both ways.
    pub(super) coarse: Option<Arc<Coarse>>,
}

impl Field {
    /// Reads a graph; the work of a few sweeps.
    ///
    /// # Errors
    /// Rows and columns that don't fit each other, and weights that are not numbers above 0.
    pub fn new(edges: Arc<Edges>) -> Result<Self> {
        let mut reading = FieldReading::new(edges)?;
        loop {
            if let Some(field) = reading.step() {
                return Ok(field);
            }
        }
    }

    /// The graph.
    #[must_use]
    pub const fn edges(&self) -> &Arc<Edges> {
        &self.edges
    }

    /// n, the number of records.
    #[must_use]
    pub fn records(&self) -> usize {
        self.edges.records()
    }

    /// Whether every edge is there both ways with one weight, and none leads from a record to itself.
    #[must_use]
    pub const fn is_symmetric(&self) -> bool {
        self.is_symmetric
    }

    /// How many groups of records hang together; a record without edges is a group.
    #[must_use]
    pub const fn components(&self) -> usize {
        self.components
    }
}

/// A graph being read, in steps that each look at every edge.
#[derive(Debug)]
pub struct FieldReading {
    edges: Arc<Edges>,
    degrees: Vec<f64>,
    roots: Arc<[f64]>,
    spread: Option<Matrix>,
    components: Option<(Vec<u32>, usize)>,
    is_symmetric: Option<bool>,
}

impl FieldReading {
    /// Begins to read a graph.
    ///
    /// # Errors
    /// Those of [`Field::new`].
    pub fn new(edges: Arc<Edges>) -> Result<Self> {
        check(&edges)?;
        let degrees = edges.degrees();
        Ok(Self {
            roots: degrees.iter().map(|&degree| root(degree)).collect(),
            edges,
            degrees,
            spread: None,
            components: None,
            is_symmetric: None,
        })
    }

    /// Does one step; what was read once all is.
    pub fn step(&mut self) -> Option<Field> {
        let Some(spread) = self.spread.take() else {
            self.spread = Some(self.spread());
            return None;
        };
        let Some((component, components)) = self.components.take() else {
            (self.components, self.spread) = (Some(components(&self.edges)), Some(spread));
            return None;
        };
        let Some(is_symmetric) = self.is_symmetric else {
            (self.components, self.spread) = (Some((component, components)), Some(spread));
            self.is_symmetric = Some(is_symmetric(&self.edges));
            return None;
        };
        let roots = Arc::clone(&self.roots);
        let coarse = is_symmetric.then(|| Arc::new(Coarse::new(&self.edges, &roots, &component)));
        Some(Field {
            coarse,
            is_symmetric,
            median_root: median(roots.to_vec()),
            spread: Arc::new(spread),
            edges: Arc::clone(&self.edges),
            degrees: std::mem::take(&mut self.degrees),
            roots,
            component,
            components,
        })
    }

    fn spread(&self) -> Matrix {
        Matrix::new(&self.edges, |record, end, weight| {
            let is_self = record == end;
            if is_self {
                0.0
            } else {
                weight / (self.roots[record] * self.roots[end])
            }
        })
    }
}

fn root(degree: f64) -> f64 {
    if degree > 0.0 { degree.sqrt() } else { 1.0 }
}

fn median(mut values: Vec<f64>) -> f64 {
    let middle = values.len() / 2;
    if values.is_empty() {
        return 1.0;
    }
    *values.select_nth_unstable_by(middle, f64::total_cmp).1
}

fn check(edges: &Edges) -> Result<()> {
    let n = edges.records();
    let is_cut = edges.starts.first() == Some(&0)
        && edges.starts.is_sorted()
        && edges.starts.last() == Some(&edges.ends.len())
        && edges.ends.len() == edges.weights.len();
    let is_numbered = edges.ends.iter().all(|&end| index(end) < n);
    let is_weighed = edges
        .weights
        .iter()
        .all(|&weight| weight > 0.0 && weight.is_finite());
    if is_cut && is_numbered && is_weighed && u32::try_from(n).is_ok() {
        return Ok(());
    }
    Err(Error::new(
        "The graph's rows, ends and weights do not fit each other",
        "Build the graph again.",
    ))
}

/// Whether the graph is its own mirror image. Rows are sorted, so each mirrored edge is the next one of its row.
fn is_symmetric(edges: &Edges) -> bool {
    let mut next = edges.starts.clone();
    for record in 0..edges.records() {
        let (ends, weights) = edges.row(record);
        for (&end, &weight) in ends.iter().zip(weights) {
            let end = index(end);
            let mirror = next[end];
            let is_there = mirror < edges.starts[end + 1]
                && index(edges.ends[mirror]) == record
                && edges.weights[mirror].total_cmp(&weight).is_eq();
            if !is_there || end == record {
                return false;
            }
            next[end] += 1;
        }
    }
    true
}

/// The component of each record, numbered in the order of their first records, and how many there are. Edges count
/// whichever way they lead.
fn components(edges: &Edges) -> (Vec<u32>, usize) {
    let mut parent: Vec<u32> = (0..count(edges.records())).collect();
    for record in 0..edges.records() {
        for &end in edges.row(record).0 {
            let (a, b) = (top(&mut parent, count(record)), top(&mut parent, end));
            let (first, second) = (a.min(b), a.max(b));
            parent[index(second)] = first;
        }
    }
    let mut number = vec![0; parent.len()];
    let mut components = 0;
    for record in 0..parent.len() {
        let first = index(top(&mut parent, count(record)));
        if first == record {
            number[record] = count(components);
            components += 1;
        } else {
            number[record] = number[first];
        }
    }
    (number, components)
}

/// The first record of a record's component so far; halves the way to it.
fn top(parent: &mut [u32], mut record: u32) -> u32 {
    while parent[index(record)] != record {
        parent[index(record)] = parent[index(parent[index(record)])];
        record = parent[index(record)];
    }
    record
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::edges::Link;

    fn field(records: usize, pairs: &[(u32, u32)]) -> Field {
        let link = |&(from, to): &(u32, u32)| Link {
            from,
            to,
            similarity: 0.5,
        };
        let links: Vec<Link> = pairs.iter().map(link).collect();
        Field::new(Arc::new(Edges::union(records, &links).unwrap())).unwrap()
    }

    #[test]
    fn components_are_numbered_by_their_first_records() {
        let field = field(7, &[(5, 1), (3, 5), (2, 6)]);
        assert_eq!(field.component, [0, 1, 2, 1, 3, 1, 2]);
        assert_eq!(field.components(), 4);
    }

    #[test]
    fn the_union_is_symmetric_and_lists_are_not() {
        assert!(field(4, &[(0, 1), (3, 1), (2, 0)]).is_symmetric());
        let link = Link {
            from: 0,
            to: 1,
            similarity: 1.0,
        };
        let lists = Edges::directed(2, &[link]).unwrap();
        assert!(!Field::new(Arc::new(lists)).unwrap().is_symmetric());
    }

    #[test]
    fn broken_graphs_are_refused() {
        for (starts, ends, weights) in [
            (vec![], vec![], vec![]),
            (vec![0, 2], vec![0], vec![1.0]),
            (vec![0, 1], vec![1], vec![1.0]),
            (vec![0, 1, 0], vec![1], vec![1.0]),
            (vec![0, 1, 1], vec![1], vec![0.0]),
            (vec![0, 1, 1], vec![1], vec![]),
        ] {
            let edges = Edges {
                starts,
                ends,
                weights,
            };
            assert!(Field::new(Arc::new(edges.clone())).is_err(), "{edges:?}");
        }
    }
}
