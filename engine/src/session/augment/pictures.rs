//! The pixels of variants, as the page shows them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::ask::MadePicture;
use super::choice::AugmentChoice;
use super::made::{Kin, Variant};
use super::picturing::no_image;
use crate::augment::image::told;
use crate::error::{Error, Result};
use crate::images::{Image, Size};
use crate::session::hand_gold::shown_number;
use crate::session::images::MOST_IMAGES;
use crate::session::project::Project;
use crate::session::reply::Reply;

/// The images of the last preview, by record and copy, so that they are not made twice.
#[derive(Debug)]
pub(super) struct Shown {
    choice: AugmentChoice,
    images: BTreeMap<(u32, u32), Image>,
}

impl Shown {
    /// Those of a preview.
    pub(super) fn of(choice: &AugmentChoice, kin: Vec<Kin>) -> Self {
        let mut images = BTreeMap::new();
        for kin in kin {
            for variant in kin.variants {
                if let Variant::Image(picture) = variant {
                    images.insert((kin.record, picture.made.copy), picture.made.image);
                }
            }
        }
        Self {
            choice: choice.clone(),
            images,
        }
    }
}

impl Project {
    /// The pixels of variants that a preview told.
    ///
    /// # Errors
    /// Variants that a choice does not make, more than one answer holds.
    pub(super) fn pictures(
        &mut self,
        variants: &[(u32, u32)],
        choice: &AugmentChoice,
        side: u32,
    ) -> Result<Reply> {
        few_enough(variants.len())?;
        let shown = self.augment.shown.take().filter(|shown| shown.choice == *choice);
        let mut images = shown.map(|shown| shown.images).unwrap_or_default();
        let mut lacking: Vec<u32> = variants
            .iter()
            .filter(|variant| !images.contains_key(variant))
            .map(|(record, _)| *record)
            .collect();
        lacking.dedup();
        if !lacking.is_empty() {
            self.corpus.images().ok_or_else(no_image)?;
            lacking.retain(|&record| record < self.records());
            let ground = self.ground(choice)?;
            let kin = ground.make(self, &lacking)?;
            images.extend(Shown::of(choice, kin).images);
        }
        let found = variants.iter().map(|key| {
            let image = images.get(key).ok_or_else(|| {
                let what = format!("Record #{} has no variant {} so", shown_number(key.0), key.1);
                Error::new(what, "Ask for the variants again")
            })?;
            Ok((key.0, image))
        });
        let found: Vec<(u32, &Image)> = found.collect::<Result<_>>()?;
        let sizes: Vec<(u32, Size)> = found
            .iter()
            .map(|(record, image)| (*record, image.size()))
            .collect();
        let reply = self.reply_of_images(&sizes, side, |at| Cow::Borrowed(found[at].1));
        self.augment.shown = Some(Shown {
            choice: choice.clone(),
            images,
        });
        reply
    }

    /// The pixels of variants by what they say of themselves.
    ///
    /// # Errors
    /// Operations that can't be read, more than one answer holds.
    pub(super) fn made_pictures(&self, variants: &[MadePicture], side: u32) -> Result<Reply> {
        few_enough(variants.len())?;
        let made = variants.iter().map(|variant| {
            let image = self.made_image(variant.record, &variant.operations)?;
            Ok((variant.record, image))
        });
        let made: Vec<(u32, Image)> = made.collect::<Result<_>>()?;
        let sizes: Vec<(u32, Size)> = made
            .iter()
            .map(|(record, image)| (*record, image.size()))
            .collect();
        self.reply_of_images(&sizes, side, |at| Cow::Borrowed(&made[at].1))
    }

    /// The image that operations as they are told make of a record's.
    ///
    /// # Errors
    /// A record that is not there, operations that can't be read, an image to mix with that is not there.
    pub(super) fn made_image(&self, record: u32, operations: &[Map<String, Value>]) -> Result<Image> {
        let image = self.corpus.image(record).ok_or_else(no_image)?;
        let at_record = |error: Error| {
            let place = format!("a variant of record #{}", shown_number(record));
            error.at(place)
        };
        told::made(&image, operations, &mut |id| self.corpus.image(self.of_id(id)?)).map_err(at_record)
    }
}

fn few_enough(variants: usize) -> Result<()> {
    if variants <= MOST_IMAGES {
        return Ok(());
    }
    let what = format!("{variants} variants are asked for; an answer holds {MOST_IMAGES}");
    Err(Error::new(what, "Ask for fewer at a time"))
}
