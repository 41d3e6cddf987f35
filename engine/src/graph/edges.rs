//! Weighted edges between records, row by row: the one form in which [`propagation`](crate::propagation) takes a graph,
//! whatever made it.

use super::Neighbors;
use crate::error::{Error, Result};
use crate::num::{count, grouped, index};

/// The edges of n records. Row i is `starts[i]..starts[i + 1]` of `ends` and `weights`; ends ascend within a row and
/// are there once.
#[derive(Clone, Debug, PartialEq)]
pub struct Edges {
    /// n + 1 places.
    pub starts: Vec<usize>,
    /// The other record of each edge.
    pub ends: Vec<u32>,
    /// The weight of each edge, above 0.
    pub weights: Vec<f64>,
}

/// One neighbour in a list: `from` has `to` among its nearest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Link {
    /// The record whose list it is.
    pub from: u32,
    /// The neighbour.
    pub to: u32,
    /// How alike they are, above 0.
    pub similarity: f64,
}

impl From<super::Graph> for Edges {
    /// The edges of a graph of nearest neighbours.
    fn from(graph: super::Graph) -> Self {
        Self {
            starts: graph.starts,
            ends: graph.ends,
            weights: graph.weights,
        }
    }
}

impl Edges {
    /// The symmetric graph of neighbour lists, A = max(K, Kᵀ): two records are joined if one has the other among its
    /// neighbours, with the larger similarity where both do. A record's link to itself is left out.
    ///
    /// # Errors
    /// A link is to a record that is not there, or its similarity is not a number above 0.
    pub fn union(records: usize, links: &[Link]) -> Result<Self> {
        check(records, links)?;
        let apart = links.iter().filter(|link| link.from != link.to);
        let both = apart.flat_map(|link| {
            [
                *link,
                Link {
                    from: link.to,
                    to: link.from,
                    ..*link
                },
            ]
        });
        Ok(Self::gather(records, both.collect()))
    }

    /// The lists as they are: record i's row holds its own neighbours only, and itself where its list does.
    ///
    /// # Errors
    /// As [`Self::union`].
    pub fn directed(records: usize, links: &[Link]) -> Result<Self> {
        check(records, links)?;
        Ok(Self::gather(records, links.to_vec()))
    }

    /// The lists as scikit-learn's `kernel="knn"` has them: each record's own neighbours and itself, all with weight 1.
    #[must_use]
    pub fn listed(neighbors: &Neighbors) -> Self {
        let mut starts = Vec::with_capacity(neighbors.len() + 1);
        let mut ends: Vec<u32> = Vec::with_capacity(neighbors.links() + neighbors.len());
        starts.push(0);
        for (record, list) in neighbors.lists().enumerate() {
            let start = ends.len();
            ends.push(count(record));
            ends.extend(list.iter().map(|near| near.record));
            ends[start..].sort_unstable();
            starts.push(ends.len());
        }
        Self {
            weights: vec![1.0; ends.len()],
            starts,
            ends,
        }
    }

    /// n, the number of records.
    #[must_use]
    pub const fn records(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// A record's neighbours and the weights of its edges to them.
    #[must_use]
    pub fn row(&self, record: usize) -> (&[u32], &[f64]) {
        let row = self.starts[record]..self.starts[record + 1];
        (&self.ends[row.clone()], &self.weights[row])
    }

    /// d, the sum of the weights of each record's edges; n numbers.
    #[must_use]
    pub fn degrees(&self) -> Vec<f64> {
        (0..self.records())
            .map(|record| self.row(record).1.iter().sum())
            .collect()
    }

    /// Sorts links into rows; of equal pairs the largest similarity stays.
    fn gather(records: usize, mut links: Vec<Link>) -> Self {
        links.sort_by(|a, b| {
            let place = (a.from, a.to).cmp(&(b.from, b.to));
            place.then(b.similarity.total_cmp(&a.similarity))
        });
        links.dedup_by_key(|link| (link.from, link.to));
        let mut starts = vec![0; records + 1];
        for link in &links {
            starts[index(link.from) + 1] += 1;
        }
        for record in 0..records {
            starts[record + 1] += starts[record];
        }
        Self {
            starts,
            ends: links.iter().map(|link| link.to).collect(),
            weights: links.iter().map(|link| link.similarity).collect(),
        }
    }
}

fn check(records: usize, links: &[Link]) -> Result<()> {
    for (place, link) in links.iter().enumerate() {
        let at = || format!("link {}", place + 1);
        let far = [link.from, link.to]
            .into_iter()
            .find(|&end| end >= count(records));
        if let Some(end) = far {
            let what = format!("There is no record {end} among {}", grouped(records as u64));
            return Err(Error::new(what, "Records are numbered from 0.").at(at()));
        }
        if !(link.similarity > 0.0 && link.similarity.is_finite()) {
            let what = format!("The similarity {} is not a number above 0", link.similarity);
            return Err(Error::new(what, "Leave out neighbours that are not alike.").at(at()));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(from: u32, to: u32, similarity: f64) -> Link {
        Link { from, to, similarity }
    }

    #[test]
    fn a_graph_of_neighbours_has_the_edges_of_its_links() {
        use crate::graph::{Graph, Joined, Neighbor, Neighbors, Weights};
        let lists: [&[(u32, f32)]; 4] = [&[(2, 0.75), (1, 0.25)], &[], &[(0, 0.5)], &[(1, 0.125)]];
        let mut neighbors = Neighbors::new(2);
        let mut links = Vec::new();
        for (from, list) in (0u32..).zip(lists) {
            links.extend(
                list.iter()
                    .map(|&(to, similarity)| link(from, to, f64::from(similarity))),
            );
            let of = |&(record, similarity): &(u32, f32)| Neighbor { record, similarity };
            neighbors.push(list.iter().map(of).collect()).unwrap();
        }
        let graph = Graph::new(&neighbors, Joined::Union, Weights::Similarity);
        assert_eq!(Edges::from(graph), Edges::union(4, &links).unwrap());
        let graph = Graph::new(&neighbors, Joined::Directed, Weights::Similarity);
        assert_eq!(Edges::from(graph), Edges::directed(4, &links).unwrap());
        let own = (0..4).map(|record| link(record, record, 1.0));
        let alike: Vec<Link> = links
            .iter()
            .map(|of| Link {
                similarity: 1.0,
                ..*of
            })
            .chain(own)
            .collect();
        assert_eq!(Edges::listed(&neighbors), Edges::directed(4, &alike).unwrap());
    }

    #[test]
    fn the_union_takes_the_larger_weight_and_no_self() {
        let links = [
            link(2, 0, 0.5),
            link(0, 2, 0.75),
            link(0, 1, 0.25),
            link(1, 1, 1.0),
        ];
        let edges = Edges::union(4, &links).unwrap();
        assert_eq!(edges.starts, [0, 2, 3, 4, 4]);
        assert_eq!(edges.ends, [1, 2, 0, 0]);
        assert_eq!(edges.weights, [0.25, 0.75, 0.25, 0.75]);
        assert_eq!(edges.degrees(), [1.0, 0.25, 0.75, 0.0]);
    }

    #[test]
    fn lists_as_they_are_keep_their_direction() {
        let edges = Edges::directed(2, &[link(1, 0, 0.5), link(1, 1, 1.0), link(1, 0, 0.7)]).unwrap();
        assert_eq!(
            (edges.starts, edges.ends, edges.weights),
            (vec![0, 0, 2], vec![0, 1], vec![0.7, 1.0])
        );
    }

    #[test]
    fn bad_links_are_refused_with_their_place() {
        for (bad, said) in [
            (link(0, 2, 0.5), "link 2: There is no record 2 among 2"),
            (link(0, 1, 0.0), "link 2: The similarity 0 is not"),
            (link(0, 1, f64::NAN), "The similarity NaN is not"),
            (link(0, 1, f64::INFINITY), "The similarity inf is not"),
        ] {
            let error = Edges::union(2, &[link(0, 1, 1.0), bad]).unwrap_err().to_string();
            assert!(error.contains(said), "{error}");
        }
    }
}
