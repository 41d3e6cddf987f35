//! The engine of Labelloom: pure Rust, the same native and in the browser; it knows no browser.
//!
//! The route of one record: bytes of a file are decoded and cut into rows by a reader in [`formats`], mapped to text,
//! id, gold and fields, and kept in the [`corpus`]; [`text`] reads each text once into tokens and an index; [`rules`] turn
//! queries into columns of [`votes`]; [`analysis`] counts coverage, overlaps and conflicts; [`models`] turn votes into
//! [`posteriors`]; the [`end_model`] learns from these, on [`features`] of the texts, to label what no rule reaches, and
//! [`metrics`] measure all labels against gold; [`graph`] says which records are like which, [`propagation`] carries labels
//! along it, and [`layout`] draws it; [`choosing`] says by hand labels which graph to take, or one of the [`classifiers`]
//! without any; [`suggest`] says what to write the next rule about; [`augment`] makes variants of texts and of [`images`],
//! and says which texts keep their label; [`session`] joins all of these into one object that answers requests;
//! [`formats`] writes
//! what is exported.
//!
//! Letters in code: n records, m rules, k labels, d features, e edges.

pub mod analysis;
pub mod arena;
pub mod augment;
mod base64;
pub mod bits;
pub mod choosing;
pub mod classifiers;
pub mod corpus;
pub mod embeddings;
pub mod end_model;
pub mod error;
pub mod features;
pub mod formats;
pub mod gold;
pub mod graph;
pub mod graph_choice;
pub mod ids;
pub mod images;
mod intern;
pub mod job;
pub mod labels;
pub mod layout;
pub mod lists;
pub mod metrics;
pub mod modality;
pub mod model_choice;
pub mod models;
pub mod npy;
pub mod num;
pub mod posteriors;
pub mod propagation;
pub mod revision;
pub mod rng;
pub mod rule;
pub mod rules;
pub mod session;
pub mod slice;
pub mod suggest;
pub mod text;
pub mod votes;
