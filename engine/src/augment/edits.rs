//! The edits of one operation on one text. What is kept is kept here, whatever the operation asks for.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization as _;

use super::variant::{Change, Edited};
use crate::text::{Class, class};

/// Edits of a text, gathered in any order.
#[derive(Debug)]
pub struct Edits<'a> {
    text: &'a str,
    kept: &'a [Range<usize>],
    edits: Vec<Edit>,
    /// What is put in, one after the other.
    put: String,
}

#[derive(Debug)]
struct Edit {
    range: Range<usize>,
    /// Bytes of `put`.
    with: Range<usize>,
}

impl<'a> Edits<'a> {
    /// None yet. `kept` are bytes that stay as they are, ascending and apart.
    #[must_use]
    pub const fn new(text: &'a str, kept: &'a [Range<usize>]) -> Self {
        Self {
            text,
            kept,
            edits: Vec::new(),
            put: String::new(),
        }
    }

    /// Puts `with` in place of a piece of the text, unless something kept is in it. An empty piece says where to insert.
    /// Whether it will be done.
    pub fn replace(&mut self, range: Range<usize>, with: &str) -> bool {
        if self.keeps(&range) {
            return false;
        }
        let start = self.put.len();
        self.put.push_str(with);
        self.edits.push(Edit {
            range,
            with: start..self.put.len(),
        });
        true
    }

    /// Whether a piece touches something kept; a place does only where it lies inside.
    #[must_use]
    pub fn keeps(&self, range: &Range<usize>) -> bool {
        let first = self.kept.partition_point(|kept| kept.end <= range.start);
        self.kept
            .get(first)
            .is_some_and(|kept| kept.start < range.end.max(range.start))
    }

    /// The new text. Of edits that overlap the first one is done, and those that change nothing are no changes. Where two
    /// words that were apart would become one, a space comes between them.
    #[must_use]
    pub fn finish(mut self) -> Edited {
        self.edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
        let mut text = String::with_capacity(self.text.len() + self.put.len());
        let mut changes: Vec<Change> = Vec::with_capacity(self.edits.len());
        let mut at = 0;
        let mut goes_on = true;
        for edit in &self.edits {
            let with = &self.put[edit.with.clone()];
            if edit.range.start < at || &self.text[edit.range.clone()] == with {
                continue;
            }
            let between = &self.text[at..edit.range.start];
            if !goes_on && would_join(&text, between) {
                widen(&mut text, &mut changes);
            }
            text.push_str(between);
            let (before, behind) = self.goes_on(&edit.range);
            let start = text.len();
            if !before && would_join(&text, with) {
                text.push(' ');
            }
            text.push_str(with);
            goes_on = behind && (before || !with.is_empty());
            at = edit.range.end;
            join(&mut changes, edit.range.clone(), start..text.len());
        }
        let rest = &self.text[at..];
        if !goes_on && would_join(&text, rest) {
            widen(&mut text, &mut changes);
        }
        text.push_str(rest);
        Edited { text, changes }.settled(self.text)
    }

    /// Whether a word goes on over the beginning of a piece, and over its end.
    fn goes_on(&self, piece: &Range<usize>) -> (bool, bool) {
        let over = |at: usize| {
            let (before, behind) = self.text.split_at(at);
            would_join(before, behind) && ends_in_word(before)
        };
        (over(piece.start), over(piece.end))
    }
}

/// Puts a space behind the last change.
fn widen(text: &mut String, changes: &mut [Change]) {
    if let Some(last) = changes.last_mut() {
        text.push(' ');
        last.variant.end = text.len();
    }
}

/// Whether the last word of a text and the first one of what comes behind it become one.
fn would_join(text: &str, next: &str) -> bool {
    let (Some(before), Some(behind)) = (text.chars().next_back(), next.chars().next()) else {
        return false;
    };
    is_of_word(before) && is_of_word(behind)
}

/// Whether the index may see a character as part of a longer word.
fn is_of_word(c: char) -> bool {
    is_any(c, |class| {
        matches!(class, Class::Word | Class::Mark | Class::Ignored)
    })
}

/// Whether marks at the end of a text, if any, stand on a letter: on a word of one sign, as 我, they end with it.
fn ends_in_word(text: &str) -> bool {
    let letter = text
        .chars()
        .rev()
        .find(|&c| !is_any(c, |class| matches!(class, Class::Mark | Class::Ignored)));
    letter.is_some_and(|c| is_any(c, |class| class == Class::Word))
}

/// Whether a character is of some class to the index, which reads normal forms.
fn is_any(c: char, is: impl Fn(Class) -> bool) -> bool {
    if c.is_ascii() {
        is(class(c))
    } else {
        c.nfkc().any(|c| is(class(c)))
    }
}

/// Adds a change; one that begins where the last one ends is part of it.
fn join(changes: &mut Vec<Change>, parent: Range<usize>, variant: Range<usize>) {
    match changes.last_mut() {
        Some(last) if last.parent.end == parent.start => {
            last.parent.end = parent.end;
            last.variant.end = variant.end;
        }
        _ => changes.push(Change { parent, variant }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_not_touched() {
        let kept = [2..4, 6..9];
        let mut edits = Edits::new("0123456789", &kept);
        let refused = [0..3, 3..3, 2..4, 1..10, 8..10, 7..8, 6..7];
        assert!(refused.into_iter().all(|range| !edits.replace(range, "x")));
        let done = [(0..2, "a"), (2..2, "b"), (4..4, "c"), (4..6, "d"), (9..10, "e")];
        assert!(done.into_iter().all(|(range, with)| edits.replace(range, with)));
        assert_eq!(edits.finish().text, "ab23cd678e");
    }

    #[test]
    fn words_that_were_apart_stay_apart() {
        let edited = |text: &str, edits: &[(Range<usize>, &str)]| {
            let mut list = Edits::new(text, &[]);
            edits
                .iter()
                .for_each(|(range, with)| assert!(list.replace(range.clone(), with)));
            let edited = list.finish();
            assert_eq!(edited.replayed(text), edited.text);
            edited.text
        };
        assert_eq!(edited("a-b", &[(1..2, "")]), "a b");
        assert_eq!(edited("x-ab", &[(1..3, "")]), "x b");
        assert_eq!(edited("ab我", &[(1..2, ""), (2..5, "x")]), "a x");
        assert_eq!(edited("{x}2", &[(0..3, "Bo")]), "Bo 2");
        assert_eq!(edited("2{x}", &[(1..4, "Bo")]), "2 Bo");
        assert_eq!(edited("a我的b", &[(1..4, ""), (4..7, "")]), "a b");
        assert_eq!(edited("a我的b", &[(1..4, "x"), (4..7, "y")]), "a x y b");
        assert_eq!(edited("a我b", &[(1..4, "的")]), "a的b");
        assert_eq!(edited("abc", &[(1..2, ""), (0..1, "x"), (2..2, "y")]), "xyc");
        assert_eq!(edited("ab", &[(2..2, "c"), (0..1, "")]), "b c");
        assert_eq!(edited("x ™y", &[(1..2, "")]), "x ™y");
        assert_eq!(edited("a我\u{301}b", &[(0..1, "我"), (1..6, "a")]), "我a b");
        assert_eq!(edited("a\u{301}b", &[(0..3, "c")]), "cb");
    }

    #[test]
    fn the_first_of_two_that_overlap_is_done() {
        let mut edits = Edits::new("abcdef", &[]);
        edits.replace(3..5, "x");
        edits.replace(1..4, "y");
        edits.replace(5..6, "f");
        let edited = edits.finish();
        assert_eq!(edited.text, "ayef");
        assert_eq!(
            edited.changes,
            [Change {
                parent: 1..4,
                variant: 1..2
            }]
        );
    }
}
