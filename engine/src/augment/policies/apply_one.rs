//! Snorkel's ApplyOnePolicy: the one operation, once a copy.

use super::{Policy, Shape};

/// See the module.
pub(super) static POLICY: Policy = Policy {
    name: "apply-one",
    title: "Apply one",
    sentence: "The one operation, once for each copy.",
    has_length: false,
    has_shares: false,
    is_of_one: true,
    sequences: |shape: &Shape, _| vec![vec![0]; shape.copies],
};
