//! Regular expressions as the rule language uses them: in linear time, on the text as it stands, with the letters that
//! every match must hold. A package of its own because it is heavy: native programs link it; in the browser it is a
//! file that is loaded when a rule first holds an expression, and [`Desk`] is what page and file speak.

mod classes;
mod desk;
mod expression;
mod literals;
mod portable;

pub use desk::Desk;
pub use expression::{Expression, Matcher, Problem};
pub use portable::{Flavour, Portable, WORD_BEGINS, WORD_CHARACTERS, WORD_ENDS};
