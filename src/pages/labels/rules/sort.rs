//! The order of the lines: the project's own, or by a column.

use std::cmp::Ordering;

use super::row::Line;

/// What to sort by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Name,
    Votes,
    Seen,
    Fitted,
    Weight,
    Without,
}

impl Column {
    /// As people say it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Votes => "votes",
            Self::Seen => "accuracy on dev gold",
            Self::Fitted => "believed accuracy",
            Self::Weight => "weight",
            Self::Without => "labels that change without it",
        }
    }

    /// The higher first; what is unknown comes last.
    fn compare(self, one: &Line, other: &Line) -> Ordering {
        let known = |value: Option<f64>| value.unwrap_or(f64::NEG_INFINITY);
        let by = |of: fn(&Line) -> Option<f64>| known(of(other)).total_cmp(&known(of(one)));
        match self {
            Self::Name => one.rule.name.to_lowercase().cmp(&other.rule.name.to_lowercase()),
            Self::Votes => other.fit.votes.cmp(&one.fit.votes),
            Self::Seen => by(|line| {
                let seen = line.fit.empirical?;
                Some(f64::from(seen.correct) / f64::from(seen.n.max(1)))
            }),
            Self::Fitted => by(|line| line.fit.fitted),
            Self::Weight => by(|line| line.fit.weight),
            Self::Without => by(|line| line.without.as_ref().map(|without| f64::from(without.changed))),
        }
    }
}

/// A column and whether it is turned round; none is the project's order.
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
            Some((held, turned)) if held == column => {
                if turned {
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
            Some((held, turned)) if held == column => {
                if turned == (column == Column::Name) {
                    "descending"
                } else {
                    "ascending"
                }
            }
            _ => "none",
        }
    }

    /// Puts lines into this order; equals keep the project's.
    pub(super) fn order(self, lines: &mut [Line]) {
        if let Some((column, turned)) = self.0 {
            lines.sort_by(|one, other| {
                let order = column.compare(one, other);
                if turned { order.reverse() } else { order }
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_pressed_three_times_and_back_is_the_project_s_order() {
        let once = Sort::default().next(Column::Weight);
        let twice = once.next(Column::Weight);
        assert_eq!(
            [once.word(Column::Weight), twice.word(Column::Weight)],
            ["descending", "ascending"]
        );
        assert_eq!(twice.next(Column::Weight), Sort::default());
        let by_name = Sort::default().next(Column::Name);
        assert_eq!(by_name.word(Column::Name), "ascending");
        assert_eq!(by_name.word(Column::Weight), "none");
    }
}
