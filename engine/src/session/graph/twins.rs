//! Records that are nearly the same, in groups: labeled together, and looked at where gold contradicts itself.

use super::build::Built;
use super::model::LabelsOf;
use super::view::{TwinsGroup, TwinsView};
use crate::bits::BitSet;
use crate::error::{Error, Result};
use crate::num::{count, index};
use crate::session::labels::LabelCounted;
use crate::session::project::Project;

/// The cosine from which on records are nearly the same, unless another is asked for.
pub(super) const ALIKE: f64 = 0.95;

/// Rows are in single precision: a cosine may miss its bound by so much.
const ROUNDING: f64 = 1e-6;

/// Groups in one answer.
const PAGE: usize = 100;

impl Project {
    /// A page of groups.
    ///
    /// # Errors
    /// A bound that is no cosine.
    pub(super) fn twins_view(&mut self, at_least: f64, start: u32) -> Result<TwinsView> {
        if !(at_least > 0.0 && at_least <= 1.0) {
            let what = format!("No two records can be called nearly the same from a cosine of {at_least} on");
            return Err(Error::new(
                what,
                "Give a number above 0, and 1 at most; 0.95 is usual",
            ));
        }
        if self.graph.alike.total_cmp(&at_least).is_ne() {
            self.graph.alike = at_least;
            self.selected = None;
        }
        let built = self.built_graph()?;
        let groups = groups(&built, at_least);
        let gold = self.gold_labels();
        let mut order: Vec<(bool, &Vec<u32>)> = groups
            .iter()
            .map(|group| (contradicts(group, &gold), group))
            .collect();
        order
            .sort_by(|(one, a), (other, b)| other.cmp(one).then(b.len().cmp(&a.len())).then(a[0].cmp(&b[0])));
        let labels = self.pictured().map(|pictured| self.picture_labels(pictured));
        let page = order.iter().skip(index(start)).take(PAGE);
        Ok(TwinsView {
            at_least,
            total: count(groups.len()),
            records: count(groups.iter().map(Vec::len).sum()),
            contradicting: count(order.iter().filter(|(contradicts, _)| *contradicts).count()),
            start,
            groups: page
                .map(|(contradicts, group)| TwinsGroup {
                    records: (*group).clone(),
                    text: self.graph_text(group[0]),
                    labels: labels
                        .as_ref()
                        .map_or_else(Vec::new, |labels| self.counted(group, labels)),
                    gold: self.counted(group, &gold),
                    contradicts: *contradicts,
                })
                .collect(),
        })
    }

    /// The records of all groups, by the bound that was asked for last.
    pub(super) fn near_duplicates(&self, built: &Built) -> BitSet {
        let groups = groups(built, self.graph.alike);
        BitSet::from_indices(self.corpus.len(), groups.into_iter().flatten())
    }

    fn counted(&self, records: &[u32], labels: &LabelsOf) -> Vec<LabelCounted> {
        let mut counts = vec![0u32; self.document.labels.len()];
        for record in records {
            if let Some(label) = labels[index(*record)] {
                counts[index(label)] += 1;
            }
        }
        let all = self
            .document
            .labels
            .iter()
            .zip(counts)
            .filter(|(_, count)| *count > 0);
        all.map(|(label, count)| LabelCounted {
            label: label.id,
            count,
        })
        .collect()
    }
}

fn contradicts(group: &[u32], gold: &LabelsOf) -> bool {
    let mut known = group.iter().filter_map(|record| gold[index(*record)]);
    known
        .next()
        .is_some_and(|first| known.any(|other| other != first))
}

/// Groups of two records and more, in the order of their first ones. Each record is nearly the same as another of its
/// group, not as every other.
fn groups(built: &Built, at_least: f64) -> Vec<Vec<u32>> {
    let neighbors = built.neighbors();
    let mut first: Vec<u32> = (0..count(neighbors.len())).collect();
    for (record, list) in (0u32..).zip(neighbors.lists()) {
        let near = list
            .iter()
            .filter(|near| f64::from(near.similarity) >= at_least - ROUNDING);
        for near in near {
            let (one, other) = (top(&mut first, record), top(&mut first, near.record));
            first[index(one.max(other))] = one.min(other);
        }
    }
    let mut groups: Vec<Vec<u32>> = vec![Vec::new(); neighbors.len()];
    for record in 0..count(neighbors.len()) {
        groups[index(top(&mut first, record))].push(record);
    }
    groups.retain(|group| group.len() > 1);
    groups
}

/// The first record of a record's group so far; halves the way to it.
fn top(first: &mut [u32], mut record: u32) -> u32 {
    while first[index(record)] != record {
        first[index(record)] = first[index(first[index(record)])];
        record = first[index(record)];
    }
    record
}
