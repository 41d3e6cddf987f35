//! What is asked for: a policy with its settings, how many copies, and what labels block.

use serde::{Deserialize, Serialize};

use super::super::blocks::Blocks;
use crate::augment::random::Draw;
use super::super::step::Step;
use super::randaugment::BINS;
use super::{Chosen, ImagePolicy, POLICIES};
use crate::error::{Error, Result};
use crate::images::Size;

/// Most copies of an image.
pub const MOST_COPIES: u32 = 1000;

/// Most operations of a variant.
const MOST_OPERATIONS: usize = 100;

/// A policy with its settings. As JSON an object; all but the policy's name may be left out:
///
/// ```json
/// {
///   "policy": "chosen",
///   "copies": 2,
///   "keep_original": true,
///   "operations": [{"operation": "rotate", "amount": 15, "probability": 0.5}, {"operation": "cutout"}],
///   "blocks": {"6": ["mirror", "rotate"], "9": ["mirror", "rotate"]}
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipe {
    /// The policy's name.
    pub policy: String,
    /// Variants of each image.
    #[serde(default = "one")]
    pub copies: u32,
    /// Whether the original goes before its variants.
    #[serde(default)]
    pub keep_original: bool,
    /// Of `chosen`: the operations, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub operations: Vec<Chosen>,
    /// Of `randaugment`: operations of a variant.
    #[serde(default = "two")]
    pub count: u32,
    /// Of `randaugment`: the magnitude, 0 to 30.
    #[serde(default = "nine")]
    pub magnitude: u8,
    /// What labels block.
    #[serde(default)]
    pub blocks: Blocks,
}

const fn one() -> u32 {
    1
}

const fn two() -> u32 {
    2
}

const fn nine() -> u8 {
    9
}

impl Recipe {
    /// A policy with its usual settings.
    #[must_use]
    pub fn of(policy: &ImagePolicy) -> Self {
        Self {
            policy: policy.name.to_owned(),
            copies: one(),
            keep_original: false,
            operations: Vec::new(),
            count: two(),
            magnitude: nine(),
            blocks: Blocks::default(),
        }
    }

    /// Reads and checks a recipe.
    ///
    /// # Errors
    /// Text that is no JSON or no recipe, and all that [`Self::check`] refuses.
    pub fn from_json(text: &str) -> Result<Self> {
        let recipe: Self = serde_json::from_str(text).map_err(|error| {
            let place = format!("line {}, column {}", error.line(), error.column());
            let told = error.to_string();
            let what = told.split(" at line ").next().unwrap_or_default().to_owned();
            Error::new(what, "Write the policy as its help shows").at(place)
        })?;
        recipe.check()?;
        Ok(recipe)
    }

    /// Whether all settings mean something.
    ///
    /// # Errors
    /// An unknown policy or operation, and numbers out of bounds.
    pub fn check(&self) -> Result<()> {
        self.find()?;
        let is_chosen = self.policy == super::chosen::POLICY.name;
        if is_chosen && self.operations.is_empty() {
            return Err(Error::new("No operation is chosen", "Choose one at least").at("operations"));
        }
        let most = self.operations.len().max(usize::try_from(self.count).unwrap_or(usize::MAX));
        if most > MOST_OPERATIONS {
            let what = format!("{most} operations are too many for a variant");
            return Err(Error::new(what, format!("Give {MOST_OPERATIONS} at most")).at("operations"));
        }
        for (at, chosen) in self.operations.iter().enumerate() {
            chosen.check().map_err(|error| error.at(format!("operation {}", at + 1)))?;
        }
        bounded("copies", self.copies, 1, MOST_COPIES)?;
        bounded("magnitude", u32::from(self.magnitude), 0, u32::from(BINS - 1))?;
        self.blocks.check()
    }

    /// Draws the steps of a variant of an image of a size; none of a recipe without a known policy.
    pub fn draw(&self, size: Size, random: &mut dyn Draw) -> Vec<Step> {
        self.find().map_or_else(|_| Vec::new(), |policy| (policy.draw)(self, size, random))
    }

    fn find(&self) -> Result<&'static ImagePolicy> {
        let found = POLICIES.iter().copied().find(|policy| policy.name == self.policy);
        found.ok_or_else(|| {
            let names: Vec<&str> = POLICIES.iter().map(|policy| policy.name).collect();
            let what = format!("There is no policy “{}” for images", self.policy);
            Error::new(what, format!("Choose one of {}", names.join(", "))).at("policy")
        })
    }
}

fn bounded(name: &str, value: u32, least: u32, most: u32) -> Result<()> {
    if (least..=most).contains(&value) {
        return Ok(());
    }
    Err(Error::new(format!("{value} is out of bounds"), format!("Give {least} to {most}")).at(name))
}
