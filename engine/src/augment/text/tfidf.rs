//! UDA's word replacement: words that say little of the text give way to words that say little of any text of the corpus.

use std::sync::Arc;

use super::super::casing::{Casing, lower};
use super::super::edits::Edits;
use super::super::negation::is_negation;
use super::super::polarity::Polarity;
use super::super::random::Random;
use super::super::resources::Resources;
use super::super::settings::Settings;
use super::super::uda::WordScores;
use super::super::words::Word;
use super::synonym::OPPOSITES;
use super::{Apply, Ground, Need, Operation, strength};
use crate::error::{Error, Result};

/// See the module.
pub(super) static OPERATION: Operation = Operation {
    name: "tfidf",
    title: "Words by TF-IDF",
    sentence: "Words that say little of the text give way to words that say little of any text.",
    parameters: &[
        strength(0.3, "The share of words that are replaced on average."),
        OPPOSITES,
    ],
    is_reference: false,
    needs: Need::Corpus,
    prepare,
};

#[derive(Debug)]
struct Replacement {
    strength: f64,
    scores: Arc<WordScores>,
    /// Signs of words, where opposites are left out.
    polarity: Option<Arc<Polarity>>,
    allow_opposites: bool,
}

fn prepare(settings: &Settings, resources: &Resources) -> Result<Box<dyn Apply>> {
    let scores = resources.scores.clone();
    let scores =
        scores.ok_or_else(|| Error::new("The words of the corpus are not counted", "Count them first"))?;
    Ok(Box::new(Replacement {
        strength: settings.share("strength"),
        scores,
        polarity: resources.polarity.clone(),
        allow_opposites: settings.choice("opposites") == "allow",
    }))
}

impl Apply for Replacement {
    fn apply(&self, ground: Ground<'_>, random: &mut Random, edits: &mut Edits<'_>) -> bool {
        let Ground { text, words, .. } = ground;
        let lowered: Vec<_> = words.iter().map(|word| lower(word.of(text))).collect();
        let all: Vec<&str> = lowered.iter().map(AsRef::as_ref).collect();
        let probabilities = self.scores.replaced(&all, self.strength);
        let open: Vec<(&Word, f64)> = words
            .iter()
            .zip(probabilities)
            .filter(|(word, _)| word.is_open_word())
            .collect();
        for &(word, p) in &open {
            if !random.chance(p) {
                continue;
            }
            if let Some(other) = self
                .scores
                .draw(random)
                .filter(|other| self.is_fit(&lower(word.of(text)), other))
            {
                edits.replace(word.range(), &Casing::of(word.of(text)).write(other));
            }
        }
        !open.is_empty() && !self.scores.is_empty()
    }
}

impl Replacement {
    fn is_fit(&self, word: &str, other: &str) -> bool {
        let are_opposite = || {
            self.polarity
                .as_ref()
                .is_some_and(|signs| signs.are_opposite(word, other))
        };
        self.allow_opposites || !(is_negation(other) || are_opposite())
    }
}
