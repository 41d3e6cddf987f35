//! What the open draft changes against the saved rule: records that it matches newly or no longer, majority labels that
//! become right or wrong on dev gold, and records that speak against it.

use serde::{Deserialize, Serialize};

use super::live::Live;
use super::project::Project;
use super::reply::RuleCount;
use super::request::Filter;
use crate::analysis::conflicts_between;
use crate::bits::BitSet;
use crate::ids::RuleId;
use crate::votes::Ballot;

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
    /// Records on which its vote disagrees with gold, or else with the saved rules' majority.
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
        let count = |filter| self.count_in_scope(&self.change_set(filter));
        DraftChanges {
            newly_matched: count(Filter::NewlyMatched),
            no_longer_matched: count(Filter::NoLongerMatched),
            newly_correct: count(Filter::NewlyCorrect),
            no_longer_correct: count(Filter::NoLongerCorrect),
            counter_examples: count(Filter::CounterExamples),
        }
    }

    fn count_in_scope(&self, records: &BitSet) -> u32 {
        match &self.scope {
            Some(scope) => records.count_and(&scope.records),
            None => records.count(),
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
            Filter::NewConflictsWith(rule) => self.new_conflicts_with(rule),
            _ => BitSet::empty(n),
        }
    }

    /// The rules that the draft conflicts with on records where the saved rule doesn't, most records first.
    pub(super) fn new_conflicts(&self, with: &[RuleCount]) -> Vec<RuleCount> {
        let count = |filter| self.count_in_scope(&self.change_set(filter));
        let mut counts: Vec<RuleCount> = with
            .iter()
            .map(|other| RuleCount {
                rule: other.rule,
                count: count(Filter::NewConflictsWith(other.rule)),
            })
            .filter(|other| other.count > 0)
            .collect();
        counts.sort_by_key(|other| (std::cmp::Reverse(other.count), other.rule));
        counts
    }

    /// The records on which the draft conflicts with a rule and the saved rule doesn't.
    fn new_conflicts_with(&self, other: RuleId) -> BitSet {
        let n = self.corpus.len();
        let conflicts = |live: &Live, own: Option<usize>| {
            let column = |at: Option<usize>| live.matrix.columns.get(at?);
            let theirs = live.rule(other).and_then(|rule| rule.column);
            match (column(own), column(theirs)) {
                (Some(own), Some(theirs)) => conflicts_between(own, theirs, &live.analysis.sets),
                _ => BitSet::empty(n),
            }
        };
        let Some(open) = &self.draft else {
            return BitSet::empty(n);
        };
        let own = open.live.draft().and_then(|rule| rule.column);
        let mut found = conflicts(&open.live, own);
        if let Some(saved) = open.draft.rule.and_then(|id| self.saved.rule(id)) {
            found.without(&conflicts(&self.saved, saved.column));
        }
        found
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

    /// The records on which the draft's vote disagrees with what is known of them.
    fn counter_examples(&self) -> BitSet {
        let mut found = BitSet::empty(self.corpus.len());
        let draft = self.draft.as_ref().and_then(|open| open.live.draft());
        for Ballot { vote, records } in draft.map(|rule| rule.votes.ballots()).unwrap_or_default() {
            let Some(label) = self.document.labels.at(vote.label) else {
                continue;
            };
            let known = self.known(label.id);
            let mut wrong = if vote.against {
                known.of_label
            } else {
                known.others()
            };
            wrong.and(records);
            found.or(&wrong);
        }
        found
    }
}
