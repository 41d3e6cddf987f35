//! A tree by its terms: what one query asks for that another doesn't, and the alternatives that a query lists.

use super::condition::Condition;

/// How a query came from another, by its terms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TermChange {
    /// Terms that only the later one has, in its order.
    pub added: Vec<String>,
    /// Terms that only the earlier one had, in its order.
    pub removed: Vec<String>,
    /// Whether terms that stay are joined otherwise.
    pub regrouped: bool,
}

impl Condition {
    /// What is asked for, as written: the leaves in order, and what must not hold as one term each.
    #[must_use]
    pub fn terms(&self) -> Vec<String> {
        match self {
            Self::Leaf(_) | Self::Not(_) => vec![self.print()],
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::terms).collect(),
        }
    }

    /// What one of must hold: the parts of a list, or the condition alone.
    #[must_use]
    pub fn alternatives(&self) -> &[Self] {
        match self {
            Self::Any(parts) => parts,
            _ => std::slice::from_ref(self),
        }
    }

    /// The condition that holds where any of several does, each alternative once, however often it is listed.
    #[must_use]
    pub fn any_of(conditions: &[Self]) -> Self {
        let mut known: Vec<String> = Vec::new();
        let mut parts = Vec::new();
        for part in conditions.iter().flat_map(Self::alternatives) {
            let print = part.print();
            if !known.contains(&print) {
                known.push(print);
                parts.push(part.clone());
            }
        }
        Self::any(parts)
    }

    /// How this condition came from an earlier one.
    #[must_use]
    pub fn change_from(&self, before: &Self) -> TermChange {
        let (was, now) = (before.terms(), self.terms());
        let change = TermChange {
            added: without(&now, &was),
            removed: without(&was, &now),
            regrouped: false,
        };
        let joined_anew = kept(before, &change.removed) != kept(self, &change.added);
        TermChange {
            regrouped: joined_anew,
            ..change
        }
    }
}

/// The terms of one list that another lacks; one that stands twice and there once is lacked once.
fn without(terms: &[String], others: &[String]) -> Vec<String> {
    let mut others: Vec<&String> = others.iter().collect();
    let mut lacked = Vec::new();
    for term in terms {
        match others.iter().position(|other| *other == term) {
            Some(at) => drop(others.swap_remove(at)),
            None => lacked.push(term.clone()),
        }
    }
    lacked
}

/// How a condition joins its terms but for some: `any(free, all(prize, now))`; what holds a single part is that part.
fn kept(condition: &Condition, gone: &[String]) -> String {
    fn visit(condition: &Condition, gone: &mut Vec<&String>) -> Option<String> {
        let (word, parts) = match condition {
            Condition::Leaf(_) | Condition::Not(_) => {
                let print = condition.print();
                if let Some(at) = gone.iter().position(|term| **term == print) {
                    gone.swap_remove(at);
                    return None;
                }
                return Some(print);
            }
            Condition::All(parts) => ("all", parts),
            Condition::Any(parts) => ("any", parts),
        };
        let mut kept: Vec<String> = parts.iter().filter_map(|part| visit(part, gone)).collect();
        // Order says nothing.
        kept.sort_unstable();
        match kept.len() {
            0 => None,
            1 => kept.pop(),
            _ => Some(format!("{word}({})", kept.join(", "))),
        }
    }
    visit(condition, &mut gone.iter().collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{Names, parse};

    fn read(query: &str) -> Condition {
        parse(query, &Names::default()).unwrap().condition
    }

    fn change(before: &str, after: &str) -> (Vec<String>, Vec<String>, bool) {
        let TermChange {
            added,
            removed,
            regrouped,
        } = read(after).change_from(&read(before));
        (added, removed, regrouped)
    }

    fn list(terms: &[&str]) -> Vec<String> {
        terms.iter().map(|term| (*term).to_owned()).collect()
    }

    #[test]
    fn a_change_is_told_term_by_term() {
        assert_eq!(
            change("free", "free, subscrib*"),
            (list(&["subscrib*"]), list(&[]), false)
        );
        assert_eq!(
            change("free, prize -now", "free, prize"),
            (list(&[]), list(&["-now"]), false)
        );
        assert_eq!(change("a b", "a c"), (list(&["c"]), list(&["b"]), false));
        assert_eq!(change("a, b", "b, a"), (list(&[]), list(&[]), false));
        assert_eq!(change("a", "a, a"), (list(&["a"]), list(&[]), false));
    }

    #[test]
    fn terms_that_are_joined_otherwise_are_said_to_be() {
        assert_eq!(change("a, b", "a b"), (list(&[]), list(&[]), true));
        assert_eq!(change("a, b c", "(a, b) c"), (list(&[]), list(&[]), true));
        assert_eq!(change("a, b", "a b c"), (list(&["c"]), list(&[]), true));
        assert_eq!(change("a, b", "(a, b) c"), (list(&["c"]), list(&[]), false));
    }

    #[test]
    fn a_negated_group_is_one_term() {
        assert_eq!(read("a -(b, c)").terms(), ["a", "-(b, c)"]);
        assert_eq!(
            change("a -(b, c)", "a -b"),
            (list(&["-b"]), list(&["-(b, c)"]), false)
        );
    }

    #[test]
    fn any_of_lists_each_alternative_once() {
        let merged = Condition::any_of(&[read("free, \"my channel\""), read("free"), read("a b")]);
        assert_eq!(merged.print(), "free, \"my channel\", (a b)");
        assert_eq!(merged.alternatives().len(), 3);
        assert_eq!(Condition::any_of(&[read("free"), read("free")]).print(), "free");
    }
}
