//! A tree back into a query that reads to the same tree, with parentheses wherever commas and spaces meet.

use super::condition::Condition;

impl Condition {
    /// The query of this condition.
    #[must_use]
    pub fn print(&self) -> String {
        match self {
            Self::Leaf(leaf) => leaf.print(),
            Self::All(parts) => join(parts.iter().map(Self::part), " "),
            Self::Any(parts) => join(parts.iter().map(Self::part), ", "),
            Self::Not(inner) => negated(inner.part()),
        }
    }

    /// Its print, and whether that needs parentheses inside another.
    fn part(&self) -> (String, bool) {
        (self.print(), matches!(self, Self::All(_) | Self::Any(_)))
    }
}

/// Parts with something between them; those that need it in parentheses.
pub(super) fn join(parts: impl Iterator<Item = (String, bool)>, between: &str) -> String {
    parts.map(grouped).collect::<Vec<_>>().join(between)
}

/// A part that must not hold.
pub(super) fn negated(part: (String, bool)) -> String {
    format!("-{}", grouped(part))
}

fn grouped((print, needs_parentheses): (String, bool)) -> String {
    if needs_parentheses {
        format!("({print})")
    } else {
        print
    }
}
