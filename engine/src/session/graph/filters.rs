//! Filters by the graph: every figure said of it leads to its records.

use super::build::Built;
use super::spread::Pictured;
use crate::bits::BitSet;
use crate::num::index;
use crate::session::project::Project;
use crate::session::request::Filter;

impl Project {
    /// The records for which a filter by the graph holds. Where that is not made it holds for no record: requests that need
    /// it begin with making it.
    // A door of the page's part `graph`.
    #[inline(never)]
    pub(in crate::session) fn of_graph(&self, filter: Filter) -> BitSet {
        let found = match filter {
            Filter::GraphChanged => {
                let trial = self.graph.trial.as_ref().map(|trial| &trial.changed);
                let changed = trial.or(self.graph.changed.as_ref());
                changed.map(|changed| changed.records.clone())
            }
            Filter::Picked => self.graph.picked.clone(),
            Filter::GraphIsolated => self.built().map(|built| built.isolated.clone()),
            Filter::GraphNeighbours(record) => self.built().map(|built| neighbours(built, record)),
            Filter::GraphDisagrees(side) => Some(self.disagreeing(side)),
            Filter::NearDuplicates => self.built().map(|built| self.near_duplicates(built)),
            _ => self
                .pictured()
                .and_then(|pictured| self.by_picture(pictured, filter)),
        };
        found.unwrap_or_else(|| BitSet::empty(self.corpus.len()))
    }

    fn by_picture(&self, pictured: &Pictured, filter: Filter) -> Option<BitSet> {
        Some(match filter {
            Filter::GraphLabel(label) => pictured.of_label(label)?.clone(),
            Filter::GraphReached => pictured.picture.reached().clone(),
            Filter::GraphUnreached => pictured.unreached(),
            Filter::GraphSeeds => pictured.seeded.clone(),
            Filter::GraphCorrect => self.picture_beside_gold(pictured).0,
            Filter::GraphIncorrect => self.picture_beside_gold(pictured).1,
            _ => return None,
        })
    }

    /// The records that are no seeds and whose label is dev gold's, and those whose label isn't.
    pub(super) fn picture_beside_gold(&self, pictured: &Pictured) -> (BitSet, BitSet) {
        let n = self.corpus.len();
        let (mut right, mut judged) = (BitSet::empty(n), BitSet::empty(n));
        for (label, gold) in self.document.labels.iter().zip(&self.gold_sets.dev) {
            let mut known = gold.clone();
            known.without(&pictured.seeded);
            known.and(pictured.picture.reached());
            judged.or(&known);
            if let Some(given) = pictured.of_label(label.id) {
                known.and(given);
                right.or(&known);
            }
        }
        judged.without(&right);
        (right, judged)
    }
}

fn neighbours(built: &Built, record: u32) -> BitSet {
    let edges = built.edges();
    let n = edges.records();
    if index(record) >= n {
        return BitSet::empty(n);
    }
    BitSet::from_indices(n, edges.row(index(record)).0.iter().copied())
}
