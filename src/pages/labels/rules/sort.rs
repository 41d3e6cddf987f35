//! What the lines can be put in order by.

use std::cmp::Ordering;

use super::row::Line;
use crate::components;

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

impl components::Column for Column {
    type Line = Line;

    fn name(self) -> &'static str {
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

    fn begins_low(self) -> bool {
        self == Self::Name
    }
}

/// The order of the table.
pub(super) type Sort = components::Sort<Column>;
