//! Old against new: whose label along the graph became another, after an update or by other seeds that were tried.

use std::collections::BTreeMap;

use super::spread::Pictured;
use super::view::{ChangeView, MoveView};
use crate::bits::BitSet;
use crate::ids::LabelId;
use crate::num::{count, grouped};
use crate::session::project::Project;

/// What changed, or would change.
#[derive(Debug)]
pub(super) struct Changed {
    pub(super) view: ChangeView,
    /// The records whose label is another.
    pub(super) records: BitSet,
}

impl Changed {
    /// The difference between the labels of all records before and now.
    pub(super) fn between(
        before: impl Iterator<Item = Option<LabelId>>,
        now: impl Iterator<Item = Option<LabelId>>,
        touched: u32,
    ) -> Self {
        let (mut records, mut moves, mut n) = (Vec::new(), BTreeMap::new(), 0);
        for (record, (from, to)) in (0u32..).zip(before.zip(now)) {
            n += 1;
            if from != to {
                records.push(record);
                *moves.entry((from, to)).or_insert(0) += 1;
            }
        }
        let moves = moves
            .into_iter()
            .map(|((from, to), records)| MoveView { from, to, records });
        let mut moves: Vec<MoveView> = moves.collect();
        moves.sort_by_key(|one| std::cmp::Reverse(one.records));
        Self {
            view: ChangeView {
                changed: count(records.len()),
                moves,
                touched,
                edit: None,
                sentence: sentence(count(records.len())),
            },
            records: BitSet::from_indices(n, records),
        }
    }

    fn of_pictures(before: &Pictured, now: &Pictured, touched: u32) -> Self {
        let labels = |pictured: &Pictured| {
            let all = pictured
                .picture
                .labels()
                .map(|at| at.and_then(|at| pictured.labels.get(at as usize).copied()));
            all.collect::<Vec<_>>()
        };
        Self::between(labels(before).into_iter(), labels(now).into_iter(), touched)
    }
}

fn sentence(changed: u32) -> String {
    match changed {
        0 => "This changes no label.".to_owned(),
        1 => "This changes 1 label.".to_owned(),
        _ => format!("This changes {} labels.", grouped(changed.into())),
    }
}

impl Project {
    /// Keeps labels along the graph, and what they changed. What settles an update changes the same as the update.
    pub(super) fn keep_picture(&mut self, now: Pictured) {
        let now = std::sync::Arc::new(now);
        if let Some(before) = self.graph.pictured.replace(std::sync::Arc::clone(&now)) {
            let is_the_same = std::sync::Arc::ptr_eq(&before.picture, &now.picture);
            let settles = !before.settled && now.settled && **before.picture.seeds() == **now.picture.seeds();
            if !is_the_same {
                let base = if settles { self.graph.base.take() } else { None };
                let base = base.unwrap_or(before);
                let touched = now.touched;
                let mut changed = Changed::of_pictures(&base, &now, touched);
                changed.view.edit = self.graph_edit_since(base.revision);
                self.graph.changed = Some(changed);
                self.graph.base = Some(base);
            }
        }
        self.graph.trial = None;
        // A list by labels of the graph may be another one now.
        self.selected = None;
    }

    /// What the one edit since a revision was. Of several edits, or of one taken back, no one says all.
    fn graph_edit_since(&self, revision: u32) -> Option<String> {
        let is_one = self.revision == revision + 1 && self.history.redo_words().is_none();
        is_one.then(|| self.history.undo_words()).flatten()
    }
}
