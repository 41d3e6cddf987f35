//! The records' images, as lists and maps show them: small, and as many at a time as fit in sight.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::late::Late;
use super::project::Project;
use super::reply::{BytesReply, Reply};
use crate::error::{Error, Result};
use crate::images::{Image, ImageStore, Size, put_rgba, smaller, within};
use crate::num::grouped;

/// Images of one answer.
pub const MOST_IMAGES: usize = 500;

/// Bytes of one answer.
pub const MOST_BYTES: u64 = 64 << 20;

/// Which images, and how large.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImagesAsk {
    /// Their records' indices in the corpus, at most [`MOST_IMAGES`].
    pub records: Vec<u32>,
    /// The most that width and height may be. Smaller images come as they are kept.
    pub side: u32,
}

/// What the bytes are: the images' pixels one after the other, in this order, each width × height × 4 bytes of red, green,
/// blue and opacity, rows from the top.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImagesHead {
    /// The images.
    pub images: Vec<ImageHead>,
}

/// One image.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImageHead {
    /// Its record's index in the corpus.
    pub record: u32,
    /// Columns of pixels in this answer.
    pub width: u32,
    /// Rows of pixels in this answer.
    pub height: u32,
    /// Width and height of the image in its file.
    pub original: [u32; 2],
}

impl Project {
    /// Answers a question for images.
    ///
    /// # Errors
    /// A project of texts, a record that is not there, more than one answer holds.
    pub(super) fn answer_images(&self, ask: &Late<ImagesAsk>) -> Result<Reply> {
        let ask = ask.open()?;
        let images = self.asked_images(&ask)?;
        let sizes = ask.records.iter().map(|&record| (record, images.size(record)));
        let (head, bytes) = self.small_images(&sizes.collect::<Vec<_>>(), ask.side, |at| {
            Cow::Owned(images.get(ask.records[at]))
        })?;
        BytesReply::new(&head, bytes).map(Reply::Bytes)
    }

    /// Images of records, no larger than they are to be shown, and what they are: each record with the size of its image,
    /// which is asked for one after the other.
    ///
    /// # Errors
    /// Images of no size, more than one answer holds.
    pub(in crate::session) fn small_images<'a>(
        &self,
        images: &[(u32, Size)],
        side: u32,
        image: impl Fn(usize) -> Cow<'a, Image>,
    ) -> Result<(ImagesHead, Vec<u8>)> {
        if side == 0 {
            return Err(Error::new(
                "Images of 0 pixels show nothing",
                "Ask for a side of at least 1",
            ));
        }
        let sizes = images.iter().map(|&(_, size)| within(size, side));
        let bytes: u64 = sizes.clone().map(|size| size.pixels() * 4).sum();
        if bytes > MOST_BYTES {
            let what = format!(
                "These images take {} MB at this size; an answer holds {} MB",
                grouped(bytes.div_ceil(1 << 20)),
                MOST_BYTES >> 20
            );
            return Err(Error::new(what, "Ask for fewer images, or for smaller ones"));
        }
        let stored = self.corpus.images();
        let heads = images.iter().zip(sizes).map(|(&(record, kept), size)| {
            let [width, height] = size.sides();
            let original = stored.map_or(kept, |stored| stored.original(record));
            ImageHead {
                record,
                width,
                height,
                original: original.sides(),
            }
        });
        let head = ImagesHead {
            images: heads.collect(),
        };
        let mut pixels = Vec::with_capacity(usize::try_from(bytes).unwrap_or_default());
        for at in 0..images.len() {
            let image = image(at);
            match within(image.size(), side) == image.size() {
                true => put_rgba(&image, &mut pixels),
                false => put_rgba(&smaller(&image, side), &mut pixels),
            }
        }
        Ok((head, pixels))
    }

    /// The images, where all that are asked for are there.
    fn asked_images(&self, ask: &ImagesAsk) -> Result<&ImageStore> {
        let Some(images) = self.corpus.images() else {
            let remedy = "Import a folder of images to have some";
            return Err(Error::new("The records of this project are texts", remedy));
        };
        if ask.records.len() > MOST_IMAGES {
            let what = format!(
                "{} images are asked for; an answer holds {MOST_IMAGES}",
                grouped(ask.records.len() as u64)
            );
            return Err(Error::new(what, "Ask for fewer at a time"));
        }
        match ask.records.iter().find(|&&record| record >= self.records()) {
            Some(record) => {
                let what = format!("There is no record {record}; there are {}", self.records());
                Err(Error::new(what, "Ask for records from 0 up"))
            }
            None => Ok(images),
        }
    }
}
