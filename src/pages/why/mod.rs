//! Why a record has its label: the majority in a sentence; each vote with its words, how often its rule is right, and
//! what the label would be without it; and the rules that nearly vote.

mod labels;
mod words;

use labelloom_engine::{
    ids::{LabelId, RuleId},
    session::{
        reply::{LabelView, RecordView, RuleVote},
        request::Filter,
        why::{Decision, NearVote},
    },
};
use leptos::prelude::*;

pub(crate) use self::labels::ByModel;

use crate::{
    components::{LabelTag, Proportion},
    pages::rules::majority,
    route::Open,
    state::use_bench,
};

/// All of it.
#[component]
pub(crate) fn Why(
    record: RecordView,
    labels: Vec<LabelView>,
    /// The address of a rule in the editor.
    open: Callback<Open, String>,
    /// The address of a filter's records.
    records: Callback<Filter, String>,
    /// What a rule's column says of the record, where it has one.
    said: Callback<RuleId, Option<String>>,
) -> impl IntoView {
    let name = |id: LabelId| {
        let label = labels.iter().find(|label| label.id == id);
        label.map(|label| label.name.clone()).unwrap_or_default()
    };
    let tag = |id: LabelId, against: bool| {
        let label = labels.iter().find(|label| label.id == id);
        label.map(|label| {
            view! { <LabelTag name=label.name.clone() color=label.color against=against /> }.into_any()
        })
    };
    let sentence = majority(&record, name);
    let decision = record.decision;
    let vote = |vote: RuleVote| {
        let without = words::without(&decision, &vote.without, name);
        view! { <li class="why-vote" data-testid="why-vote">{vote_line(vote, tag, without, open, records, said)}</li> }
    };
    let near =
        |near: NearVote| view! { <li class="why-vote">{near_line(near, tag, &decision, name, open)}</li> };
    let votes = record.votes.into_iter().map(vote).collect_view();
    let has_near = !record.near.is_empty();
    let nears = record.near.into_iter().map(near).collect_view();
    view! {
        <div class="why" data-testid="why">
            <p class="drawer-sentence" data-testid="why-sentence">{sentence}</p>
            <ul class="why-votes">{votes}</ul>
            {has_near.then(|| view! { <h3 class="why-near">"Nearly voted"</h3> <ul class="why-votes">{nears}</ul> })}
        </div>
    }
}

/// What a rule asks.
fn query_of(rule: RuleId) -> Option<String> {
    use_bench().project.with_untracked(|project| {
        let mut rules = project.as_ref()?.rules.iter();
        let query = &rules.find(|known| known.id == rule)?.query;
        (!query.is_empty()).then(|| query.clone())
    })
}

/// A rule's vote: its label, its name, which opens it, the words behind it, and what hangs on it.
fn vote_line(
    vote: RuleVote,
    tag: impl Fn(LabelId, bool) -> Option<AnyView>,
    without: (String, bool),
    open: Callback<Open, String>,
    records: Callback<Filter, String>,
    said: Callback<RuleId, Option<String>>,
) -> AnyView {
    let place = vote.rule.map_or(Open::New, Open::Rule);
    let of_column = vote.rule.and_then(|rule| said.run(rule));
    let parts: Vec<String> = of_column.into_iter().chain(vote.words).collect();
    // A length or a number in a column is in no word: what the rule asks is told.
    let words = match parts.is_empty() {
        true => vote
            .rule
            .and_then(query_of)
            .unwrap_or_else(|| "no single words".to_owned()),
        false => parts.join(" · "),
    };
    let judged = vote.correct + vote.incorrect;
    let gold = vote.rule.map(|rule| gold(rule, vote.correct, judged, records));
    let (without, changes) = without;
    // A rule being written may have no name yet.
    let name = if vote.name.is_empty() {
        "the rule being written".to_owned()
    } else {
        vote.name
    };
    view! {
        <p class="why-head">
            {tag(vote.label, vote.against)}
            <a class="link" href=move || open.run(place)>{name}</a>
            {vote.hard.then(|| view! { <span class="hard">"decides"</span> })}
            <span class="muted drawer-words" dir="auto">{words}</span>
        </p>
        <p class="why-more small">
            <span class=if changes { "why-changes" } else { "muted" }>{without}</span>
            {gold}
        </p>
    }
    .into_any()
}

/// How often a rule is right; the link leads to what it gets wrong.
fn gold(rule: RuleId, correct: u32, judged: u32, records: Callback<Filter, String>) -> impl IntoView {
    let wrong = move || records.run(Filter::RuleIncorrect(rule));
    view! {
        <a class="muted" href=wrong title="Those it gets wrong">
            <Proportion part=correct whole=judged none="no dev gold on it" />
            {(judged > 0).then_some(" right on dev gold")}
        </a>
    }
}

fn near_line(
    near: NearVote,
    tag: impl Fn(LabelId, bool) -> Option<AnyView>,
    decision: &Decision,
    name: impl Fn(LabelId) -> String,
    open: Callback<Open, String>,
) -> AnyView {
    let but = if near.is_exception { "but for" } else { "lacks" };
    let with = words::with(decision, &near.with, name);
    view! {
        <p class="why-head">
            {tag(near.label, near.against)}
            <a class="link" href=move || open.run(Open::Rule(near.rule))>{near.name}</a>
            <span class="muted">{but} " " <code class="mono">{near.part}</code></span>
        </p>
        <p class="why-more small muted">{with}</p>
    }
    .into_any()
}
