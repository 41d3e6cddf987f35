//! The columns that conditions ask: made of a record's text and plain fields, in the order of their levels, each level
//! a SELECT around the one below.

use super::dialect::{Dialect, Replaced};
use crate::rules::{WORD_CHARACTERS, WORD_MARKS};
use crate::text::tables::{COMPATIBLE, FOLDED, NORMALISED, Replacement, SINGLES};

/// A record's text, as the innermost SELECT names it.
pub(super) const TEXT: &str = "text";

/// A column made of others. The order is that in which they stand in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Made {
    /// The text with its most common compatibility characters replaced, which is quick.
    Simple,
    /// The text in NFKC.
    Plain,
    /// The text with marks at the words' beginnings and ends, for regular expressions.
    Marked,
    /// A line of tokens.
    Line(Line),
    /// How many words there are.
    WordCount,
    /// A plain field without spaces around it; fields go by their place.
    Trimmed(usize),
    /// That in lower case.
    Lower(usize),
    /// That in folded form.
    Folded(usize),
    /// A plain field as a number, NULL where it is none.
    Number(usize),
    /// The same of its folded form, in which wide digits are digits.
    FoldedNumber(usize),
}

/// Tokens in their order, each between spaces: ` free money now `.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Line {
    /// Whether symbols are among them.
    pub(super) symbols: bool,
    /// In which form.
    pub(super) form: Form,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    /// In their own case.
    Cased,
    /// Folded.
    Folded,
    /// Folded, a tab, in their own case.
    Both,
}

impl Line {
    pub(super) const fn name(self) -> &'static str {
        match (self.symbols, self.form) {
            (false, Form::Cased) => "words_cased",
            (false, Form::Folded) => "words",
            (false, Form::Both) => "words_both",
            (true, Form::Cased) => "tokens_cased",
            (true, Form::Folded) => "tokens",
            (true, Form::Both) => "tokens_both",
        }
    }

    const fn in_form(self, form: Form) -> Made {
        Made::Line(Self { form, ..self })
    }
}

impl Made {
    /// The names that conditions use; that of a field is its place in the file, since two may be called alike.
    pub(super) fn name(self) -> String {
        match self {
            Self::Simple => "text_simple".to_owned(),
            Self::Plain => "text_plain".to_owned(),
            Self::Marked => "text_marked".to_owned(),
            Self::Line(line) => line.name().to_owned(),
            Self::WordCount => "word_count".to_owned(),
            Self::Trimmed(field) => format!("{}_trimmed", field_name(field)),
            Self::Lower(field) => format!("{}_lower", field_name(field)),
            Self::Folded(field) => format!("{}_folded", field_name(field)),
            Self::Number(field) => format!("{}_number", field_name(field)),
            Self::FoldedNumber(field) => format!("{}_folded_number", field_name(field)),
        }
    }

    /// What it is, for a comment.
    pub(super) const fn comment(self) -> &'static str {
        match self {
            Self::Simple => "the text with its common compatibility characters replaced",
            Self::Plain => "the text in Unicode's form NFKC",
            Self::Marked => "the text with its words marked, for regular expressions",
            Self::Line(line) => match (line.symbols, line.form) {
                (false, Form::Cased) => "its words between spaces, in their own case",
                (false, Form::Folded) => "its words in any case",
                (false, Form::Both) => "its words in both forms",
                (true, Form::Cased) => "its words and symbols between spaces, in their own case",
                (true, Form::Folded) => "its words and symbols in any case",
                (true, Form::Both) => "its words and symbols in both forms",
            },
            Self::WordCount => "how many words it has",
            Self::Trimmed(_) => "the column without spaces around it",
            Self::Lower(_) => "the same in lower case",
            Self::Folded(_) => "the same in any case and width",
            Self::Number(_) | Self::FoldedNumber(_) => "the same as a number",
        }
    }

    /// 1 for what is made of the record, else one more than what it is made of.
    pub(super) fn level(self) -> usize {
        self.of().into_iter().map(Self::level).max().unwrap_or(0) + 1
    }

    /// The made columns that it is made of.
    pub(super) fn of(self) -> Vec<Self> {
        match self {
            Self::Simple | Self::Marked | Self::Trimmed(_) => Vec::new(),
            Self::Plain => vec![Self::Simple],
            Self::Line(line) => match line.form {
                Form::Cased => vec![Self::Plain],
                Form::Folded => vec![line.in_form(Form::Cased)],
                Form::Both => vec![line.in_form(Form::Cased), line.in_form(Form::Folded)],
            },
            Self::WordCount => vec![Self::Line(Line {
                symbols: false,
                form: Form::Cased,
            })],
            Self::Lower(field) | Self::Number(field) => vec![Self::Trimmed(field)],
            Self::Folded(field) => vec![Self::Lower(field)],
            Self::FoldedNumber(field) => vec![Self::Folded(field)],
        }
    }

    /// How it is made.
    pub(super) fn expression(self, dialect: &dyn Dialect) -> String {
        match self {
            Self::Simple => simple(dialect),
            Self::Plain => normalised("text_simple", dialect),
            Self::Marked => {
                let [begins, ends] = WORD_MARKS.map(String::from);
                let words = format!("([{WORD_CHARACTERS}]+)");
                dialect.replaced(TEXT, &words, Replaced::Around(&begins, &ends))
            }
            Self::Line(line) => match line.form {
                Form::Cased => cased(line.symbols, dialect),
                Form::Folded => lower(&line.in_form(Form::Cased).name(), dialect),
                Form::Both => dialect.paired(
                    &line.in_form(Form::Folded).name(),
                    &line.in_form(Form::Cased).name(),
                ),
            },
            Self::WordCount => "length(words_cased) - length(replace(words_cased, ' ', '')) - 1".to_owned(),
            Self::Trimmed(field) => {
                let spaces = format!(r"\A[{SPACES}]+|[{SPACES}]+\z");
                dialect.replaced(&field_name(field), &spaces, Replaced::By(""))
            }
            Self::Lower(field) => lower(&Self::Trimmed(field).name(), dialect),
            Self::Folded(field) => normalised(&Self::Lower(field).name(), dialect),
            Self::Number(field) => number(&Self::Trimmed(field).name(), dialect),
            Self::FoldedNumber(field) => number(&Self::Folded(field).name(), dialect),
        }
    }
}

/// A plain field, as the innermost SELECT names it.
pub(super) fn field_name(field: usize) -> String {
    format!("column_{}", field + 1)
}

// The insides of classes of characters, in the syntax of RE2 and Java.

/// What is between tokens.
const SPACES: &str = r"\p{Z}\t-\r\x{85}";
/// The same with the control characters, which are no symbols either.
const BETWEEN: &str = r"\p{Z}\p{Cc}";
/// What is part of a word, or a word of its own.
const WORD: &str = r"\p{L}\p{N}_\x{24b6}-\x{24e9}\x{1f130}-\x{1f149}\x{1f150}-\x{1f169}\x{1f170}-\x{1f189}";
/// What joins the token before it.
const MARK: &str = r"\p{M}\x{200c}\x{200d}";
/// What says how the character before it is drawn.
const IGNORED: &str = r"\x{fe00}-\x{fe0f}\x{feff}";

/// The most common compatibility characters: full-width letters and signs, and dots.
fn simple(dialect: &dyn Dialect) -> String {
    let wide: String = ('\u{ff01}'..='\u{ff5e}').chain(['\u{3000}', '\u{a0}']).collect();
    let narrow: String = ('!'..='~').chain([' ', ' ']).collect();
    format!(
        "CASE WHEN {} THEN {TEXT} ELSE translate(replace({TEXT}, '…', '...'), {}, {}) END",
        dialect.is_ascii(TEXT),
        dialect.text(&wide),
        dialect.text(&narrow)
    )
}

/// A text in NFKC.
fn normalised(of: &str, dialect: &dyn Dialect) -> String {
    let table = if dialect.composed(of) == of {
        &NORMALISED
    } else {
        &COMPATIBLE
    };
    format!(
        "CASE WHEN {} THEN {of} WHEN {} THEN {} ELSE {} END",
        dialect.is_ascii(of),
        dialect.matches(of, &any_of(table)),
        dialect.composed(&dialect.mapped(of, table)),
        dialect.composed(of)
    )
}

/// A text in the form of [`crate::text::tables::folded`].
fn lower(of: &str, dialect: &dyn Dialect) -> String {
    let mapped = dialect.mapped(of, &FOLDED);
    format!(
        "CASE WHEN {} THEN lower({of}) WHEN {} THEN {} ELSE {} END",
        dialect.is_ascii(of),
        dialect.matches(of, &any_of(&FOLDED)),
        dialect.composed(&format!("lower({mapped})")),
        dialect.composed(&format!("lower({of})"))
    )
}

/// The tokens of the text between spaces. Where it is ASCII a shorter way leads to the same.
fn cased(symbols: bool, dialect: &dyn Dialect) -> String {
    let singles: String = SINGLES.iter().map(|&(first, last)| range(first, last)).collect();
    let drawn = dialect.replaced("text_plain", &format!("[{IGNORED}]"), Replaced::By(""));
    let apart = Replaced::Around(" ", " ");
    let (plain, full) = if symbols {
        let plain = dialect.replaced(&padded("text_plain"), r"([^0-9A-Za-z_\x{0}- \x{7f}])", apart);
        let full = format!("([{singles}][{MARK}]*|[^{WORD}{MARK}{BETWEEN}])");
        (
            dialect.replaced(&plain, r"[\x{0}- \x{7f}]+", Replaced::By(" ")),
            dialect.replaced(
                &dialect.replaced(&padded(&drawn), &full, apart),
                &format!("[{BETWEEN}][{MARK}{BETWEEN}]*"),
                Replaced::By(" "),
            ),
        )
    } else {
        (
            dialect.replaced(&padded("text_plain"), "[^0-9A-Za-z_]+", Replaced::By(" ")),
            dialect.replaced(
                &dialect.replaced(&padded(&drawn), &format!("([{singles}][{MARK}]*)"), apart),
                &format!("[^{WORD}{MARK}][^{WORD}]*"),
                Replaced::By(" "),
            ),
        )
    };
    format!(
        "CASE WHEN {} THEN {plain} ELSE {full} END",
        dialect.is_ascii("text_plain")
    )
}

/// What a number is, by this program's own reading; databases take more for one.
const NUMBER: &str = r"\A[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?\z";

/// A text as a number; NULL where it is none, or one too large.
fn number(of: &str, dialect: &dyn Dialect) -> String {
    let value = dialect.number(of);
    format!(
        "CASE WHEN {} AND abs({value}) <= {:e} THEN {value} END",
        dialect.matches(of, NUMBER),
        f64::MAX
    )
}

fn padded(of: &str) -> String {
    format!("' ' || {of} || ' '")
}

/// A pattern for the characters of a table.
fn any_of(table: &[Replacement]) -> String {
    let mut ranges: Vec<(char, char)> = Vec::new();
    for &(c, _) in table {
        match ranges.last_mut() {
            Some(range) if u32::from(range.1) + 1 == u32::from(c) => range.1 = c,
            _ => ranges.push((c, c)),
        }
    }
    let inside: String = ranges.iter().map(|&(first, last)| range(first, last)).collect();
    format!("[{inside}]")
}

fn range(first: char, last: char) -> String {
    if first == last {
        return format!(r"\x{{{:x}}}", u32::from(first));
    }
    format!(r"\x{{{:x}}}-\x{{{:x}}}", u32::from(first), u32::from(last))
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::text::Tokenizer;

    /// The classes say of every character what the tokeniser makes of it between two letters.
    #[test]
    fn classes_are_those_of_the_tokeniser() {
        let of = |inside: &str| labelloom_regex::Expression::new(&format!("^[{inside}]$"), true).unwrap();
        let singles: String = SINGLES.iter().map(|&(first, last)| range(first, last)).collect();
        let [word, mark, between, ignored, single] = [WORD, MARK, BETWEEN, IGNORED, &singles].map(of);
        for c in ('\0'..='\u{323af}').chain('\u{e0000}'..='\u{e01ff}') {
            let character = c.to_string();
            if !unicode_normalization::is_nfkc(&character) {
                continue;
            }
            let text = format!("a{c}b");
            let mut tokens = Vec::new();
            Tokenizer::default().each(&text, &mut |token| tokens.push(token.text.to_owned()));
            let is = |expression: &labelloom_regex::Expression| expression.is_match(&character);
            let expected: &[&str] = if is(&ignored) {
                &["ab"]
            } else if is(&single) {
                &["a", &character, "b"]
            } else if is(&word) || is(&mark) {
                &[&text]
            } else if is(&between) {
                &["a", "b"]
            } else {
                &["a", &character, "b"]
            };
            let composed: String = unicode_normalization::UnicodeNormalization::nfkc(text.chars()).collect();
            assert!(tokens == expected || tokens == [composed], "{c:?}: {tokens:?}");
        }
    }
}
