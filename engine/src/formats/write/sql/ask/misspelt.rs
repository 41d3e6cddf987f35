//! Misspelt words: every way to make at most two mistakes, as a pattern. Databases have a function for the distance,
//! but not all count characters with it.

use super::super::columns::{Form, Line};
use super::super::condition::{Conditions, Unsayable};
use super::tokens::escaped;
use crate::text::tables::folded;

/// The pattern of a longer word with two mistakes would be too long.
const LONGEST: usize = 24;

pub(super) fn say(word: &str, distance: usize, conditions: &mut Conditions<'_>) -> Result<String, Unsayable> {
    let letters: Vec<char> = folded(word).chars().collect();
    if distance > 1 && letters.len() > LONGEST {
        return Err(format!("its word has more than {LONGEST} letters"));
    }
    let line = conditions.line(Line {
        symbols: false,
        form: Form::Folded,
    });
    let pattern = format!(" {} ", within(&letters, distance));
    Ok(conditions.dialect.matches(line, &pattern))
}

/// A pattern for what is at most so many letters away. The first mistake stands at one of the letters, or behind the
/// last: a letter added there, or that letter changed or left out.
fn within(letters: &[char], distance: usize) -> String {
    if distance == 0 {
        return escaped(&letters.iter().collect::<String>());
    }
    let mut ways = Vec::new();
    for at in 0..=letters.len() {
        let (right, rest) = letters.split_at(at);
        let right = escaped(&right.iter().collect::<String>());
        ways.push(format!("{right}[^ ]{}", within(rest, distance - 1)));
        if let Some((_, rest)) = rest.split_first() {
            ways.push(format!("{right}[^ ]?{}", within(rest, distance - 1)));
        }
    }
    format!("(?:{})", ways.join("|"))
}
