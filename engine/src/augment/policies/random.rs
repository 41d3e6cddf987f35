//! Snorkel's RandomPolicy: operations drawn one by one, each as likely as any other, and the same one maybe again.

use super::super::random::Draw;
use super::{Policy, Shape};

/// See the module.
pub(super) static POLICY: Policy = Policy {
    name: "random",
    title: "Random",
    sentence: "For each copy some operations are drawn, each as likely as any other.",
    has_length: true,
    has_shares: false,
    is_of_one: false,
    sequences,
};

fn sequences(shape: &Shape, random: &mut dyn Draw) -> Vec<Vec<usize>> {
    let mut one = |_| {
        (0..shape.length)
            .map(|_| random.below(shape.operations))
            .collect()
    };
    (0..shape.copies).map(&mut one).collect()
}
