//! Operations that a person chose, in their order, each with its amount and how often it happens.

use serde::{Deserialize, Serialize};

use super::super::operations::{self, ImageOperation};
use super::super::step::Step;
use super::{ImagePolicy, chance};
use crate::augment::random::Draw;
use crate::error::{Error, Result};
use crate::images::Size;

pub(super) static POLICY: ImagePolicy = ImagePolicy {
    name: "chosen",
    title: "Chosen operations",
    sentence: "The chosen operations in their order, each with its amount and how often it happens.",
    parameters: &[],
    draws: Vec::new,
    draw: |recipe, size, random| {
        recipe
            .operations
            .iter()
            .filter_map(|chosen| chosen.draw(size, random))
            .collect()
    },
};

/// An operation that was chosen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chosen {
    /// The operation's name.
    pub name: String,
    /// How strong; the usual amount where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<f64>,
    /// How often it happens, 0 to 1; always where nothing is said.
    #[serde(default = "always")]
    pub probability: f64,
    /// Labels whose images it leaves alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_for: Vec<String>,
}

const fn always() -> f64 {
    1.0
}

impl Chosen {
    /// An operation as it usually is, which always happens.
    #[must_use]
    pub fn of(operation: &ImageOperation) -> Self {
        Self {
            name: operation.name.to_owned(),
            amount: None,
            probability: always(),
            not_for: Vec::new(),
        }
    }

    /// Draws whether it happens, and its numbers in any case, so that one probability changes no other draw.
    pub(super) fn draw(&self, size: Size, random: &mut dyn Draw) -> Option<Step> {
        let operation = operations::find(&self.name).ok()?;
        let happens = chance(self.probability, random);
        let values = operation.draw(size, self.amount.unwrap_or(operation.usual_amount()), random);
        happens.then(|| Step::new(operation, values))
    }

    pub(super) fn check(&self) -> Result<()> {
        let operation = operations::find(&self.name)?;
        if let Some(amount) = self.amount {
            operation.check(amount)?;
        }
        if !(0.0..=1.0).contains(&self.probability) {
            let what = format!(
                "“{}” can't happen with probability {}",
                self.name, self.probability
            );
            return Err(Error::new(what, "Give a number from 0 to 1"));
        }
        Ok(())
    }
}
