//! An image as rows of bytes.

use labelloom_kernels::pixels;
use serde::{Deserialize, Serialize};

use super::size::Size;
use crate::error::{Error, Result};

/// What the bytes of a pixel say, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Channels {
    /// Brightness.
    Grey,
    /// Brightness, and how opaque it is.
    GreyAlpha,
    /// Red, green, blue.
    Rgb,
    /// Red, green, blue, and how opaque they are.
    Rgba,
}

impl Channels {
    /// Bytes of a pixel.
    #[must_use]
    pub const fn count(self) -> usize {
        match self {
            Self::Grey => 1,
            Self::GreyAlpha => 2,
            Self::Rgb => 3,
            Self::Rgba => 4,
        }
    }

    /// How files say them: the bytes of a pixel.
    #[must_use]
    pub(crate) const fn code(self) -> u8 {
        match self {
            Self::Grey => 1,
            Self::GreyAlpha => 2,
            Self::Rgb => 3,
            Self::Rgba => 4,
        }
    }

    /// What files say.
    #[must_use]
    pub(crate) const fn of_code(code: u8) -> Option<Self> {
        match code {
            1 => Some(Self::Grey),
            2 => Some(Self::GreyAlpha),
            3 => Some(Self::Rgb),
            4 => Some(Self::Rgba),
            _ => None,
        }
    }

    /// Whether the last byte of a pixel says how opaque it is.
    #[must_use]
    pub const fn has_alpha(self) -> bool {
        matches!(self, Self::GreyAlpha | Self::Rgba)
    }

    /// Those of them that say a colour, always the first ones: 1 or 3.
    #[must_use]
    pub const fn colours(self) -> usize {
        match self {
            Self::Grey | Self::GreyAlpha => 1,
            Self::Rgb | Self::Rgba => 3,
        }
    }
}

/// An image: rows from the top, pixels from the left, 8 bits a channel, nothing between. It has a pixel at least.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    size: Size,
    channels: Channels,
    /// height × width × channels.
    bytes: Vec<u8>,
}

impl Image {
    /// An image of its bytes, height × width × channels.
    ///
    /// # Errors
    /// A size without pixels or beyond what is read, and bytes that are not as many as the size says.
    pub fn new(size: Size, channels: Channels, bytes: Vec<u8>) -> Result<Self> {
        size.check()?;
        let wanted = size.pixels() * channels.count() as u64;
        if bytes.len() as u64 != wanted {
            let what = format!(
                "An image of {size} pixels has {} bytes instead of {wanted}",
                bytes.len()
            );
            return Err(Error::new(what, "Give a byte for each channel of each pixel"));
        }
        Ok(Self {
            size,
            channels,
            bytes,
        })
    }

    /// An image whose size and bytes were checked before.
    pub(crate) fn of_checked(size: Size, channels: Channels, bytes: Vec<u8>) -> Self {
        debug_assert_eq!(bytes.len() as u64, size.pixels() * channels.count() as u64);
        Self {
            size,
            channels,
            bytes,
        }
    }

    /// All zeros: black, and where there is an alpha channel, fully transparent.
    pub(crate) fn zeros(size: Size, channels: Channels) -> Self {
        let bytes = vec![0; size.width() * size.height() * channels.count()];
        Self {
            size,
            channels,
            bytes,
        }
    }

    /// An image like this one, of other bytes, as many.
    pub(crate) fn with_bytes(&self, bytes: Vec<u8>) -> Self {
        debug_assert_eq!(bytes.len(), self.bytes.len());
        Self { bytes, ..*self }
    }

    /// Width and height.
    #[must_use]
    pub const fn size(&self) -> Size {
        self.size
    }

    /// Columns of pixels.
    #[must_use]
    pub const fn width(&self) -> usize {
        self.size.width()
    }

    /// Rows of pixels.
    #[must_use]
    pub const fn height(&self) -> usize {
        self.size.height()
    }

    /// What a pixel's bytes say.
    #[must_use]
    pub const fn channels(&self) -> Channels {
        self.channels
    }

    /// All bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// All bytes, to be changed.
    pub(crate) fn bytes_mut(&mut self) -> &mut [u8] {
        &mut self.bytes
    }

    /// The bytes, no longer an image.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Bytes of a row.
    #[must_use]
    pub const fn row_bytes(&self) -> usize {
        self.width() * self.channels.count()
    }

    /// Pixels in order, many at a time, whatever the lines.
    pub(crate) fn runs(&self) -> impl Iterator<Item = &[u8]> {
        self.bytes.chunks(pixels::RUN * self.channels.count())
    }

    /// The rows from the top.
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = &[u8]> + ExactSizeIterator {
        self.bytes.chunks_exact(self.row_bytes())
    }

    /// The pixels, row by row.
    pub fn pixels(&self) -> impl Iterator<Item = &[u8]> {
        self.bytes.chunks_exact(self.channels.count())
    }

    /// Brightness of each pixel, 0 to 255: of colours 0.299 red, 0.587 green and 0.114 blue, as Pillow rounds it (ITU-R
    /// BT.601 in 16 binary places). An alpha channel does not count.
    pub fn greys(&self) -> impl Iterator<Item = u8> {
        let has_colours = self.channels.colours() == 3;
        self.pixels()
            .map(move |pixel| if has_colours { grey(pixel) } else { pixel[0] })
    }

    /// The same of all pixels at once, which is quicker.
    #[must_use]
    pub fn grey_bytes(&self) -> Vec<u8> {
        if self.channels.colours() == 1 {
            return self.greys().collect();
        }
        let mut greys = vec![0; self.width() * self.height()];
        let runs = self.runs().zip(greys.chunks_mut(pixels::RUN));
        runs.for_each(|(run, greys)| pixels::greys(run, self.channels.count(), greys));
        greys
    }
}

/// Brightness of a pixel of red, green and blue.
#[inline]
fn grey(pixel: &[u8]) -> u8 {
    let [red, green, blue] = [pixel[0], pixel[1], pixel[2]].map(u32::from);
    let sum = (red * 19_595 + green * 38_470 + blue * 7_471 + 0x8000) >> 16;
    u8::try_from(sum).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_do_not_fit_are_refused() {
        let size = Size::new(2, 3);
        assert!(Image::new(size, Channels::Grey, vec![0; 6]).is_ok());
        let error = Image::new(size, Channels::Rgb, vec![0; 6])
            .unwrap_err()
            .to_string();
        assert!(
            error.starts_with("An image of 2 × 3 pixels has 6 bytes instead of 18."),
            "{error}"
        );
        assert!(Image::new(Size::new(0, 3), Channels::Grey, vec![]).is_err());
    }

    #[test]
    fn brightness_is_pillows() {
        let image = Image::new(
            Size::new(4, 1),
            Channels::Rgba,
            vec![255, 255, 255, 0, 0, 0, 0, 255, 255, 0, 0, 9, 12, 200, 77, 1],
        );
        let image = image.unwrap();
        assert_eq!(image.greys().collect::<Vec<_>>(), [255, 0, 76, 130]);
        assert_eq!(image.grey_bytes(), [255, 0, 76, 130]);
    }
}
