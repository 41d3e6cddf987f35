//! Noise in punctuation: marks at the ends of words go, come twice, or come where none were. What stands inside words and
//! numbers is left alone, so that no two words become one.

use std::ops::Range;

use super::super::edits::Edits;
use super::super::random::{Draw as _, Random};
use super::super::resources::Resources;
use super::super::settings::{Parameter, ParameterKind, Settings};
use super::{Apply, Ground, Need, Operation, how_many, some_places, strength};
use crate::error::Result;

/// See the module.
pub(super) static OPERATION: Operation = Operation {
    name: "punctuation",
    title: "Punctuation",
    sentence: "Marks at the ends of words go, come twice, or come anew.",
    parameters: &[
        strength(
            0.1,
            "The share of words behind which something changes, one at least.",
        ),
        Parameter {
            name: "error",
            title: "Error",
            sentence: "What becomes of marks.",
            kind: ParameterKind::Choice(&["any", "missing", "double", "added"]),
        },
    ],
    is_reference: false,
    needs: Need::Nothing,
    prepare,
};

/// Marks that go, come twice and come anew.
const MARKS: [&str; 6] = [".", ",", "!", "?", ";", ":"];
/// Those that come anew, with commas only inside the text.
const ADDED: [&str; 4] = [".", "!", "...", ","];

#[derive(Debug)]
struct Punctuation {
    strength: f64,
    error: &'static str,
}

#[expect(clippy::unnecessary_wraps, reason = "as every operation is made ready")]
fn prepare(settings: &Settings, _: &Resources) -> Result<Box<dyn Apply>> {
    Ok(Box::new(Punctuation {
        strength: settings.share("strength"),
        error: settings.choice("error"),
    }))
}

impl Apply for Punctuation {
    fn apply(&self, ground: Ground<'_>, random: &mut Random, edits: &mut Edits<'_>) -> bool {
        let Ground { text, words, .. } = ground;
        let ends = words
            .iter()
            .filter(|word| word.is_open || !ground.locks.are_narrow());
        let sites: Vec<Range<usize>> = ends.filter_map(|word| site(text, word.end)).collect();
        let fitting: Vec<&Range<usize>> = sites.iter().filter(|site| self.fits(site)).collect();
        let wanted = how_many(self.strength, words.len(), fitting.len());
        for at in some_places(fitting.len(), wanted, random) {
            self.change(text, fitting[at], random, edits);
        }
        !fitting.is_empty()
    }
}

/// The mark behind a word, where white space or the end comes next; nothing where they come at once.
fn site(text: &str, end: usize) -> Option<Range<usize>> {
    let behind = &text[end..];
    let mark = MARKS.iter().find(|mark| behind.starts_with(**mark));
    let length = mark.map_or(0, |mark| mark.len());
    let next = behind[length..].chars().next();
    next.is_none_or(char::is_whitespace).then_some(end..end + length)
}

impl Punctuation {
    fn fits(&self, site: &Range<usize>) -> bool {
        match self.error {
            "missing" | "double" => !site.is_empty(),
            "added" => site.is_empty(),
            _ => true,
        }
    }

    fn change(&self, text: &str, site: &Range<usize>, random: &mut Random, edits: &mut Edits<'_>) {
        let mark = &text[site.clone()];
        let is_missing = match self.error {
            "missing" => true,
            "double" => false,
            _ => random.below(2) == 0,
        };
        if mark.is_empty() {
            let is_last = text[site.end..].trim().is_empty();
            let added = &ADDED[..ADDED.len() - usize::from(is_last)];
            edits.replace(site.clone(), random.pick(added).copied().unwrap_or_default());
        } else if is_missing {
            edits.replace(site.clone(), "");
        } else {
            edits.replace(site.end..site.end, mark);
        }
    }
}
