//! The commands, one a file. A new one also gets its line in `COMMANDS` of main.rs.

pub(crate) mod bench;
pub(crate) mod build;
pub(crate) mod screens;
pub(crate) mod serve;
pub(crate) mod test;
pub(crate) mod thesaurus;
