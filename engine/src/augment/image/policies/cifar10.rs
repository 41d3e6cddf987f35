//! The recipe by which networks are trained on CIFAR-10: a black border of four pixels, a piece of the original size
//! drawn from 81 places, and a coin that says whether it is mirrored; 162 variants of an image in all.

use super::super::operations::{MIRROR, PAD_CROP};
use super::super::step::Step;
use super::{ImagePolicy, chance};

pub(super) static POLICY: ImagePolicy = ImagePolicy {
    name: "cifar10",
    title: "CIFAR-10's recipe",
    sentence: "A black border of four pixels, a random piece of the original size, and a mirror by the toss of a coin.",
    parameters: &[],
    draws: || vec![&PAD_CROP, &MIRROR],
    draw: |_, size, random| {
        let mut steps = Vec::with_capacity(2);
        steps.push(Step::new(&PAD_CROP, PAD_CROP.draw(size, 4.0, random)));
        if chance(0.5, random) {
            steps.push(Step::of(&MIRROR, 0.0));
        }
        steps
    },
};
