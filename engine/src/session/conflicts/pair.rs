//! One pair of rules in figures: where they meet, and which of them dev gold bears out.

use serde::{Deserialize, Serialize};

use crate::analysis::expected;
use crate::bits::BitSet;
use crate::error::Result;
use crate::gold::GoldSets;
use crate::ids::RuleId;
use crate::session::Project;
use crate::votes::{Ballot, VoteColumn};

/// Two rules and where they meet, in records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PairFigures {
    /// One rule.
    pub a: RuleId,
    /// The other.
    pub b: RuleId,
    /// Records the first votes on.
    pub a_coverage: u32,
    /// Records the second votes on.
    pub b_coverage: u32,
    /// Records both vote on.
    pub overlaps: u32,
    /// Records both would vote on if each voted on as many by chance, to the nearest.
    pub expected: u32,
    /// Records on which they can't both be right.
    pub conflicts: u32,
    /// … whose gold was set by hand.
    pub decided: u32,
    /// … with dev gold.
    pub judged: u32,
    /// … of these, those the first gets right.
    pub a_right: u32,
    /// … of these, those the second gets right.
    pub b_right: u32,
}

impl Project {
    /// A pair of rules, as they are saved, in figures.
    ///
    /// # Errors
    /// A rule that is gone. One that doesn't vote meets nothing.
    pub(in crate::session) fn pair(&self, a: RuleId, b: RuleId) -> Result<PairFigures> {
        self.document.rule(a)?;
        self.document.rule(b)?;
        let mut conflicts = self.rules_conflict(a, b);
        if let Some(scope) = &self.scope {
            conflicts.and(&scope.records);
        }
        let gold = self.shown_gold();
        let (one, other) = (self.voted_on(a), self.voted_on(b));
        let (a_coverage, b_coverage) = (one.count(), other.count());
        let right = |id| {
            self.voting_column(id)
                .map_or(0, |column| right_within(column, gold, &conflicts))
        };
        Ok(PairFigures {
            a,
            b,
            a_coverage,
            b_coverage,
            overlaps: one.count_and(&other),
            expected: expected_meetings(a_coverage, b_coverage, self.scope_size()),
            conflicts: conflicts.count(),
            decided: conflicts.count_and(&self.gold_sets.by_hand),
            judged: conflicts.count_and(&gold.dev_known),
            a_right: right(a),
            b_right: right(b),
        })
    }

    /// The votes of a rule, where it has any.
    pub(in crate::session) fn voting_column(&self, id: RuleId) -> Option<&VoteColumn> {
        let live = self.live();
        live.matrix.columns.get(live.rule(id)?.column?)
    }

    /// The records shown that a rule votes on.
    pub(super) fn voted_on(&self, id: RuleId) -> BitSet {
        let mut found = BitSet::empty(self.corpus.len());
        if let Some(column) = self.voting_column(id) {
            column
                .ballots()
                .iter()
                .for_each(|ballot| found.or(&ballot.records));
        }
        if let Some(scope) = &self.scope {
            found.and(&scope.records);
        }
        found
    }
}

/// Of a set's records, those on which a rule's vote is right by dev gold.
fn right_within(column: &VoteColumn, gold: &GoldSets, records: &BitSet) -> u32 {
    right_records(column, gold).count_and(records)
}

/// The records on which a rule's vote is right by dev gold.
pub(super) fn right_records(column: &VoteColumn, gold: &GoldSets) -> BitSet {
    let mut all = BitSet::empty(gold.dev_known.len());
    for Ballot { vote, records } in column.ballots() {
        let Some(truth) = gold.dev.get(vote.label) else {
            continue;
        };
        let mut right = (**records).clone();
        if vote.against {
            right.and(&gold.dev_known);
            right.without(truth);
        } else {
            right.and(truth);
        }
        all.or(&right);
    }
    all
}

/// Records on which two rules would meet by chance, to the nearest.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "at most as many records as there are"
)]
pub(super) fn expected_meetings(one: u32, other: u32, records: u32) -> u32 {
    expected(one, other, records).round() as u32
}
