//! Pairs of rules worth a look because they say the same: near duplicates, and rules that meet more often than chance
//! would have it. Where votes are counted, such rules count one reason twice.

use super::pairs::PairCounts;
use crate::votes::Vote;

/// What is remarkable about a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alike {
    /// At least 95 % of the records that either votes on have both votes.
    Duplicate,
    /// They meet at least twice as often as they would by chance.
    Together,
}

/// Two rules that vote the same, as columns of the votes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AlikePair {
    /// What is remarkable.
    pub alike: Alike,
    /// The two columns, the lower one first.
    pub columns: (u32, u32),
    /// Records both vote on.
    pub both: u32,
    /// Records at least one votes on.
    pub either: u32,
}

/// Pairs that meet on fewer records tell nothing about chance.
const FEWEST: u32 = 5;

/// The pairs worth a look among rules of one vote each: duplicates first, the closest before others; then those that
/// meet far more often than expected, by how unlikely that is. `votes` are the columns' votes, none for a column of
/// several; `records` is n.
#[must_use]
pub fn alike_pairs(counts: &PairCounts, votes: &[Option<Vote>], records: u32) -> Vec<AlikePair> {
    let mut found: Vec<(f64, AlikePair)> = Vec::new();
    for (one, vote) in (0u32..).zip(votes) {
        for (other, same) in (0u32..).zip(votes).skip(one as usize + 1) {
            if vote.is_some() && vote == same {
                found.extend(look(counts, (one, other), records));
            }
        }
    }
    let kind = |pair: &AlikePair| pair.alike == Alike::Together;
    found.sort_by(|(rank, pair), (other_rank, other)| {
        kind(pair)
            .cmp(&kind(other))
            .then(other_rank.total_cmp(rank))
            .then(pair.columns.cmp(&other.columns))
    });
    found.into_iter().map(|(_, pair)| pair).collect()
}

/// A pair, if it is worth a look, and its rank among its like.
fn look(counts: &PairCounts, columns: (u32, u32), records: u32) -> Option<(f64, AlikePair)> {
    let of = |one, other| counts.overlaps.get(one, other);
    let (first, second) = (of(columns.0, columns.0), of(columns.1, columns.1));
    let both = of(columns.0, columns.1);
    let either = first + second - both;
    let pair = |alike| AlikePair {
        alike,
        columns,
        both,
        either,
    };
    // At least 19 of 20.
    if both > 0 && u64::from(both) * 20 >= u64::from(either) * 19 {
        return Some((f64::from(both) / f64::from(either), pair(Alike::Duplicate)));
    }
    let expected = expected(first, second, records);
    let is_more = both >= FEWEST && f64::from(both) >= 2.0 * expected;
    is_more.then(|| {
        (
            (f64::from(both) - expected) / expected.sqrt(),
            pair(Alike::Together),
        )
    })
}

/// Records on which two rules would meet if each voted on its number of records by chance.
#[must_use]
pub fn expected(first: u32, second: u32, records: u32) -> f64 {
    f64::from(first) * f64::from(second) / f64::from(records.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::analyse;
    use crate::analysis::pairs::{PairInput, count_pairs};
    use crate::bits::BitSet;
    use crate::votes::{VoteColumn, VoteMatrix};

    /// 1,000 records: two rules on the same 20 but one, a third on 10 of them and 10 others, a fourth for another label.
    #[test]
    fn duplicates_come_first_and_chance_meetings_not_at_all() {
        let on = |label: usize, records: std::ops::Range<u32>| {
            let records = BitSet::from_indices(1000, records);
            VoteColumn::single(Vote::is(label), std::sync::Arc::new(records))
        };
        let votes = VoteMatrix {
            records: 1000,
            labels: 2,
            columns: vec![
                on(0, 0..20),
                on(0, 0..19),
                on(0, 10..30),
                on(1, 0..20),
                on(0, 4..500),
            ],
        };
        let sets = analyse(&votes, &[]).sets;
        let input = PairInput {
            votes: &votes,
            sets: &sets,
            gold: &[],
            within: None,
        };
        let said = [0, 0, 0, 1, 0].map(|label| Some(Vote::is(label)));
        let found = alike_pairs(&count_pairs(input), &said, 1000);
        let shown: Vec<_> = found
            .iter()
            .map(|pair| (pair.alike, pair.columns, pair.both, pair.either))
            .collect();
        assert_eq!(
            shown,
            [
                (Alike::Duplicate, (0, 1), 19, 20),
                (Alike::Together, (0, 2), 10, 30),
                (Alike::Together, (1, 2), 9, 30),
                (Alike::Together, (2, 4), 20, 496),
            ]
        );
        assert!((expected(20, 496, 1000) - 9.92).abs() < 1e-9);
    }
}
