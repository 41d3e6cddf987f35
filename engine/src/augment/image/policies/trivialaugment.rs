//! TrivialAugment, its wide space (S. Müller and F. Hutter, 2021): one operation of 14, one magnitude of 31, one way of
//! two, all drawn alike, by torchvision's scale. An image of any size is moved by 32 pixels at most.

use super::kind::{self, PLAIN};
use super::randaugment::BINS;
use super::scale::Space;
use super::{ImagePolicy, chance};

static SPACE: Space = Space {
    bins: BINS,
    shear: 0.99,
    translate: |_| 32.0,
    rotate: 135.0,
    enhance: 0.99,
    posterize: 6.0,
};

pub(super) static POLICY: ImagePolicy = ImagePolicy {
    name: "trivialaugment",
    title: "TrivialAugment",
    sentence: "One operation drawn from 14, of any magnitude, in wide ranges: a turn by up to 135 degrees among them.",
    parameters: &[],
    draws: || kind::operations(PLAIN),
    draw: |_, size, random| {
        let kind = PLAIN[random.below(PLAIN.len())];
        let magnitude = u8::try_from(random.below(usize::from(BINS))).unwrap_or(0);
        let is_negative = chance(0.5, random);
        SPACE
            .step(kind, magnitude, is_negative, size)
            .into_iter()
            .collect()
    },
};
