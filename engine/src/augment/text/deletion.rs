//! EDA's random deletion: each word goes with some probability; one stays. The space at a word goes with it.

use std::ops::Range;

use super::super::edits::Edits;
use super::super::random::{Draw as _, Random};
use super::super::resources::Resources;
use super::super::settings::Settings;
use super::super::words::Word;
use super::{Apply, Ground, Operation, strength};
use crate::error::Result;
use crate::text::{Class, class};

/// See the module.
pub(super) static OPERATION: Operation = Operation {
    name: "delete",
    title: "Deletion",
    sentence: "Each word goes with the same probability; one stays.",
    parameters: &[strength(0.1, "The probability.")],
    is_reference: false,
    prepare,
};

#[derive(Debug)]
struct Deletion {
    p: f64,
}

#[expect(clippy::unnecessary_wraps, reason = "as every operation is made ready")]
fn prepare(settings: &Settings, _: &Resources) -> Result<Box<dyn Apply>> {
    Ok(Box::new(Deletion { p: settings.share("strength") }))
}

impl Apply for Deletion {
    fn apply(&self, ground: Ground<'_>, random: &mut Random, edits: &mut Edits<'_>) -> bool {
        let Ground { text, words, .. } = ground;
        let open: Vec<&Word> = words.iter().filter(|word| word.is_open).collect();
        if open.is_empty() || words.len() < 2 {
            return false;
        }
        let mut gone: Vec<&Word> = open.iter().copied().filter(|_| random.chance(self.p)).collect();
        if gone.len() == words.len() {
            gone.remove(random.below(gone.len()));
        }
        let mut taken = 0;
        for word in gone {
            let range = with_space(text, word, taken);
            let range = if edits.keeps(&range) { word.range() } else { range };
            let with = if joins(text, taken, &range) { " " } else { "" };
            taken = range.end;
            edits.replace(range, with);
        }
        true
    }
}

/// A word with the white space behind it; with that before it, where there is none behind. What is before `taken` is
/// gone already.
fn with_space(text: &str, word: &Word, taken: usize) -> Range<usize> {
    let behind = &text[word.end..];
    let spaces = behind.len() - behind.trim_start().len();
    if spaces > 0 {
        return word.start..word.end + spaces;
    }
    let before = &text[taken.min(word.start)..word.start];
    let spaces = before.len() - before.trim_end().len();
    word.start - spaces..word.end
}

/// Whether words that were apart would become one.
fn joins(text: &str, taken: usize, gone: &Range<usize>) -> bool {
    let is_of_word = |c: char| matches!(class(c), Class::Word | Class::Single | Class::Mark | Class::Ignored);
    let before = text[..gone.start].chars().next_back();
    let behind = text[gone.end..].chars().next();
    // Where the piece before is gone too, whether it left a space was told there.
    gone.start > taken && before.is_some_and(is_of_word) && behind.is_some_and(is_of_word)
}
