//! The lines of the list from one making of variants to the next. A line whose variant is as before stays as it is, and
//! the first ones are made before the others, so that what is seen follows a slider.

use std::sync::Arc;

use labelloom_engine::session::augment::VariantView;

/// Lines that are made at once, about a screenful; the others follow once these are painted.
pub(super) const FIRST: usize = 12;

/// A line of the list.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// What tells it from any other, those of other times too.
    pub(super) id: u64,
    pub(super) at: usize,
    pub(super) of: usize,
    pub(super) whole: bool,
    pub(super) variant: Arc<VariantView>,
}

/// All lines of one time.
#[derive(Clone, Debug, Default)]
pub(super) struct Lines {
    lines: Vec<Line>,
    /// The next line's id.
    next: u64,
}

/// Lines are equal where their ids are.
impl PartialEq for Lines {
    fn eq(&self, other: &Self) -> bool {
        self.ids().eq(other.ids())
    }
}

impl Lines {
    /// The lines of some variants, after these.
    pub(super) fn followed_by(&self, variants: Vec<VariantView>, whole: bool) -> Self {
        let of = variants.len();
        let mut next = self.next;
        let lines = variants.into_iter().enumerate().map(|(at, variant)| {
            let before = self.lines.get(at);
            let is_same = |line: &&Line| line.of == of && line.whole == whole && *line.variant == variant;
            if let Some(line) = before.filter(is_same) {
                return line.clone();
            }
            next += 1;
            Line {
                id: next,
                at,
                of,
                whole,
                variant: Arc::new(variant),
            }
        });
        let lines = lines.collect();
        Self { lines, next }
    }

    /// All lines.
    pub(super) fn all(&self) -> Vec<Line> {
        self.lines.clone()
    }

    /// The first of these lines, and behind them those that were there before.
    pub(super) fn first_of(&self, before: &Self) -> Vec<Line> {
        let first = self.lines.iter().take(FIRST);
        first.chain(before.lines.iter().skip(FIRST)).cloned().collect()
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    fn ids(&self) -> impl Iterator<Item = u64> + '_ {
        self.lines.iter().map(|line| line.id)
    }
}

#[cfg(test)]
mod tests {
    use labelloom_engine::session::augment::{Fate, MadeVariant};

    use super::*;

    fn variant(text: &str) -> VariantView {
        VariantView {
            made: MadeVariant {
                record: 0,
                text: text.to_owned(),
                operations: Vec::new(),
                seed: 1,
                copy: 1,
                changes: Vec::new(),
                shares: Vec::new(),
                fate: Fate::Silent,
                why: String::new(),
            },
            id: "a".to_owned(),
            parent: String::new(),
            label: None,
            picture: None,
            verdicts: Vec::new(),
            blame: Vec::new(),
            unchanged: false,
            duplicate: false,
            far: false,
            similarity: 1.0,
            valid: true,
            accepted: false,
        }
    }

    fn ids(lines: &[Line]) -> Vec<u64> {
        lines.iter().map(|line| line.id).collect()
    }

    #[test]
    fn what_is_the_same_stays() {
        let first = Lines::default().followed_by(vec![variant("one"), variant("two")], false);
        let same = first.followed_by(vec![variant("one"), variant("two")], false);
        assert!(first == same);
        let other = first.followed_by(vec![variant("one"), variant("three")], false);
        assert_eq!((ids(&first.all()), ids(&other.all())), (vec![1, 2], vec![1, 3]));
        assert_eq!(
            ids(&first.followed_by(vec![variant("one")], false).all()),
            [3],
            "it is one of one"
        );
        assert_eq!(
            ids(&first
                .followed_by(vec![variant("one"), variant("two")], true)
                .all()),
            [3, 4]
        );
    }

    #[test]
    fn the_first_lines_stand_before_those_of_before() {
        let all = |word: &str| (0..15).map(|at| variant(&format!("{word}{at}"))).collect();
        let before = Lines::default().followed_by(all("a"), false);
        let now = before.followed_by(all("b"), false);
        let shown = now.first_of(&before);
        assert_eq!(
            ids(&shown),
            [16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 13, 14, 15]
        );
        assert_eq!(now.first_of(&Lines::default()).len(), FIRST);
        let few = before.followed_by(vec![variant("c")], false);
        assert_eq!(ids(&few.first_of(&before)), [16, 13, 14, 15]);
    }
}
