//! What candidates say together, and how often each says the same.

use super::super::judging::Ground;
use super::super::said::Said;
use super::mean;
use crate::num::{count, exact, index};

/// A candidate with a vote.
#[derive(Debug)]
pub(super) struct Voter<'a> {
    pub(super) said: &'a Said,
    /// At least 0.
    pub(super) weight: f64,
}

/// How often each of c candidates is right, and how often it says what they say together.
#[derive(Debug)]
pub(super) struct Agreed {
    /// c rows, of each judged record in how many of the deals it was right, from 0 to 1.
    pub(super) right: Vec<Vec<f64>>,
    /// c rows, of each judged record in how many of the deals it said what the candidates said together.
    pub(super) same: Vec<Vec<f64>>,
    /// c numbers: the same share of records without a label.
    elsewhere: Vec<f64>,
    /// Records without a label.
    pub(super) rest: usize,
}

impl Agreed {
    pub(super) fn new(voters: &[Voter<'_>], ground: &Ground) -> Self {
        let (k, deals) = (ground.labels(), index(ground.folds.deals()));
        let gold: Vec<Option<u32>> = ground.folds.judged_gold().map(|at| Some(at.1)).collect();
        let none = vec![vec![0.0; gold.len()]; voters.len()];
        let (mut right, mut same) = (none.clone(), none);
        let share = 1.0 / exact(deals.max(1));
        let of_deals: Vec<Vec<&[Option<u32>]>> =
            voters.iter().map(|voter| voter.said.deals().collect()).collect();
        for deal in 0..deals {
            let said: Vec<&[Option<u32>]> = of_deals.iter().map(|of_voter| of_voter[deal]).collect();
            let together = together(&said, voters, k);
            for (voter, said) in said.iter().enumerate() {
                add_equal(&mut right[voter], said, &gold, share);
                add_equal(&mut same[voter], said, &together, share);
            }
        }
        let rest: Vec<&[Option<u32>]> = voters.iter().map(|voter| &voter.said.rest[..]).collect();
        let together = together(&rest, voters, k);
        let elsewhere = rest.iter().map(|said| {
            let mut equal = vec![0.0; said.len()];
            add_equal(&mut equal, said, &together, 1.0);
            mean(equal.into_iter())
        });
        Self {
            elsewhere: elsewhere.collect(),
            right,
            same,
            rest: ground.rest.len(),
        }
    }

    /// How often a candidate agrees on records without a label; none where there are none.
    pub(super) fn elsewhere(&self, candidate: usize) -> Option<f64> {
        (self.rest > 0).then(|| self.elsewhere[candidate])
    }
}

/// Of each record the label with the most weight, of equal ones the first; none where nobody says any.
fn together(said: &[&[Option<u32>]], voters: &[Voter<'_>], k: usize) -> Vec<Option<u32>> {
    let records = said.first().map_or(0, |said| said.len());
    let mut votes = vec![0.0; records * k];
    for (said, voter) in said.iter().zip(voters) {
        for (record, label) in said.iter().enumerate() {
            if let Some(label) = label {
                votes[record * k + index(*label)] += voter.weight;
            }
        }
    }
    votes.chunks_exact(k.max(1)).map(most).collect()
}

fn most(votes: &[f64]) -> Option<u32> {
    let mut best = None;
    for (label, &weight) in votes.iter().enumerate() {
        if weight > best.map_or(0.0, |(_, most)| most) {
            best = Some((label, weight));
        }
    }
    best.map(|(label, _)| count(label))
}

/// Adds a share where a label is said, and the wanted one.
fn add_equal(to: &mut [f64], said: &[Option<u32>], wanted: &[Option<u32>], share: f64) {
    for ((sum, said), wanted) in to.iter_mut().zip(said).zip(wanted) {
        if said.is_some() && said == wanted {
            *sum += share;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_weight_wins_and_of_equal_labels_the_first() {
        assert_eq!(most(&[0.2, 0.5, 0.5]), Some(1));
        assert_eq!(most(&[0.0, 0.0]), None, "nobody says any");
        let mut sums = [0.0; 4];
        let said = [Some(1), None, Some(0), None];
        add_equal(&mut sums, &said, &[Some(1), None, Some(1), Some(0)], 0.5);
        assert_eq!(sums, [0.5, 0.0, 0.0, 0.0], "silence agrees with nobody");
    }
}
