//! The pixels of variants, as the page shows them.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::ask::MadePicture;
use super::made::{Kin, Variant};
use super::picturing::no_image;
use super::view::{PicturedPreview, PreviewView};
use crate::augment::image::told;
use crate::error::{Error, Result};
use crate::images::{Image, Size};
use crate::session::hand_gold::shown_number;
use crate::session::images::{ImagesHead, MOST_IMAGES};
use crate::session::project::Project;
use crate::session::reply::{BytesReply, Reply};

impl Project {
    /// A preview with the pixels of its variants, which `kin` are.
    ///
    /// # Errors
    /// Pictures of no size, more than one answer holds.
    pub(super) fn with_pixels(&self, preview: PreviewView, kin: &[Kin], side: u32) -> Result<Reply> {
        let made = kin.iter().flat_map(|kin| {
            let pictures = kin.variants.iter().filter_map(Variant::picture);
            pictures.map(|picture| (kin.record, &picture.made.image))
        });
        let (pictures, bytes) = self.small_pictures(&made.collect::<Vec<_>>(), side)?;
        BytesReply::new(&PicturedPreview { preview, pictures }, bytes).map(Reply::Bytes)
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
        let made: Vec<(u32, &Image)> = made.iter().map(|(record, image)| (*record, image)).collect();
        let (head, bytes) = self.small_pictures(&made, side)?;
        BytesReply::new(&head, bytes).map(Reply::Bytes)
    }

    /// Pictures of records one after the other, as small as they are to be shown.
    fn small_pictures(&self, pictures: &[(u32, &Image)], side: u32) -> Result<(ImagesHead, Vec<u8>)> {
        let sizes: Vec<(u32, Size)> = pictures
            .iter()
            .map(|(record, image)| (*record, image.size()))
            .collect();
        self.small_images(&sizes, side, |at| Cow::Borrowed(pictures[at].1))
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
