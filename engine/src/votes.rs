//! The vote matrix: n records × m rules, kept a column a rule and a bit a record, so that all counting goes 64 records
//! at a time and an edited rule replaces its own column alone.
//!
//! A vote is *for* a label, or *against* one: "not this label". As a number it is Snorkel's, and one more: the label's
//! index l for it, -(l+2) against it, -1 for abstain. A *hard* rule decides: where one votes, only hard rules' votes
//! count for the label.

use std::sync::Arc;

use crate::bits::BitSet;

/// What one rule says of one record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Vote {
    /// The label's index in 0..k.
    pub label: usize,
    /// Whether it says that the label is not this one.
    pub against: bool,
}

impl Vote {
    /// A vote for a label.
    #[must_use]
    pub const fn is(label: usize) -> Self {
        Self {
            label,
            against: false,
        }
    }

    /// A vote against a label.
    #[must_use]
    pub const fn is_not(label: usize) -> Self {
        Self { label, against: true }
    }

    /// The vote as files hold it: l for a label, -(l+2) against it.
    #[must_use]
    pub fn code(self) -> i64 {
        let label = i64::try_from(self.label).unwrap_or(i64::MAX - 2);
        if self.against { -label - 2 } else { label }
    }

    /// The vote of a number in a file; none for -1, which is abstain.
    #[must_use]
    pub fn from_code(code: i64) -> Option<Self> {
        match code {
            -1 => None,
            0.. => usize::try_from(code).ok().map(Self::is),
            _ => usize::try_from(code.checked_neg()? - 2).ok().map(Self::is_not),
        }
    }

    /// Whether two votes on a record can't both be right. Votes against different labels can, unless all votes against
    /// of the record together leave no label ([`crate::analysis::VoteSets::excluded`]).
    #[must_use]
    pub const fn contradicts(self, other: Self) -> bool {
        match (self.against, other.against) {
            (false, false) => self.label != other.label,
            (true, true) => false,
            _ => self.label == other.label,
        }
    }
}

/// The records on which a rule says one thing.
#[derive(Clone, Debug)]
pub struct Ballot {
    /// What it says.
    pub vote: Vote,
    /// Where.
    pub records: Arc<BitSet>,
}

/// A rule's votes. A keyword rule has one ballot; a rule of several labels has one a vote, of disjoint records.
#[derive(Clone, Debug, Default)]
pub struct VoteColumn {
    ballots: Vec<Ballot>,
    is_hard: bool,
}

impl VoteColumn {
    /// The same vote on a set of records.
    #[must_use]
    pub fn single(vote: Vote, records: Arc<BitSet>) -> Self {
        Self::of(vec![Ballot { vote, records }])
    }

    /// Several votes; no record is in two ballots.
    #[must_use]
    pub const fn of(ballots: Vec<Ballot>) -> Self {
        Self {
            ballots,
            is_hard: false,
        }
    }

    /// The column of a dense list: per record a vote, or none for abstain.
    #[must_use]
    pub fn dense(votes: &[Option<Vote>]) -> Self {
        let mut sets: Vec<(Vote, BitSet)> = Vec::new();
        for (record, vote) in (0u32..).zip(votes) {
            let Some(vote) = *vote else { continue };
            let known = sets.iter().position(|(known, _)| *known == vote);
            let at = known.unwrap_or_else(|| {
                sets.push((vote, BitSet::empty(votes.len())));
                sets.len() - 1
            });
            sets[at].1.insert(record);
        }
        sets.sort_by_key(|(vote, _)| vote.code());
        let ballot = |(vote, records)| Ballot {
            vote,
            records: Arc::new(records),
        };
        Self::of(sets.into_iter().map(ballot).collect())
    }

    /// The same votes, of a rule that decides, or of one that doesn't.
    #[must_use]
    pub fn hard(mut self, is_hard: bool) -> Self {
        self.is_hard = is_hard;
        self
    }

    /// The same votes on the records of a set alone.
    #[must_use]
    pub fn within(&self, records: &BitSet) -> Self {
        let within = |ballot: &Ballot| {
            let mut set = (*ballot.records).clone();
            set.and(records);
            Ballot {
                vote: ballot.vote,
                records: Arc::new(set),
            }
        };
        Self::of(self.ballots.iter().map(within).collect()).hard(self.is_hard)
    }

    /// What it says, and where.
    #[must_use]
    pub fn ballots(&self) -> &[Ballot] {
        &self.ballots
    }

    /// Whether the rule decides.
    #[must_use]
    pub const fn is_hard(&self) -> bool {
        self.is_hard
    }

    /// The vote on a record.
    #[must_use]
    pub fn vote(&self, record: u32) -> Option<Vote> {
        self.ballots
            .iter()
            .find(|ballot| ballot.records.contains(record))
            .map(|ballot| ballot.vote)
    }
}

/// n × m votes over k labels.
#[derive(Clone, Debug, Default)]
pub struct VoteMatrix {
    /// n.
    pub records: usize,
    /// k.
    pub labels: usize,
    /// m columns.
    pub columns: Vec<VoteColumn>,
}

impl VoteMatrix {
    /// The vote of rule `column` on a record; none for abstain.
    #[must_use]
    pub fn vote(&self, record: u32, column: usize) -> Option<Vote> {
        self.columns.get(column)?.vote(record)
    }

    /// The same votes on the records of a set alone; n stays.
    #[must_use]
    pub fn within(&self, records: &BitSet) -> Self {
        Self {
            records: self.records,
            labels: self.labels,
            columns: self.columns.iter().map(|column| column.within(records)).collect(),
        }
    }

    /// Whether any rule votes against a label.
    #[must_use]
    pub fn has_against(&self) -> bool {
        self.columns
            .iter()
            .flat_map(VoteColumn::ballots)
            .any(|ballot| ballot.vote.against)
    }

    /// The score of each label on one record, by which the majority goes; the length is k. A vote for a label gives it
    /// one, a vote against it gives each other label one (which is the same as taking one from it). Where a hard rule
    /// votes, only hard rules' votes count.
    #[must_use]
    pub fn scores(&self, record: u32) -> Vec<u32> {
        let votes: Vec<(Vote, bool)> = self
            .columns
            .iter()
            .filter_map(|column| Some((column.vote(record)?, column.is_hard)))
            .collect();
        scores_of(self.labels, &votes)
    }
}

/// What so many votes, each with whether its rule decides, come to for each of k labels: [`VoteMatrix::scores`].
#[must_use]
pub fn scores_of(k: usize, votes: &[(Vote, bool)]) -> Vec<u32> {
    let decided = votes.iter().any(|(_, is_hard)| *is_hard);
    let mut scores = vec![0; k];
    for (vote, _) in votes.iter().filter(|(_, is_hard)| *is_hard || !decided) {
        if vote.against {
            let others = (0..).zip(&mut scores).filter(|(other, _)| *other != vote.label);
            others.for_each(|(_, score)| *score += 1);
        } else if let Some(score) = scores.get_mut(vote.label) {
            *score += 1;
        }
    }
    scores
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_snorkels_and_below_minus_one_for_votes_against() {
        for (vote, code) in [
            (Some(Vote::is(0)), 0),
            (Some(Vote::is(7)), 7),
            (None, -1),
            (Some(Vote::is_not(0)), -2),
            (Some(Vote::is_not(3)), -5),
        ] {
            assert_eq!(Vote::from_code(code), vote);
            assert_eq!(vote.map_or(-1, Vote::code), code);
        }
        assert_eq!(Vote::from_code(i64::MIN), None);
    }

    #[test]
    fn votes_contradict_where_both_can_not_be_right() {
        assert!(Vote::is(0).contradicts(Vote::is(1)));
        assert!(Vote::is(0).contradicts(Vote::is_not(0)));
        assert!(Vote::is_not(0).contradicts(Vote::is(0)));
        assert!(!Vote::is(0).contradicts(Vote::is_not(1)));
        assert!(!Vote::is_not(0).contradicts(Vote::is_not(1)));
        assert!(!Vote::is(0).contradicts(Vote::is(0)));
    }

    #[test]
    fn a_vote_against_counts_for_the_others_and_hard_rules_count_alone() {
        let column = |vote| VoteColumn::dense(&[Some(vote)]);
        let mut votes = VoteMatrix {
            records: 1,
            labels: 3,
            columns: vec![column(Vote::is(0)), column(Vote::is_not(1)), column(Vote::is(0))],
        };
        assert_eq!(votes.scores(0), [3, 0, 1]);
        votes.columns.push(column(Vote::is(2)).hard(true));
        assert_eq!(votes.scores(0), [0, 0, 1]);
    }
}
