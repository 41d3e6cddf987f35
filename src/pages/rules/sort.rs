//! What lines of the table can be put in order by.

use std::cmp::Ordering;

use labelloom_engine::ids::RuleId;

use super::desk::Line;
use crate::components;

/// What to sort by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Name,
    Coverage,
    Overlaps,
    Conflicts,
    Accuracy,
    Believed,
}

impl components::Column for Column {
    type Line = Line;

    fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Coverage => "coverage",
            Self::Overlaps => "overlap",
            Self::Conflicts => "conflict",
            Self::Accuracy => "accuracy",
            Self::Believed => "accuracy the label model believes",
        }
    }

    /// The higher first.
    fn compare(self, one: &Line, other: &Line) -> Ordering {
        let (a, b) = (&one.now, &other.now);
        match self {
            Self::Name => one.view.name.to_lowercase().cmp(&other.view.name.to_lowercase()),
            Self::Coverage => b.coverage.cmp(&a.coverage),
            Self::Overlaps => b.overlaps.cmp(&a.overlaps),
            Self::Conflicts => b.conflicts.cmp(&a.conflicts),
            Self::Believed => {
                let believed = |line: &Line| line.believed.unwrap_or(-1.0);
                believed(other).total_cmp(&believed(one))
            }
            Self::Accuracy => share(b.correct, b.incorrect).total_cmp(&share(a.correct, a.incorrect)),
        }
    }

    fn begins_low(self) -> bool {
        self == Self::Name
    }
}

/// The order of the table.
pub(super) type Sort = components::Sort<Column>;

/// The rules' ids in an order.
pub(super) fn ordered(sort: Sort, lines: &[Line]) -> Vec<RuleId> {
    let mut sorted: Vec<&Line> = lines.iter().collect();
    sorted.sort_by(|one, other| sort.compare(*one, *other));
    sorted.into_iter().map(|line| line.view.id).collect()
}

/// Rules without gold come after the worst.
fn share(correct: u32, incorrect: u32) -> f64 {
    let known = correct + incorrect;
    if known == 0 {
        -1.0
    } else {
        f64::from(correct) / f64::from(known)
    }
}
