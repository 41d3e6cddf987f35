//! EDA's synonym replacement: some different words give way to one of their synonyms, wherever they stand.

use super::super::casing::{Casing, lower};
use super::super::edits::Edits;
use super::super::random::{Draw as _, Random};
use super::super::resources::Resources;
use super::super::settings::{Parameter, ParameterKind, Settings};
use super::super::stop_words::is_stop_word;
use super::super::synonyms::Synonyms;
use super::{Apply, Ground, Need, Operation, how_many, plain_words, strength};
use crate::error::Result;

/// See the module.
pub(super) static OPERATION: Operation = Operation {
    name: "synonym",
    title: "Synonyms",
    sentence: "Words give way to synonyms in the same form, wherever they stand.",
    parameters: &[
        strength(0.1, "The share of words that are replaced, one at least."),
        SENSES,
        OPPOSITES,
    ],
    is_reference: false,
    needs: Need::Synonyms,
    prepare,
};

pub(super) const SENSES: Parameter = Parameter {
    name: "senses",
    title: "Senses",
    sentence: "How many of a word's senses count, the most frequent first.",
    kind: ParameterKind::Count {
        default: 3,
        least: 1,
        most: 99,
    },
};

pub(super) const OPPOSITES: Parameter = Parameter {
    name: "opposites",
    title: "Opposites",
    sentence: "Whether antonyms, and words that speak ill for ones that speak well, are left out.",
    kind: ParameterKind::Choice(&["leave-out", "allow"]),
};

#[derive(Debug)]
struct Synonym {
    strength: f64,
    synonyms: Synonyms,
}

fn prepare(settings: &Settings, resources: &Resources) -> Result<Box<dyn Apply>> {
    Ok(Box::new(Synonym {
        strength: settings.share("strength"),
        synonyms: synonyms(settings, resources)?,
    }))
}

/// Synonyms as the settings ask for them.
pub(super) fn synonyms(settings: &Settings, resources: &Resources) -> Result<Synonyms> {
    resources.synonyms(settings.count("senses"), settings.choice("opposites") == "allow")
}

impl Apply for Synonym {
    fn apply(&self, ground: Ground<'_>, random: &mut Random, edits: &mut Edits<'_>) -> bool {
        let Ground { text, words, .. } = ground;
        // Open words by what they are, each with its place: the same words stand together.
        let mut open: Vec<_> = (words.iter().filter(|word| word.is_open_word()))
            .map(|word| (lower(word.of(text)), word))
            .filter(|(lower, _)| !is_stop_word(lower))
            .collect();
        open.sort_unstable_by(|a, b| (&a.0, a.1.start).cmp(&(&b.0, b.1.start)));
        let mut different: Vec<_> = open.chunk_by(|a, b| a.0 == b.0).collect();
        let wanted = how_many(self.strength, plain_words(words), different.len());
        random.shuffle(&mut different);
        let mut replaced = 0;
        for same in different {
            if replaced == wanted.max(1) {
                break;
            }
            let Some(candidate) = self.synonyms.draw(&same[0].0, random) else {
                continue;
            };
            replaced += 1;
            if wanted > 0 {
                let synonym = self.synonyms.write(candidate);
                for (_, word) in same {
                    edits.replace(word.range(), &Casing::of(word.of(text)).write(&synonym));
                }
            }
        }
        replaced > 0
    }
}
