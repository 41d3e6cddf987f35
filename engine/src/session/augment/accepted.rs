//! Variants that a person accepted: part of the document, in batches as they were accepted. They are kept as text, since
//! little of the program reads them, and a batch is shared between the states of undo.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::view::Fate;
use crate::error::{Error, Result};
use crate::num::grouped;
use crate::session::document::Document;
use crate::session::late::Late;

/// A variant with everything that makes it again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MadeVariant {
    /// The record that it is of: its index in the corpus, from 0.
    pub record: u32,
    /// Its text; empty of an image, whose pixels the operations make again.
    pub text: String,
    /// The operations that it went through, each with its `name` and every parameter; those that mix name the `partner`'s id.
    pub operations: Vec<Map<String, Value>>,
    /// The seed of its draws.
    pub seed: u32,
    /// Which of the record's copies it was, from 1.
    pub copy: u32,
    /// What was changed: bytes of the record's text and of its own, from and to.
    pub changes: Vec<[[u32; 2]; 2]>,
    /// Where images were mixed: whose label counts how much, the record first. Such a variant has no hard label.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shares: Vec<MadeShare>,
    /// What became of the label, by all judges together.
    pub fate: Fate,
    /// Why it was taken to be valid, or not.
    pub why: String,
}

/// A record's part in a mixture.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct MadeShare {
    /// Which record: its index in the corpus, from 0.
    pub record: u32,
    /// Its part; all sum to 1.
    pub share: f64,
}

/// A variant that was accepted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AcceptedVariant {
    /// Its number among those of its record, from 1: its id is the record's, `~` and this.
    pub number: u32,
    /// What it is.
    pub made: MadeVariant,
}

/// Which accepted variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct VariantRef {
    /// The record that it is of.
    pub record: u32,
    /// Its number.
    pub number: u32,
}

/// All accepted variants, batch by batch.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Accepted {
    batches: Vec<Arc<Late<Vec<AcceptedVariant>>>>,
}

impl Accepted {
    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.batches.is_empty()
    }

    /// The batches as JSON, each a list.
    pub fn batches(&self) -> impl Iterator<Item = &str> {
        self.batches.iter().map(|batch| batch.json())
    }

    /// Batches that were written elsewhere, as JSON.
    #[must_use]
    pub fn of_batches(batches: impl IntoIterator<Item = String>) -> Self {
        let batches = batches.into_iter().map(|json| Arc::new(Late::of_json(json)));
        Self {
            batches: batches.collect(),
        }
    }

    /// All of them, by record and number.
    ///
    /// # Errors
    /// Batches that can't be read.
    pub(in crate::session) fn all(&self) -> Result<Vec<AcceptedVariant>> {
        let mut all = Vec::new();
        for batch in &self.batches {
            all.extend(batch.open().map_err(|_| {
                Error::new(
                    "The accepted variants of this project can't be read",
                    "Open the project file as it was saved",
                )
            })?);
        }
        all.sort_by_key(|variant| (variant.made.record, variant.number));
        Ok(all)
    }
}

impl Document {
    /// Keeps variants, those that are kept already aside.
    // A door of the page's part `augment`.
    #[inline(never)]
    pub(in crate::session) fn accept_variants(
        &mut self,
        variants: &Late<Vec<MadeVariant>>,
        records: u32,
    ) -> Result<()> {
        let before = self.accepted.all()?;
        let mut numbers: BTreeMap<u32, u32> = BTreeMap::new();
        let mut known: BTreeSet<(u32, String)> = BTreeSet::new();
        for variant in &before {
            // Ascending, so that the last one of a record has the largest number.
            numbers.insert(variant.made.record, variant.number);
            known.insert((variant.made.record, variant.made.content()));
        }
        let offered = variants.open()?;
        let mut batch = Vec::new();
        for made in &offered {
            if made.record >= records {
                let what = format!("There is no record {} to have variants", made.record + 1);
                return Err(Error::new(what, "Make the variants again"));
            }
            if known.insert((made.record, made.content())) {
                let number = numbers.entry(made.record).or_insert(0);
                *number += 1;
                batch.push(AcceptedVariant {
                    number: *number,
                    made: made.clone(),
                });
            }
        }
        if batch.is_empty() {
            let what = match offered.len() {
                0 => "No variant is chosen",
                1 => "This variant is accepted already",
                _ => "All of these variants are accepted already",
            };
            return Err(Error::new(what, "Choose others"));
        }
        self.accepted.batches.push(Arc::new(Late::of(&batch)?));
        Ok(())
    }

    /// Lets variants go.
    // A door of the page's part `augment`.
    #[inline(never)]
    pub(in crate::session) fn remove_variants(&mut self, variants: &Late<Vec<VariantRef>>) -> Result<()> {
        let wanted: BTreeSet<VariantRef> = variants.open()?.into_iter().collect();
        let is_wanted = |variant: &AcceptedVariant| wanted.contains(&variant.reference());
        let mut batches = Vec::with_capacity(self.accepted.batches.len());
        let mut removed = 0;
        for batch in &self.accepted.batches {
            let all = batch.open()?;
            let left: Vec<&AcceptedVariant> = all.iter().filter(|variant| !is_wanted(variant)).collect();
            removed += all.len() - left.len();
            if left.len() == all.len() {
                batches.push(Arc::clone(batch));
            } else if !left.is_empty() {
                batches.push(Arc::new(Late::of_json(Late::of(&left)?.json().to_owned())));
            }
        }
        if removed == 0 {
            return Err(Error::new(
                "None of these variants is there any more",
                "Choose others",
            ));
        }
        self.accepted.batches = batches;
        Ok(())
    }
}

impl MadeVariant {
    /// What it is, so that another one of the same record is known to be the same: the text, or of an image what was done.
    pub(super) fn content(&self) -> String {
        // A text that is empty now was changed somewhere.
        match self.text.is_empty() && self.changes.is_empty() {
            true => Late::of(&self.operations).map_or_else(|_| String::new(), |said| said.json().to_owned()),
            false => self.text.clone(),
        }
    }
}

impl AcceptedVariant {
    /// Which it is.
    #[must_use]
    pub const fn reference(&self) -> VariantRef {
        VariantRef {
            record: self.made.record,
            number: self.number,
        }
    }
}

/// What accepting variants does, in words, as undo names it.
// A door of the page's part `augment`.
#[inline(never)]
pub(in crate::session) fn accepted_words(variants: &Late<Vec<MadeVariant>>) -> String {
    format!("accept {}", counted(variants.open().map_or(0, |all| all.len())))
}

/// … and letting them go.
// A door of the page's part `augment`.
#[inline(never)]
pub(in crate::session) fn removed_words(variants: &Late<Vec<VariantRef>>) -> String {
    format!("remove {}", counted(variants.open().map_or(0, |all| all.len())))
}

fn counted(variants: usize) -> String {
    match variants {
        1 => "1 variant".to_owned(),
        n => format!("{} variants", grouped(n as u64)),
    }
}
