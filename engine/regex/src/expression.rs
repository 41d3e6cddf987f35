//! An expression, compiled.

use std::ops::Range;

use regex_automata::{Input, meta};
use regex_syntax::hir::{Hir, HirKind, Look};

use crate::literals::required;
use crate::portable::{Flavour, Portable, portable};

/// Bytes that a compiled expression may take.
const SIZE_LIMIT: usize = 4 << 20;

/// Why an expression can't be used, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub remedy: String,
}

impl Problem {
    fn new(what: impl Into<String>, remedy: &str) -> Self {
        Self {
            what: what.into(),
            remedy: remedy.to_owned(),
        }
    }
}

/// An expression, compiled.
#[derive(Debug)]
pub struct Expression {
    unicode: meta::Regex,
    /// The same with ASCII word boundaries, which keep the fast automaton; for texts that are all ASCII, where both
    /// find the same.
    ascii: meta::Regex,
    required: Option<Vec<String>>,
    tree: Hir,
}

impl Expression {
    /// Compiles a pattern, in any case unless `exact`.
    ///
    /// # Errors
    /// The pattern is empty, can't be read, or would take too much memory.
    pub fn new(pattern: &str, exact: bool) -> Result<Self, Problem> {
        if pattern.is_empty() {
            return Err(Problem::new(
                "This regular expression is empty",
                "Write a pattern between the slashes",
            ));
        }
        let tree = syntax(pattern, !exact)?;
        Ok(Self {
            unicode: compile(&tree)?,
            ascii: compile(&ascii_boundaries(&tree))?,
            // In the pattern's own case: whoever asks an index folds them as the index does.
            required: required(&syntax(pattern, false)?),
            tree,
        })
    }

    /// Letters in a row, one of which every match holds; none where the expression promises nothing.
    #[must_use]
    pub fn required(&self) -> Option<&[String]> {
        self.required.as_deref()
    }

    /// Whether it matches anywhere in a text. Of many texts [`Self::matcher`] is quicker.
    #[must_use]
    pub fn is_match(&self, text: &str) -> bool {
        self.for_text(text).is_match(text)
    }

    /// For many texts: what matching needs to remember is borrowed once, not a text.
    #[must_use]
    pub fn matcher(&self) -> Matcher<'_> {
        Matcher {
            expression: self,
            unicode: self.unicode.create_cache(),
            ascii: self.ascii.create_cache(),
        }
    }

    /// Where it matches, in bytes, from left to right.
    pub fn spans(&self, text: &str) -> impl Iterator<Item = Range<usize>> {
        self.for_text(text).find_iter(text).map(|found| found.range())
    }

    /// The same in the syntax of another engine, for texts taken there.
    ///
    /// # Errors
    /// Why that engine can't find the same.
    pub fn portable(&self, flavour: Flavour) -> Result<Portable, String> {
        portable(&self.tree, flavour)
    }

    fn for_text(&self, text: &str) -> &meta::Regex {
        if text.is_ascii() {
            &self.ascii
        } else {
            &self.unicode
        }
    }
}

/// An expression at work on many texts.
#[derive(Debug)]
pub struct Matcher<'a> {
    expression: &'a Expression,
    unicode: meta::Cache,
    ascii: meta::Cache,
}

impl Matcher<'_> {
    /// Whether the expression matches anywhere in a text.
    pub fn is_match(&mut self, text: &str) -> bool {
        let anywhere = Input::new(text).earliest(true);
        let Expression { unicode, ascii, .. } = self.expression;
        let found = if text.is_ascii() {
            ascii.search_half_with(&mut self.ascii, &anywhere)
        } else {
            unicode.search_half_with(&mut self.unicode, &anywhere)
        };
        found.is_some()
    }
}

fn syntax(pattern: &str, ignore_case: bool) -> Result<Hir, Problem> {
    let parsed = regex_syntax::ParserBuilder::new()
        .case_insensitive(ignore_case)
        .build()
        .parse(pattern);
    parsed.map_err(|error| {
        let reason = match &error {
            regex_syntax::Error::Parse(error) => error.kind().to_string(),
            regex_syntax::Error::Translate(error) => error.kind().to_string(),
            _ => error.to_string(),
        };
        Problem::new(
            format!("This regular expression can't be read: {reason}"),
            "Look-around and back-references don't exist here; put \\ before a character to mean itself",
        )
    })
}

fn compile(tree: &Hir) -> Result<meta::Regex, Problem> {
    let limits = meta::Config::new()
        .nfa_size_limit(Some(SIZE_LIMIT))
        .onepass_size_limit(Some(SIZE_LIMIT / 4));
    meta::Regex::builder()
        .configure(limits)
        .build_from_hir(tree)
        .map_err(|_| {
            Problem::new(
                "This regular expression is too large",
                "Use smaller repetitions, or several rules",
            )
        })
}

/// The tree with its Unicode word boundaries as ASCII ones.
fn ascii_boundaries(tree: &Hir) -> Hir {
    let all = |parts: &[Hir]| parts.iter().map(ascii_boundaries).collect::<Vec<_>>();
    match tree.kind() {
        HirKind::Empty => Hir::empty(),
        HirKind::Literal(literal) => Hir::literal(literal.0.clone()),
        HirKind::Class(class) => Hir::class(class.clone()),
        HirKind::Look(look) => Hir::look(match look {
            Look::WordUnicode => Look::WordAscii,
            Look::WordUnicodeNegate => Look::WordAsciiNegate,
            Look::WordStartUnicode => Look::WordStartAscii,
            Look::WordEndUnicode => Look::WordEndAscii,
            Look::WordStartHalfUnicode => Look::WordStartHalfAscii,
            Look::WordEndHalfUnicode => Look::WordEndHalfAscii,
            other => *other,
        }),
        HirKind::Repetition(repetition) => {
            let mut repetition = repetition.clone();
            repetition.sub = Box::new(ascii_boundaries(&repetition.sub));
            Hir::repetition(repetition)
        }
        HirKind::Capture(capture) => {
            let mut capture = capture.clone();
            capture.sub = Box::new(ascii_boundaries(&capture.sub));
            Hir::capture(capture)
        }
        HirKind::Concat(parts) => Hir::concat(all(parts)),
        HirKind::Alternation(parts) => Hir::alternation(all(parts)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_counts_only_where_asked() {
        assert!(Expression::new("free", false).unwrap().is_match("FREE entry"));
        assert!(!Expression::new("free", true).unwrap().is_match("FREE entry"));
    }

    #[test]
    fn boundaries_are_the_same_in_ascii_and_in_other_texts() {
        let word = Expression::new(r"\bcall\b", false).unwrap();
        let spans = |text| {
            word.spans(text)
                .map(|span| (span.start, span.end))
                .collect::<Vec<_>>()
        };
        assert_eq!(spans("call me"), [(0, 4)]);
        assert_eq!(spans("écall, call"), [(8, 12)]);
    }

    #[test]
    fn many_texts_are_answered_as_one_is() {
        let expression = Expression::new(r"\bcall\b|\d{3}", false).unwrap();
        let mut matcher = expression.matcher();
        for text in ["call", "recall", "écall", "é call", "12", "x123", ""] {
            assert_eq!(matcher.is_match(text), expression.is_match(text), "{text}");
        }
    }

    #[test]
    fn classes_of_scripts_are_known() {
        assert!(Expression::new(r"\p{Han}", false).unwrap().is_match("日本"));
        assert!(Expression::new(r"^\p{L}+$", false).unwrap().is_match("größe"));
    }

    #[test]
    fn what_is_wrong_is_said() {
        let problem = |pattern| Expression::new(pattern, false).unwrap_err();
        assert!(problem("").what.contains("empty"));
        assert!(problem("(a").what.contains("unclosed group"));
        assert!(problem("(?=a)").remedy.contains("Look-around"));
        assert!(problem(r"(\p{L}{500}){500}").what.contains("too large"));
    }
}
