//! A pair of rules in words and numbers, each number the way to its records.

use labelloom_engine::{
    ids::RuleId,
    session::{conflicts::PairFigures, request::Filter},
};
use leptos::prelude::*;

use super::{board::Board, words};
use crate::components::{LabelTag, numbers::count};
use crate::pages::lookup::Lookup;

/// A rule with its label, which opens it.
#[component]
pub(super) fn RuleLink(id: RuleId) -> impl IntoView {
    let board = Board::expect();
    let Some(rule) = board.rule(id) else {
        return view! { <span class="muted">"deleted rule"</span> }.into_any();
    };
    let label = board.label(rule.label);
    view! {
        <span class="rule-link">
            {label.map(|label| view! { <LabelTag name=label.name color=label.color /> })}
            <a class="link" href=move || board.editor(id)>{rule.name}</a>
        </span>
    }
    .into_any()
}

/// Two rules, one against the other.
#[component]
pub(super) fn PairNames(a: RuleId, b: RuleId) -> impl IntoView {
    view! {
        <span class="pair-names"><RuleLink id=a /> <span class="muted">" and "</span> <RuleLink id=b /></span>
    }
}

/// What there is to say of a pair.
#[component]
pub(super) fn PairFacts(pair: PairFigures) -> impl IntoView {
    let board = Board::expect();
    let name = |id: RuleId| board.rule(id).map(|rule| rule.name).unwrap_or_default();
    let conflict = Filter::RulesConflict(pair.a, pair.b);
    let both = Filter::BothRules(pair.a, pair.b);
    let borne_out = words::borne_out(&pair, &name(pair.a), &name(pair.b));
    view! {
        <div class="pair-facts">
            <p>{words::meeting(&pair)}</p>
            {(pair.conflicts > 0).then(|| view! { <p>{borne_out}</p> })}
            {(pair.decided > 0).then(|| view! { <p>{words::decided(pair.decided, pair.conflicts)} "."</p> })}
            <p class="pair-ways">
                {(pair.conflicts > 0).then(|| view! {
                    <a class="button" data-testid="pair-walk" href=move || board.walk(conflict).address()>
                        {format!("Walk {}", conflicts(pair.conflicts))}
                    </a>
                })}
                {(pair.overlaps > 0).then(|| view! {
                    <a class="link" href=move || board.list(both).address()>{format!("List {} both vote on", count(pair.overlaps))}</a>
                })}
            </p>
        </div>
    }
}

/// `1 conflict`, `78 conflicts`.
pub(super) fn conflicts(number: u32) -> String {
    crate::components::numbers::counted(number, "conflict", "conflicts")
}
