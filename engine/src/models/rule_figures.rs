//! What fitted models say of a rule, from what they have in common.

use super::fit::Ground;
use super::fitted::centred;
use super::scorer::Scorer;

/// The share of a rule's votes that are right, from expected votes by label, ballots × k. None of a rule without a vote.
pub(super) fn expected_accuracy(ground: &Ground, votes: &[f64], rule: usize) -> Option<f64> {
    let k = ground.table.labels;
    let (begin, ballots) = ground.table.of_rule(rule);
    let (mut right, mut all) = (0.0, 0.0);
    for (at, ballot) in ballots.iter().enumerate() {
        let row = &votes[(begin + at) * k..][..k];
        let sum: f64 = row.iter().sum();
        let own = row[ballot.vote.label];
        right += if ballot.vote.against { sum - own } else { own };
        all += sum;
    }
    (all > 0.0).then(|| (right / all).clamp(0.0, 1.0))
}

/// What a vote of a rule weighs on average: the log-odds of its own label against the others, the other way round for
/// votes against. None of a rule without a vote.
pub(super) fn mean_weight(ground: &Ground, scorer: &dyn Scorer, rule: usize) -> Option<f64> {
    let (begin, ballots) = ground.table.of_rule(rule);
    let (mut sum, mut votes) = (0.0, 0.0);
    for (at, ballot) in ballots.iter().enumerate() {
        let Ok(number) = u16::try_from(begin + at) else {
            continue;
        };
        let own = centred(scorer.evidence(number), ballot.vote.label)[ballot.vote.label];
        sum += f64::from(ballot.count) * if ballot.vote.against { -own } else { own };
        votes += f64::from(ballot.count);
    }
    (votes > 0.0).then_some(sum / votes)
}
