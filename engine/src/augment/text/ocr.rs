//! What optical character recognition takes for something else: `0` and `O`, `rn` and `m`.

use super::super::edits::Edits;
use super::super::random::{Draw as _, Random};
use super::super::resources::Resources;
use super::super::settings::Settings;
use super::super::words::Word;
use super::{Apply, Ground, Need, Operation, how_many, some_places, strength};
use crate::error::Result;

/// See the module.
pub(super) static OPERATION: Operation = Operation {
    name: "ocr",
    title: "Reading errors",
    sentence: "Characters give way to ones that a scanner takes for them.",
    parameters: &[strength(0.1, "The share of words with an error, one at least.")],
    is_reference: false,
    needs: Need::Nothing,
    prepare,
};

/// What is taken for what, both ways.
static ALIKE: [(&str, &[&str]); 28] = [
    ("rn", &["m"]),
    ("cl", &["d"]),
    ("vv", &["w"]),
    ("li", &["h"]),
    ("0", &["o", "O", "D"]),
    ("1", &["l", "I"]),
    ("2", &["z", "Z"]),
    ("5", &["s", "S"]),
    ("6", &["b"]),
    ("8", &["B"]),
    ("9", &["g"]),
    ("B", &["8"]),
    ("I", &["1", "l"]),
    ("O", &["0"]),
    ("S", &["5"]),
    ("Z", &["2"]),
    ("b", &["6"]),
    ("c", &["e"]),
    ("d", &["cl"]),
    ("e", &["c"]),
    ("g", &["9"]),
    ("h", &["li"]),
    ("l", &["1", "I"]),
    ("m", &["rn"]),
    ("o", &["0"]),
    ("s", &["5"]),
    ("u", &["v"]),
    ("v", &["u"]),
];

#[derive(Debug)]
struct Ocr {
    strength: f64,
}

#[expect(clippy::unnecessary_wraps, reason = "as every operation is made ready")]
fn prepare(settings: &Settings, _: &Resources) -> Result<Box<dyn Apply>> {
    Ok(Box::new(Ocr {
        strength: settings.share("strength"),
    }))
}

/// A place where something can be misread.
type Site = (usize, &'static str, &'static [&'static str]);

impl Apply for Ocr {
    fn apply(&self, ground: Ground<'_>, random: &mut Random, edits: &mut Edits<'_>) -> bool {
        let Ground { text, words, .. } = ground;
        let open = words.iter().filter(|word| word.is_open);
        let with_sites: Vec<Vec<Site>> = open
            .map(|word| sites(text, word))
            .filter(|sites| !sites.is_empty())
            .collect();
        let wanted = how_many(self.strength, words.len(), with_sites.len());
        for at in some_places(with_sites.len(), wanted, random) {
            if let Some(&(start, seen, others)) = random.pick(&with_sites[at]) {
                let other = random.pick(others).copied().unwrap_or(seen);
                edits.replace(start..start + seen.len(), other);
            }
        }
        !with_sites.is_empty()
    }
}

/// A mark behind a character belongs to it: such a place is none.
fn sites(text: &str, word: &Word) -> Vec<Site> {
    let letters = word.of(text);
    let mut sites = Vec::new();
    for (at, _) in letters.char_indices() {
        let rest = &letters[at..];
        let found = ALIKE.iter().filter(|(seen, _)| rest.starts_with(seen));
        let is_whole = |seen: &str| rest.as_bytes().get(seen.len()).is_none_or(u8::is_ascii);
        sites.extend(
            found
                .filter(|(seen, _)| is_whole(seen))
                .map(|&(seen, others)| (word.start + at, seen, others)),
        );
    }
    sites
}
