//! Slips at the keyboard: the key next to it, two letters the wrong way round, one too few, one twice. Only letters from a
//! to z slip, and the first one of a word never goes.

use super::super::edits::Edits;
use super::super::random::{Draw as _, Random};
use super::super::resources::Resources;
use super::super::settings::{Parameter, ParameterKind, Settings};
use super::super::words::Word;
use super::keyboard::around;
use super::{Apply, Ground, Need, Operation, how_many, plain_words, some_places, strength};
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
    needs: Need::Nothing,
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
    Ok(Box::new(Typo {
        strength: settings.share("strength"),
        letters: settings.share("letters"),
        slips,
    }))
}

impl Apply for Typo {
    fn apply(&self, ground: Ground<'_>, random: &mut Random, edits: &mut Edits<'_>) -> bool {
        let Ground { text, words, .. } = ground;
        let long: Vec<&Word> = words
            .iter()
            .filter(|word| word.is_open_word() && letters(text, word).len() >= SHORTEST)
            .collect();
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
    let is_plain =
        |&at: &usize| bytes[at].is_ascii_alphabetic() && bytes.get(at + 1).is_none_or(u8::is_ascii);
    (word.start..word.end).filter(is_plain).collect()
}

impl Typo {
    fn slip_in(&self, text: &str, word: &Word, random: &mut Random, edits: &mut Edits<'_>) {
        let letters = letters(text, word);
        let bytes = text.as_bytes();
        for _ in 0..super::super::eda::changes(self.letters, letters.len()) {
            let Some(&slip) = random.pick(&self.slips) else {
                return;
            };
            let places: Vec<usize> = slip.places(bytes, &letters);
            if let Some(&at) = random.pick(&places) {
                slip.put(bytes, at, random, edits);
            }
        }
    }
}

impl Slip {
    /// The letters of a word that it can befall.
    fn places(self, bytes: &[u8], letters: &[usize]) -> Vec<usize> {
        let turns =
            |pair: &[usize]| pair[0] + 1 == pair[1] && !bytes[pair[0]].eq_ignore_ascii_case(&bytes[pair[1]]);
        match self {
            Self::Neighbour | Self::Double => letters.to_vec(),
            Self::Missing => letters[1..].to_vec(),
            Self::Exchange => letters
                .windows(2)
                .filter(|pair| turns(pair))
                .map(|pair| pair[0])
                .collect(),
        }
    }

    fn put(self, bytes: &[u8], at: usize, random: &mut Random, edits: &mut Edits<'_>) {
        let letter = bytes[at];
        match self {
            Self::Neighbour => {
                let other = random.pick(around(letter)).copied().unwrap_or(letter);
                edits.replace(at..at + 1, as_str(&[in_case(other, letter)]));
            }
            Self::Exchange => {
                let next = bytes[at + 1];
                edits.replace(
                    at..at + 2,
                    as_str(&[in_case(next, letter), in_case(letter, next)]),
                );
            }
            Self::Missing => {
                edits.replace(at..at + 1, "");
            }
            Self::Double => {
                edits.replace(at..at + 1, as_str(&[letter, letter]));
            }
        }
    }
}

/// A letter in the case of another.
const fn in_case(letter: u8, like: u8) -> u8 {
    if like.is_ascii_uppercase() {
        letter.to_ascii_uppercase()
    } else {
        letter.to_ascii_lowercase()
    }
}

/// Letters as text.
fn as_str(letters: &[u8]) -> &str {
    std::str::from_utf8(letters).unwrap_or_default()
}
