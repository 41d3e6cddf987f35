//! The pages: each shows the open project and asks for changes through `actions`.

pub(crate) mod data;
pub(crate) mod export;
pub(crate) mod rules;
pub(crate) mod start;
