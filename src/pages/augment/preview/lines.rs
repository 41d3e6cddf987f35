//! The lines of the list from one making of variants to the next. A line stays where it is and shows what there is to be
//! shown at its place, so that neither elements nor canvases are made again while a slider moves.

use std::sync::Arc;

use labelloom_engine::session::augment::VariantView;
use leptos::prelude::*;

use crate::components::Drawing;

/// A variant at a place of the list.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Shown {
    pub(super) variant: Arc<VariantView>,
    /// Its pixels, where it is an image.
    pub(super) drawing: Option<Drawing>,
}

/// A line of the list.
pub(super) type Line = ArcRwSignal<Shown>;

/// All lines, by their places.
#[derive(Clone, Copy)]
pub(super) struct Lines {
    lines: StoredValue<Vec<Line>>,
    /// How many there are.
    count: RwSignal<usize>,
}

impl Lines {
    /// None yet.
    pub(super) fn new() -> Self {
        Self {
            lines: StoredValue::new(Vec::new()),
            count: RwSignal::new(0),
        }
    }

    /// How many there are.
    pub(super) fn count(self) -> usize {
        self.count.get()
    }

    /// The line at a place.
    pub(super) fn at(self, place: usize) -> Option<Line> {
        self.lines.with_value(|lines| lines.get(place).cloned())
    }

    /// Shows other variants. Lines whose variant is as before hear of nothing.
    pub(super) fn show(self, wanted: Vec<Shown>) {
        let count = wanted.len();
        self.lines.update_value(|lines| {
            lines.truncate(count);
            for (at, shown) in wanted.into_iter().enumerate() {
                match lines.get(at) {
                    Some(line) if line.with_untracked(|before| *before == shown) => {}
                    Some(line) => line.set(shown),
                    None => lines.push(Line::new(shown)),
                }
            }
        });
        if self.count.get_untracked() != count {
            self.count.set(count);
        }
    }
}

#[cfg(test)]
mod tests {
    use labelloom_engine::session::augment::{Fate, MadeVariant};

    use super::*;

    fn shown(text: &str) -> Shown {
        let variant = VariantView {
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
            again: false,
            far: false,
            similarity: 1.0,
            valid: true,
            accepted: false,
        };
        Shown {
            variant: Arc::new(variant),
            drawing: None,
        }
    }

    fn texts(lines: Lines) -> Vec<String> {
        let lines = (0..lines.count.get_untracked()).filter_map(|at| lines.at(at));
        lines
            .map(|line| line.with_untracked(|shown| shown.variant.made.text.clone()))
            .collect()
    }

    #[test]
    fn a_line_stays_at_its_place_and_what_is_the_same_is_left_alone() {
        let owner = Owner::new();
        owner.set();
        let lines = Lines::new();
        lines.show(vec![shown("one"), shown("two"), shown("three")]);
        let first = lines.at(0).unwrap();
        let kept = first.with_untracked(|shown| Arc::clone(&shown.variant));
        lines.show(vec![shown("one"), shown("four")]);
        assert_eq!(texts(lines), ["one", "four"]);
        assert!(first.with_untracked(|shown| Arc::ptr_eq(&shown.variant, &kept)));
        assert!(lines.at(2).is_none());
        lines.show(vec![shown("five"), shown("four"), shown("six")]);
        assert_eq!(
            first.with_untracked(|shown| shown.variant.made.text.clone()),
            "five"
        );
        assert_eq!(texts(lines), ["five", "four", "six"]);
    }
}
