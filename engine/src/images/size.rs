//! How big an image is, and how big it may be.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::num::{grouped, index};

/// Pixels of the largest image that is read: more than cameras of phones take as a rule, and 160 MB at most in memory.
pub const MOST_PIXELS: u64 = 40_000_000;

/// Width and height in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Size {
    /// Columns.
    width: u32,
    /// Rows.
    height: u32,
}

impl Size {
    /// A size, whether or not images may have it.
    #[must_use]
    pub const fn new(width: u32, height: u32) -> Self {
        Self { width, height }
    }

    /// Width and height.
    #[must_use]
    pub const fn sides(self) -> [u32; 2] {
        [self.width, self.height]
    }

    /// Columns of pixels.
    #[must_use]
    pub const fn width(self) -> usize {
        index(self.width)
    }

    /// Rows of pixels.
    #[must_use]
    pub const fn height(self) -> usize {
        index(self.height)
    }

    /// Pixels in all.
    #[must_use]
    pub const fn pixels(self) -> u64 {
        self.width as u64 * self.height as u64
    }

    /// Whether images of this size are read.
    ///
    /// # Errors
    /// No pixel, or more than [`MOST_PIXELS`].
    pub fn check(self) -> Result<()> {
        if self.pixels() == 0 {
            let what = format!("An image of {self} pixels holds nothing");
            return Err(Error::new(what, "Leave it out, or save it again from its source"));
        }
        if self.pixels() > MOST_PIXELS {
            let what = format!(
                "The image is {self} pixels, {} million in all; at most {} million are read",
                grouped(self.pixels() / 1_000_000),
                MOST_PIXELS / 1_000_000
            );
            return Err(Error::new(what, "Save it smaller, or cut it into pieces"));
        }
        Ok(())
    }
}

impl fmt::Display for Size {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [width, height] = [self.width, self.height].map(|side| grouped(u64::from(side)));
        write!(out, "{width} × {height}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn huge_images_are_refused_with_their_size_in_words() {
        let error = Size::new(40_000, 40_000).check().unwrap_err();
        assert_eq!(
            error.to_string(),
            "The image is 40,000 × 40,000 pixels, 1,600 million in all; at most 40 million are read. Save it smaller, or \
             cut it into pieces"
        );
        assert!(Size::new(u32::MAX, u32::MAX).check().is_err());
        assert!(Size::new(8_000, 5_000).check().is_ok());
        assert!(Size::new(8_000, 5_001).check().is_err());
    }
}
