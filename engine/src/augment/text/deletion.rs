//! EDA's random deletion: each word goes with some probability; one stays. The space at a word goes with it.

use std::ops::Range;

use super::super::edits::Edits;
use super::super::random::{Draw as _, Random};
use super::super::resources::Resources;
use super::super::settings::Settings;
use super::super::words::Word;
use super::{Apply, Ground, Need, Operation, strength};
use crate::error::Result;

/// See the module.
pub(super) static OPERATION: Operation = Operation {
    name: "delete",
    title: "Deletion",
    sentence: "Each word goes with the same probability; one stays.",
    parameters: &[strength(0.1, "The probability.")],
    is_reference: false,
    needs: Need::Nothing,
    prepare,
};

#[derive(Debug)]
struct Deletion {
    p: f64,
}

#[expect(clippy::unnecessary_wraps, reason = "as every operation is made ready")]
fn prepare(settings: &Settings, _: &Resources) -> Result<Box<dyn Apply>> {
    Ok(Box::new(Deletion {
        p: settings.share("strength"),
    }))
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
        for run in gone.chunk_by(|a, b| text[a.end..b.start].trim().is_empty()) {
            let run = run[0].start..run[run.len() - 1].end;
            let wide = with_space(text, &run);
            if !edits.replace(wide, "") {
                edits.replace(run, "");
            }
        }
        true
    }
}

/// Words with the white space behind them; with that before them, where there is none behind.
fn with_space(text: &str, words: &Range<usize>) -> Range<usize> {
    let behind = &text[words.end..];
    let spaces = behind.len() - behind.trim_start().len();
    if spaces > 0 {
        return words.start..words.end + spaces;
    }
    words.start.min(text[..words.start].trim_end().len())..words.end
}
