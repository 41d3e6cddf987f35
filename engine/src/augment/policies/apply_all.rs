//! Snorkel's ApplyAllPolicy: every operation in order, for each copy.

use super::{Policy, Shape};

/// See the module.
pub(super) static POLICY: Policy = Policy {
    name: "apply-all",
    title: "Apply all",
    sentence: "Every operation in order, for each copy.",
    has_length: false,
    has_shares: false,
    is_of_one: false,
    sequences: |shape: &Shape, _| vec![(0..shape.operations).collect(); shape.copies],
};
