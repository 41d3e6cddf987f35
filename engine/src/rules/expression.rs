//! Compiled regular expressions, wherever they are compiled. Native programs link the package that does it. A wasm does
//! not carry it: whoever runs the engine there [`provide`]s it, in the bench by loading a second wasm when the first
//! expression is read.

use std::fmt::Debug;
use std::ops::Range;
use std::sync::Arc;

/// A compiled expression.
pub trait Expression: Debug + Send + Sync {
    /// Letters in a row, in the pattern's own case, one of which every match holds; none where it promises nothing.
    fn required(&self) -> Option<Vec<String>>;
    /// Says of each text in turn whether it matches.
    fn matches(&self, texts: &mut dyn Iterator<Item = &str>, hit: &mut dyn FnMut(bool));
    /// Where it matches in a text, in bytes, from left to right.
    fn spans(&self, text: &str) -> Vec<Range<usize>>;
    /// The same in another engine's syntax, or why it can't be said there.
    fn portable(&self, flavour: Flavour) -> Result<Portable, String>;
}

/// Whose syntax an expression is said in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flavour {
    /// RE2's.
    Re2,
    /// Java's.
    Java,
}

/// An expression in another engine's syntax.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Portable {
    /// The pattern. No flag need be set.
    pub pattern: String,
    /// Whether it is for texts in which each word stands between [`WORD_MARKS`].
    pub marked: bool,
}

/// What marks the beginning and the end of a word for [`Portable::marked`] patterns: characters that no text holds.
pub const WORD_MARKS: [char; 2] = ['\u{fdd0}', '\u{fdd1}'];

/// The characters of words as those patterns understand them: the inside of a class in the syntax of either engine.
pub const WORD_CHARACTERS: &str = r"\p{L}\p{M}\p{Nd}\p{Nl}\p{Pc}\x{200c}\x{200d}\x{24b6}-\x{24e9}\x{1f130}-\x{1f149}\x{1f150}-\x{1f169}\x{1f170}-\x{1f189}";

/// Why an expression can't be used: what is wrong, and what to do.
pub type Refused = (String, String);

/// Compiles a pattern, in any case unless the flag asks for exact case.
pub type Compile = fn(&str, bool) -> Result<Arc<dyn Expression>, Refused>;

#[cfg(not(target_arch = "wasm32"))]
mod linked {
    use super::{Arc, Expression, Flavour, Portable, Range, Refused};

    impl Expression for labelloom_regex::Expression {
        fn required(&self) -> Option<Vec<String>> {
            self.required().map(<[String]>::to_vec)
        }

        fn matches(&self, texts: &mut dyn Iterator<Item = &str>, hit: &mut dyn FnMut(bool)) {
            let mut matcher = self.matcher();
            texts.for_each(|text| hit(matcher.is_match(text)));
        }

        fn spans(&self, text: &str) -> Vec<Range<usize>> {
            self.spans(text).collect()
        }

        fn portable(&self, flavour: Flavour) -> Result<Portable, String> {
            let flavour = match flavour {
                Flavour::Re2 => labelloom_regex::Flavour::Re2,
                Flavour::Java => labelloom_regex::Flavour::Java,
            };
            let labelloom_regex::Portable { pattern, marked } = self.portable(flavour)?;
            Ok(Portable { pattern, marked })
        }
    }

    pub(in crate::rules) fn compile(pattern: &str, exact: bool) -> Result<Arc<dyn Expression>, Refused> {
        match labelloom_regex::Expression::new(pattern, exact) {
            Ok(expression) => Ok(Arc::new(expression)),
            Err(problem) => Err((problem.what, problem.remedy)),
        }
    }
}

#[cfg(target_arch = "wasm32")]
mod provided {
    use std::sync::OnceLock;

    use super::{Arc, Compile, Expression, Refused};

    static COMPILE: OnceLock<Compile> = OnceLock::new();

    /// Says how expressions are compiled from here on; the first word stands.
    pub fn provide(compile: Compile) {
        // A second provider would compile the same, so nothing is lost by leaving it.
        COMPILE.get_or_init(|| compile);
    }

    pub(in crate::rules) fn compile(pattern: &str, exact: bool) -> Result<Arc<dyn Expression>, Refused> {
        let Some(compile) = COMPILE.get() else {
            return Err((
                "Regular expressions can't be read here".to_owned(),
                "Use words, phrases or parts of words instead".to_owned(),
            ));
        };
        compile(pattern, exact)
    }
}

#[cfg(not(target_arch = "wasm32"))]
pub(super) use linked::compile;
#[cfg(target_arch = "wasm32")]
pub(super) use provided::compile;
#[cfg(target_arch = "wasm32")]
pub use provided::provide;

#[cfg(test)]
mod tests {
    #[test]
    fn what_marks_words_is_what_patterns_are_written_for() {
        assert_eq!(
            super::WORD_MARKS,
            [labelloom_regex::WORD_BEGINS, labelloom_regex::WORD_ENDS]
        );
        assert_eq!(super::WORD_CHARACTERS, labelloom_regex::WORD_CHARACTERS);
    }
}
