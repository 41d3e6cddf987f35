//! The policy that a choice means, for either kind of records.

use serde_json::{Value, json};

use super::choice::{AugmentChoice, LocksChoice, OperationChoice};
use crate::augment::image::operations;
use crate::augment::image::policies::{Chosen, POLICIES, Recipe};
use crate::augment::image::{Amount, Blocks, ImageOperation};
use crate::augment::{PolicyFile, Settings};
use crate::error::{Error, Result};
use crate::ids::LabelId;
use crate::modality::Modality;
use crate::session::document::Document;

/// Most copies of a record that the bench makes.
const MOST_COPIES: u32 = 100;

/// A policy.
#[derive(Debug)]
pub(super) enum Policy {
    /// For texts.
    Texts(Box<PolicyFile>),
    /// For images.
    Images(Box<Recipe>),
}

impl AugmentChoice {
    /// The policy that it means.
    ///
    /// # Errors
    /// What means nothing, with its place.
    pub(super) fn policy(&self, document: &Document, modality: Modality) -> Result<Policy> {
        if self.copies > MOST_COPIES {
            let what = format!("{} copies of each record are too many", self.copies);
            return Err(Error::new(what, format!("Write a number from 1 to {MOST_COPIES}")).at("\"copies\""));
        }
        if modality == Modality::Text && !self.settings.is_empty() {
            let what = format!("Nothing can be set of the policy {:?}", self.policy);
            return Err(Error::new(what, "Leave its settings out").at("\"settings\""));
        }
        Ok(match modality {
            Modality::Text => Policy::Texts(Box::new(PolicyFile::of_json(&self.file(document))?)),
            Modality::Image => Policy::Images(Box::new(self.recipe(document)?)),
        })
    }

    /// The policy file that says the same, as the command line takes it; the seed is told apart from it.
    ///
    /// # Errors
    /// What means nothing, with its place.
    pub(super) fn policy_file(&self, document: &Document, modality: Modality) -> Result<Value> {
        match self.policy(document, modality)? {
            Policy::Texts(_) => Ok(self.file(document)),
            Policy::Images(recipe) => Ok(json!(recipe)),
        }
    }

    /// The recipe for images.
    fn recipe(&self, document: &Document) -> Result<Recipe> {
        if self.locks != LocksChoice::default() || !self.synonyms.is_empty() {
            return Err(Error::new(
                "Images have no words to keep or to replace",
                "Leave locks and synonyms out",
            ));
        }
        let policy = POLICIES.iter().find(|policy| policy.name == self.policy);
        let takes_chosen = policy.is_none_or(|policy| (policy.draws)().is_empty());
        let set = self.policy_settings()?;
        let mut recipe = Recipe {
            copies: self.copies,
            keep_unchanged: self.keep_unchanged,
            length: self.length,
            p: self.shares.clone(),
            ..Recipe::of(&self.policy)
        };
        if let Some(set) = set {
            recipe.count = crate::num::count(set.count("count"));
            recipe.magnitude = u8::try_from(set.count("magnitude")).unwrap_or(u8::MAX);
        }
        for (number, operation) in (1..).zip(&self.operations) {
            let place = || format!("operation {number} ({:?})", operation.name);
            let chosen = operation.chosen(document).map_err(|error| error.at(place()))?;
            if takes_chosen {
                recipe.operations.push(chosen);
            } else {
                block(&mut recipe.blocks, &chosen)?;
            }
        }
        if !takes_rows(&self.policy) {
            (recipe.length, recipe.p) = (1, Vec::new());
        }
        recipe.check()?;
        Ok(recipe)
    }

    /// What is set of a policy that has something to set.
    fn policy_settings(&self) -> Result<Option<Settings>> {
        let policy = POLICIES.iter().find(|policy| policy.name == self.policy);
        let parameters = policy.map_or(&[][..], |policy| policy.parameters);
        let mut settings = Settings::defaults(parameters);
        for (name, value) in &self.settings {
            let at_policy = |error: Error| error.at(format!("policy {:?}", self.policy));
            settings.set(parameters, name, value).map_err(at_policy)?;
        }
        Ok((!parameters.is_empty()).then_some(settings))
    }
}

/// Whether a policy draws rows of the chosen operations.
fn takes_rows(policy: &str) -> bool {
    crate::augment::policies::named(policy).is_ok()
}

fn block(blocks: &mut Blocks, chosen: &Chosen) -> Result<()> {
    chosen
        .not_for
        .iter()
        .try_for_each(|label| blocks.block(label, &chosen.name))
}

impl OperationChoice {
    /// It as recipes for images have it.
    fn chosen(&self, document: &Document) -> Result<Chosen> {
        let operation = operations::find(&self.name)?;
        let mut chosen = Chosen::of(operation);
        let label = |id: &LabelId| document.labels.get(*id).map(|label| label.name.clone());
        chosen.not_for = self.not_for.iter().filter_map(label).collect();
        for (name, value) in &self.settings {
            let parameters = parameters(operation);
            let Some(parameter) = parameters.iter().find(|parameter| parameter.name == name) else {
                let names: Vec<&str> = parameters.iter().map(|parameter| parameter.name).collect();
                return Err(Error::new(
                    format!("The operation has no parameter {name:?}"),
                    format!("It has: {}", names.join(", ")),
                ));
            };
            let number = value.as_f64().filter(|number| parameter.holds(*number));
            let number =
                number.ok_or_else(|| Error::new(format!("{name:?} can't be {value}"), parameter.wanted()))?;
            match name.as_str() {
                PROBABILITY => chosen.probability = number,
                STRENGTH => chosen.amount = operation.amount.map(|amount| of_strength(amount, number)),
                _ => chosen.amount = Some(number),
            }
        }
        Ok(chosen)
    }
}

/// How strong an operation is, between the least and the most that it may be.
pub(super) const STRENGTH: &str = "strength";

/// The same of operations of which whole numbers alone mean something.
const AMOUNT: &str = "amount";

/// How often an operation happens.
const PROBABILITY: &str = "probability";

fn of_strength(amount: Amount, strength: f64) -> f64 {
    amount.lowest + strength * (amount.highest - amount.lowest)
}

/// Something that can be set of an operation on images.
#[derive(Debug)]
pub(super) struct ImageParameter {
    pub(super) name: &'static str,
    pub(super) title: &'static str,
    pub(super) sentence: String,
    pub(super) kind: ImageParameterKind,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum ImageParameterKind {
    /// 0 to 1, with what is usual, and what 0 and 1 stand for.
    Share { usual: f64, scale: [f64; 2] },
    /// A whole number.
    Count { usual: u32, least: u32, most: u32 },
}

impl ImageParameter {
    fn holds(&self, number: f64) -> bool {
        match self.kind {
            ImageParameterKind::Share { .. } => (0.0..=1.0).contains(&number),
            ImageParameterKind::Count { least, most, .. } => {
                (f64::from(least)..=f64::from(most)).contains(&number) && number.fract() == 0.0
            }
        }
    }

    fn wanted(&self) -> String {
        match self.kind {
            ImageParameterKind::Share { .. } => "Write a number from 0 to 1".to_owned(),
            ImageParameterKind::Count { least, most, .. } => {
                format!("Write a whole number from {least} to {most}")
            }
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "bounds of whole numbers, at most some hundred"
)]
const fn whole(number: f64) -> u32 {
    number as u32
}

/// What can be set of an operation on images.
pub(super) fn parameters(operation: &ImageOperation) -> Vec<ImageParameter> {
    let amount = operation.amount.map(|amount| {
        let is_share = amount.lowest == 0.0 && amount.highest == 1.0;
        let scale = match (amount.is_whole, is_share) {
            (true, _) | (_, true) => String::new(),
            _ => format!(" 0 stands for {}, 1 for {}.", amount.lowest, amount.highest),
        };
        let usual = (amount.usual - amount.lowest) / (amount.highest - amount.lowest);
        let (name, kind) = match amount.is_whole {
            true => {
                let [usual, least, most] = [amount.usual, amount.lowest, amount.highest].map(whole);
                (AMOUNT, ImageParameterKind::Count { usual, least, most })
            }
            false => (
                STRENGTH,
                ImageParameterKind::Share {
                    usual,
                    scale: [amount.lowest, amount.highest],
                },
            ),
        };
        ImageParameter {
            name,
            title: amount.title,
            sentence: format!("{}{scale}", amount.sentence),
            kind,
        }
    });
    let probability = ImageParameter {
        name: PROBABILITY,
        title: "How often",
        sentence: "The probability with which it happens where it is its turn.".to_owned(),
        kind: ImageParameterKind::Share {
            usual: 1.0,
            scale: [0.0, 1.0],
        },
    };
    amount.into_iter().chain([probability]).collect()
}
