//! Policies for images: what draws the steps of a variant. Each is one file and one line in [`POLICIES`]. Snorkel's, which
//! say which of the chosen operations are done in a row, are the same as for texts ([`rows`]).
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
pub use self::recipe::Recipe;
use super::operations::ImageOperation;
use super::step::Step;
use crate::augment::Parameter;
use crate::augment::policies as rows;
use crate::augment::random::{Draw, Random};
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
    /// What can be set of it, besides copies.
    pub parameters: &'static [Parameter],
    /// The operations that it draws by itself; none where it takes those that a person chose.
    pub draws: fn() -> Vec<&'static ImageOperation>,
    /// Draws the steps of a variant of an image of a size.
    draw: fn(&Recipe, Size, &mut dyn Draw) -> Vec<Step>,
}

/// A policy of either kind.
#[derive(Clone, Copy, Debug)]
enum Policy {
    /// Draws each variant's steps.
    Drawn(&'static ImagePolicy),
    /// Draws rows of the chosen operations.
    Rows(&'static rows::Policy),
}

impl Policy {
    fn named(name: &str) -> Option<Self> {
        let drawn = POLICIES.iter().copied().find(|policy| policy.name == name);
        drawn
            .map(Self::Drawn)
            .or_else(|| rows::named(name).ok().map(Self::Rows))
    }

    fn takes_operations(self) -> bool {
        match self {
            Self::Drawn(policy) => std::ptr::eq(policy, &chosen::POLICY),
            Self::Rows(_) => true,
        }
    }
}

/// The names of all policies that images can have.
#[must_use]
pub fn names() -> Vec<&'static str> {
    let drawn = POLICIES.iter().map(|policy| policy.name);
    drawn
        .chain(rows::POLICIES.iter().map(|policy| policy.name))
        .collect()
}

/// The step of a copy whose stream rows are drawn from.
const ROWS: u32 = u32::MAX;

/// The steps of each variant of an image of a size, in order; nothing where the recipe has no known policy. The draws hang
/// on the seed and on the image's key.
#[must_use]
pub(super) fn steps(recipe: &Recipe, size: Size, seed: u32, parent: u64) -> Vec<Vec<Step>> {
    let of_copy = |copy: u32, step: u32| Random::of(seed, parent, copy, step);
    match recipe.policy() {
        Ok(Policy::Drawn(policy)) => (1..=recipe.copies)
            .map(|copy| (policy.draw)(recipe, size, &mut of_copy(copy, 0)))
            .collect(),
        Ok(Policy::Rows(policy)) => {
            let rows = policy.sequences(&recipe.shape(), &mut of_copy(0, ROWS));
            let chosen = |copy: u32, row: &[usize]| {
                let row = (0..).zip(row);
                row.filter_map(|(step, &at)| recipe.operations.get(at)?.draw(size, &mut of_copy(copy, step)))
                    .collect()
            };
            (1..).zip(&rows).map(|(copy, row)| chosen(copy, row)).collect()
        }
        Err(_) => Vec::new(),
    }
}

/// Whether something of probability `p` happens.
fn chance(p: f64, random: &mut dyn Draw) -> bool {
    random.fraction() < p
}
