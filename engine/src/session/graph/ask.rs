//! What can be asked of the graph. A question crosses as text (see [`super::super::late`]), so that what reads it is
//! loaded with what answers it.

use serde::{Deserialize, Serialize};

use crate::ids::{LabelId, RuleId, SliceId};

/// One question; the answer is a [`super::GraphReply`] but where it says otherwise. What a question needs and is not
/// there yet is made first, as a job with progress: the graph, the chosen model's fit, labels along the graph.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GraphAsk {
    /// How the graph stands → [`super::GraphReply::View`]. Makes nothing.
    State,
    /// Builds the graph, as a job → [`super::GraphReply::View`].
    Build,
    /// Carries labels along the graph, or brings them up to date, as a job → [`super::GraphReply::View`].
    Propagate,
    /// Goes on with the map → `Reply::Bytes`, a [`super::LayoutHead`] with n × 2 coordinates in −1..1, f32 in
    /// little-endian order. A job, so that others are answered between its steps.
    Layout {
        /// Most rounds now; 0 for the positions as they stand.
        rounds: u32,
    },
    /// A colour for each record → `Reply::Bytes`, a [`super::Legend`] with n codes, then n flags ([`super::flags`]).
    Color(GraphColor),
    /// The labels after so many sweeps of the method → as [`GraphAsk::Color`] by label.
    Watch {
        /// Sweeps, from 0: the seeds alone.
        rounds: u32,
    },
    /// One record and where its label comes from → [`super::GraphReply::Node`].
    Node {
        /// Its index in the corpus, from 0.
        index: u32,
    },
    /// What other seeds would change → [`super::GraphReply::Change`]; `Filter::GraphChanged` shows the records.
    WhatIf(SeedChange),
    /// Records that disagree with their neighbours, the most striking first → [`super::GraphReply::Disagreements`].
    Disagreements {
        /// By whose labels.
        of: GraphSide,
        /// How many to pass over.
        start: u32,
    },
    /// Groups of records that are nearly the same → [`super::GraphReply::Twins`].
    Twins {
        /// The cosine from which on records are nearly the same, above 0 and at most 1.
        at_least: f64,
        /// How many groups to pass over.
        start: u32,
    },
    /// Graphs and models compared by cross-validation on gold, as a job.
    Choose,
    /// Picks records on the map → [`super::GraphReply::Picked`]; `Filter::Picked` shows them.
    Pick {
        /// Corners of a shape, in the map's coordinates; it closes itself.
        polygon: Vec<[f32; 2]>,
        /// What becomes of those picked before.
        how: PickHow,
    },
    /// Picks records by their numbers → [`super::GraphReply::Picked`].
    PickRecords {
        /// Indices in the corpus, from 0.
        records: Vec<u32>,
        /// What becomes of those picked before.
        how: PickHow,
    },
    /// The map as a drawing → `Reply::File`.
    Svg {
        /// What it is coloured by.
        color: GraphColor,
        /// Where accepted variants are drawn: x and y by turns, as they were told where they lie.
        variants: Vec<f32>,
    },
}

/// What the map is coloured by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GraphColor {
    /// The graph's label.
    Label,
    /// The chosen model's label.
    Model,
    /// Dev gold.
    Gold,
    /// How sure the graph is of a label.
    Certainty,
    /// How much of the seeds reaches a record.
    Reach,
    /// What a rule votes.
    Rule(RuleId),
    /// Whether it is in a slice.
    Slice(SliceId),
    /// How much of its neighbours' weight is of other labels than its own.
    Disagreement,
}

/// Whose labels are compared with those of the neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GraphSide {
    /// Dev gold's; the neighbours' are gold too, and the model's where there is none.
    Gold,
    /// The chosen model's, with those of the neighbours by the same.
    Model,
}

/// Other seeds, to be tried.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SeedChange {
    /// Without a rule's seeds.
    WithoutRule(RuleId),
    /// With a rule's seeds at a weight above 0.
    RuleAt {
        /// Which rule.
        rule: RuleId,
        /// The weight.
        weight: f64,
    },
    /// With gold set on a record, or taken away.
    Gold {
        /// Index in the corpus, from 0.
        record: u32,
        /// The label; none takes it away.
        label: Option<LabelId>,
    },
}

/// What becomes of the records that were picked before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PickHow {
    /// They are let go.
    Replace,
    /// They stay.
    Add,
    /// Those of the shape are let go.
    Remove,
}
