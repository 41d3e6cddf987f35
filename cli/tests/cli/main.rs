//! The program run on files, as a script runs it.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its case fails")]

mod augment;
mod augment_images;
mod augment_search;
mod augmented;
mod ballots;
mod check;
mod commands;
mod exports;
mod graph;
mod images;
mod label;
mod parquet;
mod propagate;
mod reference;
mod support;
