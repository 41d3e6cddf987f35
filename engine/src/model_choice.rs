//! Which label model a project uses: edited, undone, saved and reopened with the rules that it weighs.

use serde::{Deserialize, Serialize};

use crate::ids::{LabelId, RuleId};

/// The model of projects that never chose one.
pub const DEFAULT_MODEL: &str = "gold-weighted";

/// The model that every other one is shown beside.
pub const MAJORITY: &str = "majority";

/// The chosen label model and what it is told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ModelChoice {
    /// A name of [`crate::models::MODELS`].
    pub model: String,
    /// How frequent each label is taken to be, for models that ask.
    #[serde(default)]
    pub balance: BalanceChoice,
    /// What is believed of single rules before any gold is seen, for the gold-weighted vote; by rule.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub priors: Vec<RulePrior>,
    /// Whether rules that say the same each count; else the votes of such a group count once. The majority vote always
    /// counts each.
    #[serde(default)]
    pub copies: bool,
    /// Whether records that no rule votes on take the label of the end model.
    #[serde(default)]
    pub end_model: bool,
}

impl Default for ModelChoice {
    fn default() -> Self {
        Self {
            model: DEFAULT_MODEL.to_owned(),
            balance: BalanceChoice::default(),
            priors: Vec::new(),
            copies: false,
            end_model: false,
        }
    }
}

impl ModelChoice {
    /// Whether nothing was chosen yet: projects of before there were models say nothing of them.
    #[must_use]
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }

    /// Makes one label part of another: its share goes over.
    pub fn merge_label(&mut self, from: LabelId, into: LabelId) {
        let BalanceChoice::Given(shares) = &mut self.balance else {
            return;
        };
        let share =
            |shares: &[(LabelId, f64)], label| shares.iter().find(|(of, _)| *of == label).map(|of| of.1);
        if let Some(moved) = share(shares, from) {
            shares.retain(|(of, _)| *of != from);
            match shares.iter_mut().find(|(of, _)| *of == into) {
                Some((_, share)) => *share += moved,
                None => shares.push((into, moved)),
            }
        }
    }

    /// Takes a label's share out; the others keep their proportions.
    pub fn forget_label(&mut self, label: LabelId) {
        if let BalanceChoice::Given(shares) = &mut self.balance {
            shares.retain(|(of, _)| *of != label);
        }
    }
}

/// How frequent each label is taken to be.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BalanceChoice {
    /// All alike.
    #[default]
    Uniform,
    /// As in dev gold.
    Gold,
    /// As the votes make probable.
    Estimated,
    /// As a person says: a share of each label, above 0. Shares are divided by their sum.
    Given(Vec<(LabelId, f64)>),
}

/// What is believed of a rule before gold is seen: as if it had been right on this share of so many records.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct RulePrior {
    /// Which rule.
    pub rule: RuleId,
    /// The share of its votes that are right, above 0 and below 1.
    pub accuracy: f64,
    /// As many records' worth, above 0: the larger, the more gold it takes to be convinced otherwise.
    pub strength: f64,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(shares: &[(u32, f64)]) -> ModelChoice {
        ModelChoice {
            balance: BalanceChoice::Given(
                shares
                    .iter()
                    .map(|&(label, share)| (LabelId(label), share))
                    .collect(),
            ),
            ..ModelChoice::default()
        }
    }

    #[test]
    fn shares_follow_labels_that_are_merged_or_go() {
        let mut choice = given(&[(0, 0.5), (1, 0.25), (2, 0.25)]);
        choice.merge_label(LabelId(2), LabelId(1));
        assert_eq!(choice, given(&[(0, 0.5), (1, 0.5)]));
        choice.merge_label(LabelId(1), LabelId(7));
        assert_eq!(choice, given(&[(0, 0.5), (7, 0.5)]));
        choice.forget_label(LabelId(0));
        assert_eq!(choice, given(&[(7, 0.5)]));
    }

    #[test]
    fn what_is_not_written_is_the_default() {
        let choice: ModelChoice = serde_json::from_str(r#"{"model":"gold-weighted"}"#).unwrap();
        assert!(choice.is_default());
        let written = serde_json::to_string(&given(&[(0, 0.5)])).unwrap();
        assert_eq!(
            written,
            r#"{"model":"gold-weighted","balance":{"given":[[0,0.5]]},"copies":false,"end_model":false}"#
        );
    }
}
