//! How images look beside each other: whether some record has the same pixels, and how like its record a variant is.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use serde_json::{Map, Value};

use crate::images::descriptors::describe;
use crate::images::{Image, pixels_hash};
use crate::rng::Rng;
use crate::session::project::Project;

/// Records whose descriptors are remembered: those of a preview and more, some 6 MB.
const MOST_DESCRIBED: usize = 4_000;

/// Accepted variants whose pixels are remembered.
const MOST_ACCEPTED: usize = 20_000;

/// Pairs of records that say how like each other any two are.
const PAIRS: usize = 100;

/// What is kept of how records and accepted variants look. Neither ever changes.
#[derive(Debug, Default)]
pub(super) struct Looks {
    /// The descriptors of records that were asked for lately.
    described: Mutex<BTreeMap<u32, Arc<[f32]>>>,
    /// The pixels of accepted variants, each as one number, by their record and what they are.
    accepted: Mutex<BTreeMap<(u32, String), Option<u64>>>,
    /// The median likeness of two records.
    usual: OnceLock<f64>,
}

impl Project {
    /// Whether some record has these pixels.
    pub(super) fn has_pixels(&self, image: &Image) -> bool {
        let images = self.corpus.images();
        images.is_some_and(|images| images.with_pixels(image).is_some())
    }

    /// The pixels of an accepted variant as one number, where it can be made again.
    pub(super) fn accepted_pixels(&self, record: u32, content: &str) -> Option<u64> {
        let mut known = self
            .augment
            .looks
            .accepted
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if known.len() > MOST_ACCEPTED {
            known.clear();
        }
        let key = (record, content.to_owned());
        *known.entry(key).or_insert_with(|| {
            let operations: Vec<Map<String, Value>> = serde_json::from_str(content).ok()?;
            self.made_image(record, &operations)
                .ok()
                .as_ref()
                .map(pixels_hash)
        })
    }

    /// The descriptors of a record's image, which are remembered; none of texts.
    pub(super) fn described(&self, record: u32) -> Arc<[f32]> {
        let mut known = self
            .augment
            .looks
            .described
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if known.len() > MOST_DESCRIBED {
            known.clear();
        }
        let row = || {
            let image = self.corpus.image(record);
            image.map_or_else(Vec::new, |image| describe(&image)).into()
        };
        Arc::clone(known.entry(record).or_insert_with(row))
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
