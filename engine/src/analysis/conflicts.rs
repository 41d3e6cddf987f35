//! Which records a rule's conflicts are, and those of a pair of rules: for lists of records, where [`super::analyse`]
//! has only counted.

use super::VoteSets;
use crate::bits::BitSet;
use crate::votes::{Ballot, VoteColumn, VoteMatrix};

/// The records on which the rule of a column votes otherwise than another rule: as many as its
/// [`super::RuleCounts::conflicts`]. `sets` is the analysis of the same votes.
#[must_use]
pub fn conflicts_of(votes: &VoteMatrix, sets: &VoteSets, column: usize) -> BitSet {
    let mut found = BitSet::empty(votes.records);
    let Some(own) = votes.columns.get(column) else {
        return found;
    };
    for Ballot { vote, records } in own.ballots() {
        let mut against = if vote.against {
            sets.excluded.clone()
        } else {
            BitSet::empty(votes.records)
        };
        let others = votes.columns.iter().flat_map(VoteColumn::ballots);
        others
            .filter(|other| vote.contradicts(other.vote))
            .for_each(|other| against.or(&other.records));
        against.and(records);
        found.or(&against);
    }
    found
}

/// The records on which the votes of two rules conflict with each other. Votes against different labels do where the
/// votes against of the record exclude every label.
#[must_use]
pub fn conflicts_between(one: &VoteColumn, other: &VoteColumn, sets: &VoteSets) -> BitSet {
    let mut found = BitSet::empty(sets.covered.len());
    for (a, b) in pairs(one, other) {
        found.or(&both(a, b, sets));
    }
    found
}

/// How many records [`conflicts_between`] holds.
#[must_use]
pub fn count_conflicts(one: &VoteColumn, other: &VoteColumn, sets: &VoteSets) -> u32 {
    // A record is in one ballot of each rule, so that no two pairs share one.
    let counts = pairs(one, other).map(|(a, b)| {
        if a.vote.contradicts(b.vote) {
            a.records.count_and(&b.records)
        } else {
            both(a, b, sets).count()
        }
    });
    counts.sum()
}

/// The ballots of two rules that conflict, on all records or where every label is excluded.
fn pairs<'a>(one: &'a VoteColumn, other: &'a VoteColumn) -> impl Iterator<Item = (&'a Ballot, &'a Ballot)> {
    let with = move |a: &'a Ballot| other.ballots().iter().map(move |b| (a, b));
    let all = one.ballots().iter().flat_map(with);
    all.filter(|(a, b)| {
        let excluding = a.vote.against && b.vote.against && a.vote.label != b.vote.label;
        excluding || a.vote.contradicts(b.vote)
    })
}

/// The records on which a pair of ballots conflicts.
fn both(a: &Ballot, b: &Ballot, sets: &VoteSets) -> BitSet {
    let mut both = (*a.records).clone();
    both.and(&b.records);
    if !a.vote.contradicts(b.vote) {
        both.and(&sets.excluded);
    }
    both
}
