//! Conflicts as a workbench: how all rules and labels meet, one pair in figures, a walk from record to record, and the
//! exceptions that would end a conflict. Everything is of the records that figures are shown of: all, or a slice's; and
//! of the rules as they are saved.

mod exceptions;
mod pair;
mod walk;

use serde::{Deserialize, Serialize};

pub use exceptions::{ExceptionWord, ExceptionsView};
pub use pair::PairFigures;
pub use walk::WalkView;

use super::project::Project;
use crate::analysis::pairs::{PairCounts, PairInput, PairRun, Triangle};
use crate::analysis::{Alike, alike_pairs};
use crate::ids::RuleId;
use crate::job::{Progress, Step};
use crate::num::count;
use crate::votes::Vote;

/// Most pairs in the list of conflicts; the triangle has all of them.
const MOST_PAIRS: usize = 200;

/// Most pairs in the list of rules that say the same.
const MOST_ALIKE: usize = 50;

/// How the rules that vote meet. m of them, k labels, in the project's order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConflictsView {
    /// The project's revision that this is of.
    pub revision: u32,
    /// The m rules that vote.
    pub rules: Vec<RuleId>,
    /// Records both rules vote on; of a rule with itself, its coverage.
    pub overlaps: Triangle,
    /// Records on which both rules vote and can't both be right.
    pub conflicts: Triangle,
    /// Records with a vote for both labels; of a label with itself, records with a vote for it.
    pub labels: Triangle,
    /// m × k, row by row: records with dev gold of a label that a rule votes on.
    pub rule_gold: Vec<u32>,
    /// (k + 2) × k, row by row: records with dev gold of a label by majority label, then tied, then without a vote.
    pub majority_gold: Vec<u32>,
    /// The pairs with most conflicts.
    pub pairs: Vec<PairFigures>,
    /// How many pairs conflict in all.
    pub pairs_in_all: u32,
    /// Pairs that say the same, the most remarkable first.
    pub alike: Vec<AlikeView>,
    /// How many there are in all.
    pub alike_in_all: u32,
    /// Records with a conflict, of whatever rules.
    pub conflicted: u32,
    /// … whose gold was set by hand.
    pub decided: u32,
}

/// Two rules for the same label that meet more often than independent rules would.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlikeView {
    /// Whether they are nearly the same; else they only meet often.
    pub is_duplicate: bool,
    /// One rule.
    pub a: RuleId,
    /// The other.
    pub b: RuleId,
    /// Records both vote on.
    pub both: u32,
    /// Records at least one votes on.
    pub either: u32,
    /// Records that both would vote on if each voted on as many by chance, to the nearest.
    pub expected: u32,
}

/// The counting of all pairs.
#[derive(Debug)]
pub struct ConflictsJob {
    run: PairRun,
    /// What the run is of; it begins anew when that changes.
    revision: u32,
}

impl Project {
    /// The counting of all pairs, as work in steps.
    pub(super) fn conflicts(&self) -> ConflictsJob {
        ConflictsJob {
            run: PairRun::new(self.pair_input()),
            revision: self.revision,
        }
    }

    /// Counts some more pairs. An edit between the steps begins it anew, so that the answer is of one project.
    pub(super) fn step_conflicts(&self, job: &mut ConflictsJob) -> Step<ConflictsView> {
        if job.revision != self.revision {
            *job = self.conflicts();
        }
        match job.run.step(self.pair_input()) {
            Some((done, total)) => Step::Working(Progress {
                stage: "counting pairs of rules",
                done,
                total,
                estimate: None,
            }),
            None => {
                let run = std::mem::replace(&mut job.run, PairRun::new(self.pair_input()));
                Step::Done(self.conflicts_view(run.finish(self.pair_input())))
            }
        }
    }

    fn pair_input(&self) -> PairInput<'_> {
        PairInput {
            votes: &self.saved.matrix,
            sets: &self.saved.shown().sets,
            gold: &self.shown_gold().dev,
            within: self.scope.as_ref().map(|scope| scope.records.as_ref()),
        }
    }

    fn conflicts_view(&self, counts: PairCounts) -> ConflictsView {
        let rules = self.voting_rules();
        let pairs = most_conflicts(&counts);
        let alike = self.alike(&counts, &rules);
        let conflicted = &self.saved.shown().sets.conflicted;
        ConflictsView {
            revision: self.revision,
            pairs_in_all: count(pairs.len()),
            pairs: pairs
                .iter()
                .take(MOST_PAIRS)
                .filter_map(|&(one, other)| self.pair(rules[one as usize], rules[other as usize]).ok())
                .collect(),
            alike_in_all: count(alike.len()),
            alike: alike.into_iter().take(MOST_ALIKE).collect(),
            conflicted: conflicted.count(),
            decided: conflicted.count_and(&self.gold_sets.by_hand),
            rules,
            overlaps: counts.overlaps,
            conflicts: counts.conflicts,
            labels: counts.labels,
            rule_gold: counts.rule_gold,
            majority_gold: counts.majority_gold,
        }
    }

    /// The rules of the votes' columns.
    pub(super) fn voting_rules(&self) -> Vec<RuleId> {
        let voting = self.saved.rules.iter().filter(|rule| rule.column.is_some());
        voting.filter_map(|rule| rule.id).collect()
    }

    fn alike(&self, counts: &PairCounts, rules: &[RuleId]) -> Vec<AlikeView> {
        let columns = self.saved.matrix.columns.iter();
        let votes: Vec<Option<Vote>> = columns
            .map(|column| match column.ballots() {
                [ballot] => Some(ballot.vote),
                _ => None,
            })
            .collect();
        let records = self.scope_size();
        let view = |pair: crate::analysis::AlikePair| {
            let (one, other) = pair.columns;
            AlikeView {
                is_duplicate: pair.alike == Alike::Duplicate,
                a: rules[one as usize],
                b: rules[other as usize],
                both: pair.both,
                either: pair.either,
                expected: pair::expected_meetings(
                    counts.overlaps.get(one, one),
                    counts.overlaps.get(other, other),
                    records,
                ),
            }
        };
        alike_pairs(counts, &votes, records)
            .into_iter()
            .map(view)
            .collect()
    }

    /// How many records the figures are of.
    fn scope_size(&self) -> u32 {
        self.scope
            .as_ref()
            .map_or_else(|| self.records(), |scope| scope.records.count())
    }
}

/// The pairs that conflict, most records first.
fn most_conflicts(counts: &PairCounts) -> Vec<(u32, u32)> {
    let m = counts.conflicts.size();
    let mut pairs: Vec<(u32, u32)> = (0..m)
        .flat_map(|one| (one + 1..m).map(move |other| (one, other)))
        .filter(|&(one, other)| counts.conflicts.get(one, other) > 0)
        .collect();
    pairs.sort_by_key(|&(one, other)| (std::cmp::Reverse(counts.conflicts.get(one, other)), one, other));
    pairs
}

#[cfg(test)]
mod tests;
