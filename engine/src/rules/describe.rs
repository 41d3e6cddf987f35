//! A tree in words, as the editor says how it reads a query.

use super::condition::Condition;

impl Condition {
    /// What it asks of a record: "contains “free” and not (contains “call” or contains “text”)".
    #[must_use]
    pub fn describe(&self) -> String {
        match self {
            Self::Leaf(leaf) => leaf.describe(),
            Self::All(parts) => join(parts, " and "),
            Self::Any(parts) => join(parts, " or "),
            Self::Not(inner) => format!("not {}", grouped(inner)),
        }
    }
}

fn join(parts: &[Condition], between: &str) -> String {
    parts.iter().map(grouped).collect::<Vec<_>>().join(between)
}

fn grouped(part: &Condition) -> String {
    match part {
        Condition::Leaf(_) | Condition::Not(_) => part.describe(),
        Condition::All(_) | Condition::Any(_) => format!("({})", part.describe()),
    }
}
