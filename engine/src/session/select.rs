//! Which records: filters and a search, all of which must hold, as one set that finds its i-th record at once.

use super::draft::problem;
use super::live::{Live, LiveRule};
use super::project::Project;
use super::reply::QueryProblem;
use super::request::{Filter, Keep, Selection};
use crate::analysis::{conflicts_between, conflicts_of};
use crate::bits::{BitSet, Ranked};
use crate::ids::{LabelId, RuleId};
use crate::rules::Source;
use crate::votes::{Ballot, Vote, VoteColumn};

/// The selection asked for last, kept while pages of it are shown.
#[derive(Debug)]
pub(super) struct Selected {
    selection: Selection,
    /// The records that the open draft changes; they come first.
    first: Ranked,
    /// The others.
    rest: Ranked,
    pub(super) problem: Option<QueryProblem>,
}

impl Project {
    /// The records of a selection.
    pub(super) fn select(&mut self, selection: &Selection) -> &Selected {
        let known = self
            .selected
            .take()
            .filter(|selected| selected.selection == *selection);
        let selected = known.unwrap_or_else(|| self.find(selection));
        self.selected.insert(selected)
    }

    fn find(&mut self, selection: &Selection) -> Selected {
        let (mut records, problem) = self.selected_records(selection);
        let mut first = BitSet::empty(self.corpus.len());
        if let Some(changed) = self.changed_records() {
            first = both(&records, &changed);
            records.without(&changed);
        }
        Selected {
            selection: selection.clone(),
            first: Ranked::new(first),
            rest: Ranked::new(records),
            problem,
        }
    }

    /// The records of a selection as a set, and why its search can't be read, where it can't.
    pub(super) fn selected_records(&mut self, selection: &Selection) -> (BitSet, Option<QueryProblem>) {
        let mut records = match &self.scope {
            Some(scope) => (*scope.records).clone(),
            None => BitSet::full(self.corpus.len()),
        };
        for filter in &selection.filters {
            let found = if filter.asks_model() || filter.asks_graph() {
                Some(self.of_model(*filter))
            } else {
                self.of_revisions(*filter)
            };
            records.and(&found.unwrap_or_else(|| self.filter(*filter)));
        }
        let mut found_problem = None;
        if !selection.search.trim().is_empty() {
            let source = Source::new(&self.corpus, &self.index).with_terms(&self.terms);
            match self.cache.get(&selection.search, &self.names, &source) {
                Ok(evaluated) => records.and(&evaluated.records),
                Err(error) => found_problem = Some(problem(&selection.search, &error)),
            }
        }
        (records, found_problem)
    }

    /// The records for which one filter holds.
    fn filter(&self, filter: Filter) -> BitSet {
        let (live, n) = (self.live(), self.corpus.len());
        let sets = &live.analysis.sets;
        match filter {
            Filter::Covered => sets.covered.clone(),
            Filter::Uncovered => inverted(&sets.covered),
            Filter::Overlapping => sets.overlapping.clone(),
            Filter::Conflicted => sets.conflicted.clone(),
            Filter::Tied => sets.tied.clone(),
            Filter::Rule(rule) => rule_records(live, rule, n),
            Filter::RuleOverlaps(rule) => both(&rule_records(live, rule, n), &sets.overlapping),
            Filter::RuleConflicts(rule) => {
                let column = live.rule(rule).and_then(|rule| rule.column);
                column.map_or_else(
                    || BitSet::empty(n),
                    |column| conflicts_of(&live.matrix, sets, column),
                )
            }
            Filter::BothRules(a, b) => both(&rule_records(live, a, n), &rule_records(live, b, n)),
            Filter::RulesConflict(a, b) => self.rules_conflict(a, b),
            Filter::RuleCorrect(rule) => self.rule_on_gold(rule, true),
            Filter::RuleIncorrect(rule) => self.rule_on_gold(rule, false),
            Filter::Majority(label) => self.of_label(label, &sets.majority),
            Filter::VotedFor(label) => self.voted_for(label),
            Filter::Gold(label) => self.of_label(label, &self.gold_sets.dev),
            Filter::HasGold => self.gold_sets.dev_known.clone(),
            Filter::ByHand => self.gold_sets.by_hand.clone(),
            Filter::NotByHand => inverted(&self.gold_sets.by_hand),
            Filter::BothLabels(a, b) => both(&self.voted_for(a), &self.voted_for(b)),
            Filter::UnknownGold => self.gold_sets.unknown.clone(),
            Filter::MajorityCorrect => self.majority_on_gold(true),
            Filter::MajorityIncorrect => self.majority_on_gold(false),
            Filter::EmptyText => {
                let empty = (0u32..).zip(self.index.chars()).filter(|(_, chars)| **chars == 0);
                BitSet::from_indices(n, empty.map(|(record, _)| record))
            }
            Filter::Slice(slice) => (*self.slice_records(slice)).clone(),
            Filter::RepeatedId => self.corpus.repeated(),
            Filter::DraftMatches => live
                .draft()
                .map_or_else(|| BitSet::empty(n), |rule| matches(rule, n)),
            Filter::DraftConflicts(rule) => self.conflict(live.draft(), live.rule(rule)),
            Filter::NewlyCovered => self.difference(|live| &live.analysis.sets.covered, true),
            Filter::NoLongerCovered => self.difference(|live| &live.analysis.sets.covered, false),
            Filter::NewlyConflicted => self.difference(|live| &live.analysis.sets.conflicted, true),
            Filter::NoLongerConflicted => self.difference(|live| &live.analysis.sets.conflicted, false),
            Filter::NewlyMatched
            | Filter::NoLongerMatched
            | Filter::Changed
            | Filter::NewlyCorrect
            | Filter::NoLongerCorrect
            | Filter::CorrectBefore
            | Filter::NewConflictsWith(_)
            | Filter::CounterExamples => self.change_set(filter),
            Filter::CoveredAsSaved => self.saved.analysis.sets.covered.clone(),
            Filter::UncoveredAsSaved => inverted(&self.saved.analysis.sets.covered),
            // Found by `of_revisions`, which may have to evaluate a query, and by `of_model`.
            _ => BitSet::empty(n),
        }
    }

    fn of_label(&self, label: LabelId, sets: &[BitSet]) -> BitSet {
        let found = self
            .document
            .labels
            .index(label)
            .and_then(|index| sets.get(index));
        found.cloned().unwrap_or_else(|| BitSet::empty(self.corpus.len()))
    }

    fn voted_for(&self, label: LabelId) -> BitSet {
        let mut found = BitSet::empty(self.corpus.len());
        let Some(index) = self.document.labels.index(label) else {
            return found;
        };
        let columns = self.live().matrix.columns.iter();
        columns
            .flat_map(VoteColumn::ballots)
            .filter(|ballot| ballot.vote == Vote::is(index))
            .for_each(|ballot| found.or(&ballot.records));
        found
    }

    /// The records on which the votes of two rules conflict.
    pub(super) fn rules_conflict(&self, a: RuleId, b: RuleId) -> BitSet {
        let live = self.live();
        self.conflict(live.rule(a), live.rule(b))
    }

    fn conflict(&self, one: Option<&LiveRule>, other: Option<&LiveRule>) -> BitSet {
        let live = self.live();
        let column = |rule: Option<&LiveRule>| live.matrix.columns.get(rule?.column?);
        match (column(one), column(other)) {
            (Some(one), Some(other)) => conflicts_between(one, other, &live.analysis.sets),
            _ => BitSet::empty(self.corpus.len()),
        }
    }

    /// The records with dev gold on which a rule's vote is right, or wrong.
    fn rule_on_gold(&self, id: RuleId, correct: bool) -> BitSet {
        let mut found = BitSet::empty(self.corpus.len());
        let ballots = self.live().rule(id).map(|rule| rule.votes.ballots());
        for Ballot { vote, records } in ballots.unwrap_or_default() {
            let mut judged = both(records, &self.gold_sets.dev_known);
            let Some(truth) = self.gold_sets.dev.get(vote.label) else {
                continue;
            };
            if correct == vote.against {
                judged.without(truth);
            } else {
                judged.and(truth);
            }
            found.or(&judged);
        }
        found
    }

    fn majority_on_gold(&self, correct: bool) -> BitSet {
        let mut right = BitSet::empty(self.corpus.len());
        let mut decided = right.clone();
        for (voted, truth) in self.live().analysis.sets.majority.iter().zip(&self.gold_sets.dev) {
            right.or(&both(voted, truth));
            decided.or(&both(voted, &self.gold_sets.dev_known));
        }
        if !correct {
            decided.without(&right);
            return decided;
        }
        right
    }

    /// What the draft adds to a set of the analysis, or takes from it.
    fn difference(&self, set: fn(&Live) -> &BitSet, added: bool) -> BitSet {
        let (now, was) = (set(self.live()), set(&self.saved));
        let (mut found, other) = if added {
            (now.clone(), was)
        } else {
            (was.clone(), now)
        };
        found.without(other);
        found
    }
}

fn rule_records(live: &Live, id: RuleId, n: usize) -> BitSet {
    live.rule(id)
        .map_or_else(|| BitSet::empty(n), |rule| matches(rule, n))
}

fn matches(rule: &LiveRule, n: usize) -> BitSet {
    rule.evaluated
        .as_ref()
        .map_or_else(|_| BitSet::empty(n), |evaluated| (*evaluated.records).clone())
}

fn both(a: &BitSet, b: &BitSet) -> BitSet {
    let mut found = a.clone();
    found.and(b);
    found
}

fn inverted(set: &BitSet) -> BitSet {
    let mut found = set.clone();
    found.invert();
    found
}

impl Selected {
    /// How many records there are.
    pub(super) fn total(&self) -> u32 {
        self.first.count() + self.rest.count()
    }

    /// All of them, in no order.
    pub(super) fn set(&self) -> BitSet {
        let mut all = self.first.set().clone();
        all.or(self.rest.set());
        all
    }

    /// How many of them stand first because the draft changes them.
    pub(super) fn changed(&self) -> u32 {
        self.first.count()
    }

    /// The records at positions `start..end`.
    pub(super) fn range(&self, start: u32, end: u32) -> impl Iterator<Item = u32> + '_ {
        let first = self.first.count();
        let in_rest = |position: u32| position.saturating_sub(first);
        self.first
            .range(start.min(first), end.min(first))
            .chain(self.rest.range(in_rest(start), in_rest(end)))
    }

    /// Where a record stands, if it is among them.
    pub(super) fn place(&self, record: u32) -> Option<u32> {
        if self.first.set().contains(record) {
            Some(self.first.rank(record))
        } else {
            let is_here = self.rest.set().contains(record);
            is_here.then(|| self.first.count() + self.rest.rank(record))
        }
    }

    /// By how many positions the list has to move for what is in sight to stay there. A record that went to the front
    /// leaves its neighbours where they are.
    pub(super) fn moved(&self, keep: Keep) -> i32 {
        let Some(record) = keep.record else { return 0 };
        let now = self.first.count() + self.rest.rank(record);
        let by = i64::from(now) - i64::from(keep.position);
        i32::try_from(by).unwrap_or(0)
    }
}
