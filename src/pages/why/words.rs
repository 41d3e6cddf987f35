//! What would be without a vote, or with one more, in words.

use labelloom_engine::{ids::LabelId, session::why::Decision};

/// What would be without a vote, and whether that is something else than what is.
pub(super) fn without(now: &Decision, then: &Decision, name: impl Fn(LabelId) -> String) -> (String, bool) {
    if now == then {
        return ("The same without it.".into(), false);
    }
    (
        format!(
            "Without it: {} instead of {}.",
            said(then, &name),
            said(now, &name)
        ),
        true,
    )
}

/// What would be with a vote more.
pub(super) fn with(now: &Decision, then: &Decision, name: impl Fn(LabelId) -> String) -> String {
    if now == then {
        return "Its vote would change nothing.".into();
    }
    format!("With it: {} instead of {}.", said(then, &name), said(now, &name))
}

fn said(decision: &Decision, name: impl Fn(LabelId) -> String) -> String {
    match decision {
        Decision::NoVote => "no label".into(),
        Decision::Label(label) => name(*label),
        Decision::Tie(labels) => format!("a tie of {}", listed(labels, name)),
    }
}

fn listed(labels: &[LabelId], name: impl Fn(LabelId) -> String) -> String {
    let names: Vec<String> = labels.iter().map(|label| name(*label)).collect();
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(label: LabelId) -> String {
        format!("L{}", label.0)
    }

    #[test]
    fn what_would_be_is_told_against_what_is() {
        let (one, tie) = (
            Decision::Label(LabelId(1)),
            Decision::Tie([0, 1, 2].map(LabelId).to_vec()),
        );
        assert_eq!(
            without(&one, &tie, name),
            ("Without it: a tie of L0, L1 and L2 instead of L1.".into(), true)
        );
        assert_eq!(without(&one, &one, name), ("The same without it.".into(), false));
        assert_eq!(
            with(&Decision::NoVote, &one, name),
            "With it: L1 instead of no label."
        );
    }
}
