//! Drawn votes for measurements: each rule votes on a tenth of the records, right in seven of ten cases, seed 1; a record
//! in two hundred has a hand label.

use std::sync::Arc;

use labelloom_engine::bits::BitSet;
use labelloom_engine::num::count;
use labelloom_engine::rng::Rng;
use labelloom_engine::votes::{Vote, VoteColumn, VoteMatrix};

/// Votes of rules that are by turns for each label, and the hand labels as k sets.
pub(crate) fn draw(records: usize, rules: usize, labels: usize) -> (VoteMatrix, Arc<Vec<BitSet>>) {
    let mut rng = Rng::new(1);
    let truth: Vec<usize> = (0..records)
        .map(|_| usize::try_from(rng.below(labels as u64)).expect("below a usize"))
        .collect();
    // Seven of ten votes are right: on records of its label a rule votes 0.7 · k · 10 % of the time.
    let most = 1_000_000;
    let own = 70_000 * labels as u64;
    let other = 30_000 * labels as u64 / (labels as u64 - 1);
    let mut column = |label: usize| {
        let votes = (0..count(records)).filter(|&record| {
            let chance = if truth[record as usize] == label {
                own
            } else {
                other
            };
            rng.below(most) < chance
        });
        VoteColumn::single(Vote::is(label), Arc::new(BitSet::from_indices(records, votes)))
    };
    let columns = (0..rules).map(|rule| column(rule % labels)).collect();
    let of_label = |label: usize| {
        let known =
            (0..count(records)).filter(|&record| record % 200 == 0 && truth[record as usize] == label);
        BitSet::from_indices(records, known)
    };
    let gold = (0..labels).map(of_label).collect();
    let votes = VoteMatrix {
        records,
        labels,
        columns,
    };
    (votes, Arc::new(gold))
}
