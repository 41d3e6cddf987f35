//! Nearness: the one, few enough tokens, the other; or the other way round.

use super::super::columns::{Form, Line};
use super::super::condition::Conditions;
use super::tokens;
use crate::rules::Tokens;

pub(super) fn say(asked: [&Tokens; 2], reach: usize, conditions: &mut Conditions<'_>) -> String {
    let form = match asked.map(|run| run.exact) {
        [false, false] => Form::Folded,
        [true, true] => Form::Cased,
        _ => Form::Both,
    };
    let line = conditions.line(Line {
        symbols: asked.iter().any(|run| run.with_symbols),
        form,
    });
    let between = match reach {
        ..=1 => String::new(),
        2 => "(?:[^ ]+ )?".to_owned(),
        _ => format!("(?:[^ ]+ ){{0,{}}}", reach - 1),
    };
    let [one, other] = asked.map(|run| tokens::run(run, form, " "));
    let pattern = format!(" (?:{one} {between}{other}|{other} {between}{one}) ");
    conditions.dialect.matches(line, &pattern)
}
