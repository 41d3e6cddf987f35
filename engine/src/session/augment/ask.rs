//! What can be asked about variants. A question crosses as text (see [`super::super::late`]), so that what reads it is
//! loaded with what answers it.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::accepted::VariantRef;
use super::choice::AugmentChoice;
use crate::ids::RuleId;
use crate::session::request::Selection;

/// One question; the answer is a [`super::AugmentReply`] but where it says otherwise. A choice that is not given is the
/// document's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AugmentAsk {
    /// What there is to choose, what is chosen, and what is accepted → [`super::AugmentReply::State`].
    State,
    /// Accepted variants → [`super::AugmentReply::Accepted`].
    Accepted {
        /// How many to pass over.
        start: u32,
        /// Most that are told.
        count: u32,
    },
    /// Variants beside their records, with what every judge says → [`super::AugmentReply::Preview`]. Those of images come
    /// with their pixels where a side is given → `Reply::Bytes` under a [`super::PicturedPreview`].
    Preview {
        /// Of which records.
        scope: VariantScope,
        /// Most variants, 200 at most.
        count: u32,
        /// How they are made.
        choice: Option<AugmentChoice>,
        /// The most that the longer side of a picture may have; larger images are shrunk.
        side: Option<u32>,
    },
    /// How often each operation keeps, loses and flips labels, by its strength, as a job → [`super::AugmentReply::Rates`].
    Rates {
        /// Of which records; of many a sample.
        scope: VariantScope,
        /// The operations, and what stays as it is.
        choice: Option<AugmentChoice>,
    },
    /// How well rules withstand each operation, and mends, as a job → [`super::AugmentReply::Robustness`].
    Robustness {
        /// One rule; all that are on where there is none.
        rule: Option<RuleId>,
    },
    /// Variants of all records of a selection, as a job → [`super::AugmentReply::Generated`].
    Generate {
        /// Of which records.
        selection: Selection,
        /// How they are made.
        choice: Option<AugmentChoice>,
        /// Whether those are left out that some judge doubts.
        only_valid: bool,
    },
    /// Whether variants make the end model better, on held-out gold, as a job → [`super::AugmentReply::Helps`].
    Helps {
        /// How they are made.
        choice: Option<AugmentChoice>,
        /// How often it is tried, from 2 to 20.
        seeds: u32,
    },
    /// Which policy helps, as a job: operations by strength and combinations of the best, screened by the judges, tried on
    /// dev gold, and the best one told on held-out gold → [`super::AugmentReply::Search`].
    Search {
        /// The seed, what stays as it is, and further settings of operations.
        choice: Option<AugmentChoice>,
        /// How often the end model may be trained on dev gold, from 100 to 10,000.
        trainings: u32,
        /// How often the best is tried on held-out gold, from 2 to 20.
        seeds: u32,
    },
    /// How accepted variants spread over what the records are about, as a job → [`super::AugmentReply::Coverage`].
    Coverage,
    /// Where accepted variants lie on the map, as a job → `Reply::Bytes`, a [`crate::session::graph::VariantsHead`] with
    /// record, number among the record's variants (u32), x and y (f32) of each, in little-endian order.
    Places,
    /// The text of an accepted variant → [`crate::session::graph::GraphReply::Variant`].
    Text(VariantRef),
    /// The pixels of variants by what they say of themselves: of accepted ones, of examples → `Reply::Bytes`, as those of
    /// `Request::Images` with the records' places taken by the variants', in the order of the question.
    MadePictures {
        /// Which.
        variants: Vec<MadePicture>,
        /// The most that the longer side may have; larger images are shrunk.
        side: u32,
    },
    /// The policy file of a choice, as the command line takes it → `Reply::File`.
    Policy {
        /// How variants are made.
        choice: Option<AugmentChoice>,
    },
}

/// A variant of an image by what it says of itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MadePicture {
    /// The record that it is of.
    pub record: u32,
    /// What was done, each operation with its `name`, its numbers and, where it mixes, its `partner`.
    pub operations: Vec<Map<String, Value>>,
}

/// Of which records.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VariantScope {
    /// One, by its index in the corpus, from 0.
    Record(u32),
    /// Those of a selection; where not all can be looked at, they are drawn by the seed.
    Selection(Selection),
}
