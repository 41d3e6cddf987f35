//! A variant of a record, of either kind: a text with what was changed, or an image with what rules see of it.

use std::sync::OnceLock;

use serde_json::{Map, Value};

use super::accepted::MadeShare;
use crate::augment::image::ImageVariant;
use crate::augment::safety::{Altered, Family};
use crate::augment::{self, Edited};
use crate::images::Image;
use crate::images::descriptors::describe;

/// A record with variants of it.
#[derive(Debug)]
pub(super) struct Kin {
    pub(super) record: u32,
    pub(super) variants: Vec<Variant>,
}

/// A variant.
#[derive(Debug)]
pub(super) enum Variant {
    /// Of a text.
    Text(augment::Variant),
    /// Of an image.
    Image(Box<Picture>),
}

/// A variant of an image.
#[derive(Debug)]
pub(super) struct Picture {
    pub(super) made: ImageVariant,
    /// The statistics of its pixels, each with its field's place.
    pub(super) fields: Vec<(usize, String)>,
    /// Records that it was mixed with, each once.
    pub(super) partners: Vec<u32>,
    /// Where images were mixed: whose label counts how much, the record first.
    pub(super) shares: Vec<MadeShare>,
    /// The descriptors of its pixels, once one of several judges asked for them.
    pub(super) described: OnceLock<Vec<f32>>,
}

/// What features are made of.
#[derive(Clone, Copy, Debug)]
pub(super) enum Content<'a> {
    /// A text.
    Text(&'a str),
    /// An image.
    Image(&'a Image),
    /// A variant of an image.
    Picture(&'a Picture),
}

impl Kin {
    pub(super) fn family(&self) -> Family<'_> {
        Family {
            record: self.record,
            variants: self.variants.iter().map(Variant::altered).collect(),
        }
    }
}

impl Variant {
    /// Which of the record's copies it is, from 1.
    pub(super) fn copy(&self) -> u32 {
        match self {
            Self::Text(variant) => variant.copy,
            Self::Image(picture) => picture.made.copy,
        }
    }

    /// Whether it is equal to its record.
    pub(super) fn is_unchanged(&self) -> bool {
        match self {
            Self::Text(variant) => variant.is_unchanged(),
            Self::Image(picture) => picture.made.is_unchanged,
        }
    }

    /// What rules see of it.
    pub(super) fn altered(&self) -> Altered<'_> {
        match self {
            Self::Text(variant) => Altered::Text(&variant.edited),
            Self::Image(picture) => picture.altered(),
        }
    }

    /// What features are made of.
    pub(super) fn content(&self) -> Content<'_> {
        match self {
            Self::Text(variant) => Content::Text(&variant.edited.text),
            Self::Image(picture) => Content::Picture(picture),
        }
    }

    /// The text; none of an image.
    pub(super) fn edited(&self) -> Option<&Edited> {
        match self {
            Self::Text(variant) => Some(&variant.edited),
            Self::Image(_) => None,
        }
    }

    /// What is to be said of an image.
    pub(super) fn picture(&self) -> Option<&Picture> {
        match self {
            Self::Text(_) => None,
            Self::Image(picture) => Some(picture),
        }
    }

    /// Records that it was mixed with, each once.
    pub(super) fn partners(&self) -> &[u32] {
        self.picture().map_or(&[], |picture| &picture.partners)
    }
}

impl Picture {
    /// The descriptors of its pixels.
    pub(super) fn described(&self) -> &[f32] {
        self.described.get_or_init(|| describe(&self.made.image))
    }

    pub(super) fn altered(&self) -> Altered<'_> {
        Altered::Image {
            fields: &self.fields,
            partners: &self.partners,
        }
    }

    /// What was done, as it is told.
    pub(super) fn told(&self) -> Vec<Map<String, Value>> {
        self.made.told()
    }
}
