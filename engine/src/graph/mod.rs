//! Graphs of records: which records are like which.

pub mod edges;
