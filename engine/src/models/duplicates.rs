//! Rules that say the same. Where votes are counted, one reason counts as often as rules repeat it; a label model fitted
//! on copies is worse off still. So copies can be counted once.
//!
//! *Exact duplicates* have the same votes on the same records, at least one. One of them is kept: whatever is fitted has
//! never seen the others, so that the result without copies is restored by construction.
//!
//! *Clusters* are rules that agree more than their accuracies explain. Of two rules, those ballots s and t are compared
//! that say the same. If the rules were independent given the label, they would meet on
//! E = Σ_y c_s c_t P(y | s) P(y | t) / (n p_y) records, with c how many records have the ballot and p the class balance,
//! here uniform. P(y | s) is what the rule's precision says; so that precise rules are not suspected for being right, it
//! is 0.995, the most any rule is credited with. The chance to meet N > E times is at most
//! exp(−(N ln(N/E) − N + E)) (Chernoff's bound of Poisson's tail, which holds for small counts too). With all ballots of
//! the pair added up, two rules are *alike* if that is below 0.01 divided by the number of pairs looked at (Bonferroni),
//! and, since with many records any trifle is certain, if at least four in five of the records that either votes on have
//! the same vote of both. A cluster is what such pairs connect.
//!
//! The votes of a cluster count once: where one of its rules votes the cluster votes; where they differ, the rule that
//! votes on the most records speaks.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::meets::{Meets, meets};
use super::note::Note;
use super::table::{RuleVote, TableBallot, VoteTable};
use crate::bits::BitSet;
use crate::error::Result;
use crate::num::{count, index, ln};
use crate::votes::{Ballot, Vote, VoteColumn, VoteMatrix};

/// The chance to suspect any pair of independent rules.
const LEVEL: f64 = 0.01;
/// The precision that every rule is credited with.
const CREDITED: f64 = 0.995;
/// Two rules are alike from this share of same votes on.
const SAME: f64 = 0.8;

/// Two rules that agree more than their accuracies explain.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AlikeRules {
    /// The rules, the lower one first.
    pub rules: (u32, u32),
    /// Records on which both vote the same.
    pub same: u32,
    /// Records on which at least one votes.
    pub either: u32,
    /// Records on which independent rules would vote the same.
    pub expected: f64,
    /// Whether their votes are the same everywhere.
    pub is_exact: bool,
}

/// The pairs that make clusters, in the rules' order: for showing, and for merging rules for good.
#[must_use]
pub fn alike(table: &VoteTable) -> Vec<AlikeRules> {
    let meets = meets(table);
    let pairs = table.rules * table.rules.saturating_sub(1) / 2;
    let exact = Merged::exact(table);
    let mut found = Vec::new();
    for one in 0..table.rules {
        for other in one + 1..table.rules {
            let is_exact = exact.of(one) == exact.of(other);
            let Some(pair) = Pair::of(table, meets, one, other) else {
                continue;
            };
            if is_exact || pair.is_alike(pairs) {
                found.push(AlikeRules {
                    rules: (count(one), count(other)),
                    same: pair.same,
                    either: pair.either,
                    expected: pair.expected,
                    is_exact,
                });
            }
        }
    }
    found
}

/// What is counted of two rules.
struct Pair {
    same: u32,
    either: u32,
    expected: f64,
}

impl Pair {
    /// None of rules that never vote the same, or of which one decides and the other doesn't.
    fn of(table: &VoteTable, meets: &Meets, one: usize, other: usize) -> Option<Self> {
        let ((first, ours), (second, theirs)) = (table.of_rule(one), table.of_rule(other));
        let (mut same, mut both, mut expected) = (0, 0, 0.0);
        for (a, mine) in ours.iter().enumerate() {
            for (b, their) in theirs.iter().enumerate() {
                let met = meets.get(first + a, second + b);
                both += met;
                if mine.vote == their.vote && mine.is_hard == their.is_hard {
                    same += met;
                    expected += independent(table, mine, their);
                }
            }
        }
        let either = table.coverage(one) + table.coverage(other) - both;
        (same > 0).then_some(Self {
            same,
            either,
            expected,
        })
    }

    fn is_alike(&self, pairs: usize) -> bool {
        let same = f64::from(self.same);
        if same < SAME * f64::from(self.either) || same <= self.expected {
            return false;
        }
        let log_chance = -(same * ln(same / self.expected) - same + self.expected);
        #[expect(clippy::cast_precision_loss, reason = "pairs of some thousands of rules")]
        let level = LEVEL / pairs.max(1) as f64;
        log_chance < ln(level)
    }
}

/// On how many records two ballots that say the same would meet, if nothing but the label connected them.
#[expect(clippy::cast_precision_loss, reason = "records and labels are far below 2^53")]
fn independent(table: &VoteTable, one: &TableBallot, other: &TableBallot) -> f64 {
    let (n, k) = (table.records as f64, table.labels as f64);
    if table.labels == 1 {
        return f64::from(one.count) * f64::from(other.count) / n;
    }
    let rest = 1.0 - CREDITED;
    let meeting = if one.vote.against {
        rest * rest + CREDITED * CREDITED / (k - 1.0)
    } else {
        CREDITED * CREDITED + rest * rest / (k - 1.0)
    };
    f64::from(one.count) * f64::from(other.count) / n * k * meeting
}

/// Which rules are counted as one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// Per rule of the votes: the rule of the merged table.
    of_rule: Vec<u32>,
    /// Per rule of the votes: its turn among those counted as one; the first that votes speaks.
    turn: Vec<u32>,
    /// Rules of the merged table.
    kept: u32,
}

impl Merged {
    /// Every rule for itself.
    #[must_use]
    pub fn none(table: &VoteTable) -> Self {
        Self::of_leaders(table, &(0..table.rules).collect::<Vec<_>>())
    }

    /// Exact duplicates together.
    #[must_use]
    pub fn exact(table: &VoteTable) -> Self {
        let mut alike: BTreeMap<Vec<(i64, bool, u32)>, Vec<usize>> = BTreeMap::new();
        let mut leader = |rule| {
            let cast = cast(table, rule);
            if cast.is_empty() {
                return rule;
            }
            let key = cast
                .iter()
                .map(|ballot| (ballot.vote.code(), ballot.is_hard, ballot.count));
            let seen = alike.entry(key.collect()).or_default();
            let same = seen.iter().copied().find(|&before| is_same(table, before, rule));
            if same.is_none() {
                seen.push(rule);
            }
            same.unwrap_or(rule)
        };
        let leaders: Vec<usize> = (0..table.rules).map(&mut leader).collect();
        Self::of_leaders(table, &leaders)
    }

    /// Clusters together; counts the pairs if nobody has.
    #[must_use]
    pub fn clusters(table: &VoteTable) -> Self {
        let mut leaders: Vec<usize> = (0..table.rules).collect();
        for pair in alike(table) {
            let (one, other) = (leaders[index(pair.rules.0)], leaders[index(pair.rules.1)]);
            let (low, high) = (one.min(other), one.max(other));
            let of_high = leaders.iter_mut().filter(|leader| **leader == high);
            of_high.for_each(|leader| *leader = low);
        }
        Self::of_leaders(table, &leaders)
    }

    /// From a rule of each group, the lowest of it.
    fn of_leaders(table: &VoteTable, leaders: &[usize]) -> Self {
        let mut of_rule: Vec<u32> = Vec::with_capacity(leaders.len());
        let mut kept = 0;
        for (rule, &leader) in leaders.iter().enumerate() {
            if leader == rule {
                of_rule.push(kept);
                kept += 1;
            } else {
                of_rule.push(of_rule[leader]);
            }
        }
        let mut order: Vec<usize> = (0..leaders.len()).collect();
        order.sort_by_key(|&rule| (std::cmp::Reverse(table.coverage(rule)), rule));
        let mut turn = vec![0; leaders.len()];
        (0u32..).zip(order).for_each(|(place, rule)| turn[rule] = place);
        Self { of_rule, turn, kept }
    }

    /// How many rules there are before merging.
    #[must_use]
    pub const fn rules(&self) -> usize {
        self.of_rule.len()
    }

    /// The rule of the merged table that a rule is part of.
    #[must_use]
    pub fn of(&self, rule: usize) -> usize {
        index(self.of_rule[rule])
    }

    /// The rules that a rule of the merged table stands for, ascending.
    pub fn members(&self, merged: usize) -> impl Iterator<Item = usize> + '_ {
        (0..self.rules()).filter(move |&rule| self.of(rule) == merged)
    }

    /// The groups of at least two rules, each ascending.
    #[must_use]
    pub fn groups(&self) -> Vec<Vec<u32>> {
        let mut groups = vec![Vec::new(); index(self.kept)];
        (0u32..)
            .zip(&self.of_rule)
            .for_each(|(rule, &merged)| groups[index(merged)].push(rule));
        groups.retain(|group| group.len() > 1);
        groups
    }

    /// The rules of all groups, ascending.
    #[must_use]
    pub fn merged_rules(&self) -> Vec<u32> {
        let mut rules: Vec<u32> = self.groups().into_iter().flatten().collect();
        rules.sort_unstable();
        rules
    }

    /// The votes with each group as one rule; the same table where there is no group.
    ///
    /// # Errors
    /// Those of [`VoteTable::new`].
    pub fn table(&self, all: &Arc<VoteTable>) -> Result<Arc<VoteTable>> {
        if index(self.kept) == self.rules() {
            return Ok(Arc::clone(all));
        }
        let mut members = vec![Vec::new(); index(self.kept)];
        (0..self.rules()).for_each(|rule| members[self.of(rule)].push(rule));
        let columns = members.iter_mut().map(|members| {
            members.sort_by_key(|&rule| self.turn[rule]);
            column(all, members)
        });
        VoteTable::new(&VoteMatrix {
            records: all.records,
            labels: all.labels,
            columns: columns.collect(),
        })
        .map(Arc::new)
    }

    /// A note about rules of the merged table, as one about the rules it stands for.
    pub(super) fn widen(&self, mut note: Note) -> Note {
        let meant = |rule: &u32| note.rules.contains(&self.of_rule[index(*rule)]);
        note.rules = (0..count(self.rules())).filter(meant).collect();
        note
    }

    /// The ballot of the merged table that a vote is part of, if it counts.
    pub(super) fn ballot(&self, merged: &VoteTable, vote: RuleVote) -> Option<u16> {
        let rule = *self.of_rule.get(index(vote.rule))?;
        merged.ballot(RuleVote {
            rule,
            vote: vote.vote,
        })
    }

    /// The ballots of the merged table that some votes on a record come to, ascending.
    pub(super) fn ballots(&self, merged: &VoteTable, votes: &[RuleVote]) -> Vec<u16> {
        let known = votes.iter().filter(|vote| index(vote.rule) < self.rules());
        let mut speaking: Vec<RuleVote> = known.copied().collect();
        speaking.sort_by_key(|vote| (self.of_rule[index(vote.rule)], self.turn[index(vote.rule)]));
        speaking.dedup_by_key(|vote| self.of_rule[index(vote.rule)]);
        let mut ballots: Vec<u16> = speaking
            .into_iter()
            .filter_map(|vote| self.ballot(merged, vote))
            .collect();
        ballots.sort_unstable();
        ballots
    }
}

/// The ballots of a rule with any record, in the order of their votes.
fn cast(table: &VoteTable, rule: usize) -> Vec<&TableBallot> {
    let mut cast: Vec<&TableBallot> = table
        .of_rule(rule)
        .1
        .iter()
        .filter(|ballot| ballot.count > 0)
        .collect();
    cast.sort_by_key(|ballot| ballot.vote.code());
    cast
}

/// Whether two rules with ballots of the same votes and sizes have the same records.
fn is_same(table: &VoteTable, one: usize, other: usize) -> bool {
    let (one, other) = (cast(table, one), cast(table, other));
    one.iter().zip(&other).all(|(a, b)| a.records == b.records)
}

/// One column of some rules: each votes where those before it don't.
fn column(table: &VoteTable, rules: &[usize]) -> VoteColumn {
    let is_hard = rules
        .iter()
        .any(|&rule| table.of_rule(rule).1.iter().any(|ballot| ballot.is_hard));
    if let [rule] = rules {
        let ballots = table.of_rule(*rule).1.iter().map(|ballot| Ballot {
            vote: ballot.vote,
            records: Arc::clone(&ballot.records),
        });
        return VoteColumn::of(ballots.collect()).hard(is_hard);
    }
    let mut spoken = BitSet::empty(table.records);
    let mut ballots: Vec<(Vote, BitSet)> = Vec::new();
    for &rule in rules {
        let own = table.of_rule(rule).1;
        for ballot in own {
            let mut records = (*ballot.records).clone();
            records.without(&spoken);
            match ballots.iter_mut().find(|(vote, _)| *vote == ballot.vote) {
                Some((_, known)) => known.or(&records),
                None => ballots.push((ballot.vote, records)),
            }
        }
        own.iter().for_each(|ballot| spoken.or(&ballot.records));
    }
    ballots.sort_by_key(|(vote, _)| vote.code());
    let ballots = ballots.into_iter().map(|(vote, records)| Ballot {
        vote,
        records: Arc::new(records),
    });
    VoteColumn::of(ballots.collect()).hard(is_hard)
}
