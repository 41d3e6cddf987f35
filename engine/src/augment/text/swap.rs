//! EDA's random swap: two words exchange their places. Spaces and marks stay where they are, and so does the capital at the
//! text's beginning.

use std::borrow::Cow;

use super::super::casing::{Casing, lower, title};
use super::super::eda::two_places;
use super::super::edits::Edits;
use super::super::random::Random;
use super::super::resources::Resources;
use super::super::settings::Settings;
use super::super::words::Word;
use super::{Apply, Ground, Need, Operation, how_many, plain_words, strength};
use crate::error::Result;

/// See the module.
pub(super) static OPERATION: Operation = Operation {
    name: "swap",
    title: "Swap",
    sentence: "Two words exchange their places, several times.",
    parameters: &[strength(
        0.1,
        "How often, as a share of the words; once at least.",
    )],
    is_reference: false,
    needs: Need::Nothing,
    prepare,
};

#[derive(Debug)]
struct Swap {
    strength: f64,
}

#[expect(clippy::unnecessary_wraps, reason = "as every operation is made ready")]
fn prepare(settings: &Settings, _: &Resources) -> Result<Box<dyn Apply>> {
    Ok(Box::new(Swap {
        strength: settings.share("strength"),
    }))
}

impl Apply for Swap {
    fn apply(&self, ground: Ground<'_>, random: &mut Random, edits: &mut Edits<'_>) -> bool {
        let Ground { text, words, .. } = ground;
        let open: Vec<&Word> = words.iter().filter(|word| word.is_open).collect();
        if open.len() < 2 {
            return false;
        }
        let mut order: Vec<usize> = (0..open.len()).collect();
        for _ in 0..how_many(self.strength, plain_words(words), usize::MAX) {
            if let Some((a, b)) = two_places(open.len(), random) {
                order.swap(a, b);
            }
        }
        let begins = words.first().map(|first| first.start);
        for (place, &from) in order.iter().enumerate().filter(|&(place, &from)| place != from) {
            let moved = open[from];
            let with = match (Some(open[place].start) == begins, Some(moved.start) == begins) {
                (true, _) => to_front(open[place].of(text), moved.of(text)),
                (_, true) => from_front(moved.of(text)),
                _ => Cow::Borrowed(moved.of(text)),
            };
            edits.replace(open[place].range(), &with);
        }
        true
    }
}

/// A word that comes to the beginning takes over the capital there.
fn to_front<'a>(there: &str, word: &'a str) -> Cow<'a, str> {
    match (Casing::of(there), Casing::of(word)) {
        (Casing::Title, Casing::Lower) => Cow::Owned(title(word)),
        _ => Cow::Borrowed(word),
    }
}

/// A word that leaves the beginning loses its capital, unless it is `I`.
fn from_front(word: &str) -> Cow<'_, str> {
    let is_i = word == "I" || word.starts_with("I'") || word.starts_with("I’");
    if Casing::of(word) == Casing::Title && !is_i {
        lower(word)
    } else {
        Cow::Borrowed(word)
    }
}
