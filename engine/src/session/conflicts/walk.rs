//! A walk through the records of a selection, one at a time. A record that an edit takes out of the selection keeps its
//! place: before and behind it go on from there.

use serde::{Deserialize, Serialize};

use crate::bits::Ranked;
use crate::session::Project;
use crate::session::request::{Filter, Selection};

/// Where a walk is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WalkView {
    /// Records of the selection, those decided by hand included even where the walk leaves them out.
    pub total: u32,
    /// … whose gold was set by hand.
    pub decided: u32,
    /// Records that are walked.
    pub walked: u32,
    /// The record at hand: the one asked for, else the first; none where there is nothing to walk.
    pub record: Option<u32>,
    /// Whether the record at hand is (still) one of those walked.
    pub is_in: bool,
    /// How many records are walked before it.
    pub position: u32,
    /// The record before it.
    pub previous: Option<u32>,
    /// The record after it.
    pub next: Option<u32>,
}

impl Project {
    /// Where a walk through a selection is, at a record or at its beginning.
    pub(in crate::session) fn walk(&mut self, selection: &Selection, record: Option<u32>) -> WalkView {
        let with_decided = Selection {
            filters: selection
                .filters
                .iter()
                .copied()
                .filter(|filter| *filter != Filter::NotByHand)
                .collect(),
            search: selection.search.clone(),
        };
        let (all, _) = self.selected_records(&with_decided);
        let (total, decided) = (all.count(), all.count_and(&self.gold_sets.by_hand));
        let n = self.records();
        let mut walked = all;
        if selection.filters.contains(&Filter::NotByHand) {
            walked.without(&self.gold_sets.by_hand);
        }
        let walked = Ranked::new(walked);
        let at = |position: u32| walked.range(position, position + 1).next();
        let record = record.filter(|&record| record < n).or_else(|| at(0));
        let is_in = record.is_some_and(|record| walked.set().contains(record));
        let position = record.map_or(0, |record| walked.before(record));
        WalkView {
            total,
            decided,
            walked: walked.count(),
            record,
            is_in,
            position,
            previous: position.checked_sub(1).and_then(at),
            next: at(position + u32::from(is_in)),
        }
    }
}
