//! Operations that a person chose, in their order, each with its amount and how often it happens.

use serde::{Deserialize, Serialize};

use super::super::operations;
use super::super::step::Step;
use super::{ImagePolicy, chance};
use crate::error::{Error, Result};

pub(super) static POLICY: ImagePolicy = ImagePolicy {
    name: "chosen",
    title: "Chosen operations",
    sentence: "The chosen operations in their order, each with its amount and how often it happens.",
    draw: |recipe, size, random| {
        let mut steps = Vec::with_capacity(recipe.operations.len());
        for chosen in &recipe.operations {
            let Ok(operation) = operations::find(&chosen.operation) else {
                continue;
            };
            let happens = chance(chosen.probability, random);
            let amount = chosen.amount.unwrap_or(operation.usual_amount());
            let values = operation.draw(size, amount, random);
            if happens {
                steps.push(Step::new(operation, values));
            }
        }
        steps
    },
};

/// An operation that was chosen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chosen {
    /// Its name.
    pub operation: String,
    /// How strong; the usual amount where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<f64>,
    /// How often it happens, 0 to 1; always where nothing is said.
    #[serde(default = "always")]
    pub probability: f64,
}

const fn always() -> f64 {
    1.0
}

impl Chosen {
    pub(super) fn check(&self) -> Result<()> {
        let operation = operations::find(&self.operation)?;
        if let Some(amount) = self.amount {
            operation.check(amount)?;
        }
        if !(0.0..=1.0).contains(&self.probability) {
            let what = format!("“{}” can't happen with probability {}", self.operation, self.probability);
            return Err(Error::new(what, "Give a number from 0 to 1"));
        }
        Ok(())
    }
}
