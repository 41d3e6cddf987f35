//! What became of a text: the new one, and which of its bytes stand for which of the old one's.

use std::iter;
use std::ops::Range;

/// A piece of the parent that was changed, and what stands in its place. Either may be empty: what was added, what was
/// taken away. All else is the same in both, in the same order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Bytes of the parent.
    pub parent: Range<usize>,
    /// Bytes of the variant.
    pub variant: Range<usize>,
}

/// A text made from another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edited {
    /// The new text.
    pub text: String,
    /// What was changed, in order and apart; none where the texts are equal.
    pub changes: Vec<Change>,
}

impl Edited {
    /// A text of which nothing was changed.
    #[must_use]
    pub fn same(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            changes: Vec::new(),
        }
    }

    /// The variant as the changes make it from its parent: always [`Self::text`].
    #[must_use]
    pub fn replayed(&self, parent: &str) -> String {
        let mut text = String::with_capacity(self.text.len());
        let mut at = 0;
        for change in &self.changes {
            text.push_str(&parent[at..change.parent.start]);
            text.push_str(&self.text[change.variant.clone()]);
            at = change.parent.end;
        }
        text.push_str(&parent[at..]);
        text
    }

    /// This and then what `next` made of its text, as one step from the parent.
    #[must_use]
    pub fn then(self, parent: &str, next: Self) -> Self {
        if next.changes.is_empty() {
            return self;
        }
        let mut changes = Vec::with_capacity(self.changes.len() + next.changes.len());
        let mut joint = Joint::new(&self.changes, &next.changes);
        changes.extend(iter::from_fn(|| joint.next_change()));
        let both = Self {
            text: next.text,
            changes,
        };
        both.settled(parent)
    }

    /// Without changes that change nothing, each by itself or all together: a word taken out of "ha ha" and put in
    /// again at the other end leaves the text as it was.
    pub(super) fn settled(mut self, parent: &str) -> Self {
        let text = &self.text;
        if text == parent {
            self.changes.clear();
        }
        self.changes
            .retain(|change| parent[change.parent.clone()] != text[change.variant.clone()]);
        self
    }

    /// Where a piece of the parent lies in the variant that no change is in: what was put in at its ends is left out.
    #[must_use]
    pub fn moved(&self, piece: &Range<usize>) -> Range<usize> {
        let behind = self
            .changes
            .partition_point(|change| change.parent.end <= piece.start);
        let shift = behind.checked_sub(1).and_then(|last| self.changes.get(last));
        let shift = shift.map_or_else(Shift::default, Shift::after);
        let start = shift.apply(piece.start);
        start..start + piece.len()
    }

    /// Where a piece of the parent lies in the variant, with all that was changed in it or put in at its ends.
    #[must_use]
    pub fn carried(&self, piece: &Range<usize>) -> Range<usize> {
        let first = self
            .changes
            .partition_point(|change| change.parent.end < piece.start);
        let before = first.checked_sub(1).and_then(|last| self.changes.get(last));
        let mut shift = before.map_or_else(Shift::default, Shift::after);
        let mut carried = shift.apply(piece.start)..shift.apply(piece.start);
        for change in &self.changes[first..] {
            if change.parent.start > piece.end {
                break;
            }
            carried.start = carried.start.min(change.variant.start);
            carried.end = carried.end.max(change.variant.end);
            shift = Shift::after(change);
            if change.parent.end >= piece.end {
                return carried;
            }
        }
        carried.end = carried.end.max(shift.apply(piece.end));
        carried
    }
}

/// How far places behind a change have moved.
#[derive(Clone, Copy, Default)]
struct Shift {
    before: usize,
    after: usize,
}

impl Shift {
    const fn after(change: &Change) -> Self {
        Self {
            before: change.parent.end,
            after: change.variant.end,
        }
    }

    /// A place behind the change, in the new text.
    const fn apply(self, place: usize) -> usize {
        place + self.after - self.before
    }

    /// A place behind the change, in the old text.
    const fn undo(self, place: usize) -> usize {
        place + self.before - self.after
    }
}

/// Two lists of changes met in the text between them: what touches there becomes one change.
struct Joint<'a> {
    first: &'a [Change],
    second: &'a [Change],
    to_parent: Shift,
    to_variant: Shift,
}

impl<'a> Joint<'a> {
    fn new(first: &'a [Change], second: &'a [Change]) -> Self {
        Self {
            first,
            second,
            to_parent: Shift::default(),
            to_variant: Shift::default(),
        }
    }

    fn next_change(&mut self) -> Option<Change> {
        let starts = [
            self.first.first().map(|change| change.variant.start),
            self.second.first().map(|change| change.parent.start),
        ];
        let start = starts.into_iter().flatten().min()?;
        let parent_start = self.to_parent.undo(start);
        let variant_start = self.to_variant.apply(start);
        let mut end = start;
        loop {
            if let Some((change, rest)) = self.first.split_first()
                && change.variant.start <= end
            {
                end = end.max(change.variant.end);
                self.to_parent = Shift::after(change);
                self.first = rest;
            } else if let Some((change, rest)) = self.second.split_first()
                && change.parent.start <= end
            {
                end = end.max(change.parent.end);
                self.to_variant = Shift::after(change);
                self.second = rest;
            } else {
                break;
            }
        }
        Some(Change {
            parent: parent_start..self.to_parent.undo(end),
            variant: variant_start..self.to_variant.apply(end),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::edits::Edits;
    use super::*;

    fn edited(text: &str, edits: &[(Range<usize>, &str)]) -> Edited {
        let mut list = Edits::new(text, &[]);
        for (range, with) in edits {
            assert!(list.replace(range.clone(), with));
        }
        list.finish()
    }

    #[test]
    fn two_steps_are_told_as_one() {
        let first = edited("one two three", &[(0..3, "ONE"), (8..13, "3")]);
        let next = edited(&first.text, &[(4..8, ""), (9..9, "!")]);
        let both = first.then("one two three", next);
        assert_eq!(both.text, "ONE 3!");
        assert_eq!(both.replayed("one two three"), both.text);
        let spans: Vec<_> = both
            .changes
            .iter()
            .map(|change| (change.parent.clone(), change.variant.clone()))
            .collect();
        assert_eq!(spans, [(0..3, 0..3), (4..13, 4..6)]);
    }

    #[test]
    fn what_is_changed_back_is_no_change() {
        let first = edited("ab cd", &[(0..2, "xy")]);
        let back = edited("xy cd", &[(0..2, "ab")]);
        assert_eq!(first.then("ab cd", back), Edited::same("ab cd"));
    }

    #[test]
    fn changes_that_make_up_for_each_other_are_none() {
        let at_once = edited("ha ha", &[(0..3, ""), (5..5, " ha")]);
        assert_eq!(at_once, Edited::same("ha ha"));
        let first = edited("ha ha", &[(0..3, "")]);
        let back = edited("ha", &[(2..2, " ha")]);
        assert_eq!(first.changes.len(), 1);
        assert_eq!(first.then("ha ha", back), Edited::same("ha ha"));
    }

    #[test]
    fn pieces_are_found_again() {
        let edited = edited("one two three", &[(0..0, "so "), (4..7, "2")]);
        assert_eq!(edited.text, "so one 2 three");
        assert_eq!(edited.carried(&(8..13)), 9..14);
        assert_eq!(edited.carried(&(4..7)), 7..8);
        assert_eq!(edited.carried(&(0..3)), 0..6);
        assert_eq!(edited.carried(&(0..13)), 0..14);
        assert_eq!(edited.moved(&(0..3)), 3..6);
        assert_eq!(edited.moved(&(8..13)), 9..14);
    }

    proptest::proptest! {
        #[test]
        fn steps_in_a_row_replay(text in "[abé ]{0,12}", cuts in proptest::collection::vec((0..14usize, 0..4usize, "[xé]{0,3}"), 0..9)) {
            let mut whole = Edited::same(&text);
            for step in cuts.chunks(2) {
                let mut edits = Edits::new(&whole.text, &[]);
                for (start, length, with) in step {
                    let at = |place: usize| (0..=place.min(whole.text.len())).rev().find(|&at| whole.text.is_char_boundary(at)).unwrap_or(0);
                    let range = at(*start)..at(start + length);
                    edits.replace(range, with);
                }
                let next = edits.finish();
                proptest::prop_assert_eq!(next.replayed(&whole.text), next.text.clone());
                whole = whole.then(&text, next);
                proptest::prop_assert_eq!(whole.replayed(&text), whole.text.clone());
                proptest::prop_assert_eq!(whole.changes.is_empty(), whole.text == text);
            }
        }
    }
}
