//! A tree back into a query that reads to the same tree, with parentheses wherever commas and spaces meet.

use super::condition::Condition;

impl Condition {
    /// The query of this condition.
    #[must_use]
    pub fn print(&self) -> String {
        match self {
            Self::Leaf(leaf) => leaf.print(),
            Self::All(parts) => join(parts, " "),
            Self::Any(parts) => join(parts, ", "),
            Self::Not(inner) => format!("-{}", grouped(inner)),
        }
    }
}

fn join(parts: &[Condition], between: &str) -> String {
    parts.iter().map(grouped).collect::<Vec<_>>().join(between)
}

fn grouped(part: &Condition) -> String {
    match part {
        Condition::Leaf(_) | Condition::Not(_) => part.print(),
        Condition::All(_) | Condition::Any(_) => format!("({})", part.print()),
    }
}
