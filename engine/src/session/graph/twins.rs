//! Records that are nearly the same, in groups: labeled together, and looked at where gold contradicts itself.

use super::build::Built;
use super::model::LabelsOf;
use super::view::{TwinsGroup, TwinsView};
use crate::bits::BitSet;
use crate::error::{Error, Result};
use crate::num::{count, index};
use crate::session::labels::LabelCounted;
use crate::session::project::Project;

/// The cosine from which on texts are nearly the same, unless another is asked for.
const TEXTS: f64 = 0.95;

/// The same of images, whose descriptors are dense: drawings of other things are as alike as texts with most words in
/// common.
const IMAGES: f64 = 0.98;

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
            let usual = self.usually_alike();
            return Err(Error::new(
                what,
                format!("Give a number above 0, and 1 at most; {usual} is usual"),
            ));
        }
        if self.alike_at_least().total_cmp(&at_least).is_ne() {
            self.graph.alike = Some(at_least);
            self.selected = None;
        }
        let built = self.built_graph()?;
        let groups = self.twins(&built, at_least);
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
                    identical: self.are_identical(group),
                })
                .collect(),
        })
    }

    fn alike_at_least(&self) -> f64 {
        self.graph.alike.unwrap_or_else(|| self.usually_alike())
    }

    fn usually_alike(&self) -> f64 {
        match self.corpus.images() {
            Some(_) => IMAGES,
            None => TEXTS,
        }
    }

    /// The records of all groups, by the bound that was asked for last.
    pub(super) fn near_duplicates(&self, built: &Built) -> BitSet {
        let groups = self.twins(built, self.alike_at_least());
        BitSet::from_indices(self.corpus.len(), groups.into_iter().flatten())
    }

    /// Groups of two records and more, in the order of their first ones. Each record is nearly the same as another of its
    /// group, not as every other. Images with the same pixels are together at any bound, and at 1 no others are: what they
    /// look like may be the same of pixels that are not.
    fn twins(&self, built: &Built, at_least: f64) -> Vec<Vec<u32>> {
        let images = self.corpus.images();
        let mut joined = Groups::alone(self.corpus.len());
        if images.is_none() || at_least < 1.0 {
            for (record, list) in (0u32..).zip(built.neighbors().lists()) {
                let near = list.iter();
                near.filter(|near| f64::from(near.similarity) >= at_least - ROUNDING)
                    .for_each(|near| joined.join(record, near.record));
            }
        }
        for group in images.map_or(&[][..], |images| images.same_pixels().groups()) {
            let (first, others) = (group[0], &group[1..]);
            others.iter().for_each(|&other| joined.join(first, other));
        }
        joined.of_several()
    }

    /// Whether texts, or the pixels of images, are all the same.
    fn are_identical(&self, group: &[u32]) -> bool {
        match self.corpus.images() {
            Some(images) => {
                let same = images.same_pixels().groups().iter();
                let mut of_first = same.filter(|same| same.contains(&group[0]));
                of_first.any(|same| group.iter().all(|record| same.binary_search(record).is_ok()))
            }
            None => {
                let first = self.corpus.text(group[0]);
                group.iter().all(|&record| self.corpus.text(record) == first)
            }
        }
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

/// Records that are joined to groups, one after the other.
struct Groups {
    /// Per record one of its group that comes before it; of a group's first one itself.
    before: Vec<u32>,
}

impl Groups {
    fn alone(records: usize) -> Self {
        Self {
            before: (0..count(records)).collect(),
        }
    }

    fn join(&mut self, one: u32, other: u32) {
        let (one, other) = (self.first(one), self.first(other));
        self.before[index(one.max(other))] = one.min(other);
    }

    /// The first record of a record's group so far; halves the way to it.
    fn first(&mut self, mut record: u32) -> u32 {
        let before = &mut self.before;
        while before[index(record)] != record {
            before[index(record)] = before[index(before[index(record)])];
            record = before[index(record)];
        }
        record
    }

    /// Those of two records and more, in the order of their first ones.
    fn of_several(mut self) -> Vec<Vec<u32>> {
        let n = self.before.len();
        let mut groups: Vec<Vec<u32>> = vec![Vec::new(); n];
        for record in 0..count(n) {
            groups[index(self.first(record))].push(record);
        }
        groups.retain(|group| group.len() > 1);
        groups
    }
}
