//! Beginnings and ends.

use super::super::condition::Conditions;
use super::tokens;
use crate::rules::Tokens;

pub(super) fn starts(asked: &Tokens, conditions: &mut Conditions<'_>) -> String {
    let wanted = tokens::line(asked);
    let line = conditions.line(wanted);
    if tokens::is_open(asked).0 {
        let pattern = format!(r"\A {} ", tokens::run(asked, wanted.form, " "));
        return conditions.dialect.matches(line, &pattern);
    }
    conditions.dialect.starts(line, &tokens::plain(asked))
}

pub(super) fn ends(asked: &Tokens, conditions: &mut Conditions<'_>) -> String {
    let wanted = tokens::line(asked);
    let line = conditions.line(wanted);
    if tokens::is_open(asked).1 {
        let pattern = format!(r" {} \z", tokens::run(asked, wanted.form, " "));
        return conditions.dialect.matches(line, &pattern);
    }
    conditions.dialect.ends(line, &tokens::plain(asked))
}
