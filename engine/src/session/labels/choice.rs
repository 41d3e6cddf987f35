//! Choosing the label model: what is checked at the door, and the choice in words.

use std::sync::Arc;

use crate::error::{Error, Result};
use crate::labels::LabelSet;
use crate::modality::Modality;
use crate::model_choice::{BalanceChoice, ModelChoice, RulePrior};
use crate::models::named;
use crate::session::document::Document;

impl Document {
    /// Takes a choice over, once all of it makes sense.
    pub(in crate::session) fn set_model(&mut self, choice: &ModelChoice, modality: Modality) -> Result<()> {
        named(&choice.model)?;
        check_balance(&choice.balance, &self.labels)?;
        choice.end_options.plan(modality)?;
        choice.end_options.options().check()?;
        choice
            .priors
            .iter()
            .try_for_each(|prior| self.check_prior(prior))?;
        self.model = Arc::new(choice.clone());
        self.prefer_end_model();
        Ok(())
    }

    /// Changes the choice along with labels. A choice that stays what it was stays shared.
    pub(in crate::session) fn change_model(&mut self, change: impl FnOnce(&mut ModelChoice)) {
        if matches!(self.model.balance, BalanceChoice::Given(_)) {
            change(Arc::make_mut(&mut self.model));
        }
    }

    fn check_prior(&self, prior: &RulePrior) -> Result<()> {
        let rule = self.rule(prior.rule)?;
        let is_share = prior.accuracy > 0.0 && prior.accuracy < 1.0;
        if is_share && prior.strength > 0.0 && prior.strength.is_finite() {
            return Ok(());
        }
        let what = format!(
            "An accuracy of {} worth {} records can't be believed of a rule",
            prior.accuracy, prior.strength
        );
        let remedy = "Give an accuracy above 0 and below 1, and a worth above 0";
        Err(Error::new(what, remedy).at(format!("rule ‘{}’", rule.name)))
    }
}

/// A share of each label, above 0.
fn check_balance(balance: &BalanceChoice, labels: &LabelSet) -> Result<()> {
    let BalanceChoice::Given(shares) = balance else {
        return Ok(());
    };
    for label in labels.iter() {
        let of_label: Vec<f64> = shares
            .iter()
            .filter(|(of, _)| *of == label.id)
            .map(|of| of.1)
            .collect();
        let is_right = matches!(of_label[..], [share] if share > 0.0 && share.is_finite());
        if !is_right {
            let what = format!(
                "The class balance needs one share of label ‘{}’, above 0",
                label.name
            );
            return Err(Error::new(
                what,
                "Give each label its share, or choose another balance",
            ));
        }
    }
    match shares.iter().find(|(of, _)| labels.get(*of).is_none()) {
        Some(_) => Err(Error::new(
            "The class balance names a label that is gone",
            "Give each label of the project its share",
        )),
        None => Ok(()),
    }
}

impl ModelChoice {
    /// What choosing it does, in words, as undo names it.
    pub(in crate::session) fn describe(&self, before: &Self) -> String {
        if self.model != before.model {
            return format!("label by ‘{}’", self.model);
        }
        if self.balance != before.balance {
            return format!("take the class balance as {}", self.balance.words());
        }
        match (self.end_model, before.end_model) {
            (true, false) => "label what no rule votes on by the end model".to_owned(),
            (false, true) => "leave unlabeled what no rule votes on".to_owned(),
            _ if self.copies != before.copies && self.copies => {
                "count rules that say the same each".to_owned()
            }
            _ if self.copies != before.copies => "count rules that say the same once".to_owned(),
            _ => "say what is believed of rules".to_owned(),
        }
    }
}

impl BalanceChoice {
    /// In words.
    const fn words(&self) -> &'static str {
        match self {
            Self::Uniform => "uniform",
            Self::Gold => "in gold",
            Self::Estimated => "estimated",
            Self::Given(_) => "given",
        }
    }
}
