//! Templates: a text with `{slots}`, each filled with a word of the list of its name. `{text}` is the record's own text.
//! Without templates the record's text is one itself.

use std::ops::Range;

use super::super::edits::Edits;
use super::super::random::{Draw as _, Random};
use super::super::resources::Resources;
use super::super::settings::{Parameter, ParameterKind, Settings};
use super::{Apply, Ground, Need, Operation};
use crate::error::{Error, Result};

/// See the module.
pub(super) static OPERATION: Operation = Operation {
    name: "template",
    title: "Templates",
    sentence: "A template's {slots} are filled from word lists of their names; {text} is the record's own text.",
    parameters: &[Parameter {
        name: "templates",
        title: "Templates",
        sentence: "The templates, one of which is drawn; without any, the slots in the record's own text are filled.",
        kind: ParameterKind::Texts,
    }],
    is_reference: false,
    needs: Need::Nothing,
    prepare,
};

#[derive(Debug)]
struct Template {
    templates: Vec<Vec<Piece>>,
    resources: Resources,
}

/// A part of a template.
#[derive(Clone, Debug, PartialEq)]
enum Piece {
    Words(String),
    Slot(String),
    /// The record's own text.
    Text,
}

fn prepare(settings: &Settings, resources: &Resources) -> Result<Box<dyn Apply>> {
    let templates: Vec<Vec<Piece>> = settings
        .texts("templates")
        .iter()
        .map(|template| pieces(template))
        .collect();
    for piece in templates.iter().flatten() {
        if let Piece::Slot(name) = piece
            && resources.list(name).is_none_or(<[String]>::is_empty)
        {
            let what = format!("The template's slot {{{name}}} has no words");
            return Err(Error::new(
                what,
                format!("Make a word list called {name:?} (in a policy file: under \"lists\")"),
            ));
        }
    }
    Ok(Box::new(Template {
        templates,
        resources: Resources {
            lists: resources.lists.clone(),
            ..Resources::default()
        },
    }))
}

impl Apply for Template {
    fn apply(&self, ground: Ground<'_>, random: &mut Random, edits: &mut Edits<'_>) -> bool {
        let Some(template) = random.pick(&self.templates) else {
            return self.fill_own(ground.text, random, edits);
        };
        let Some(at) = template.iter().position(|piece| *piece == Piece::Text) else {
            let is_free = ground.locks.are_open();
            return is_free
                && edits.replace(0..ground.text.len(), &self.filled(template, ground.text, random));
        };
        let before = self.filled(&template[..at], ground.text, random);
        let behind = self.filled(&template[at + 1..], ground.text, random);
        let end = ground.text.len();
        edits.replace(0..0, &before) && edits.replace(end..end, &behind)
    }
}

impl Template {
    fn filled(&self, pieces: &[Piece], text: &str, random: &mut Random) -> String {
        let mut filled = String::new();
        for piece in pieces {
            filled.push_str(match piece {
                Piece::Words(words) => words,
                Piece::Text => text,
                Piece::Slot(name) => self.word(name, random).unwrap_or_default(),
            });
        }
        filled
    }

    fn word(&self, name: &str, random: &mut Random) -> Option<&str> {
        random.pick(self.resources.list(name)?).map(String::as_str)
    }

    /// Fills the slots that the text has itself, where there are lists of their names.
    fn fill_own(&self, text: &str, random: &mut Random, edits: &mut Edits<'_>) -> bool {
        let mut found_any = false;
        for slot in slots(text) {
            if let Some(word) = self.word(&text[slot.start + 1..slot.end - 1], random) {
                found_any |= edits.replace(slot, word);
            }
        }
        found_any
    }
}

/// Where slots stand, braces and all: a name of letters, digits, `_` and `-` between braces.
fn slots(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let starts = text.match_indices('{').map(|(start, _)| start);
    starts.filter_map(|start| {
        let name = &text[start + 1..];
        let length = name.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-'))?;
        (length > 0 && name[length..].starts_with('}')).then_some(start..start + length + 2)
    })
}

fn pieces(template: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = 0;
    for slot in slots(template) {
        pieces.push(Piece::Words(template[at..slot.start].to_owned()));
        at = slot.end;
        pieces.push(match &template[slot.start + 1..slot.end - 1] {
            "text" => Piece::Text,
            name => Piece::Slot(name.to_owned()),
        });
    }
    pieces.push(Piece::Words(template[at..].to_owned()));
    pieces
}
