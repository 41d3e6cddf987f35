//! Contractions: `don't` becomes `do not`, `do not` becomes `don't`.

use std::ops::Range;

use super::super::casing::{Casing, lower, title};
use super::super::edits::Edits;
use super::super::random::Random;
use super::super::resources::Resources;
use super::super::settings::{Parameter, ParameterKind, Settings};
use super::super::words::Word;
use super::contractions::{contracted, expanded};
use super::{Apply, Ground, Need, Operation, how_many, some_places};
use crate::error::Result;

/// See the module.
pub(super) static OPERATION: Operation = Operation {
    name: "contraction",
    title: "Contractions",
    sentence: "Contractions are written out, and words that can be are contracted.",
    parameters: &[
        super::strength(1.0, "The share of such places that is changed, one at least."),
        Parameter {
            name: "direction",
            title: "Direction",
            sentence: "Whether words are contracted, contractions expanded, or both.",
            kind: ParameterKind::Choice(&["both", "expand", "contract"]),
        },
    ],
    is_reference: false,
    needs: Need::Nothing,
    prepare,
};

#[derive(Debug)]
struct Contraction {
    strength: f64,
    expands: bool,
    contracts: bool,
}

#[expect(clippy::unnecessary_wraps, reason = "as every operation is made ready")]
fn prepare(settings: &Settings, _: &Resources) -> Result<Box<dyn Apply>> {
    let direction = settings.choice("direction");
    Ok(Box::new(Contraction {
        strength: settings.share("strength"),
        expands: direction != "contract",
        contracts: direction != "expand",
    }))
}

impl Apply for Contraction {
    fn apply(&self, ground: Ground<'_>, random: &mut Random, edits: &mut Edits<'_>) -> bool {
        let sites = self.sites(ground);
        let wanted = how_many(self.strength, sites.len(), sites.len());
        for at in some_places(sites.len(), wanted, random) {
            let (range, with) = &sites[at];
            edits.replace(range.clone(), with);
        }
        !sites.is_empty()
    }
}

impl Contraction {
    /// Places that can be changed, apart, with what comes there.
    fn sites(&self, ground: Ground<'_>) -> Vec<(Range<usize>, String)> {
        let Ground { text, words, .. } = ground;
        let mut sites: Vec<(Range<usize>, String)> = Vec::new();
        for (at, word) in words.iter().enumerate().filter(|(_, word)| word.is_open_word()) {
            if sites.last().is_some_and(|(last, _)| last.end > word.start) {
                continue;
            }
            let next = words.get(at + 1).filter(|next| next.is_open_word());
            sites.extend(self.site(text, word, next));
        }
        sites
    }

    fn site(&self, text: &str, word: &Word, next: Option<&Word>) -> Option<(Range<usize>, String)> {
        let written = word.of(text);
        let small = lower(written).replace('’', "'");
        if let Some(full) = expanded(&small).filter(|_| self.expands) {
            return Some((word.range(), like(written, None, full)));
        }
        if !self.contracts {
            return None;
        }
        if let Some(short) = contracted(&small) {
            return Some((word.range(), like(written, None, short)));
        }
        let next = next.filter(|next| &text[word.end..next.start] == " ")?;
        let short = contracted(&format!("{small} {}", lower(next.of(text))))?;
        Some((word.start..next.end, like(written, Some(next.of(text)), short)))
    }
}

/// Written as the words were that it takes the place of.
fn like(first: &str, second: Option<&str>, with: &str) -> String {
    let is_loud = |word: &str| Casing::of(word) == Casing::Upper;
    let capital = first.chars().next().is_some_and(char::is_uppercase);
    // `I'M` is loud, `I'm` is not; of two words the second tells.
    if second.map_or_else(|| is_loud(first), is_loud) {
        return with.to_uppercase();
    }
    if capital || with.starts_with("i'") || with.starts_with("i ") {
        title(with)
    } else {
        with.to_owned()
    }
}
