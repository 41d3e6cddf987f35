//! Noise in upper and lower case: words shout, whisper, or begin with a capital.

use super::super::casing::title;
use super::super::edits::Edits;
use super::super::random::{Draw as _, Random};
use super::super::resources::Resources;
use super::super::settings::{Parameter, ParameterKind, Settings};
use super::super::words::Word;
use super::{Apply, Ground, Need, Operation, how_many, plain_words, some_places, strength};
use crate::error::Result;

/// See the module.
pub(super) static OPERATION: Operation = Operation {
    name: "case",
    title: "Upper and lower case",
    sentence: "Words are written in other case.",
    parameters: &[
        strength(0.1, "The share of words that are changed, one at least."),
        Parameter {
            name: "to",
            title: "To",
            sentence: "How words are written: all in capitals, all small, or with a capital at the beginning.",
            kind: ParameterKind::Choice(&["any", "upper", "lower", "title"]),
        },
    ],
    is_reference: false,
    needs: Need::Nothing,
    prepare,
};

#[derive(Debug)]
struct Case {
    strength: f64,
    ways: &'static [&'static str],
}

#[expect(clippy::unnecessary_wraps, reason = "as every operation is made ready")]
fn prepare(settings: &Settings, _: &Resources) -> Result<Box<dyn Apply>> {
    let ways: &[&str] = match settings.choice("to") {
        "upper" => &["upper"],
        "lower" => &["lower"],
        "title" => &["title"],
        _ => &["upper", "lower", "title"],
    };
    Ok(Box::new(Case {
        strength: settings.share("strength"),
        ways,
    }))
}

impl Apply for Case {
    fn apply(&self, ground: Ground<'_>, random: &mut Random, edits: &mut Edits<'_>) -> bool {
        let Ground { text, words, .. } = ground;
        let sites: Vec<(&Word, Vec<String>)> = (words.iter().filter(|word| word.is_open_word()))
            .map(|word| (word, self.others(word.of(text))))
            .filter(|(_, others)| !others.is_empty())
            .collect();
        let wanted = how_many(self.strength, plain_words(words), sites.len());
        for at in some_places(sites.len(), wanted, random) {
            let (word, others) = &sites[at];
            if let Some(other) = random.pick(others) {
                edits.replace(word.range(), other);
            }
        }
        !sites.is_empty()
    }
}

impl Case {
    /// The other ways to write a word.
    fn others(&self, word: &str) -> Vec<String> {
        let mut others: Vec<String> = Vec::new();
        for &way in self.ways {
            let other = match way {
                "upper" => word.to_uppercase(),
                "lower" => word.to_lowercase(),
                _ => title(&word.to_lowercase()),
            };
            if other != word && !others.contains(&other) {
                others.push(other);
            }
        }
        others
    }
}
