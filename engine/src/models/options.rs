//! What can be said of a fit besides votes, gold and class balance. Checked once, when a fit begins.

use crate::error::{Error, Result};

/// How rules that say the same are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Duplicates {
    /// Every rule's vote counts, as the models' sources have it.
    #[default]
    Keep,
    /// Of rules with the same votes on all records one counts.
    Exact,
    /// The votes of a cluster of rules count once ([`super::duplicates`]).
    Clusters,
}

/// How far a rule is trusted before any hand label speaks: a Beta prior of its precision.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Priority {
    /// The share of its votes that are expected to be right, between 0 and 1.
    pub precision: f64,
    /// How many hand labels this expectation weighs as much as, above 0.
    pub strength: f64,
}

impl Default for Priority {
    /// Beta(4, 1): four votes in five are right, worth five hand labels.
    fn default() -> Self {
        Self {
            precision: 0.8,
            strength: 5.0,
        }
    }
}

/// What Snorkel's label model is fitted with; the defaults are those of its tutorials, with one seed's scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SnorkelOptions {
    /// Steps of gradient descent.
    pub epochs: u32,
    /// Learning rate.
    pub rate: f64,
    /// Weight of the pull to the beginning, and of weight decay; 0 is none.
    pub l2: f64,
    /// Precision of a rule that the fit begins with.
    pub precision: f64,
    /// What the beginning is scaled by: Snorkel's first uniform number of its seed, here that of seed 123.
    pub scale: f64,
}

impl Default for SnorkelOptions {
    fn default() -> Self {
        Self {
            epochs: 500,
            rate: 0.01,
            l2: 0.0,
            precision: 0.7,
            scale: 0.696_469_185_597_861_6,
        }
    }
}

/// All options of a fit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Options {
    /// How rules that say the same are counted.
    pub duplicates: Duplicates,
    /// Per rule, as a column of the votes, how far it is trusted; rules past the end and `None` are trusted as by
    /// [`Priority::default`]. Only `gold-weighted` reads it.
    pub priorities: Vec<Option<Priority>>,
    /// Of `snorkel`.
    pub snorkel: SnorkelOptions,
    /// Most iterations of the Dawid–Skene models; none for their own default.
    pub most_iterations: Option<u32>,
}

impl Options {
    /// How far a rule is trusted.
    #[must_use]
    pub fn priority(&self, rule: usize) -> Priority {
        self.priorities.get(rule).copied().flatten().unwrap_or_default()
    }

    /// Looks whether all of it can be meant.
    ///
    /// # Errors
    /// A priority's precision is not between 0 and 1, or its strength not above 0; Snorkel's rate is not above 0.
    pub(super) fn check(&self) -> Result<()> {
        let is_share = |share: f64| share > 0.0 && share < 1.0;
        for (rule, priority) in self.priorities.iter().enumerate() {
            let Some(priority) = priority else { continue };
            if !(is_share(priority.precision) && priority.strength > 0.0 && priority.strength.is_finite()) {
                let what = format!(
                    "A precision of {} with the weight of {} labels can't be expected",
                    priority.precision, priority.strength
                );
                let remedy = "Give a precision between 0 and 1 and a weight above 0; a rule that is always right is a \
                              rule that decides.";
                return Err(Error::new(what, remedy).at(format!("Rule {}", rule + 1)));
            }
        }
        let snorkel = self.snorkel;
        let numbers = [snorkel.rate, snorkel.precision, snorkel.scale];
        if numbers
            .iter()
            .any(|number| !(*number > 0.0 && number.is_finite()))
            || snorkel.l2.is_nan()
            || snorkel.l2 < 0.0
        {
            let what = "Snorkel's rate, precision and scale must be above 0, and its l2 not below";
            return Err(Error::new(what, "Leave them out to take the defaults."));
        }
        Ok(())
    }
}
