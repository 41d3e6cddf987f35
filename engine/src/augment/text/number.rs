//! Numbers give way to others of the same shape: as many digits, points and commas where they were, no zero at the
//! beginning where there was none, and years of the same century.

use super::super::edits::Edits;
use super::super::random::{Draw as _, Random};
use super::super::resources::Resources;
use super::super::settings::Settings;
use super::super::words::{Word, WordKind};
use super::{Apply, Ground, Need, Operation, how_many, some_places};
use crate::error::Result;

/// See the module.
pub(super) static OPERATION: Operation = Operation {
    name: "number",
    title: "Numbers",
    sentence: "Numbers give way to others of the same length and form.",
    parameters: &[super::strength(
        1.0,
        "The share of numbers that are replaced, one at least.",
    )],
    is_reference: false,
    needs: Need::Nothing,
    prepare,
};

#[derive(Debug)]
struct Number {
    strength: f64,
}

#[expect(clippy::unnecessary_wraps, reason = "as every operation is made ready")]
fn prepare(settings: &Settings, _: &Resources) -> Result<Box<dyn Apply>> {
    Ok(Box::new(Number {
        strength: settings.share("strength"),
    }))
}

impl Apply for Number {
    fn apply(&self, ground: Ground<'_>, random: &mut Random, edits: &mut Edits<'_>) -> bool {
        let Ground { text, words, .. } = ground;
        let numbers: Vec<&Word> = words
            .iter()
            .filter(|word| word.is_open && word.kind == WordKind::Number)
            .collect();
        let wanted = how_many(self.strength, numbers.len(), numbers.len());
        for at in some_places(numbers.len(), wanted, random) {
            edits.replace(numbers[at].range(), &other(numbers[at].of(text), random));
        }
        !numbers.is_empty()
    }
}

/// Another number of the same shape.
fn other(number: &str, random: &mut Random) -> String {
    let is_year = number.len() == 4 && (number.starts_with("19") || number.starts_with("20"));
    loop {
        let mut drawn = String::with_capacity(number.len());
        for (at, c) in number.chars().enumerate() {
            let digit = match c {
                _ if !c.is_ascii_digit() || (is_year && at < 2) => c,
                '1'..='9' if at == 0 => char::from(*random.pick(b"123456789").unwrap_or(&b'1')),
                _ => char::from(*random.pick(b"0123456789").unwrap_or(&b'0')),
            };
            drawn.push(digit);
        }
        if drawn != number {
            return drawn;
        }
    }
}
