//! How images look beside each other: whether some record has the same pixels, and how like its record a variant is.

use crate::images::descriptors::describe;
use crate::images::{Image, Size};
use crate::rng::{Rng, mix};
use crate::session::project::Project;

/// Bytes of an image that it is first known by.
const KNOWN_BY: usize = 64;

/// Pairs of records that say how like each other any two are.
const PAIRS: usize = 100;

/// What is kept of the records' looks; records never change.
#[derive(Debug, Default)]
pub(super) struct Looks {
    /// What each record is first known by, ascending, with the record.
    known: std::sync::OnceLock<Vec<(u64, u32)>>,
    /// The median likeness of two records.
    usual: std::sync::OnceLock<f64>,
}

/// All pixels as one number: of two images that differ the numbers differ, but for one pair in 2^64.
pub(super) fn pixels(image: &Image) -> u64 {
    let words = image.bytes().chunks(8).map(|bytes| {
        let mut word = [0; 8];
        word[..bytes.len()].copy_from_slice(bytes);
        u64::from_le_bytes(word)
    });
    words.fold(of_size(image.size()), |hash, word| mix(hash ^ word))
}

fn of_size(size: Size) -> u64 {
    mix((size.width() as u64) << 32 | size.height() as u64)
}

/// What an image is first known by: its size and some bytes from all over it.
fn first_sight(size: Size, bytes: &[u8]) -> u64 {
    let step = bytes.len().div_ceil(KNOWN_BY).max(1);
    let some = bytes.iter().step_by(step).map(|&byte| u64::from(byte));
    some.fold(of_size(size), |hash, byte| mix(hash ^ byte))
}

impl Project {
    /// Whether some record has these pixels.
    pub(super) fn has_pixels(&self, image: &Image) -> bool {
        let Some(images) = self.corpus.images() else {
            return false;
        };
        let known = self.augment.looks.known.get_or_init(|| {
            let sight = |record| (first_sight(images.size(record), images.pixels(record)), record);
            let mut known: Vec<(u64, u32)> = (0..self.records()).map(sight).collect();
            known.sort_unstable();
            known
        });
        let sight = first_sight(image.size(), image.bytes());
        let first = known.partition_point(|(known, _)| *known < sight);
        let alike = known[first..].iter().take_while(|(known, _)| *known == sight);
        alike.into_iter().any(|&(_, record)| {
            images.size(record) == image.size()
                && images.channels(record) == image.channels()
                && images.pixels(record) == image.bytes()
        })
    }

    /// The descriptors of a record's image; none of texts.
    pub(super) fn described(&self, record: u32) -> Vec<f32> {
        let image = self.corpus.image(record);
        image.map_or_else(Vec::new, |image| describe(&image))
    }

    /// Below this likeness a variant is far from its record: two records drawn at random are as like each other as a rule.
    pub(super) fn far_below(&self) -> f64 {
        *self.augment.looks.usual.get_or_init(|| {
            let n = self.records();
            if n < 2 {
                return 0.0;
            }
            let mut random = Rng::new(1);
            let mut draw = |below: u32| u32::try_from(random.below(u64::from(below))).unwrap_or(0);
            let mut found: Vec<f64> = (0..PAIRS)
                .map(|_| {
                    let (one, other) = (draw(n), draw(n - 1));
                    let other = if other < one { other } else { other + 1 };
                    cosine(&self.described(one), &self.described(other))
                })
                .collect();
            found.sort_unstable_by(f64::total_cmp);
            found.get(found.len() / 2).copied().unwrap_or(0.0)
        })
    }
}

/// The cosine of two rows of length 1 without negative numbers.
pub(super) fn cosine(one: &[f32], other: &[f32]) -> f64 {
    let product: f64 = one
        .iter()
        .zip(other)
        .map(|(a, b)| f64::from(*a) * f64::from(*b))
        .sum();
    product.clamp(0.0, 1.0)
}
