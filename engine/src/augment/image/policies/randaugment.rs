//! RandAugment (E. Cubuk and others, 2020): N operations drawn with replacement from 14, all with the one magnitude M of
//! 31, by torchvision's scale; whether a number goes up or down is drawn.

use super::kind::{self, PLAIN};
use super::scale::{self, Space};
use super::{ImagePolicy, chance};
use crate::augment::{Parameter, ParameterKind};

/// Magnitudes there are.
pub(super) const BINS: u8 = 31;

static SPACE: Space = scale::usual(BINS);

pub(super) static POLICY: ImagePolicy = ImagePolicy {
    name: "randaugment",
    title: "RandAugment",
    sentence: "Some operations drawn from 14 (usually two), all of one magnitude (usually 9 of 0 to 30).",
    parameters: &[
        Parameter {
            name: "count",
            title: "Operations in a row",
            sentence: "How many are drawn for a variant.",
            kind: ParameterKind::Count {
                default: 2,
                least: 1,
                most: 14,
            },
        },
        Parameter {
            name: "magnitude",
            title: "Magnitude",
            sentence: "How strong all of them are.",
            kind: ParameterKind::Count {
                default: 9,
                least: 0,
                most: 30,
            },
        },
    ],
    draws: || kind::operations(PLAIN),
    draw: |recipe, size, random| {
        let mut steps = Vec::new();
        for _ in 0..recipe.count {
            let kind = PLAIN[random.below(PLAIN.len())];
            let is_negative = chance(0.5, random);
            steps.extend(SPACE.step(kind, recipe.magnitude, is_negative, size));
        }
        steps
    },
};
