//! Slips at the keyboard: the key next to it, two letters the wrong way round, one too few, one twice. Only letters from a
//! to z slip, and the first one of a word never goes.

use super::super::edits::Edits;
use super::super::random::{Draw as _, Random};
use super::super::resources::Resources;
use super::super::settings::{Parameter, ParameterKind, Settings};
use super::super::words::Word;
use super::keyboard::around;
use super::{Apply, Ground, Operation, how_many, plain_words, some_places, strength};
use crate::error::Result;

/// See the module.
pub(super) static OPERATION: Operation = Operation {
    name: "typo",
    title: "Typing errors",
    sentence: "Words have a letter from the key next to it, two letters exchanged, one missing or one doubled.",
    parameters: &[
        strength(0.1, "The share of words with an error, one at least."),
        Parameter {
            name: "letters",
            title: "Letters",
            sentence: "The share of a word's letters with an error, one at least.",
            kind: ParameterKind::Share { default: 0.0 },
        },
        Parameter {
            name: "error",
            title: "Error",
            sentence: "Which errors are made.",
            kind: ParameterKind::Choice(&["any", "neighbour", "exchange", "missing", "double"]),
        },
    ],
    is_reference: false,
    prepare,
};

/// Words of fewer letters are left alone.
const SHORTEST: usize = 4;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Slip {
    Neighbour,
    Exchange,
    Missing,
    Double,
}

const SLIPS: [Slip; 4] = [Slip::Neighbour, Slip::Exchange, Slip::Missing, Slip::Double];

#[derive(Debug)]
struct Typo {
    strength: f64,
    letters: f64,
    slips: Vec<Slip>,
}

#[expect(clippy::unnecessary_wraps, reason = "as every operation is made ready")]
fn prepare(settings: &Settings, _: &Resources) -> Result<Box<dyn Apply>> {
    let slips = match settings.choice("error") {
        "neighbour" => vec![Slip::Neighbour],
        "exchange" => vec![Slip::Exchange],
        "missing" => vec![Slip::Missing],
        "double" => vec![Slip::Double],
        _ => SLIPS.to_vec(),
    };
    Ok(Box::new(Typo { strength: settings.share("strength"), letters: settings.share("letters"), slips }))
}

impl Apply for Typo {
    fn apply(&self, ground: Ground<'_>, random: &mut Random, edits: &mut Edits<'_>) -> bool {
        let Ground { text, words, .. } = ground;
        let long: Vec<&Word> = words.iter().filter(|word| word.is_open_word() && letters(text, word).len() >= SHORTEST).collect();
        let wanted = how_many(self.strength, plain_words(words), long.len());
        for at in some_places(long.len(), wanted, random) {
            self.slip_in(text, long[at], random, edits);
        }
        !long.is_empty()
    }
}

/// The places of a word's letters that may slip: those without a mark behind them.
fn letters(text: &str, word: &Word) -> Vec<usize> {
    let bytes = text.as_bytes();
    let is_plain = |&at: &usize| {
        bytes[at].is_ascii_alphabetic() && bytes[..word.end].get(at + 1).is_none_or(u8::is_ascii)
    };
    (word.start..word.end).filter(is_plain).collect()
}

impl Typo {
    fn slip_in(&self, text: &str, word: &Word, random: &mut Random, edits: &mut Edits<'_>) {
        let letters = letters(text, word);
        let bytes = text.as_bytes();
        let wanted = super::super::eda::changes(self.letters, letters.len());
        for at in some_places(letters.len(), wanted, random) {
            let at = letters[at];
            let letter = bytes[at];
            let next = bytes.get(at + 1).copied().filter(|_| at + 1 < word.end && letters.contains(&(at + 1)));
            let slip = random.pick(&self.slips).copied().unwrap_or(Slip::Double);
            match slip {
                Slip::Neighbour => {
                    let other = random.pick(around(letter)).copied().unwrap_or(letter);
                    edits.replace(at..at + 1, as_str(&[in_case(other, letter)]));
                }
                Slip::Exchange if next.is_some_and(|next| next != letter) => {
                    let next = next.unwrap_or(letter);
                    let turned = [in_case(next, letter), in_case(letter, next)];
                    edits.replace(at..at + 2, as_str(&turned));
                }
                Slip::Missing if at > word.start => {
                    edits.replace(at..at + 1, "");
                }
                _ => {
                    edits.replace(at..at + 1, as_str(&[letter, in_case(letter, next.unwrap_or(letter))]));
                }
            }
        }
    }
}

/// A letter in the case of another.
const fn in_case(letter: u8, like: u8) -> u8 {
    if like.is_ascii_uppercase() { letter.to_ascii_uppercase() } else { letter.to_ascii_lowercase() }
}

/// Letters as text.
fn as_str(letters: &[u8]) -> &str {
    std::str::from_utf8(letters).unwrap_or_default()
}
