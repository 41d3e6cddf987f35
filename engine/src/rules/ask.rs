//! What a leaf asks, as plain data: for those who say it in another language, such as SQL. A kind that says nothing of
//! itself here can't be said elsewhere, and is then named with its reason, never passed over.

use std::sync::Arc;

use super::expression::Expression;

/// What a leaf asks of a record.
#[derive(Clone, Debug)]
pub enum Ask {
    /// A run of tokens stands somewhere in the text.
    Holds(Tokens),
    /// The text begins with a run of tokens.
    Starts(Tokens),
    /// The text ends with a run of tokens.
    Ends(Tokens),
    /// How often a run stands in the text, what one takes the next can't.
    Count(Tokens, Comparison),
    /// Two runs that don't overlap, with fewer tokens than `reach` between them; symbols are among the tokens where
    /// either run has some.
    Near {
        /// One.
        one: Tokens,
        /// And the other, before it or behind it.
        other: Tokens,
        /// From the last token of the one to the first of the other.
        reach: usize,
    },
    /// A word at most so many letters away, added, left out or changed. Letters are characters of the folded form.
    Misspelt {
        /// Normalised, in its own case.
        word: String,
        /// 1 or 2.
        distance: usize,
    },
    /// Characters that stand in the text as it is, and its symbols among the tokens.
    Characters {
        /// The characters.
        needle: String,
        /// The tokens of the needle, normalised.
        tokens: Vec<String>,
    },
    /// How many words the text has.
    Words(Comparison),
    /// How many characters the text has.
    Length(Comparison),
    /// A regular expression, on the text as it stands.
    Matches(Arc<dyn Expression>),
    /// A plain field's value, compared.
    Compare {
        /// The field's name.
        field: String,
        /// `:`, `=`, `!=`, `<`, `<=`, `>` or `>=`.
        sign: &'static str,
        /// What it is compared with, as written.
        value: String,
        /// That as a number, where it is one.
        number: Option<f64>,
    },
    /// A plain field says nothing.
    Missing(String),
    /// One of several questions.
    Any(Vec<Ask>),
    /// Something that only this program finds, and why.
    Own(&'static str),
}

/// A comparison with a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// `<`, `<=`, `=`, `!=`, `>` or `>=`.
    pub sign: &'static str,
    /// The number.
    pub number: u32,
}

/// Tokens in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tokens {
    /// At least one.
    pub tokens: Vec<Piece>,
    /// In exact case; else in folded form.
    pub exact: bool,
    /// Whether symbols are among them, and then also places in the text; else symbols are passed over.
    pub with_symbols: bool,
}

/// One token of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its characters, normalised, in their own case.
    pub text: String,
    /// Letters may stand before them.
    pub before: bool,
    /// Letters may stand after them.
    pub after: bool,
}

impl Piece {
    /// A whole token.
    pub(super) const fn whole(text: String) -> Self {
        Self {
            text,
            before: false,
            after: false,
        }
    }
}
