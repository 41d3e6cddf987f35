//! Which change made a rule vote otherwise.

use std::ops::Range;

use super::super::variant::Change;

/// A rule that votes otherwise on a variant than on its parent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Culprit {
    /// The rule, by its place among those asked.
    pub rule: usize,
    /// Whether it voted on the parent; else it votes on the variant.
    pub is_lost: bool,
    /// The change that did it, by its place among the variant's. None where no words matched near a change, as for a rule
    /// of lengths.
    pub change: Option<usize>,
    /// Of an image the fields about which the rule asks something that holds of the one and not of the other.
    pub crossed: Vec<String>,
}

/// The change that touches what matched; else the first one among what matched, as where a word came into a phrase.
pub(super) fn change(marks: &[Range<usize>], is_lost: bool, changes: &[Change]) -> Option<usize> {
    let span = |change: &Change| {
        if is_lost {
            change.parent.clone()
        } else {
            change.variant.clone()
        }
    };
    let overlaps = |a: &Range<usize>, b: &Range<usize>| a.start < b.end && b.start < a.end;
    let touching = changes
        .iter()
        .position(|change| marks.iter().any(|mark| overlaps(mark, &span(change))));
    let hull = marks.first()?.start..marks.last()?.end;
    let is_within = |change: &Change| {
        let span = span(change);
        hull.start <= span.start && span.end <= hull.end
    };
    touching.or_else(|| changes.iter().position(is_within))
}

#[cfg(test)]
#[expect(clippy::single_range_in_vec_init, reason = "one piece of a text is meant")]
mod tests {
    use super::*;

    fn changes(spans: &[(Range<usize>, Range<usize>)]) -> Vec<Change> {
        let change = |(parent, variant): &(Range<usize>, Range<usize>)| Change {
            parent: parent.clone(),
            variant: variant.clone(),
        };
        spans.iter().map(change).collect()
    }

    #[test]
    fn what_touches_the_words_is_to_blame_before_what_came_between_them() {
        let changes = changes(&[(0..2, 0..2), (5..5, 5..9), (12..14, 16..16)]);
        assert_eq!(change(&[2..4, 6..9], true, &changes), Some(1));
        assert_eq!(change(&[2..4, 6..13], true, &changes), Some(2));
        assert_eq!(change(&[5..6], false, &changes), Some(1));
        assert_eq!(change(&[2..4], true, &changes), None);
        assert_eq!(change(&[], true, &changes), None);
    }
}
