//! Reading texts, once, at import: tokens, the vocabulary, and which records hold which token. Every keyword is a
//! look-up here, never a scan.

mod chars;
mod column;
mod folding;
mod index;
mod postings;
pub mod tables;
mod tokens;
mod vocabulary;

pub(crate) use chars::{Class, class};
pub use column::{TextColumn, TextColumnBuilder};
pub use folding::{Accents, fold};
pub use index::{IndexBuilder, TextIndex};
pub use tokens::{Token, Tokenizer};
pub use vocabulary::{SYMBOL, Vocabulary};
