//! What the open draft changes against the saved rule: records that it matches newly or no longer, majority labels that
//! become right or wrong on dev gold, and records that speak against it.

use serde::{Deserialize, Serialize};

use super::live::Live;
use super::project::Project;
use super::request::Filter;
use crate::bits::BitSet;

/// How many records a draft changes. Each has its filter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftChanges {
    /// Records that it matches and the saved rule doesn't; of a new rule, all it matches.
    pub newly_matched: u32,
    /// Records that the saved rule matches and it doesn't.
    pub no_longer_matched: u32,
    /// Records whose majority label is right on dev gold with it, and was not.
    pub newly_correct: u32,
    /// Records whose majority label was right on dev gold, and is not with it.
    pub no_longer_correct: u32,
    /// Records that it matches and whose gold, or else the saved rules' majority, is another label.
    pub counter_examples: u32,
}

/// What a draft changes about one record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowChange {
    /// It matches it, and the saved rule doesn't.
    NewlyMatched,
    /// The saved rule matches it, and it doesn't.
    NoLongerMatched,
}

impl Project {
    /// The numbers of the filters below, within the slice in force.
    pub(super) fn draft_changes(&self) -> DraftChanges {
        let count = |filter| {
            let records = self.change_set(filter);
            match &self.scope {
                Some(scope) => records.count_and(&scope.records),
                None => records.count(),
            }
        };
        DraftChanges {
            newly_matched: count(Filter::NewlyMatched),
            no_longer_matched: count(Filter::NoLongerMatched),
            newly_correct: count(Filter::NewlyCorrect),
            no_longer_correct: count(Filter::NoLongerCorrect),
            counter_examples: count(Filter::CounterExamples),
        }
    }

    /// The records of a filter about the draft's changes; none without a draft.
    pub(super) fn change_set(&self, filter: Filter) -> BitSet {
        let n = self.corpus.len();
        match filter {
            Filter::NewlyMatched => self.matched(true).unwrap_or_else(|| BitSet::empty(n)),
            Filter::NoLongerMatched => self.matched(false).unwrap_or_else(|| BitSet::empty(n)),
            Filter::Changed => self.changed_records().unwrap_or_else(|| BitSet::empty(n)),
            Filter::NewlyCorrect => self.right_with(self.live(), &self.saved),
            Filter::NoLongerCorrect => self.right_with(&self.saved, self.live()),
            Filter::CorrectBefore => self.right(&self.saved),
            Filter::CounterExamples => self.counter_examples(),
            _ => BitSet::empty(n),
        }
    }

    /// The records that the draft matches otherwise than the saved rule; none where there is no draft.
    pub(super) fn changed_records(&self) -> Option<BitSet> {
        let mut changed = self.matched(true)?;
        changed.or(&self.matched(false)?);
        Some(changed)
    }

    /// What the draft changes about a record.
    pub(super) fn row_change(&self, record: u32) -> Option<RowChange> {
        let (now, was) = self.now_and_was()?;
        let was = was.is_some_and(|was| was.contains(record));
        match (now.contains(record), was) {
            (true, false) => Some(RowChange::NewlyMatched),
            (false, true) => Some(RowChange::NoLongerMatched),
            _ => None,
        }
    }

    /// The records of the draft and of its saved rule, where the draft has a query to count.
    fn now_and_was(&self) -> Option<(&BitSet, Option<&BitSet>)> {
        let open = self.draft.as_ref()?;
        let now = &open.counted.as_ref()?.records;
        let saved = open.draft.rule.and_then(|id| self.saved.rule(id));
        let was = saved.and_then(|rule| rule.evaluated.as_ref().ok());
        Some((now, was.map(|was| &*was.records)))
    }

    /// The records matched newly, or no longer.
    fn matched(&self, newly: bool) -> Option<BitSet> {
        let (now, was) = self.now_and_was()?;
        let nothing = BitSet::empty(self.corpus.len());
        let was = was.unwrap_or(&nothing);
        let (mut found, other) = if newly {
            (now.clone(), was)
        } else {
            (was.clone(), now)
        };
        found.without(other);
        Some(found)
    }

    /// The records whose majority label is what dev gold says.
    fn right(&self, live: &Live) -> BitSet {
        let mut right = BitSet::empty(self.corpus.len());
        for (voted, truth) in live.analysis.sets.majority.iter().zip(&self.gold_sets.dev) {
            let mut agreed = voted.clone();
            agreed.and(truth);
            right.or(&agreed);
        }
        right
    }

    fn right_with(&self, one: &Live, other: &Live) -> BitSet {
        let mut right = self.right(one);
        right.without(&self.right(other));
        right
    }

    /// The records that the draft matches although another label is known of them; of a vote against a label, those of
    /// that label.
    fn counter_examples(&self) -> BitSet {
        let Some((now, _)) = self.now_and_was() else {
            return BitSet::empty(self.corpus.len());
        };
        let text = self.draft.as_ref().map(|open| &open.draft.text);
        let known = self.known(text.map(|text| text.label).unwrap_or_default());
        let mut found = if text.is_some_and(|text| text.against) {
            known.of_label
        } else {
            known.others()
        };
        found.and(now);
        found
    }
}
