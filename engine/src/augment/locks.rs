//! What an operation may change in a text: everything; all but what is kept; or nothing but what is asked for.

use std::ops::Range;

use super::casing::lower;
use super::negation::is_negation;
use super::variant::Edited;
use super::words::Word;

/// The locks of one text. Ranges are bytes, ascending and apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Locks {
    /// Stays as it is.
    kept: Vec<Range<usize>>,
    /// Where there is a list, nothing else is changed.
    only: Option<Vec<Range<usize>>>,
}

impl Locks {
    /// None.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// What the ranges hold is kept. Words side by side are kept together, so that a phrase stays a phrase.
    #[must_use]
    pub fn keep(mut self, text: &str, ranges: &[Range<usize>]) -> Self {
        let mut all: Vec<Range<usize>> = self.kept.iter().chain(ranges).cloned().collect();
        tidy(&mut all, text);
        let mut joined: Vec<Range<usize>> = Vec::with_capacity(all.len());
        for range in all {
            match joined.last_mut() {
                Some(last) if !text[last.end..range.start].contains(char::is_alphanumeric) => {
                    last.end = range.end
                }
                _ => joined.push(range),
            }
        }
        self.kept = joined;
        self
    }

    /// Nothing but the words that the ranges touch is changed.
    #[must_use]
    pub fn only(mut self, text: &str, ranges: &[Range<usize>]) -> Self {
        let mut ranges = ranges.to_vec();
        tidy(&mut ranges, text);
        self.only = Some(ranges);
        self
    }

    /// Words that turn a text's meaning round are kept.
    #[must_use]
    pub fn keep_negations(self, text: &str, words: &[Word]) -> Self {
        self.keep_words(text, words, is_negation)
    }

    /// Words for which something holds, in lower case, are kept.
    #[must_use]
    pub fn keep_words(self, text: &str, words: &[Word], holds: impl Fn(&str) -> bool) -> Self {
        let found = words.iter().filter(|word| holds(&lower(word.of(text))));
        let ranges: Vec<_> = found.map(Word::range).collect();
        if ranges.is_empty() {
            self
        } else {
            self.keep(text, &ranges)
        }
    }

    /// What is kept.
    #[must_use]
    pub fn kept(&self) -> &[Range<usize>] {
        &self.kept
    }

    /// Whether everything may be changed.
    #[must_use]
    pub const fn are_open(&self) -> bool {
        self.kept.is_empty() && self.only.is_none()
    }

    /// Says of each word whether it may be changed.
    pub fn close(&self, words: &mut [Word]) {
        if self.are_open() {
            return;
        }
        for word in words {
            let is_chosen = self.only.as_ref().is_none_or(|only| touches(only, &word.range()));
            word.is_open &= is_chosen && !touches(&self.kept, &word.range());
        }
    }

    /// Whether nothing but some pieces may be changed.
    #[must_use]
    pub const fn are_narrow(&self) -> bool {
        self.only.is_some()
    }

    /// The same locks in the text that an operation made.
    #[must_use]
    pub fn carried(&self, edited: &Edited) -> Self {
        let carried = |only: &Vec<Range<usize>>| only.iter().map(|range| edited.carried(range)).collect();
        Self {
            kept: self.kept.iter().map(|range| edited.moved(range)).collect(),
            only: self.only.as_ref().map(carried),
        }
    }
}

/// Whether a piece touches one of the ranges.
fn touches(ranges: &[Range<usize>], piece: &Range<usize>) -> bool {
    let first = ranges.partition_point(|range| range.end <= piece.start);
    ranges.get(first).is_some_and(|range| range.start < piece.end)
}

/// Ascending and apart, within the text and on whole characters.
fn tidy(ranges: &mut Vec<Range<usize>>, text: &str) {
    let whole = |at: usize| {
        (0..=at.min(text.len()))
            .rev()
            .find(|&at| text.is_char_boundary(at))
            .unwrap_or(0)
    };
    for range in ranges.iter_mut() {
        *range = whole(range.start)..whole(range.end);
    }
    ranges.retain(|range| range.start < range.end);
    ranges.sort_by_key(|range| (range.start, range.end));
    ranges.dedup_by(|next, last| {
        let overlaps = next.start < last.end;
        if overlaps {
            last.end = last.end.max(next.end);
        }
        overlaps
    });
}

#[cfg(test)]
#[expect(clippy::single_range_in_vec_init, reason = "one piece of a text is meant")]
mod tests {
    use super::super::words::words;
    use super::*;

    fn open(text: &str, locks: &Locks) -> Vec<String> {
        let mut words = words(text);
        locks.close(&mut words);
        words
            .iter()
            .filter(|word| word.is_open)
            .map(|word| word.of(text).to_owned())
            .collect()
    }

    #[test]
    fn words_are_kept_or_are_all_that_changes() {
        let text = "do not check out my channel";
        let keep = Locks::none().keep(text, &[17..19, 20..27]);
        assert_eq!(keep.kept(), [17..27]);
        assert_eq!(open(text, &keep), ["do", "not", "check", "out"]);
        let only = Locks::none()
            .only(text, &[20..22])
            .keep_negations(text, &words(text));
        assert_eq!(open(text, &only), ["channel"]);
        assert_eq!(only.kept(), [3..6]);
    }

    #[test]
    fn ranges_from_elsewhere_do_no_harm() {
        let locks = Locks::none().keep("né", &[2..3, 5..9, 1..1, 0..1]);
        assert_eq!(locks.kept(), [0..3]);
    }
}
