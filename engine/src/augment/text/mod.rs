//! Operations on texts. An operation is one file and one line in [`OPERATIONS`]; it describes itself, and forms, help,
//! policy files and tests are made from that.
//!
//! All but the reference ones leave what they don't change as it is: spacing, case, punctuation. What locks keep is not
//! touched ([`Edits`]); which words are open is told with them.

mod case;
mod contraction;
mod contractions;
mod deletion;
mod entities;
mod entity;
mod insertion;
mod keyboard;
mod number;
mod ocr;
mod punctuation;
mod reference;
mod swap;
mod synonym;
mod template;
mod tfidf;
mod typo;

use std::fmt::Debug;

use super::edits::Edits;
use super::locks::Locks;
use super::random::{Draw as _, Random};
use super::resources::Resources;
use super::settings::{Parameter, ParameterKind, Settings};
use super::words::{Word, WordKind};
use crate::error::{Error, Result};

/// An operation, describing itself.
#[derive(Debug)]
pub struct Operation {
    /// Short and unique, as policy files write it.
    pub name: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// One sentence for help.
    pub sentence: &'static str,
    /// What can be set. How much it changes is always called `strength`.
    pub parameters: &'static [Parameter],
    /// Whether it does as a reference program does, which keeps variants that are equal to their parent.
    pub is_reference: bool,
    /// What it can't do without.
    pub needs: Need,
    prepare: fn(&Settings, &Resources) -> Result<Box<dyn Apply>>,
}

impl Operation {
    /// Makes it ready for many texts.
    ///
    /// # Errors
    /// Something that it needs is not there.
    pub fn prepare(&self, settings: &Settings, resources: &Resources) -> Result<Box<dyn Apply>> {
        (self.prepare)(settings, resources)
    }
}

/// What an operation needs besides the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Nothing.
    Nothing,
    /// The thesaurus, or synonyms of one's own.
    Synonyms,
    /// The words of the corpus, counted ([`Resources::counted`]).
    Corpus,
}

/// A text to be changed.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'a> {
    /// The text.
    pub text: &'a str,
    /// Its words, with whether each may be changed.
    pub words: &'a [Word],
    /// The locks that say so.
    pub locks: &'a Locks,
}

/// An operation with its parameters, ready for texts.
pub trait Apply: Debug + Send + Sync {
    /// Asks for the edits of one variant. Whether the text has anything that the operation could change; a draw may still
    /// come out such that nothing is.
    fn apply(&self, ground: Ground<'_>, random: &mut Random, edits: &mut Edits<'_>) -> bool;
}

/// Every operation.
pub static OPERATIONS: &[&Operation] = &[
    &synonym::OPERATION,
    &insertion::OPERATION,
    &swap::OPERATION,
    &deletion::OPERATION,
    &tfidf::OPERATION,
    &typo::OPERATION,
    &ocr::OPERATION,
    &contraction::OPERATION,
    &case::OPERATION,
    &punctuation::OPERATION,
    &entity::OPERATION,
    &number::OPERATION,
    &template::OPERATION,
    &reference::EDA_SYNONYM,
    &reference::EDA_INSERT,
    &reference::EDA_SWAP,
    &reference::EDA_DELETE,
    &reference::UDA_TFIDF,
];

/// The operation of a name.
///
/// # Errors
/// There is no such operation; the error lists those there are.
pub fn named(name: &str) -> Result<&'static Operation> {
    let found = OPERATIONS.iter().find(|operation| operation.name == name);
    found.copied().ok_or_else(|| {
        let names: Vec<&str> = OPERATIONS.iter().map(|operation| operation.name).collect();
        Error::new(
            format!("There is no operation {name:?}"),
            format!("Take one of: {}", names.join(", ")),
        )
    })
}

/// The parameter that every operation on words has.
const fn strength(default: f64, sentence: &'static str) -> Parameter {
    Parameter {
        name: "strength",
        title: "Strength",
        sentence,
        kind: ParameterKind::Share { default },
    }
}

/// How many of `among` to change: the share of all, one at least unless the share is 0.
fn how_many(strength: f64, all: usize, among: usize) -> usize {
    if strength > 0.0 {
        super::eda::changes(strength, all).min(among)
    } else {
        0
    }
}

/// So many of the places `0..n`, in order.
fn some_places(n: usize, wanted: usize, random: &mut Random) -> Vec<usize> {
    let mut places: Vec<usize> = (0..n).collect();
    for at in 0..wanted.min(n) {
        let other = at + random.below(n - at);
        places.swap(at, other);
    }
    places.truncate(wanted);
    places.sort_unstable();
    places
}

/// The words that are neither numbers nor links.
fn plain_words(words: &[Word]) -> usize {
    words.iter().filter(|word| word.kind == WordKind::Word).count()
}

#[cfg(test)]
mod tests;
