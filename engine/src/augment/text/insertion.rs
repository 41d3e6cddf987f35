//! EDA's random insertion: synonyms of words of the text come in at random places, never at its end.

use super::super::casing::lower;
use super::super::edits::Edits;
use super::super::random::{Draw as _, Random};
use super::super::resources::Resources;
use super::super::settings::Settings;
use super::super::stop_words::is_stop_word;
use super::super::synonyms::Synonyms;
use super::super::words::Word;
use super::synonym::{OPPOSITES, SENSES, synonyms};
use super::{Apply, Ground, Need, Operation, how_many, plain_words, strength};
use crate::error::Result;

/// See the module.
pub(super) static OPERATION: Operation = Operation {
    name: "insert",
    title: "Insertion",
    sentence: "Synonyms of the text's words come in before random words.",
    parameters: &[
        strength(0.1, "How many come in, as a share of the words; one at least."),
        SENSES,
        OPPOSITES,
    ],
    is_reference: false,
    needs: Need::Synonyms,
    prepare,
};

/// Words are drawn so often for one that has a synonym.
const DRAWS: usize = 10;

#[derive(Debug)]
struct Insertion {
    strength: f64,
    synonyms: Synonyms,
}

fn prepare(settings: &Settings, resources: &Resources) -> Result<Box<dyn Apply>> {
    Ok(Box::new(Insertion {
        strength: settings.share("strength"),
        synonyms: synonyms(settings, resources)?,
    }))
}

impl Apply for Insertion {
    fn apply(&self, ground: Ground<'_>, random: &mut Random, edits: &mut Edits<'_>) -> bool {
        let Ground { text, words, .. } = ground;
        let sources: Vec<&Word> = words.iter().filter(|word| word.is_open_word()).collect();
        let gaps = gaps(ground, edits);
        if sources.is_empty() || gaps.is_empty() {
            return false;
        }
        let wanted = how_many(self.strength, plain_words(words), usize::MAX);
        let mut found_any = false;
        for _ in 0..wanted.max(1) {
            let Some(synonym) = self.draw(text, &sources, random) else {
                continue;
            };
            found_any = true;
            if let Some(&gap) = random.pick(&gaps).filter(|_| wanted > 0) {
                edits.replace(gap..gap, &format!("{synonym} "));
            }
        }
        found_any
    }
}

impl Insertion {
    /// A synonym of a random word that is no stop word.
    fn draw(&self, text: &str, sources: &[&Word], random: &mut Random) -> Option<String> {
        for _ in 0..DRAWS {
            let word = lower(random.pick(sources)?.of(text));
            if is_stop_word(&word) {
                continue;
            }
            if let Some(candidate) = self.synonyms.draw(&word, random) {
                return Some(self.synonyms.write(candidate));
            }
        }
        None
    }
}

/// Where a word can come in: before words that begin the text or stand behind white space, and not inside what is kept.
/// Where only some words may change, it comes in before these.
fn gaps(ground: Ground<'_>, edits: &Edits<'_>) -> Vec<usize> {
    let is_narrow = ground.locks.are_narrow();
    let starts = ground
        .words
        .iter()
        .filter(|word| word.is_open || !is_narrow)
        .map(|word| word.start);
    let is_gap = |&at: &usize| {
        let before = ground.text[..at].chars().next_back();
        before.is_none_or(char::is_whitespace) && !edits.keeps(&(at..at))
    };
    starts.filter(is_gap).collect()
}
