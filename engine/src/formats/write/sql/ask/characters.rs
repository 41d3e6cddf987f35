//! Symbols and emoji: the characters stand in the text as it is.

use unicode_normalization::char::compose;

use super::super::columns::{Form, Line, TEXT};
use super::super::condition::Conditions;
use crate::rules::{Piece, Tokens};

pub(super) fn say(needle: &str, tokens: &[String], conditions: &mut Conditions<'_>) -> String {
    let mut all = vec![conditions.dialect.contains(TEXT, needle)];
    // With a stroke behind it = is another symbol, ≠.
    let may_be_struck = |token: &&String| token.chars().any(|c| compose(c, '\u{338}').is_some());
    for token in tokens.iter().filter(may_be_struck) {
        let token = Tokens {
            tokens: vec![Piece {
                text: token.clone(),
                before: false,
                after: false,
            }],
            exact: false,
            with_symbols: true,
        };
        let line = conditions.line(Line {
            symbols: true,
            form: Form::Folded,
        });
        all.push(conditions.dialect.contains(line, &super::tokens::plain(&token)));
    }
    all.dedup();
    if all.len() == 1 {
        return all.swap_remove(0);
    }
    format!("({})", all.join(" AND "))
}
