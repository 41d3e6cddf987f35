//! Old against new: what the labels were when they were shown before, and what became of them.

use std::sync::Arc;

use super::labeled::Labeled;
use super::view::{LabelsChange, Measured};
use crate::bits::BitSet;
use crate::gold::{GoldMeaning, HandGold};
use crate::ids::LabelId;
use crate::models::Decided;
use crate::session::project::Project;

/// The labels as they were shown.
#[derive(Clone, Debug)]
pub(super) struct Snapshot {
    /// When they were shown last.
    revision: u32,
    /// When they were fitted.
    fitted: u32,
    /// What the one edit since those before was.
    edit: Option<String>,
    labels: Vec<LabelId>,
    decided: Arc<Decided>,
    dev: Option<Measured>,
    hand: Arc<HandGold>,
    meaning: GoldMeaning,
}

impl Snapshot {
    fn of_label(&self, label: LabelId) -> Option<&BitSet> {
        let at = self.labels.iter().position(|known| *known == label)?;
        self.decided.labels.get(at)
    }

    /// The records that have no label.
    fn none(&self) -> BitSet {
        let mut none = self.decided.unlabeled.clone();
        none.or(&self.decided.tied);
        none
    }

    /// The records whose label is another one than before.
    fn changed_since(&self, before: &Self) -> BitSet {
        let mut changed = self.none();
        changed.and(&before.none());
        for &label in &self.labels {
            if let (Some(now), Some(then)) = (self.of_label(label), before.of_label(label)) {
                let mut same = now.clone();
                same.and(then);
                changed.or(&same);
            }
        }
        changed.invert();
        changed
    }
}

impl Project {
    /// Remembers labels as shown now. What another fit showed is what they are compared with from here on.
    pub(super) fn remember(&mut self, labeled: &Labeled, dev: Option<Measured>) {
        let last = self.labels.last.take();
        let (same, other) = match last {
            Some(last) if last.fitted == labeled.revision => (Some(last), None),
            last => (None, last),
        };
        let edit = match &same {
            Some(same) => same.edit.clone(),
            None => other.as_ref().and_then(|before| self.edit_since(before)),
        };
        self.labels.last = Some(Snapshot {
            revision: self.revision,
            fitted: labeled.revision,
            edit,
            labels: labeled.labels.clone(),
            decided: Arc::clone(&labeled.sets.decided),
            dev,
            hand: Arc::clone(&self.document.hand),
            meaning: Arc::clone(&self.document.meaning),
        });
        // A list of what changed may be another one now.
        self.selected = None;
        if other.is_some() {
            self.labels.before = other;
        }
    }

    /// What changed between the labels shown before and those shown last.
    pub(super) fn labels_change(&self, within: Option<&BitSet>) -> Option<LabelsChange> {
        let (now, before) = (self.labels.last.as_ref()?, self.labels.before.as_ref()?);
        let mut changed = now.changed_since(before);
        if let Some(within) = within {
            changed.and(within);
        }
        Some(LabelsChange {
            since: before.revision,
            edit: now.edit.clone(),
            changed: changed.count(),
            gained: changed.count_and(&before.none()),
            lost: changed.count_and(&now.none()),
            dev_before: before.dev,
            dev_after: now.dev,
            other_gold: !Arc::ptr_eq(&now.hand, &before.hand) || !Arc::ptr_eq(&now.meaning, &before.meaning),
        })
    }

    /// What the one edit between a state and the present one was. Of several edits, or of one taken back, no one says all.
    fn edit_since(&self, before: &Snapshot) -> Option<String> {
        let is_one = self.revision == before.revision + 1 && self.history.redo_words().is_none();
        is_one.then(|| self.history.undo_words()).flatten()
    }

    /// The records whose label changed.
    pub(super) fn label_changed(&self) -> BitSet {
        match (&self.labels.last, &self.labels.before) {
            (Some(now), Some(before)) => now.changed_since(before),
            _ => BitSet::empty(self.corpus.len()),
        }
    }
}
