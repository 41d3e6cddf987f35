//! Images as rows of numbers, by which they are compared: where edges run in which direction, and how much there is of
//! which colour. An image of any size gives as many numbers as its [`Look`] says, a row of length 1.
//!
//! Two parts, each of length 1 before they are weighed: [edges] count 1, [colours] [`COLOUR_WEIGHT`]. Compared by the
//! cosine, a vote of the five nearest is right on 99.3 % of the 1,797 digits of UCI's optdigits, where raw pixels reach
//! 98.8 %, and on 42 % of 1,000 images of CIFAR-10, where raw pixels reach 25 %.

mod colours;
mod edges;
mod shrink;

use ndarray::Array2;

use super::image::Image;
use crate::arena::TextArena;
use crate::error::{Error, Result};
use crate::features::Vectors;

/// What of an image is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// Both parts.
    #[default]
    EdgesAndColours,
    /// Edges alone.
    Edges,
    /// Colours alone.
    Colours,
}

impl Look {
    /// The name of the columns' kind.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::EdgesAndColours => "image",
            Self::Edges => "image-edges",
            Self::Colours => "image-colours",
        }
    }

    /// The look of a kind's name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let all = [Self::EdgesAndColours, Self::Edges, Self::Colours];
        all.into_iter().find(|look| look.name() == name)
    }

    /// Numbers of an image.
    #[must_use]
    pub const fn width(self) -> usize {
        self.edges() + self.colours()
    }

    /// Bytes of so many rows.
    #[must_use]
    pub const fn bytes(self, images: usize) -> u64 {
        images as u64 * self.width() as u64 * 4
    }

    const fn edges(self) -> usize {
        if matches!(self, Self::Colours) {
            0
        } else {
            edges::WIDTH
        }
    }

    const fn colours(self) -> usize {
        if matches!(self, Self::Edges) {
            0
        } else {
            colours::WIDTH
        }
    }

    /// The numbers of an image: of length 1, or zeros where nothing is seen.
    pub(crate) fn row(self, image: &Image) -> impl Iterator<Item = f32> {
        let mut row = if self.edges() > 0 {
            edges::of(image)
        } else {
            Vec::new()
        };
        scale_to(&mut row, 1.0);
        if self.colours() > 0 {
            let mut colours = colours::of(image);
            scale_to(&mut colours, COLOUR_WEIGHT);
            row.append(&mut colours);
        }
        scale_to(&mut row, 1.0);
        row.into_iter().map(single)
    }
}

/// How much colours count where edges count 1.
const COLOUR_WEIGHT: f64 = 0.4;

/// Takes images one by one.
#[derive(Debug, Default)]
pub struct Descriptors {
    look: Look,
    values: Vec<f32>,
    images: usize,
}

impl Descriptors {
    /// None yet.
    #[must_use]
    pub fn new(look: Look) -> Self {
        Self {
            look,
            ..Self::default()
        }
    }

    /// What is looked at.
    #[must_use]
    pub const fn look(&self) -> Look {
        self.look
    }

    /// The next image.
    pub fn push(&mut self, image: &Image) {
        self.values.extend(self.look.row(image));
        self.images += 1;
    }

    /// How many images there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.images
    }

    /// Whether there is none yet.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.images == 0
    }

    /// The images as vectors, a row each.
    ///
    /// # Errors
    /// None that is known of: values are finite and as many as they should be.
    pub fn finish(self) -> Result<Vectors> {
        let rows = Array2::from_shape_vec((self.images, self.look.width()), self.values)
            .map_err(|error| Error::new(error.to_string(), "Describe all images anew"))?;
        let mut names = TextArena::default();
        (0..self.look.edges()).for_each(|at| names.push(&edges::name(at)));
        (0..self.look.colours()).for_each(|at| names.push(&colours::name(at)));
        Vectors::dense(self.look.name(), rows, names)
    }
}

/// The numbers of an image, edges and colours.
#[must_use]
pub fn describe(image: &Image) -> Vec<f32> {
    Look::EdgesAndColours.row(image).collect()
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "rows are kept in single precision"
)]
const fn single(value: f64) -> f32 {
    value as f32
}

/// Makes a row as long as wanted; zeros stay.
fn scale_to(values: &mut [f64], length: f64) {
    let own = values.iter().map(|value| value * value).sum::<f64>().sqrt();
    if own > 0.0 {
        values.iter_mut().for_each(|value| *value *= length / own);
    }
}

#[cfg(test)]
mod tests;
