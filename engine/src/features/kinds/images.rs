//! What images look like: where edges run in which direction, how much there is of which colour, or both.

use super::FeatureKind;
use crate::features::making::images::{self, ImagesMaking};
use crate::features::options::TfidfOptions;
use crate::images::descriptors::Look;
use crate::modality::Modality;

pub(super) static EDGES_AND_COLOURS: FeatureKind = FeatureKind {
    name: Look::EdgesAndColours.name(),
    title: "Edges and colours",
    sentence: "Where edges run in which direction, and how much there is of which colour: alike are images of one thing seen alike.",
    modality: Modality::Image,
    defaults: NO_TERMS,
    each_term: None,
    is_given: false,
    size: |corpus, _| images::size(corpus, Look::EdgesAndColours),
    begin: |_, most_bytes| Ok(Box::new(ImagesMaking::new(Look::EdgesAndColours, most_bytes))),
};

pub(super) static EDGES: FeatureKind = FeatureKind {
    name: Look::Edges.name(),
    title: "Edges",
    sentence: "Where edges run in which direction (HOG), whatever the colours: shapes, letters and digits.",
    modality: Modality::Image,
    defaults: NO_TERMS,
    each_term: None,
    is_given: false,
    size: |corpus, _| images::size(corpus, Look::Edges),
    begin: |_, most_bytes| Ok(Box::new(ImagesMaking::new(Look::Edges, most_bytes))),
};

pub(super) static COLOURS: FeatureKind = FeatureKind {
    name: Look::Colours.name(),
    title: "Colours",
    sentence: "How much there is of which colour, wherever it is: scenes, materials, times of day.",
    modality: Modality::Image,
    defaults: NO_TERMS,
    each_term: None,
    is_given: false,
    size: |corpus, _| images::size(corpus, Look::Colours),
    begin: |_, most_bytes| Ok(Box::new(ImagesMaking::new(Look::Colours, most_bytes))),
};

/// Images have no terms to choose among.
const NO_TERMS: TfidfOptions = TfidfOptions::runs(1, 1);
