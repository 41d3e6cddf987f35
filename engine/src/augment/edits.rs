//! The edits of one operation on one text. What is kept is kept here, whatever the operation asks for.

use std::ops::Range;

use super::variant::{Change, Edited};

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

    /// The new text. Of edits that overlap the first one is done, and those that change nothing are no changes.
    #[must_use]
    pub fn finish(mut self) -> Edited {
        self.edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
        let mut text = String::with_capacity(self.text.len() + self.put.len());
        let mut changes: Vec<Change> = Vec::with_capacity(self.edits.len());
        let mut at = 0;
        for edit in &self.edits {
            let with = &self.put[edit.with.clone()];
            if edit.range.start < at || &self.text[edit.range.clone()] == with {
                continue;
            }
            text.push_str(&self.text[at..edit.range.start]);
            let start = text.len();
            text.push_str(with);
            at = edit.range.end;
            join(&mut changes, edit.range.clone(), start..text.len());
        }
        text.push_str(&self.text[at..]);
        Edited { text, changes }.settled(self.text)
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

impl Edited {
    /// Without changes that, joined, change nothing.
    fn settled(mut self, parent: &str) -> Self {
        let text = &self.text;
        self.changes
            .retain(|change| parent[change.parent.clone()] != text[change.variant.clone()]);
        self
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
    fn the_first_of_two_that_overlap_is_done() {
        let mut edits = Edits::new("abcdef", &[]);
        edits.replace(3..5, "x");
        edits.replace(1..4, "y");
        edits.replace(5..6, "f");
        let edited = edits.finish();
        assert_eq!(edited.text, "ayef");
        assert_eq!(edited.changes, [Change { parent: 1..4, variant: 1..2 }]);
    }
}
