//! The order of lines in the table: the project's own, or by a column.

use std::cmp::Ordering;

use labelloom_engine::ids::RuleId;

use super::desk::Line;

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

impl Column {
    /// As people say it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Coverage => "coverage",
            Self::Overlaps => "overlap",
            Self::Conflicts => "conflict",
            Self::Accuracy => "accuracy",
            Self::Believed => "accuracy the label model believes",
        }
    }

    fn compare(self, one: &Line, other: &Line) -> Ordering {
        let (a, b) = (&one.now, &other.now);
        match self {
            Self::Name => other.view.name.to_lowercase().cmp(&one.view.name.to_lowercase()),
            Self::Coverage => a.coverage.cmp(&b.coverage),
            Self::Overlaps => a.overlaps.cmp(&b.overlaps),
            Self::Conflicts => a.conflicts.cmp(&b.conflicts),
            Self::Believed => one
                .believed
                .unwrap_or(-1.0)
                .total_cmp(&other.believed.unwrap_or(-1.0)),
            Self::Accuracy => share(a.correct, a.incorrect).total_cmp(&share(b.correct, b.incorrect)),
        }
    }
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

/// A column and whether its lowest comes first; none is the project's order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sort(Option<(Column, bool)>);

impl Sort {
    /// What a press on a column's head leads to.
    pub(super) fn next(self, column: Column) -> Self {
        Self(match self.0 {
            Some((held, false)) if held == column => Some((column, true)),
            Some((held, true)) if held == column => None,
            _ => Some((column, false)),
        })
    }

    /// The sign in a column's head.
    pub(super) fn sign(self, column: Column) -> &'static str {
        match self.0 {
            Some((held, upward)) if held == column => {
                if upward {
                    "↑"
                } else {
                    "↓"
                }
            }
            _ => "↕",
        }
    }

    /// As `aria-sort` has it. Names begin with A where numbers begin with the highest.
    pub(super) fn word(self, column: Column) -> &'static str {
        match self.0 {
            Some((held, upward)) if held == column => {
                if upward != (column == Column::Name) {
                    "ascending"
                } else {
                    "descending"
                }
            }
            _ => "none",
        }
    }

    /// The rules' ids in this order; equals keep the project's.
    pub(super) fn ordered(self, lines: &[Line]) -> Vec<RuleId> {
        let mut sorted: Vec<&Line> = lines.iter().collect();
        if let Some((column, upward)) = self.0 {
            sorted.sort_by(|one, other| {
                let order = column.compare(one, other);
                if upward { order } else { order.reverse() }
            });
        }
        sorted.into_iter().map(|line| line.view.id).collect()
    }
}
