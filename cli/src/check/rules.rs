//! What can be said of each rule by itself: whether its query can be read, and whether its examples hold.

use std::path::Path;

use labelloom_engine::error::Error;
use labelloom_engine::formats::rule_file::{RuleFile, RuleFileEntry};
use labelloom_engine::rules::{Names, parse};
use labelloom_engine::session::examples::{self, Verdict};
use labelloom_engine::session::load_rules::check_query;
use serde::Serialize;

use crate::rules::in_file;

/// What became of all examples.
#[derive(Default, Serialize)]
pub(super) struct Examples {
    /// How many hold.
    pub(super) hold: usize,
    /// How many the text alone can't tell.
    pub(super) unchecked: usize,
    /// Those that don't hold, each with its place.
    pub(super) broken: Vec<Error>,
}

/// The queries that can't be read.
pub(super) fn errors(path: &Path, file: &RuleFile, names: &Names) -> Vec<Error> {
    let checks = (1u32..)
        .zip(&file.rules)
        .map(|(number, rule)| check_query(number, rule, names));
    checks
        .filter_map(|check| check.err())
        .map(|error| in_file(path, error))
        .collect()
}

/// The examples of the rules that can be read.
pub(super) fn examples(path: &Path, file: &RuleFile, names: &Names) -> Examples {
    let mut all = Examples::default();
    for (number, rule) in (1u32..).zip(&file.rules) {
        let Ok(verdicts) = examples::check(&rule.query, names, &rule.examples) else {
            continue;
        };
        for (at, verdict) in verdicts.iter().enumerate() {
            match verdict {
                Verdict::Holds => all.hold += 1,
                Verdict::Unchecked => all.unchecked += 1,
                Verdict::Broken => all.broken.push(broken(path, number, rule, at)),
            }
        }
    }
    all
}

fn broken(path: &Path, number: u32, rule: &RuleFileEntry, at: usize) -> Error {
    let example = &rule.examples[at];
    let text: String = example.text.chars().take(60).collect();
    let more = if text.len() < example.text.len() {
        "…"
    } else {
        ""
    };
    let what = if example.matches {
        format!("The rule does not match {text:?}{more}, which it must match")
    } else {
        format!("The rule matches {text:?}{more}, which it must not match")
    };
    let place = format!("rule {number} ({:?}), example {}", rule.name, at + 1);
    in_file(
        path,
        Error::new(what, "Correct the query, or take the example away").at(place),
    )
}

/// Terms that look like a comparison of a column that nobody declared, and are read as words.
pub(super) fn undeclared(path: &Path, file: &RuleFile, names: &Names) -> Vec<Error> {
    let mut notes = Vec::new();
    for (number, rule) in (1u32..).zip(&file.rules) {
        let Ok(parsed) = parse(&rule.query, names) else {
            continue;
        };
        parsed.condition.leaves(&mut |leaf| {
            let term = leaf.print();
            if let Some(column) = compared(&term).filter(|column| !is_known(column, names)) {
                let what = format!("‘{term}’ looks for words, since no column {column:?} is declared");
                let remedy = format!("Give --columns {column}, or DATA; put it in quotes if words are meant");
                let place = format!("rule {number} ({:?})", rule.name);
                notes.push(in_file(path, Error::new(what, remedy).at(place)));
            }
        });
    }
    notes
}

fn is_known(column: &str, names: &Names) -> bool {
    column == "words" || column == "chars" || names.fields.iter().any(|field| field == column)
}

/// The name before the sign of a term that looks like a comparison.
fn compared(term: &str) -> Option<&str> {
    let at = term.find([':', '<', '>', '=', '!'])?;
    let (name, rest) = term.split_at(at);
    let is_name =
        name.starts_with(char::is_alphabetic) && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    let value = rest.trim_start_matches([':', '<', '>', '=', '!']);
    let is_compared = value.starts_with(|c: char| c.is_alphanumeric() || c == '"' || c == '*' || c == '-');
    let is_sign = matches!(
        &rest[..rest.len() - value.len()],
        ":" | "<" | "<=" | ">" | ">=" | "=" | "!="
    );
    (is_name && is_compared && is_sign).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::compared;

    #[test]
    fn comparisons_are_told_from_what_only_has_a_sign() {
        for (term, column) in [
            ("lang:en", "lang"),
            ("amount>=100", "amount"),
            ("order_total!=-1", "order_total"),
        ] {
            assert_eq!(compared(term), Some(column), "{term}");
        }
        for term in [
            "http://x",
            "http:",
            ":)",
            "free",
            "\"lang:en\"",
            "/a:b/",
            "10:30",
            "near(a, b, 2)",
            "a==",
        ] {
            assert_eq!(compared(term), None, "{term}");
        }
    }
}
