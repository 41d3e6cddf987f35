//! The votes as label models read them: one list of ballots over all rules, each with its bit set, shared with the vote
//! matrix and not copied; and beside it what has been counted once and serves every fit of the same votes.

use std::sync::{Arc, OnceLock};

use super::meets::Meets;
use super::patterns::Patterns;
use crate::bits::BitSet;
use crate::error::{Error, Result};
use crate::num::{count, grouped, index};
use crate::votes::{Vote, VoteMatrix};

/// A rule's vote on a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleVote {
    /// The rule, as a column of the votes.
    pub rule: u32,
    /// What it says.
    pub vote: Vote,
}

/// The records on which a rule says one thing.
#[derive(Clone, Debug)]
pub struct TableBallot {
    /// The rule, as a column of the votes.
    pub rule: u32,
    /// What it says.
    pub vote: Vote,
    /// Whether the rule decides.
    pub is_hard: bool,
    /// Where it says it.
    pub records: Arc<BitSet>,
    /// On how many records.
    pub count: u32,
}

/// n × m votes over k labels as ballots. A ballot's number is its place in the list, rule by rule.
#[derive(Debug)]
pub struct VoteTable {
    /// n.
    pub records: usize,
    /// k, at least 1.
    pub labels: usize,
    /// m.
    pub rules: usize,
    ballots: Vec<TableBallot>,
    /// Length m + 1: where each rule's ballots begin.
    begins: Vec<usize>,
    covered: BitSet,
    /// Counted when a model first asks for it.
    pub(super) patterns: OnceLock<Patterns>,
    pub(super) meets: OnceLock<Meets>,
}

impl VoteTable {
    /// The table of a vote matrix: O(m) and one pass over the bits to count them.
    ///
    /// # Errors
    /// There is no label; a vote names a label that is not there; a ballot is not over n records; there are more than
    /// 65,535 ballots, whose numbers have 16 bits.
    pub fn new(votes: &VoteMatrix) -> Result<Self> {
        let mut ballots = Vec::new();
        let mut begins = vec![0];
        for (rule, column) in (0u32..).zip(&votes.columns) {
            for ballot in column.ballots() {
                check(ballot.vote, &ballot.records, votes)
                    .map_err(|error| error.at(format!("Rule {}", rule + 1)))?;
                ballots.push(TableBallot {
                    rule,
                    vote: ballot.vote,
                    is_hard: column.is_hard(),
                    count: ballot.records.count(),
                    records: Arc::clone(&ballot.records),
                });
            }
            begins.push(ballots.len());
        }
        if votes.labels == 0 {
            return Err(Error::new("There is no label to vote for", "Add labels first."));
        }
        if ballots.len() > usize::from(u16::MAX) {
            let what = format!(
                "The rules cast {} different votes, more than {} in all",
                grouped(ballots.len() as u64),
                grouped(u64::from(u16::MAX))
            );
            return Err(Error::new(what, "Switch some rules off, or merge labels."));
        }
        let mut covered = BitSet::empty(votes.records);
        ballots.iter().for_each(|ballot| covered.or(&ballot.records));
        Ok(Self {
            records: votes.records,
            labels: votes.labels,
            rules: votes.columns.len(),
            ballots,
            begins,
            covered,
            patterns: OnceLock::new(),
            meets: OnceLock::new(),
        })
    }

    /// All ballots, rule by rule.
    #[must_use]
    pub fn ballots(&self) -> &[TableBallot] {
        &self.ballots
    }

    /// A rule's ballots with the number of the first.
    #[must_use]
    pub fn of_rule(&self, rule: usize) -> (usize, &[TableBallot]) {
        let (begin, end) = (self.begins[rule], self.begins[rule + 1]);
        (begin, &self.ballots[begin..end])
    }

    /// The number of the ballot with a rule's vote; none where the rule never casts it.
    #[must_use]
    pub fn ballot(&self, vote: RuleVote) -> Option<u16> {
        if index(vote.rule) >= self.rules {
            return None;
        }
        let (begin, ballots) = self.of_rule(index(vote.rule));
        let at = ballots.iter().position(|ballot| ballot.vote == vote.vote)?;
        u16::try_from(begin + at).ok()
    }

    /// The votes on a record, rule by rule.
    #[must_use]
    pub fn votes_on(&self, record: u32) -> Vec<RuleVote> {
        let voting = self
            .ballots
            .iter()
            .filter(|ballot| ballot.records.contains(record));
        voting
            .map(|ballot| RuleVote {
                rule: ballot.rule,
                vote: ballot.vote,
            })
            .collect()
    }

    /// The records with at least one vote.
    #[must_use]
    pub const fn covered(&self) -> &BitSet {
        &self.covered
    }

    /// Whether any rule decides.
    #[must_use]
    pub fn has_hard(&self) -> bool {
        self.ballots.iter().any(|ballot| ballot.is_hard)
    }

    /// The rules, ascending, with a vote against a label.
    #[must_use]
    pub fn rules_against(&self) -> Vec<u32> {
        let against = self.ballots.iter().filter(|ballot| ballot.vote.against);
        let mut rules: Vec<u32> = against.map(|ballot| ballot.rule).collect();
        rules.dedup();
        rules
    }

    /// On how many records a rule votes.
    #[must_use]
    pub fn coverage(&self, rule: usize) -> u32 {
        self.of_rule(rule).1.iter().map(|ballot| ballot.count).sum()
    }
}

fn check(vote: Vote, records: &BitSet, votes: &VoteMatrix) -> Result<()> {
    if vote.label >= votes.labels {
        let what = format!(
            "A vote names label {}, but there are {} labels, counted from 0",
            vote.label, votes.labels
        );
        return Err(Error::new(
            what,
            "Say how many labels there are, or correct the vote.",
        ));
    }
    if records.len() != votes.records {
        let what = format!(
            "Its votes are on {} records, but there are {}",
            grouped(u64::from(count(records.len()))),
            grouped(u64::from(count(votes.records)))
        );
        return Err(Error::new(what, "Evaluate the rule again on these records."));
    }
    Ok(())
}
