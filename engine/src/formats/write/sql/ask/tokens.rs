//! Runs of tokens as texts and patterns to look for in a line of tokens.

use super::super::columns::{Form, Line};
use crate::rules::{Piece, Tokens};
use crate::text::tables::folded;

/// The line in which a run is looked for.
pub(super) const fn line(tokens: &Tokens) -> Line {
    Line {
        symbols: tokens.with_symbols,
        form: if tokens.exact { Form::Cased } else { Form::Folded },
    }
}

/// The characters of a token as they stand in its line.
pub(super) fn text(piece: &Piece, exact: bool) -> String {
    if exact {
        piece.text.clone()
    } else {
        folded(&piece.text)
    }
}

/// The run as it stands in its line, where that is one text: whole tokens between spaces; a part of a word has a space
/// on the side where no letter may stand.
pub(super) fn plain(tokens: &Tokens) -> String {
    let mut plain = String::new();
    for piece in &tokens.tokens {
        if plain.is_empty() && !piece.before {
            plain.push(' ');
        }
        plain += &text(piece, tokens.exact);
        if !piece.after {
            plain.push(' ');
        }
    }
    plain
}

/// Whether letters may stand before the first token of a run, or behind the last.
pub(super) fn is_open(tokens: &Tokens) -> (bool, bool) {
    let first = tokens.tokens.first().is_some_and(|piece| piece.before);
    let last = tokens.tokens.last().is_some_and(|piece| piece.after);
    (first, last)
}

/// A pattern for one token, of a run in a line of this form.
pub(super) fn pattern(piece: &Piece, exact: bool, form: Form) -> String {
    let any = |is_open: bool| match (is_open, form) {
        (false, _) => "",
        (true, Form::Both) => r"[^ \t]*",
        (true, _) => "[^ ]*",
    };
    let text = escaped(&text(piece, exact));
    let token = format!("{}{text}{}", any(piece.before), any(piece.after));
    match (form, exact) {
        (Form::Both, true) => format!(r"[^ \t]*\t{token}"),
        (Form::Both, false) => format!(r"{token}\t[^ ]*"),
        _ => token,
    }
}

/// A pattern for a run with so much between its tokens.
pub(super) fn run(tokens: &Tokens, form: Form, between: &str) -> String {
    let pieces: Vec<String> = tokens
        .tokens
        .iter()
        .map(|piece| pattern(piece, tokens.exact, form))
        .collect();
    pieces.join(between)
}

/// A text as a pattern for itself.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_punctuation() && c != '_' {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}
