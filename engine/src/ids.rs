//! Ids that stay with a thing while it is renamed, moved or recoloured. All are `u32`: they cross to the page,
//! whose numbers hold no larger integers safely, and wasm's `usize` has 32 bits.

use serde::{Deserialize, Serialize};

/// A label's id: unique in its project for ever, never reused after a deletion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LabelId(pub u32);

/// A slice's id: unique in its project for ever, never reused after a deletion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SliceId(pub u32);

/// A rule's id: unique in its project for ever, never reused after a deletion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RuleId(pub u32);
