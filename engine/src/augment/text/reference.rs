//! EDA's four operations and UDA's as their reference programs do them ([`super::super::eda`], [`super::super::uda`]): the
//! text is cut into their words, and what comes out is words with a space between them. For comparisons; nothing of a text
//! can be locked here.

use super::super::eda;
use super::super::edits::Edits;
use super::super::inflect::Form;
use super::super::random::Random;
use super::super::resources::Resources;
use super::super::settings::Settings;
use super::super::thesaurus::Thesaurus;
use super::super::uda;
use super::{Apply, Ground, Need, Operation, strength};
use crate::error::{Error, Result};
use std::sync::Arc;

/// EDA's synonym replacement.
pub(super) static EDA_SYNONYM: Operation = Operation {
    name: "eda-synonym",
    title: "EDA's synonyms",
    sentence: "EDA's synonym replacement as its program does it, on words of the letters a to z.",
    parameters: &[strength(0.1, "alpha: the share of words.")],
    is_reference: true,
    needs: Need::Synonyms,
    prepare: |settings, resources| words(settings, resources, Step::Synonym),
};

/// EDA's random insertion.
pub(super) static EDA_INSERT: Operation = Operation {
    name: "eda-insert",
    title: "EDA's insertion",
    sentence: "EDA's random insertion as its program does it, on words of the letters a to z.",
    parameters: &[strength(0.1, "alpha: the share of words.")],
    is_reference: true,
    needs: Need::Synonyms,
    prepare: |settings, resources| words(settings, resources, Step::Insert),
};

/// EDA's random swap.
pub(super) static EDA_SWAP: Operation = Operation {
    name: "eda-swap",
    title: "EDA's swap",
    sentence: "EDA's random swap as its program does it, on words of the letters a to z.",
    parameters: &[strength(0.1, "alpha: the share of words.")],
    is_reference: true,
    needs: Need::Nothing,
    prepare: |settings, resources| words(settings, resources, Step::Swap),
};

/// EDA's random deletion.
pub(super) static EDA_DELETE: Operation = Operation {
    name: "eda-delete",
    title: "EDA's deletion",
    sentence: "EDA's random deletion as its program does it, on words of the letters a to z.",
    parameters: &[strength(0.1, "p: the probability that a word goes.")],
    is_reference: true,
    needs: Need::Nothing,
    prepare: |settings, resources| words(settings, resources, Step::Delete),
};

/// UDA's replacement by TF-IDF.
pub(super) static UDA_TFIDF: Operation = Operation {
    name: "uda-tfidf",
    title: "UDA's words by TF-IDF",
    sentence: "UDA's word replacement as its program does it, on BERT's basic tokens in lower case.",
    parameters: &[strength(
        0.3,
        "token_prob: the share of words that are replaced on average.",
    )],
    is_reference: true,
    needs: Need::Corpus,
    prepare: |settings, resources| {
        let scores = resources.uda_scores.clone();
        let scores = scores
            .ok_or_else(|| Error::new("The words of the corpus are not counted", "Count them first"))?;
        Ok(Box::new(Uda {
            token_prob: settings.share("strength"),
            scores,
        }))
    },
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Synonym,
    Insert,
    Swap,
    Delete,
}

#[derive(Debug)]
struct Words {
    step: Step,
    alpha: f64,
    thesaurus: Option<Arc<Thesaurus>>,
}

fn words(settings: &Settings, resources: &Resources, step: Step) -> Result<Box<dyn Apply>> {
    let thesaurus = resources.thesaurus.clone();
    if matches!(step, Step::Synonym | Step::Insert) && thesaurus.is_none() {
        return Err(Error::new("There are no synonyms here", "Load the thesaurus"));
    }
    Ok(Box::new(Words {
        step,
        alpha: settings.share("strength"),
        thesaurus,
    }))
}

impl Apply for Words {
    fn apply(&self, ground: Ground<'_>, random: &mut Random, edits: &mut Edits<'_>) -> bool {
        let words = eda::words(ground.text);
        if words.is_empty() || !ground.locks.are_open() {
            return false;
        }
        let n = eda::changes(self.alpha, words.len());
        let synonyms = |word: &str| self.synonyms(word);
        let changed = match self.step {
            Step::Synonym => eda::replace(&words, n, &synonyms, random),
            Step::Insert => eda::insert(&words, n, &synonyms, random),
            Step::Swap => eda::swap(&words, n, random),
            Step::Delete => eda::delete(&words, self.alpha, random),
        };
        edits.replace(0..ground.text.len(), &changed.join(" "))
    }
}

impl Words {
    /// All synonyms of all senses, each once, in EDA's letters.
    fn synonyms(&self, word: &str) -> Vec<String> {
        let Some(thesaurus) = &self.thesaurus else {
            return Vec::new();
        };
        let mut found: Vec<String> = Vec::new();
        for reading in thesaurus.readings(word) {
            // WordNet takes forms back to their word; the reference does not put synonyms into the form.
            let itself = (reading.form != Form::Base).then_some(reading.entry.word);
            for synonym in itself.into_iter().chain(reading.entry.synonyms(usize::MAX)) {
                let synonym = synonym.replace('-', " ");
                if synonym != word && !found.contains(&synonym) {
                    found.push(synonym);
                }
            }
        }
        found
    }
}

#[derive(Debug)]
struct Uda {
    token_prob: f64,
    scores: Arc<uda::WordScores>,
}

impl Apply for Uda {
    fn apply(&self, ground: Ground<'_>, random: &mut Random, edits: &mut Edits<'_>) -> bool {
        let words = uda::words(ground.text);
        if words.is_empty() || self.scores.is_empty() || !ground.locks.are_open() {
            return false;
        }
        let changed = uda::replace(&words, &self.scores, self.token_prob, random);
        edits.replace(0..ground.text.len(), &changed.join(" "))
    }
}
