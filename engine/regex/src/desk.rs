//! Expressions by number and texts in bulk, for a caller that shares no types and no memory with this package: it writes
//! into one buffer, calls, and reads another.

use crate::{Expression, Flavour, Problem};

/// What an expression has to say is cut here between parts.
const PART: &str = "\n";

/// The buffers and the expressions in use.
#[derive(Debug)]
pub struct Desk {
    input: Vec<u8>,
    output: Vec<u8>,
    expressions: Vec<Option<Expression>>,
}

impl Default for Desk {
    fn default() -> Self {
        Self::new()
    }
}

impl Desk {
    /// A desk without expressions.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            input: Vec::new(),
            output: Vec::new(),
            expressions: Vec::new(),
        }
    }

    /// Room for so many bytes of input, to be written before the next call.
    pub fn room(&mut self, bytes: usize) -> &mut [u8] {
        self.input.resize(bytes, 0);
        &mut self.input
    }

    /// What the last call left.
    #[must_use]
    pub fn output(&self) -> &[u8] {
        &self.output
    }

    /// Compiles the input and gives it a number from 1 up; the output is then a line for each run of required letters.
    /// 0 where the input can't be used; the output is then two lines, what is wrong and what to do.
    pub fn compile(&mut self, exact: bool) -> u32 {
        let pattern = String::from_utf8_lossy(&self.input).into_owned();
        match Expression::new(&pattern, exact) {
            Ok(expression) => {
                self.output = expression.required().unwrap_or_default().join(PART).into_bytes();
                self.keep(expression)
            }
            Err(Problem { what, remedy }) => {
                // A reason has its place; the remedy must stay the last line.
                self.output = format!("{}{PART}{remedy}", what.replace(PART, " ")).into_bytes();
                0
            }
        }
    }

    /// Whether an expression matches each of the texts in the input: their lengths in four bytes each, little-endian,
    /// then the texts. The output has a byte a text, 1 where it matches.
    pub fn matches(&mut self, number: u32, texts: usize) {
        self.output.clear();
        let Some(expression) = held(&self.expressions, number) else {
            return;
        };
        let mut matcher = expression.matcher();
        let (lengths, mut rest) = self.input.split_at((4 * texts).min(self.input.len()));
        for length in lengths.chunks_exact(4) {
            let length = u32::from_le_bytes([length[0], length[1], length[2], length[3]]) as usize;
            let (text, after) = rest.split_at(length.min(rest.len()));
            rest = after;
            // The texts were strings on the other side; one that isn't matches nothing.
            let is_match = std::str::from_utf8(text).is_ok_and(|text| matcher.is_match(text));
            self.output.push(u8::from(is_match));
        }
    }

    /// Where an expression matches in the input, one text: for each match its first byte and one past its last, four
    /// bytes each, little-endian.
    pub fn spans(&mut self, number: u32) {
        self.output.clear();
        let Some(expression) = held(&self.expressions, number) else {
            return;
        };
        if let Ok(text) = std::str::from_utf8(&self.input) {
            for span in expression.spans(text) {
                for place in [span.start, span.end] {
                    let place = u32::try_from(place).unwrap_or(u32::MAX);
                    self.output.extend(place.to_le_bytes());
                }
            }
        }
    }

    /// An expression in another engine's syntax, Java's or RE2's. The output begins with `=` where it is for the text as
    /// it stands, with `#` where it is for a text with marked words, and with `!` where it is the reason why it can't be
    /// said there.
    pub fn portable(&mut self, number: u32, java: bool) {
        self.output.clear();
        let Some(expression) = held(&self.expressions, number) else {
            return;
        };
        let flavour = if java { Flavour::Java } else { Flavour::Re2 };
        let said = match expression.portable(flavour) {
            Ok(portable) => format!("{}{}", if portable.marked { '#' } else { '=' }, portable.pattern),
            Err(reason) => format!("!{reason}"),
        };
        self.output = said.into_bytes();
    }

    /// Forgets an expression.
    pub fn release(&mut self, number: u32) {
        if let Some(place) = self.expressions.get_mut((number as usize).wrapping_sub(1)) {
            *place = None;
        }
    }

    fn keep(&mut self, expression: Expression) -> u32 {
        let free = self.expressions.iter().position(Option::is_none);
        let place = free.unwrap_or(self.expressions.len());
        if free.is_none() {
            self.expressions.push(None);
        }
        self.expressions[place] = Some(expression);
        u32::try_from(place + 1).unwrap_or(0)
    }
}

fn held(expressions: &[Option<Expression>], number: u32) -> Option<&Expression> {
    expressions.get((number as usize).wrapping_sub(1))?.as_ref()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compile(desk: &mut Desk, pattern: &str) -> u32 {
        desk.room(pattern.len()).copy_from_slice(pattern.as_bytes());
        desk.compile(false)
    }

    fn matches(desk: &mut Desk, number: u32, texts: &[&str]) -> Vec<u8> {
        let mut input: Vec<u8> = Vec::new();
        for text in texts {
            input.extend(u32::try_from(text.len()).unwrap().to_le_bytes());
        }
        texts.iter().for_each(|text| input.extend(text.as_bytes()));
        desk.room(input.len()).copy_from_slice(&input);
        desk.matches(number, texts.len());
        desk.output().to_vec()
    }

    #[test]
    fn texts_are_answered_in_their_order() {
        let mut desk = Desk::new();
        let number = compile(&mut desk, r"win|\d+%");
        assert_eq!(number, 1);
        assert_eq!(desk.output(), b"");
        assert_eq!(
            matches(&mut desk, number, &["WIN now", "", "größe", "20% off"]),
            [1, 0, 0, 1]
        );
    }

    #[test]
    fn required_letters_and_spans_are_left_in_the_output() {
        let mut desk = Desk::new();
        let number = compile(&mut desk, "free|prize");
        assert_eq!(desk.output(), b"free\nprize");
        desk.room(9)
            .copy_from_slice("é free fr".get(..9).unwrap().as_bytes());
        desk.spans(number);
        assert_eq!(desk.output(), [3, 0, 0, 0, 7, 0, 0, 0]);
    }

    #[test]
    fn expressions_are_said_in_another_syntax_or_why_not() {
        let mut desk = Desk::new();
        let mut said = |pattern: &str, java| {
            let number = compile(&mut desk, pattern);
            desk.portable(number, java);
            String::from_utf8(desk.output().to_vec()).unwrap()
        };
        assert_eq!(said("1$", false), r"=1\z");
        assert_eq!(said("(?m)1$", true), r"=1(?![^\n])");
        // A boundary may stand before the digit too.
        assert_eq!(said(r"1\b", false), r"#[\x{fdd0}\x{fdd1}]?1[\x{fdd0}\x{fdd1}]");
        assert!(said(r"\B", false).starts_with('!'));
    }

    #[test]
    fn numbers_are_used_again_and_unknown_ones_answer_nothing() {
        let mut desk = Desk::new();
        assert_eq!([compile(&mut desk, "a"), compile(&mut desk, "b")], [1, 2]);
        desk.release(1);
        assert_eq!(matches(&mut desk, 1, &["a"]), b"");
        assert_eq!(compile(&mut desk, "c"), 1);
        assert_eq!(matches(&mut desk, 9, &["a"]), b"");
        assert_eq!(matches(&mut desk, 0, &["a"]), b"");
    }

    #[test]
    fn a_problem_is_two_lines() {
        let mut desk = Desk::new();
        assert_eq!(compile(&mut desk, "(a"), 0);
        let said = String::from_utf8(desk.output().to_vec()).unwrap();
        assert_eq!(said.lines().count(), 2);
    }
}
