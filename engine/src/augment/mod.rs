//! Variants of records: minor alterations that keep the label.

pub mod image;
pub mod random;
