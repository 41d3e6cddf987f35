//! Lengths.

use super::super::columns::{Made, TEXT};
use super::super::condition::Conditions;
use crate::rules::Comparison;

pub(super) fn words(comparison: Comparison, conditions: &mut Conditions<'_>) -> String {
    format!(
        "{} {} {}",
        conditions.made(Made::WordCount),
        comparison.sign,
        comparison.number
    )
}

pub(super) fn characters(comparison: Comparison) -> String {
    format!("length({TEXT}) {} {}", comparison.sign, comparison.number)
}
