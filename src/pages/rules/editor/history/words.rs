//! What a revision changed, in words.

use labelloom_engine::{
    ids::LabelId,
    revision::{Origin, Revision},
    session::reply::{RevisionChange, RuleFigures},
};

use crate::components::numbers::{count, whole_percent};

/// A revision by its number, where it stands at the beginning of a line.
pub(super) fn title(number: u32) -> String {
    if number == 0 {
        "Beginning".to_owned()
    } else {
        format!("Revision {number}")
    }
}

/// Where it comes from, where that is more than being written.
pub(super) fn origin(origin: &Origin) -> String {
    match origin {
        Origin::Found | Origin::Changed => String::new(),
        Origin::Made => "written".to_owned(),
        Origin::Restored { number: 0 } => "restored from the beginning".to_owned(),
        Origin::Restored { number } => format!("restored from revision {number}"),
        Origin::Copied { name } => format!("copied from ‘{name}’"),
        Origin::Split { name, .. } => format!("split from ‘{name}’"),
        Origin::Merged { from } => {
            let names: Vec<String> = from.iter().map(|rule| format!("‘{}’", rule.name)).collect();
            format!("merged from {}", names.join(", "))
        }
    }
}

/// What changed but for the query.
pub(super) fn text_changes(now: &Revision, was: &Revision, label: impl Fn(LabelId) -> String) -> Vec<String> {
    let mut said = Vec::new();
    if now.name != was.name {
        said.push(format!("name: ‘{}’ → ‘{}’", was.name, now.name));
    }
    if (now.label, now.against) != (was.label, was.against) {
        said.push(format!("votes: {} → {}", vote(was, &label), vote(now, &label)));
    }
    match (was.hard, now.hard) {
        (false, true) => said.push("decides now".to_owned()),
        (true, false) => said.push("no longer decides".to_owned()),
        _ => {}
    }
    if now.column != was.column {
        said.push("the column's votes changed".to_owned());
    }
    if now.note != was.note {
        said.push("note changed".to_owned());
    }
    said
}

/// What a revision votes: `SPAM`, `not SPAM`.
pub(super) fn vote(revision: &Revision, label: impl Fn(LabelId) -> String) -> String {
    let not = if revision.against { "not " } else { "" };
    format!("{not}{}", label(revision.label))
}

/// What changed in the query, term by term: `query: + subscrib*, − song`.
pub(super) fn terms(now: &Revision, was: &Revision, change: &RevisionChange) -> Option<String> {
    if now.query == was.query {
        return None;
    }
    let added = change.added.iter().map(|term| format!("+ {term}"));
    let removed = change.removed.iter().map(|term| format!("− {term}"));
    let mut terms: Vec<String> = added.chain(removed).collect();
    if change.regrouped {
        terms.push("terms joined otherwise".to_owned());
    }
    if terms.is_empty() {
        terms.push("written otherwise".to_owned());
    }
    Some(format!("query: {}", terms.join(", ")))
}

/// How often it is right on dev gold, and on how many that is; nothing without any.
pub(super) fn accuracy(figures: &RuleFigures) -> Option<String> {
    let n = judged(figures);
    (n > 0).then(|| {
        let share = whole_percent(figures.correct, n);
        format!("accuracy {share}, n {}", count(n))
    })
}

/// How accuracy changed, with its n; nothing where it didn't.
pub(super) fn accuracy_change(was: &RuleFigures, now: &RuleFigures) -> Option<String> {
    let (before, after) = (judged(was), judged(now));
    if (was.correct, before) == (now.correct, after) {
        return None;
    }
    if before == 0 {
        return accuracy(now);
    }
    if after == 0 {
        return Some("no vote on dev gold any more".to_owned());
    }
    let (one, other) = (
        whole_percent(was.correct, before),
        whole_percent(now.correct, after),
    );
    Some(if before == after {
        let number = one.trim_end_matches(" %");
        format!("accuracy {number} → {other}, n {}", count(after))
    } else {
        format!(
            "accuracy {one}, n {} → {other}, n {}",
            count(before),
            count(after)
        )
    })
}

fn judged(figures: &RuleFigures) -> u32 {
    figures.correct + figures.incorrect
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(correct: u32, incorrect: u32) -> RuleFigures {
        RuleFigures {
            correct,
            incorrect,
            ..RuleFigures::default()
        }
    }

    #[test]
    fn accuracy_is_told_with_its_n_and_only_where_it_changed() {
        let say = |was: (u32, u32), now: (u32, u32)| {
            accuracy_change(&figures(was.0, was.1), &figures(now.0, now.1))
        };
        assert_eq!(say((7, 1), (8, 0)).as_deref(), Some("accuracy 88 → 100 %, n 8"));
        assert_eq!(
            say((7, 1), (9, 1)).as_deref(),
            Some("accuracy 88 %, n 8 → 90 %, n 10")
        );
        assert_eq!(say((0, 0), (1, 1)).as_deref(), Some("accuracy 50 %, n 2"));
        assert_eq!(
            say((1, 1), (0, 0)).as_deref(),
            Some("no vote on dev gold any more")
        );
        assert_eq!(say((3, 1), (3, 1)), None);
    }

    #[test]
    fn every_part_that_changed_is_named() {
        let was = Revision {
            name: "a".into(),
            query: "free".into(),
            ..Revision::default()
        };
        let now = Revision {
            name: "b".into(),
            query: "free, cash".into(),
            against: true,
            hard: true,
            note: "x".into(),
            ..was.clone()
        };
        let label = |_| "SPAM".to_owned();
        assert_eq!(
            text_changes(&now, &was, label),
            [
                "name: ‘a’ → ‘b’",
                "votes: SPAM → not SPAM",
                "decides now",
                "note changed"
            ]
        );
        let change = RevisionChange {
            before: 1,
            added: vec!["cash".into()],
            removed: vec!["-now".into()],
            regrouped: false,
            gained: 0,
            lost: 0,
            kept: 0,
        };
        assert_eq!(
            terms(&now, &was, &change).as_deref(),
            Some("query: + cash, − -now")
        );
        assert_eq!(terms(&was, &was, &change), None);
    }
}
