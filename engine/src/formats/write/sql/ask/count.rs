//! How often: matches of the run in the line, in which each token has a space of its own on either side, so that two
//! that are neighbours don't share one.

use super::super::condition::Conditions;
use super::tokens;
use crate::rules::{Comparison, Tokens};

pub(super) fn say(asked: &Tokens, comparison: Comparison, conditions: &mut Conditions<'_>) -> String {
    let wanted = tokens::line(asked);
    let line = conditions.line(wanted);
    let doubled = format!("replace({line}, ' ', '  ')");
    let pattern = format!(" {} ", tokens::run(asked, wanted.form, "  "));
    let times = conditions.dialect.times(&doubled, &pattern);
    format!("{times} {} {}", comparison.sign, comparison.number)
}
