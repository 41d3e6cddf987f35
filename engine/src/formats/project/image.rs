//! A record's image as a project file holds it: its sizes, and its pixels as text.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::base64::{decoded, encoded};
use crate::error::{Error, Result};
use crate::images::{Channels, Image, ImageStore, Size, StoredImage};

/// An image of a saved project.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SavedImage<'a> {
    /// Width and height of the image that it was made of.
    original: [u32; 2],
    /// Width and height as it is kept.
    size: [u32; 2],
    channels: Channels,
    /// In base64, rows from the top.
    #[serde(borrow)]
    pixels: Cow<'a, str>,
}

impl SavedImage<'_> {
    /// A record's image.
    #[must_use]
    pub fn of(images: &ImageStore, record: u32) -> Self {
        Self {
            original: images.original(record).sides(),
            size: images.size(record).sides(),
            channels: images.channels(record),
            pixels: Cow::Owned(encoded(images.pixels(record))),
        }
    }

    /// The image.
    ///
    /// # Errors
    /// Pixels that are no base64, or not as many as the size says.
    pub fn read(&self) -> Result<StoredImage> {
        let size = |[width, height]: [u32; 2]| Size::new(width, height);
        let pixels = decoded(&self.pixels).ok_or_else(|| {
            let remedy = "Open the file as it was saved";
            Error::new("The pixels of an image are no base64", remedy)
        })?;
        Ok(StoredImage {
            original: size(self.original),
            image: Image::new(size(self.size), self.channels, pixels)?,
        })
    }
}
