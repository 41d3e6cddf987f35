//! What the choice comes to, before it is made: all rules together, now and then.

use labelloom_engine::session::reply::{RulesImpact, Totals};
use leptos::prelude::*;

use super::Taking;
use crate::components::numbers::{count, percent};

/// The figures; nothing while nothing would change.
#[component]
pub(super) fn Figures(taking: Taking) -> impl IntoView {
    let records = taking
        .bench
        .project
        .with_untracked(|project| project.as_ref().map_or(0, |project| project.records));
    move || {
        taking.impact.with(|impact| {
            impact
                .as_ref()
                .map(|impact| view! { <Table impact=impact.clone() records=records /> })
        })
    }
}

#[component]
fn Table(impact: RulesImpact, records: u32) -> impl IntoView {
    let RulesImpact {
        before,
        after,
        majority,
        ..
    } = impact;
    let share = move |part: u32| {
        format!(
            "{} of {} · {}",
            count(part),
            count(records),
            percent(part, records)
        )
    };
    let accuracy = |totals: &Totals| {
        let decided = totals.correct + totals.incorrect;
        format!(
            "{} of {} · {}",
            count(totals.correct),
            count(decided),
            percent(totals.correct, decided)
        )
    };
    let has_gold = before.correct + before.incorrect + after.correct + after.incorrect > 0;
    let row = |name: &'static str, before: String, after: String| {
        view! { <tr><th scope="row">{name}</th><td>{before}</td><td>{after}</td></tr> }
    };
    view! {
        <table class="take-figures" data-testid="take-figures">
            <thead><tr><th></th><th scope="col">"Now"</th><th scope="col">"With this choice"</th></tr></thead>
            <tbody>
                {row("Coverage", share(before.covered), share(after.covered))}
                {row("Conflicts", share(before.conflicted), share(after.conflicted))}
                {has_gold.then(|| row("Accuracy on dev gold", accuracy(&before), accuracy(&after)))}
            </tbody>
        </table>
        <p class="muted small">{format!("The majority label changes on {} of {} records. You can undo this.", count(majority), count(records))}</p>
    }
}
