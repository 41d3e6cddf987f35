//! Labels of all records as numbers of the document's labels: gold's, the chosen model's, the graph's.

use super::spread::Pictured;
use crate::bits::BitSet;
use crate::ids::LabelId;
use crate::num::{count, index};
use crate::session::labels::Labeled;
use crate::session::project::Project;

/// Per record the index of its label among the document's, or none.
pub(super) type LabelsOf = Vec<Option<u32>>;

impl Project {
    /// Dev gold.
    pub(super) fn gold_labels(&self) -> LabelsOf {
        let ids: Vec<LabelId> = self.document.labels.iter().map(|label| label.id).collect();
        self.labels_of_sets(&ids, &self.gold_sets.dev)
    }

    /// What a fit says.
    pub(super) fn model_labels(&self, fit: &Labeled) -> LabelsOf {
        self.labels_of_sets(&fit.labels, &fit.sets.decided.labels)
    }

    /// What the graph says.
    pub(super) fn picture_labels(&self, pictured: &Pictured) -> LabelsOf {
        self.labels_of_sets(&pictured.labels, &pictured.by_label)
    }

    /// Dev gold, and where there is none what the graph says.
    pub(super) fn known_labels(&self, pictured: &Pictured) -> LabelsOf {
        let mut known = self.picture_labels(pictured);
        for (label, set) in (0u32..).zip(&self.gold_sets.dev) {
            set.iter().for_each(|record| known[index(record)] = Some(label));
        }
        known
    }

    fn labels_of_sets(&self, labels: &[LabelId], sets: &[BitSet]) -> LabelsOf {
        let mut of = vec![None; self.corpus.len()];
        for (label, set) in labels.iter().zip(sets) {
            if let Some(at) = self.document.labels.index(*label) {
                set.iter().for_each(|record| of[index(record)] = Some(count(at)));
            }
        }
        of
    }
}
