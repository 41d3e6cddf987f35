//! Snorkel's MeanFieldPolicy: operations drawn one by one, each with its own probability.

use super::super::random::Draw;
use super::{Policy, Shape};

/// See the module.
pub(super) static POLICY: Policy = Policy {
    name: "mean-field",
    title: "Mean field",
    sentence: "For each copy some operations are drawn, each with its own probability.",
    has_length: true,
    has_shares: true,
    is_of_one: false,
    sequences,
};

fn sequences(shape: &Shape, random: &mut dyn Draw) -> Vec<Vec<usize>> {
    let mut cumulated = Vec::with_capacity(shape.shares.len());
    let mut sum = 0.0;
    for share in &shape.shares {
        sum += share;
        cumulated.push(sum);
    }
    // As numpy draws: shares are divided by their sum, whose rounding may miss 1.
    cumulated.iter_mut().for_each(|upto| *upto /= sum);
    let last = shape.operations.saturating_sub(1);
    let mut draw = |_| {
        let drawn = random.fraction();
        cumulated.partition_point(|&upto| upto <= drawn).min(last)
    };
    (0..shape.copies)
        .map(|_| (0..shape.length).map(&mut draw).collect())
        .collect()
}
