//! Records as rows of numbers: what similarity is measured by. A kind is one file.

pub mod tfidf;
