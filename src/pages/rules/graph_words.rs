//! Filters by the graph as their chips say them.

use labelloom_engine::{
    ids::LabelId,
    session::{graph::GraphSide, request::Filter},
};

/// A filter by the graph in words, given the names of labels; empty for any other.
pub(super) fn filter(filter: Filter, label: impl Fn(LabelId) -> String) -> String {
    match filter {
        Filter::GraphLabel(id) => format!("graph: {}", label(id)),
        Filter::GraphReached => "reached along the graph".into(),
        Filter::GraphUnreached => "not reached along the graph".into(),
        Filter::GraphSeeds => "seed of the graph".into(),
        Filter::GraphIsolated => "alone in the graph".into(),
        Filter::GraphCorrect => "right along the graph".into(),
        Filter::GraphIncorrect => "wrong along the graph".into(),
        Filter::GraphDisagrees(GraphSide::Gold) => "gold apart from its neighbours".into(),
        Filter::GraphDisagrees(GraphSide::Model) => "label apart from its neighbours".into(),
        Filter::GraphChanged => "label along the graph changed".into(),
        Filter::NearDuplicates => "near-duplicate".into(),
        Filter::Picked => "picked on the map".into(),
        Filter::GraphNeighbours(record) => format!("joined with #{}", u64::from(record) + 1),
        _ => String::new(),
    }
}
