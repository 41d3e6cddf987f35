//! The pages: each shows the open project and asks for changes through `actions`.

pub(crate) mod augment;
pub(crate) mod by_hand;
pub(crate) mod conflicts;
pub(crate) mod data;
pub(crate) mod export;
pub(crate) mod graph;
mod heat;
pub(crate) mod labels;
mod later;
mod lookup;
pub(crate) mod rules;
pub(crate) mod start;
pub(crate) mod why;

pub(crate) use later::Later;
