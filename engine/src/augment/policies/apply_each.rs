//! Snorkel's ApplyEachPolicy: a copy for each operation. Several copies go through the operations as often.

use super::{Policy, Shape};

/// See the module.
pub(super) static POLICY: Policy = Policy {
    name: "apply-each",
    title: "Apply each",
    sentence: "For each operation a copy that goes through it alone.",
    has_length: false,
    has_shares: false,
    is_of_one: false,
    sequences: |shape: &Shape, _| {
        let round = 0..shape.copies;
        round
            .flat_map(|_| (0..shape.operations).map(|operation| vec![operation]))
            .collect()
    },
};
