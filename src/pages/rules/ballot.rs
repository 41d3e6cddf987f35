//! What a rule votes, as the table and the editor show it: for a label, against one, or what a column says; and whether
//! it decides.

use labelloom_engine::{
    ids::{LabelId, RuleId},
    rule::ColumnVotes,
    session::reply::{RuleFigures, RuleView},
};
use leptos::prelude::*;

use super::{desk::Desk, words};
use crate::components::{Icon, LabelTag, Shape, numbers::count};

/// The tag of what it votes: its label, `not SPAM`, or how many labels a column's values vote for.
pub(super) fn tag(desk: Desk, rule: &RuleView) -> AnyView {
    let labels = rule.column.as_ref().map(labels).unwrap_or_default();
    if labels.len() > 1 {
        let names: Vec<String> = labels
            .iter()
            .filter_map(|id| desk.label(*id))
            .map(|label| label.name)
            .collect();
        return view! {
            <span class="label-tag label-tag-several" title=names.join(", ")>{format!("{} labels", labels.len())}</span>
        }
        .into_any();
    }
    let against = rule.against;
    desk.labels
        .with(|held| held.iter().find(|label| label.id == rule.label).cloned())
        .map(|label| view! { <LabelTag name=label.name color=label.color against=against /> })
        .into_any()
}

/// The different labels that a column's values vote for.
fn labels(column: &ColumnVotes) -> Vec<LabelId> {
    let mut labels: Vec<LabelId> = column.voting().map(|(_, label)| label).collect();
    labels.sort_unstable();
    labels.dedup();
    labels
}

/// When it votes: its query, or its column and what the values mean.
pub(super) fn condition(desk: Desk, rule: &RuleView) -> String {
    let Some(column) = &rule.column else {
        return rule.query.clone();
    };
    let meaning: Vec<String> = column
        .voting()
        .map(|(value, label)| {
            let label = desk.label(label).map(|label| label.name).unwrap_or_default();
            format!("{value} → {label}")
        })
        .collect();
    let narrowed = if rule.query.trim().is_empty() {
        String::new()
    } else {
        format!(", where {}", rule.query)
    };
    format!("column {}: {}{narrowed}", column.column, meaning.join(", "))
}

/// What a rule's column says of a record with these fields: `worker_1 says spam`; nothing of a rule without a column.
pub(super) fn said(desk: Desk, rule: RuleId, fields: &[(String, String)]) -> Option<String> {
    let column = desk.project.with_untracked(|project| {
        let rule = project.rules.iter().find(|known| known.id == rule)?;
        Some(rule.column.as_ref()?.column.clone())
    })?;
    let (name, value) = fields.iter().find(|(name, _)| *name == column)?;
    Some(format!("{name} says {value}"))
}

/// The mark of a rule that decides.
pub(super) fn decides(rule: &RuleView) -> impl IntoView + use<> {
    rule.hard.then(|| {
        view! { <span class="rule-hard" role="img" aria-label="decides" title=words::DECIDES><Icon shape=Shape::Flag /></span> }
    })
}

/// That a rule decides though gold says that it is often wrong: on five records at least, and on more than a tenth.
pub(super) fn often_wrong(hard: bool, figures: &RuleFigures) -> Option<String> {
    let n = figures.correct + figures.incorrect;
    let is_often = n >= 5 && u64::from(figures.incorrect) * 10 > u64::from(n);
    (hard && is_often).then(|| {
        format!(
            "It decides, yet {} of {} votes on dev gold are wrong",
            count(figures.incorrect),
            count(n)
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_that_decides_is_warned_of_below_nine_tenths_of_five() {
        let figures = |correct, incorrect| RuleFigures {
            correct,
            incorrect,
            ..RuleFigures::default()
        };
        assert_eq!(
            often_wrong(true, &figures(4, 1)).as_deref(),
            Some("It decides, yet 1 of 5 votes on dev gold are wrong")
        );
        assert_eq!(often_wrong(true, &figures(3, 1)), None, "too few to tell");
        assert_eq!(often_wrong(true, &figures(9, 1)), None, "90 % are enough");
        assert_eq!(often_wrong(false, &figures(0, 9)), None);
    }
}
