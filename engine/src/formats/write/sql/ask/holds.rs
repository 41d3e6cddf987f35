//! Words, phrases and parts of words: the run stands in the line.

use super::super::condition::Conditions;
use super::tokens;
use crate::rules::Tokens;

pub(super) fn say(asked: &Tokens, conditions: &mut Conditions<'_>) -> String {
    let line = conditions.line(tokens::line(asked));
    conditions.dialect.contains(line, &tokens::plain(asked))
}
