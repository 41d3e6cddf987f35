//! An expression in the syntax that other engines share, so that it can be taken along into a database: RE2 (DuckDB and
//! others) and Java (Spark). It finds the same texts there: case is written out, classes by what they hold, anchors by
//! what they mean.
//!
//! Those engines have no Unicode word boundary, or another one. An expression with boundaries is therefore written for
//! a text in which they are marked: [`WORD_BEGINS`] stands before each run of word characters and [`WORD_ENDS`] behind
//! it. Only what this can't say either is refused.

use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Look, Repetition};

use crate::classes::Classes;

/// Marks the beginning of a word. No text holds it: Unicode keeps it for uses within programs.
pub const WORD_BEGINS: char = '\u{fdd0}';
/// Marks the end of a word.
pub const WORD_ENDS: char = '\u{fdd1}';

/// Characters of a word, as [`WORD_BEGINS`] and [`WORD_ENDS`] understand it: the inside of a class.
pub const WORD_CHARACTERS: &str = crate::classes::WORD;

/// Whose syntax.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flavour {
    /// RE2, which has no look-around.
    Re2,
    /// `java.util.regex`, whose own line anchors know other ends of lines.
    Java,
}

/// An expression in another syntax.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Portable {
    /// The pattern. No flag need be set.
    pub pattern: String,
    /// Whether it is for texts with marked words.
    pub marked: bool,
}

/// Either mark, as it is written.
const MARK: &str = r"[\x{fdd0}\x{fdd1}]";
/// Most repetitions, also by nesting, that RE2 takes. Its limit of memory is wider than this package's own.
const MOST_REPETITIONS: u32 = 1000;

pub(crate) fn portable(tree: &Hir, flavour: Flavour) -> Result<Portable, String> {
    let mut printer = Printer {
        flavour,
        classes: Classes::new(),
        marked: tree.properties().look_set().contains_word(),
        out: String::new(),
        repeated: 1,
    };
    printer.print(tree, Place::unknown())?;
    Ok(Portable {
        pattern: printer.out,
        marked: printer.marked,
    })
}

/// Which side of a mark a character stands on: that of words, or the other.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Word,
    Other,
    Unknown,
}

/// What is known of the place in the text where the next part of the pattern begins.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Place {
    /// The character before it.
    before: Side,
    /// Whether the mark that stands here, if one does, is passed.
    passed: Passed,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Passed {
    No,
    /// By this boundary.
    By(Look),
    Maybe,
}

impl Place {
    const fn unknown() -> Self {
        Self {
            before: Side::Unknown,
            passed: Passed::No,
        }
    }

    const fn after(before: Side) -> Self {
        Self {
            before,
            passed: Passed::No,
        }
    }

    /// Where two ways meet.
    fn or(self, other: Self) -> Self {
        Self {
            before: if self.before == other.before {
                self.before
            } else {
                Side::Unknown
            },
            passed: if self.passed == other.passed {
                self.passed
            } else {
                Passed::Maybe
            },
        }
    }
}

struct Printer {
    flavour: Flavour,
    classes: Classes,
    marked: bool,
    out: String,
    /// How often what is printed now is repeated.
    repeated: u32,
}

impl Printer {
    /// Appends a part that begins at a place, and says where it ends.
    fn print(&mut self, tree: &Hir, place: Place) -> Result<Place, String> {
        match tree.kind() {
            HirKind::Empty => Ok(place),
            HirKind::Literal(literal) => {
                let text = std::str::from_utf8(&literal.0).map_err(|_| bytes())?;
                text.chars().try_fold(place, |place, c| self.character(c, place))
            }
            HirKind::Class(Class::Unicode(class)) => self.class(class, place),
            HirKind::Class(Class::Bytes(class)) => {
                let class = class.to_unicode_class().ok_or_else(bytes)?;
                self.class(&class, place)
            }
            HirKind::Look(look) => self.look(*look, place),
            HirKind::Repetition(repetition) => self.repetition(repetition, place),
            HirKind::Capture(capture) => self.group(&capture.sub, place),
            HirKind::Concat(parts) => parts
                .iter()
                .try_fold(place, |place, part| self.concatenated(part, place)),
            HirKind::Alternation(parts) => self.alternation(parts, place),
        }
    }

    fn concatenated(&mut self, part: &Hir, place: Place) -> Result<Place, String> {
        if matches!(part.kind(), HirKind::Alternation(_)) {
            return self.group(part, place);
        }
        self.print(part, place)
    }

    fn group(&mut self, part: &Hir, place: Place) -> Result<Place, String> {
        self.out.push_str("(?:");
        let place = self.print(part, place)?;
        self.out.push(')');
        Ok(place)
    }

    fn alternation(&mut self, parts: &[Hir], place: Place) -> Result<Place, String> {
        let mut end: Option<Place> = None;
        for part in parts {
            if end.is_some() {
                self.out.push('|');
            }
            let of_part = self.print(part, place)?;
            end = Some(end.map_or(of_part, |end| end.or(of_part)));
        }
        Ok(end.unwrap_or(place))
    }

    fn character(&mut self, c: char, place: Place) -> Result<Place, String> {
        self.class(&ClassUnicode::new([ClassUnicodeRange::new(c, c)]), place)
    }

    fn class(&mut self, class: &ClassUnicode, place: Place) -> Result<Place, String> {
        let mut class = class.clone();
        let mut side = Side::Unknown;
        if self.marked {
            class.difference(&marks());
            side = self.side(&class);
            let is_same = side != Side::Unknown && side == place.before;
            if !is_same && !matches!(place.passed, Passed::By(_)) {
                self.mark(true);
            }
        }
        let class = self.classes.print(&class);
        self.out.push_str(&class);
        Ok(Place::after(side))
    }

    /// Whether a class holds characters of words, others, or both.
    fn side(&self, class: &ClassUnicode) -> Side {
        let mut of_words = class.clone();
        of_words.intersect(self.classes.word());
        if of_words.ranges().is_empty() {
            Side::Other
        } else if of_words == *class {
            Side::Word
        } else {
            Side::Unknown
        }
    }

    /// Passes a mark, whichever.
    fn mark(&mut self, is_optional: bool) {
        self.out.push_str(MARK);
        if is_optional {
            self.out.push('?');
        }
    }

    fn look(&mut self, look: Look, place: Place) -> Result<Place, String> {
        match look {
            Look::Start => self.begin(r"\A", place),
            Look::StartLF => self.begin(self.in_flavour("(?m:^)", r"(?<![^\n])"), place),
            Look::End => Ok(self.end(r"\z", place)),
            Look::EndLF => Ok(self.end(self.in_flavour("(?m:$)", r"(?![^\n])"), place)),
            Look::WordUnicode | Look::WordStartUnicode | Look::WordEndUnicode => self.boundary(look, place),
            Look::WordUnicodeNegate | Look::WordAsciiNegate => {
                Err(r"other engines have another \B".to_owned())
            }
            Look::StartCRLF | Look::EndCRLF => Err("other engines know no ends of lines by (?R)".to_owned()),
            _ => Err("other engines lack this word boundary".to_owned()),
        }
    }

    const fn in_flavour(&self, re2: &'static str, java: &'static str) -> &'static str {
        match self.flavour {
            Flavour::Re2 => re2,
            Flavour::Java => java,
        }
    }

    fn begin(&mut self, anchor: &str, place: Place) -> Result<Place, String> {
        if self.marked && place.passed != Passed::No {
            return Err("a word boundary stands before a beginning in it".to_owned());
        }
        self.out.push_str(anchor);
        Ok(Place::after(Side::Other))
    }

    fn end(&mut self, anchor: &str, place: Place) -> Place {
        if self.marked && !matches!(place.passed, Passed::By(_)) {
            self.mark(true);
        }
        self.out.push_str(anchor);
        Place {
            passed: if self.marked { Passed::Maybe } else { Passed::No },
            ..place
        }
    }

    fn boundary(&mut self, look: Look, place: Place) -> Result<Place, String> {
        match place.passed {
            Passed::No => {}
            Passed::By(passed) if passed == look => return Ok(place),
            _ => return Err("two word boundaries may meet in it".to_owned()),
        }
        match look {
            Look::WordStartUnicode => self.out.push_str(r"\x{fdd0}"),
            Look::WordEndUnicode => self.out.push_str(r"\x{fdd1}"),
            _ => self.mark(false),
        }
        Ok(Place {
            passed: Passed::By(look),
            ..place
        })
    }

    fn repetition(&mut self, repetition: &Repetition, place: Place) -> Result<Place, String> {
        let times = repetition.max.unwrap_or(repetition.min).max(1);
        let before = self.repeated;
        self.repeated = before.saturating_mul(times);
        if self.repeated > MOST_REPETITIONS {
            return Err(format!("it repeats more than {MOST_REPETITIONS} times"));
        }
        let once = repetition.max == Some(1);
        let inside = if once {
            place
        } else {
            self.within_loop(place, &repetition.sub)
        };
        let start = self.out.len();
        let end = self.print(&repetition.sub, inside)?;
        if !is_atom(&repetition.sub, &self.out[start..]) {
            self.out.insert_str(start, "(?:");
            self.out.push(')');
        }
        self.repeated = before;
        self.out.push_str(&counts(repetition.min, repetition.max));
        Ok(if repetition.min == 0 { end.or(place) } else { end })
    }

    /// What is known where a loop begins again and again.
    fn within_loop(&self, place: Place, part: &Hir) -> Place {
        let is_open = place.passed == Passed::No && !(self.marked && may_end_passed(part));
        Place {
            before: Side::Unknown,
            passed: if is_open { Passed::No } else { Passed::Maybe },
        }
    }
}

/// Whether what follows a part, as it is written, is about all of it.
fn is_atom(part: &Hir, written: &str) -> bool {
    match part.kind() {
        HirKind::Class(_) => !written.starts_with(MARK),
        HirKind::Literal(literal) => !written.starts_with(MARK) && literal.0.len() == 1,
        HirKind::Capture(_) => true,
        _ => false,
    }
}

/// Whether a part may end right behind a mark that it passed.
fn may_end_passed(part: &Hir) -> bool {
    match part.kind() {
        HirKind::Empty | HirKind::Literal(_) | HirKind::Class(_) => false,
        HirKind::Look(look) => !matches!(look, Look::Start | Look::StartLF),
        HirKind::Repetition(repetition) => may_end_passed(&repetition.sub),
        HirKind::Capture(capture) => may_end_passed(&capture.sub),
        HirKind::Alternation(parts) => parts.iter().any(may_end_passed),
        HirKind::Concat(parts) => {
            let may_be_empty = |part: &Hir| part.properties().minimum_len().is_none_or(|length| length == 0);
            let from_last = parts.iter().rev();
            let empty = from_last.clone().take_while(|part| may_be_empty(part)).count();
            from_last.take(empty + 1).any(may_end_passed)
        }
    }
}

fn marks() -> ClassUnicode {
    ClassUnicode::new([ClassUnicodeRange::new(WORD_BEGINS, WORD_ENDS)])
}

fn bytes() -> String {
    "it matches bytes that are no characters".to_owned()
}

fn counts(min: u32, max: Option<u32>) -> String {
    match (min, max) {
        (0, None) => "*".to_owned(),
        (1, None) => "+".to_owned(),
        (0, Some(1)) => "?".to_owned(),
        (min, None) => format!("{{{min},}}"),
        (min, Some(max)) if min == max => format!("{{{min}}}"),
        (min, Some(max)) => format!("{{{min},{max}}}"),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Expression;

    fn of(pattern: &str) -> Result<Portable, String> {
        Expression::new(pattern, false).unwrap().portable(Flavour::Re2)
    }

    fn written(pattern: &str) -> String {
        Expression::new(pattern, true)
            .unwrap()
            .portable(Flavour::Re2)
            .unwrap()
            .pattern
    }

    /// A text with its words marked, as the database makes it.
    fn marked(text: &str) -> String {
        let words = Expression::new(&format!("[{WORD_CHARACTERS}]+"), true).unwrap();
        let (mut marked, mut at) = (String::new(), 0);
        for span in words.spans(text) {
            marked += &text[at..span.start];
            at = span.end;
            marked += &format!("{WORD_BEGINS}{}{WORD_ENDS}", &text[span]);
        }
        marked + &text[at..]
    }

    /// Whether the pattern finds in the text what its portable form finds in the text for it. The syntax is so plain
    /// that this engine reads it too.
    fn agree(pattern: &str, text: &str) {
        let Ok(expression) = Expression::new(pattern, false) else {
            return;
        };
        let Ok(portable) = expression.portable(Flavour::Re2) else {
            return;
        };
        let other = Expression::new(&portable.pattern, true)
            .unwrap_or_else(|problem| panic!("{pattern} → {}: {}", portable.pattern, problem.what));
        let seen = if portable.marked {
            marked(text)
        } else {
            text.to_owned()
        };
        assert_eq!(
            other.is_match(&seen),
            expression.is_match(text),
            "{pattern} → {} on {text:?}",
            portable.pattern
        );
    }

    #[test]
    fn patterns_are_written_out_plainly() {
        let cases = [
            (r"free", "free"),
            (r"(?i)ok", r"[Oo][Kk\x{212a}]"),
            (r"a.c", r"a[^\n]c"),
            (r"(a|bc)+d?", "(?:a|bc)+d?"),
            (r"^\d{2}%$", r"\A[\p{Nd}]{2}%\z"),
            (r"(?m)^x$", r"(?m:^)x(?m:$)"),
            (r"\s\S", r"[\t-\r\x{85}\p{Z}][^\t-\r\x{85}\p{Z}]"),
            (r"[^a-c]", "[^a-c]"),
            (r"\bwin\b", r"[\x{fdd0}\x{fdd1}]win[\x{fdd0}\x{fdd1}]"),
            (r"\b{start}win !", r"\x{fdd0}win[\x{fdd0}\x{fdd1}]? !"),
        ];
        for (pattern, expected) in cases {
            assert_eq!(written(pattern), expected, "{pattern}");
        }
    }

    #[test]
    fn what_other_engines_lack_is_said() {
        for (pattern, said) in [
            (r"\Bx", r"\B"),
            (r"a{1001}", "1000"),
            (r"(a{50}){50}", "1000"),
            (r"(\bfoo\b\s*)+", "may meet"),
            (r"(?-u:\b)x", "boundary"),
            (r"(?Rm)^x", "(?R)"),
        ] {
            let error = of(pattern).unwrap_err();
            assert!(error.contains(said), "{pattern}: {error}");
        }
    }

    #[test]
    fn boundaries_are_found_in_any_script() {
        let texts = [
            "call",
            "écall, call",
            "call_",
            "call!",
            "",
            "été call",
            "x call\u{301} y",
            "42call",
        ];
        for pattern in [
            r"\bcall\b",
            r"\b",
            r"^\b",
            r"\b$",
            r"call\b|\bx",
            r"(\bcall)?!",
            r"\b{end}\W",
        ] {
            texts.iter().for_each(|text| agree(pattern, text));
        }
    }

    proptest! {
        #[test]
        fn the_portable_form_finds_the_same(
            pattern in r"(\^|\\b|\(a\||)((a|k|é|\.|\\w|\\d|\\s|\\W|\[ab\]|\[\^a_\]|\\b|\(b|c\)|_)(\*|\+|\?|\{2\}|)){1,6}(\$|\\b|\)|)",
            texts in prop::collection::vec("[abckK_éſ \u{301}!5\n中]{0,8}", 12),
        ) {
            texts.iter().for_each(|text| agree(&pattern, text));
        }
    }
}
