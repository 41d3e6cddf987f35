//! One record in full, in a drawer below the list, which keeps its place: text, votes with their words, majority in a
//! sentence, gold and fields.

use labelloom_engine::session::reply::{RecordView, RuleVote, TextView};
use leptos::prelude::*;

use super::words::majority;
use crate::components::{Button, ButtonKind, IconButton, LabelTag, RecordText, Shape, numbers::count};
use crate::keys::{Action, Keys};
use crate::pages::rules::{
    ballot,
    desk::Desk,
    editor::pin::{self, Pins},
};
use crate::route::{Open, Router};

/// The drawer, while a record is open.
#[component]
pub(super) fn Detail() -> impl IntoView {
    let desk = Desk::expect();
    let is_open = Memo::new(move |_| desk.router.route.with(|route| route.record.is_some()));
    move || is_open.get().then(|| view! { <Drawer /> })
}

#[component]
fn Drawer() -> impl IntoView {
    let desk = Desk::expect();
    let router = Router::expect();
    let keys: Keys = expect_context();
    let close = move || router.go(&router.route.get_untracked().showing(None));
    let title = move || {
        desk.router
            .route
            .with(|route| route.record.map(|index| format!("Record #{}", count(index + 1))))
    };
    view! {
        <aside
            class="drawer"
            aria-label="Record"
            data-testid="record-detail"
            data-index=move || desk.router.route.with(|route| route.record.map(|index| index.to_string()))
        >
            <div class="pane-head">
                <h2>{title}</h2>
                <span class="gap"></span>
                <IconButton shape=Shape::Up name="Previous record ([)" on:click=move |_| keys.press(Action::PreviousRecord) />
                <IconButton shape=Shape::Down name="Next record (])" on:click=move |_| keys.press(Action::NextRecord) />
                <IconButton shape=Shape::Close name="Close (Esc)" on:click=move |_| close() />
            </div>
            <div class="drawer-body">
                {move || {
                    desk.labels.track();
                    desk.record.get().map(|record| view! { <Record record=record /> })
                }}
            </div>
        </aside>
    }
}

#[component]
fn Record(record: RecordView) -> impl IntoView {
    let desk = Desk::expect();
    let keys: Keys = expect_context();
    let sentence = majority(&record, |id| {
        desk.label(id).map(|label| label.name).unwrap_or_default()
    });
    let gold = record.gold.and_then(|gold| desk.label(gold));
    let text = pin::joined(&record.pieces);
    let votes = record
        .votes
        .into_iter()
        .map(|cast| vote(cast, &record.fields))
        .collect_view();
    let field = |(name, value): (String, String)| view! { <dt>{name}</dt><dd dir="auto">{value}</dd> };
    let more_text = move |text: TextView| {
        view! {
            <h3 class="drawer-text-name">{text.name}</h3>
            <p class="drawer-text"><RecordText pieces=text.pieces cut=text.cut color=desk.colors() /></p>
        }
    };
    view! {
        <p class="drawer-text"><RecordText pieces=record.pieces cut=record.cut color=desk.colors() /></p>
        {record.texts.into_iter().map(more_text).collect_view()}
        <p class="drawer-sentence">
            {sentence}
            {gold.map(|label| view! { " Gold: " <LabelTag name=label.name color=label.color /> })}
            {record.held_out.then_some(" Its gold is held out, so it stays hidden here.")}
        </p>
        <ul class="drawer-votes">{votes}</ul>
        // A press would take the selection away before it is read.
        <Button kind=ButtonKind::Plain keys="R" on:mousedown=|event| event.prevent_default() on:click=move |_| keys.press(Action::RuleFromWords)>"Rule from selected words"</Button>
        <Pins index=record.index id=record.id.clone() text=text />
        <dl class="drawer-fields"><dt>"id"</dt><dd>{record.id}</dd>{record.fields.into_iter().map(field).collect_view()}</dl>
    }
}

/// A rule's vote: its label, its name, which opens it, and the words that made it match, or what its column says.
fn vote(vote: RuleVote, fields: &[(String, String)]) -> impl IntoView + use<> {
    let desk = Desk::expect();
    let said = vote.rule.and_then(|rule| ballot::said(desk, rule, fields));
    let label = desk.label(vote.label);
    let open = vote.rule.map_or(Open::New, Open::Rule);
    let words = match vote.words.as_slice() {
        [] if said.is_none() => "no single words".to_owned(),
        words => {
            let parts = said.into_iter().chain(words.iter().cloned());
            parts.collect::<Vec<_>>().join(" · ")
        }
    };
    view! {
        <li class="drawer-vote">
            {label.map(|label| view! { <LabelTag name=label.name color=label.color against=vote.against /> })}
            <a class="link" href=move || desk.router.route.with(|route| route.opening(open).address())>{vote.name}</a>
            {vote.hard.then(|| view! { <span class="hard">"decides"</span> })}
            <span class="muted drawer-words" dir="auto">{words}</span>
        </li>
    }
}
