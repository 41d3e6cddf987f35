//! What is asked for: a policy with its settings, how many copies, and what labels block.

use serde::{Deserialize, Serialize};

use super::super::blocks::Blocks;
use super::super::operations::{self, ImageOperation};
use super::randaugment::BINS;
use super::{Chosen, Policy, names};
use crate::augment::policies::Shape;
use crate::error::{Error, Result};
use crate::num::exact;

/// Most copies of an image, most operations of a variant.
const MOST: u32 = 1000;

/// A policy file for images, version 1. Any other key is an error, so that a slip of the pen is no silent default.
///
/// - `policy`: a name of [`super::POLICIES`], or of [`crate::augment::policies::POLICIES`], which draw from `operations`.
/// - `copies` (1): variants of each image; `keep_original` (false): the image itself comes before them;
///   `keep_unchanged` (false): variants equal to their image are kept.
/// - `operations`: of each its `name`, its `amount`, the `probability` with which it happens, and `not_for`, labels whose
///   images it leaves alone.
/// - `length` (1): of policies that draw operations in a row, how many; `p`: of `mean-field`, a probability for each.
/// - `count` (2) and `magnitude` (9, of 0 to 30): of `randaugment`.
/// - `blocks`: operations that labels don't bear, by label.
///
/// ```json
/// {
///   "version": 1,
///   "policy": "chosen",
///   "copies": 2,
///   "operations": [{"name": "rotate", "amount": 15, "probability": 0.5}, {"name": "mirror", "not_for": ["left"]}],
///   "blocks": {"6": ["rotate"], "9": ["rotate"]}
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    missing_docs,
    reason = "each is told above, under the name that it has in the file"
)]
pub struct Recipe {
    pub version: u32,
    pub policy: String,
    #[serde(default = "one")]
    pub copies: u32,
    #[serde(default)]
    pub keep_original: bool,
    #[serde(default)]
    pub keep_unchanged: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub operations: Vec<Chosen>,
    #[serde(default = "one")]
    pub length: u32,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub p: Vec<f64>,
    #[serde(default = "two")]
    pub count: u32,
    #[serde(default = "nine")]
    pub magnitude: u8,
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
    /// A policy with its usual settings; those that draw from chosen operations want some.
    #[must_use]
    pub fn of(policy: &str) -> Self {
        Self {
            version: 1,
            policy: policy.to_owned(),
            copies: one(),
            keep_original: false,
            keep_unchanged: false,
            operations: Vec::new(),
            length: one(),
            p: Vec::new(),
            count: two(),
            magnitude: nine(),
            blocks: Blocks::default(),
        }
    }

    /// Reads and checks a policy file.
    ///
    /// # Errors
    /// Bytes that are no JSON or no policy, and all that [`Self::check`] refuses.
    pub fn read(bytes: &[u8]) -> Result<Self> {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let recipe: Self = serde_json::from_slice(bytes).map_err(|error| {
            let told = error.to_string();
            let what = told.split(" at line ").next().unwrap_or_default();
            let what = format!("The policy file can't be read: {what}");
            Error::new(what, "Correct it there").at(format!(
                "line {}, column {}",
                error.line(),
                error.column()
            ))
        })?;
        recipe.check()?;
        Ok(recipe)
    }

    /// Whether all settings mean something.
    ///
    /// # Errors
    /// An unknown policy or operation, and numbers out of bounds, each with its place.
    pub fn check(&self) -> Result<()> {
        bounded("version", self.version, 1, 1)?;
        let policy = self.policy()?;
        if policy.takes_operations() && self.operations.is_empty() {
            return Err(Error::new("No operation is chosen", "Choose one at least").at("\"operations\""));
        }
        for (at, chosen) in (1..).zip(&self.operations) {
            chosen
                .check()
                .map_err(|error| error.at(format!("operation {at}")))?;
        }
        bounded("operations", crate::num::count(self.operations.len()), 0, MOST)?;
        bounded("copies", self.copies, 1, MOST)?;
        bounded("length", self.length, 1, MOST)?;
        bounded("count", self.count, 0, MOST)?;
        bounded("magnitude", u32::from(self.magnitude), 0, u32::from(BINS - 1))?;
        if let Policy::Rows(policy) = policy {
            if policy.is_of_one && self.operations.len() != 1 {
                let what = format!(
                    "“{}” takes one operation, and there are {}",
                    policy.name,
                    self.operations.len()
                );
                return Err(Error::new(what, "Leave one, or choose another policy").at("\"operations\""));
            }
            if policy.has_shares {
                self.check_shares()?;
            }
        }
        self.blocks.check()
    }

    fn check_shares(&self) -> Result<()> {
        let sum: f64 = self.p.iter().sum();
        let are_shares = self.p.iter().all(|p| (0.0..=1.0).contains(p)) && (sum - 1.0).abs() < 1e-6;
        if self.p.len() == self.operations.len() && are_shares {
            return Ok(());
        }
        let what = "The probabilities are not one for each operation, or don't sum to 1";
        Err(Error::new(what, "Give as many as operations, 0 to 1, that sum to 1").at("\"p\""))
    }

    /// Whether some operation mixes the image with another one.
    #[must_use]
    pub fn takes_partners(&self) -> bool {
        let takes_partner =
            |chosen: &Chosen| operations::find(&chosen.name).is_ok_and(ImageOperation::takes_partner);
        self.operations.iter().any(takes_partner)
    }

    /// What policies of rows go by.
    pub(super) fn shape(&self) -> Shape {
        let [copies, length] = [self.copies, self.length].map(crate::num::index);
        let total = exact(1).max(self.p.iter().sum());
        Shape {
            operations: self.operations.len(),
            copies,
            length,
            shares: self.p.iter().map(|p| p / total).collect(),
            keep_original: false,
        }
    }

    /// The policy.
    ///
    /// # Errors
    /// There is none of that name.
    pub(super) fn policy(&self) -> Result<Policy> {
        Policy::named(&self.policy).ok_or_else(|| {
            let what = format!("There is no policy “{}” for images", self.policy);
            Error::new(what, format!("Take one of: {}", names().join(", "))).at("\"policy\"")
        })
    }

    /// Whether an image of a label must be spared an operation. Of an image without a label nothing is known: it is spared
    /// what any label blocks.
    #[must_use]
    pub fn spares(&self, label: Option<&str>, operation: &ImageOperation) -> bool {
        let is_not_for = |chosen: &Chosen| match label {
            Some(label) => chosen.not_for.iter().any(|name| name == label),
            None => !chosen.not_for.is_empty(),
        };
        let mut same = self
            .operations
            .iter()
            .filter(|chosen| chosen.name == operation.name);
        self.blocks.spare(label, operation) || same.any(is_not_for)
    }
}

fn bounded(name: &str, value: u32, least: u32, most: u32) -> Result<()> {
    if (least..=most).contains(&value) {
        return Ok(());
    }
    let remedy = if least == most {
        format!("Write {least}")
    } else {
        format!("Give {least} to {most}")
    };
    Err(Error::new(format!("{value} is out of bounds"), remedy).at(format!("\"{name}\"")))
}
