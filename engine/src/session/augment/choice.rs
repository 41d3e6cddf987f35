//! Choosing how variants are made: what a policy file says, with labels by their ids and the project's own word lists.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::augment::image::policies::POLICIES as IMAGE_POLICIES;
use crate::augment::policies::POLICIES;
use crate::error::{Error, Result};
use crate::ids::LabelId;
use crate::modality::Modality;
use crate::session::document::Document;
use crate::session::late::Late;
use crate::session::project::Project;

/// Which operations, how strong, in which order, how many copies, and what stays as it is. What a file does not say is as
/// usual.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AugmentChoice {
    /// A name of [`POLICIES`].
    pub policy: String,
    /// The operations in order.
    pub operations: Vec<OperationChoice>,
    /// Copies of a record.
    pub copies: u32,
    /// How many operations in a row, for policies that draw them.
    pub length: u32,
    /// A probability for each operation, for policies that take them.
    pub shares: Vec<f64>,
    /// What is set of the policy besides, by name; what is left out is as usual.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub settings: Map<String, Value>,
    /// What all draws hang on.
    pub seed: u32,
    /// Whether variants that are equal to their record count as any others.
    pub keep_unchanged: bool,
    /// What stays as it is.
    pub locks: LocksChoice,
    /// The person's own synonyms, by word.
    pub synonyms: BTreeMap<String, Vec<String>>,
}

/// An operation with what is set of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OperationChoice {
    /// Its name.
    pub name: String,
    /// Its parameters by name; those left out are as usual.
    pub settings: Map<String, Value>,
    /// Labels whose records it leaves alone, by gold, else by the majority of the rules.
    pub not_for: Vec<LabelId>,
}

/// What stays as it is in every text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LocksChoice {
    /// What becomes of words that a rule matched.
    pub matched: MatchedChoice,
    /// Whether negations stay.
    pub negations: bool,
    /// Further words that stay.
    pub words: Vec<String>,
}

/// What becomes of words that a rule matched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MatchedChoice {
    /// They are changed as any other.
    #[default]
    Free,
    /// They stay.
    Keep,
    /// Nothing else is changed.
    Only,
}

impl Default for LocksChoice {
    fn default() -> Self {
        Self {
            matched: MatchedChoice::Free,
            negations: true,
            words: Vec::new(),
        }
    }
}

impl Default for AugmentChoice {
    /// EDA's four operations, one a copy.
    fn default() -> Self {
        let operations = ["synonym", "insert", "swap", "delete"].map(OperationChoice::of);
        Self {
            policy: POLICIES[0].name.to_owned(),
            operations: operations.to_vec(),
            copies: 4,
            length: 1,
            shares: Vec::new(),
            settings: Map::new(),
            seed: 1,
            keep_unchanged: false,
            locks: LocksChoice::default(),
            synonyms: BTreeMap::new(),
        }
    }
}

impl OperationChoice {
    /// An operation as it usually is.
    #[must_use]
    pub fn of(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            ..Self::default()
        }
    }
}

impl AugmentChoice {
    /// The choice of one operation alone, once a record; else the same.
    pub(super) fn alone(&self, operation: &OperationChoice) -> Self {
        Self {
            policy: "apply-one".to_owned(),
            operations: vec![operation.clone()],
            copies: 1,
            length: 1,
            shares: Vec::new(),
            settings: Map::new(),
            ..self.clone()
        }
    }

    /// The operations that make its variants, each as it is chosen, or as usual where the policy draws its own.
    pub(super) fn at_work(&self, modality: Modality) -> Vec<OperationChoice> {
        let drawn = match modality {
            Modality::Text => Vec::new(),
            Modality::Image => IMAGE_POLICIES
                .iter()
                .find(|policy| policy.name == self.policy)
                .map_or_else(Vec::new, |policy| (policy.draws)()),
        };
        if drawn.is_empty() {
            return self.operations.clone();
        }
        drawn
            .iter()
            .map(|operation| OperationChoice::of(operation.name))
            .collect()
    }

    /// The policy file for texts that says the same, as the command line takes it; the seed is told apart from it.
    pub(super) fn file(&self, document: &Document) -> Value {
        let name = |id: &LabelId| document.labels.get(*id).map(|label| label.name.clone());
        let operations = self.operations.iter().map(|operation| {
            let mut said = Map::new();
            said.insert("name".to_owned(), operation.name.clone().into());
            said.extend(operation.settings.clone());
            let not_for: Vec<String> = operation.not_for.iter().filter_map(name).collect();
            if !not_for.is_empty() {
                said.insert("not_for".to_owned(), not_for.into());
            }
            Value::Object(said)
        });
        let matched = match self.locks.matched {
            MatchedChoice::Free => "free",
            MatchedChoice::Keep => "keep",
            MatchedChoice::Only => "only",
        };
        let mut file = json!({
            "version": 1,
            "policy": self.policy,
            "operations": operations.collect::<Vec<_>>(),
            "copies": self.copies,
            "keep_unchanged": self.keep_unchanged,
            "locks": {"matched": matched, "negations": self.locks.negations, "words": self.locks.words},
        });
        let policy = POLICIES.iter().find(|policy| policy.name == self.policy);
        let mut put = |key: &str, value: Value| {
            if let Some(file) = file.as_object_mut() {
                file.insert(key.to_owned(), value);
            }
        };
        if policy.is_some_and(|policy| policy.has_length) {
            put("length", self.length.into());
        }
        if policy.is_some_and(|policy| policy.has_shares) {
            put("p", self.shares.clone().into());
        }
        if !self.synonyms.is_empty() {
            put("synonyms", json!(self.synonyms));
        }
        let lists = document.lists.iter();
        let lists: Map<String, Value> = lists
            .map(|list| (list.name.clone(), json!(list.entries)))
            .collect();
        if !lists.is_empty() {
            put("lists", Value::Object(lists));
        }
        file
    }

    /// Where nothing is chosen: for texts EDA's four operations, one a copy; for images the recipe by which networks are
    /// trained on CIFAR-10, and some light.
    pub(super) fn usual(modality: Modality) -> Self {
        let set = |name: &str, parameter: &str, value: f64| OperationChoice {
            settings: Map::from_iter([(parameter.to_owned(), value.into())]),
            ..OperationChoice::of(name)
        };
        match modality {
            Modality::Text => Self::default(),
            Modality::Image => Self {
                policy: "chosen".to_owned(),
                operations: vec![
                    OperationChoice::of("pad-crop"),
                    set("mirror", "probability", 0.5),
                    set("brightness", "strength", 0.3),
                ],
                ..Self::default()
            },
        }
    }
}

impl Project {
    /// How variants are made.
    ///
    /// # Errors
    /// A choice of another build.
    pub(super) fn augment_choice(&self) -> Result<AugmentChoice> {
        self.document.augment_choice(self.modality())
    }
}

impl Document {
    /// How variants are made.
    ///
    /// # Errors
    /// A choice of another build.
    fn augment_choice(&self, modality: Modality) -> Result<AugmentChoice> {
        if self.augment.is_usual() {
            return Ok(AugmentChoice::usual(modality));
        }
        self.augment.open().map_err(|_| {
            Error::new(
                "What this project says of making variants can't be read",
                "Choose anew how they are made",
            )
        })
    }

    /// Takes a choice over, once all of it makes sense for these records.
    // A door of the page's part `augment`.
    #[inline(never)]
    pub(in crate::session) fn set_augment(
        &mut self,
        choice: &Late<AugmentChoice>,
        modality: Modality,
    ) -> Result<()> {
        let read = choice.open()?;
        read.policy(self, modality)?;
        for operation in &read.operations {
            operation
                .not_for
                .iter()
                .try_for_each(|label| self.label(*label).map(drop))?;
        }
        self.augment = if read == AugmentChoice::usual(modality) {
            Late::default()
        } else {
            Late::of(&read)?
        };
        Ok(())
    }

    /// Changes the choice along with a label that goes, or becomes part of another.
    pub(in crate::session) fn relabel_augment(&mut self, from: LabelId, into: Option<LabelId>) {
        if !self.augment.is_usual() {
            self.relabel_choice(from, into);
        }
    }

    // A door of the page's part `augment`.
    #[inline(never)]
    fn relabel_choice(&mut self, from: LabelId, into: Option<LabelId>) {
        let Ok(mut choice) = self.augment.open() else {
            return;
        };
        for operation in &mut choice.operations {
            let had = operation.not_for.len();
            operation.not_for.retain(|label| *label != from);
            if let Some(into) =
                into.filter(|into| had > operation.not_for.len() && !operation.not_for.contains(into))
            {
                operation.not_for.push(into);
            }
        }
        if let Ok(written) = Late::of(&choice) {
            self.augment = written;
        }
    }
}
