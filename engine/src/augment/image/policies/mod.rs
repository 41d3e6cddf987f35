//! Policies for images: what draws the steps of a variant. Each is one file and one line in [`POLICIES`].
//!
//! Published policies differ in how they turn levels into numbers: those in the names are AutoAugment's own code (paper)
//! and torchvision's, which is also the scale of RandAugment and TrivialAugment here.

mod autoaugment;
mod chosen;
mod cifar10;
mod kind;
mod randaugment;
mod recipe;
mod scale;
mod trivialaugment;

#[cfg(test)]
mod tests;

pub use self::autoaugment::{LEVELS as AUTOAUGMENT_CIFAR10, SubPolicy};
pub use self::chosen::Chosen;
pub use self::kind::Kind;
pub use self::recipe::{MOST_COPIES, Recipe};
use crate::augment::random::Draw;
use super::step::Step;
use crate::images::Size;

/// Every policy, in the order in which they are offered.
pub static POLICIES: &[&ImagePolicy] = &[
    &cifar10::POLICY,
    &chosen::POLICY,
    &autoaugment::PAPER,
    &autoaugment::TORCHVISION,
    &randaugment::POLICY,
    &trivialaugment::POLICY,
];

/// A policy, describing itself.
#[derive(Debug)]
pub struct ImagePolicy {
    /// Short and unique.
    pub name: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// One sentence for help.
    pub sentence: &'static str,
    /// Draws the steps of a variant of an image of a size.
    draw: fn(&Recipe, Size, &mut dyn Draw) -> Vec<Step>,
}

/// Whether something of probability `p` happens.
fn chance(p: f64, random: &mut dyn Draw) -> bool {
    random.fraction() < p
}
