//! A walk through conflicting records, one at a time: the text with both rules' words marked, the two votes side by
//! side, and what can be done about them: mend a rule, add an exception, decide by hand.

mod exceptions;
mod sides;
mod store;

use labelloom_engine::ids::RuleId;
use leptos::prelude::*;

use self::{exceptions::Exceptions, sides::Sides, store::WalkStore};
use super::{board::Board, facts::PairNames, words};
use crate::pages::lookup::Lookup;
use crate::{
    components::{Button, EmptyState, IconButton, Picture, RecordText, Shape, numbers::count},
    keys::{Action, Keys},
    pages::{
        by_hand::ByHand,
        why::{ByModel, Why},
    },
};

/// The walk that the address names.
#[component]
pub(super) fn Walk() -> impl IntoView {
    let board = Board::expect();
    let walk = WalkStore::provide(board);
    answer_keys(walk);
    view! {
        <div class="walk" data-testid="walk">
            <WalkHead />
            {move || match walk.place.get() {
                Some(place) if place.record.is_none() => view! { <NothingLeft /> }.into_any(),
                _ => view! {
                    <RecordCard />
                    <div class="walk-side"><Sides /><Exceptions /></div>
                }.into_any(),
            }}
        </div>
    }
}

fn answer_keys(walk: WalkStore) {
    Keys::on(Action::PreviousRecord, move || walk.step_back());
    Keys::on(Action::NextRecord, move || walk.step_on());
    Keys::on(Action::MendFirst, move || walk.mend(0));
    Keys::on(Action::MendSecond, move || walk.mend(1));
    Keys::on(Action::ExceptFirst, move || walk.except(0));
    Keys::on(Action::ExceptSecond, move || walk.except(1));
    Keys::on(Action::Close, move || walk.close());
    Keys::on_gold(move |digit| walk.decide_by_digit(digit));
}

/// What is walked, how far it is, and the ways on.
#[component]
fn WalkHead() -> impl IntoView {
    let board = Board::expect();
    let walk = WalkStore::expect();
    let keys: Keys = expect_context();
    let title = move || match walk.rules.get() {
        Some((a, b)) => view! { <PairNames a=a b=b /> }.into_any(),
        None => walk.title().into_any(),
    };
    let place = move || {
        walk.place.get().map(|place| {
            let at = if place.is_in {
                place.position + 1
            } else {
                place.position
            };
            match (place.walked, place.is_in) {
                (0, _) => "None left".to_owned(),
                (walked, true) => format!("{} of {}", count(at), count(walked)),
                (walked, false) => format!("left the walk · {} of {} before it", count(at), count(walked)),
            }
        })
    };
    let decided = move || {
        walk.place
            .get()
            .map(|place| words::decided(place.decided, place.total))
    };
    let back = move || walk.back().address();
    let list = move || {
        board.router.route.with(|route| {
            crate::route::Route {
                page: crate::route::Page::Rules,
                record: None,
                tab: crate::route::Tab::Records,
                ..route.clone()
            }
            .address()
        })
    };
    view! {
        <div class="walk-head">
            <a class="button button-quiet" href=back data-testid="walk-back">"← All conflicts"</a>
            <h1 class="walk-title">{title}</h1>
            <span class="gap"></span>
            <a class="link small" href=list>"As a list"</a>
        </div>
        <div class="walk-bar">
            <span class="walk-steps">
                <IconButton shape=Shape::Up name="Previous ([)" disabled=Signal::derive(move || walk.previous().is_none()) attr:data-testid="walk-previous" on:click=move |_| keys.press(Action::PreviousRecord) />
                <IconButton shape=Shape::Down name="Next (])" disabled=Signal::derive(move || walk.next().is_none()) attr:data-testid="walk-next" on:click=move |_| keys.press(Action::NextRecord) />
                <span data-testid="walk-place" role="status">{place}</span>
            </span>
            <progress class="walk-progress" aria-label="Decided by hand" value=move || walk.place.get().map(|place| place.decided.to_string()) max=move || walk.place.get().map(|place| place.total.max(1).to_string())></progress>
            <span class="muted" data-testid="walk-decided">{decided}</span>
            <label class="walk-leave">
                <input type="checkbox" data-testid="walk-leave-out" prop:checked=move || walk.leaves_out.get() on:change=move |_| walk.toggle_decided() />
                <span>"leave out decided"</span>
            </label>
            <span class="gap"></span>
            <Said />
        </div>
    }
}

/// What was just decided, with the way back.
#[component]
fn Said() -> impl IntoView {
    let (board, walk) = (Board::expect(), WalkStore::expect());
    let said = move || {
        let (record, words, revision) = walk.said.get()?;
        // What was edited or undone since is no longer what this would take back.
        let holds = board.project.with(|project| project.revision) == revision;
        holds.then_some((record, words))
    };
    view! {
        <span class="walk-said" role="status" aria-live="polite" data-testid="walk-said">
            {move || said().map(|(record, words)| view! {
                <span>{words}</span>
                <Button on:click=move |_| walk.take_back(record)>"Undo"</Button>
            })}
        </span>
    }
}

/// The record at hand: its text, its gold, and why it has its label.
#[component]
fn RecordCard() -> impl IntoView {
    let board = Board::expect();
    let walk = WalkStore::expect();
    let open = Callback::new(move |open: crate::route::Open| match open {
        crate::route::Open::Rule(id) => board.editor(id),
        _ => String::new(),
    });
    let records = Callback::new(move |filter| board.list(filter).address());
    let color = Callback::new(move |id| untrack(|| board.label(id)).map_or(0, |label| label.color));
    let more_text = move |text: labelloom_engine::session::reply::TextView| {
        view! {
            <h3 class="drawer-text-name">{text.name}</h3>
            <p class="walk-text"><RecordText pieces=text.pieces cut=text.cut color=color /></p>
        }
    };
    let shown = move || {
        board.project.track();
        walk.record.get().map(|record| {
            let labels = board.labels();
            let field = |(name, value): (String, String)| view! { <dt>{name}</dt><dd dir="auto">{value}</dd> };
            let (index, gold) = (record.index, record.gold);
            let of_columns = record.fields.clone();
            let said = Callback::new(move |rule| said_by_column(board, rule, &of_columns));
            view! {
                <div class="walk-number muted small">
                    <span>{format!("#{}", count(index + 1))}</span>
                    <span>{format!("id {}", record.id)}</span>
                </div>
                <Picture record=index side=256 name=record.id.clone() />
                <p class="walk-text" data-testid="walk-text"><RecordText pieces=record.pieces.clone() cut=record.cut color=color /></p>
                {record.texts.iter().cloned().map(more_text).collect_view()}
                <ByHand gold=gold by_hand=record.by_hand held_out=record.held_out labels=labels.clone() on_pick=Callback::new(move |label| walk.decide(label)) />
                <Why record=record.clone() labels=labels open=open records=records said=said />
                <ByModel index=index open=open />
                {(!record.fields.is_empty()).then(|| view! { <dl class="drawer-fields">{record.fields.into_iter().map(field).collect_view()}</dl> })}
            }
        })
    };
    view! { <section class="card walk-record" aria-label="Record">{shown}</section> }
}

/// What a rule's column says of a record, where the rule has one.
fn said_by_column(board: Board, rule: RuleId, fields: &[(String, String)]) -> Option<String> {
    let column = board.rule(rule)?.column?.column;
    let (name, value) = fields.iter().find(|(name, _)| *name == column)?;
    Some(format!("{name} says {value}"))
}

/// Every record of the walk is decided, or no rule conflicts there any longer.
#[component]
fn NothingLeft() -> impl IntoView {
    let walk = WalkStore::expect();
    let decided = move || walk.place.get().is_some_and(|place| place.total > 0);
    let title = Signal::derive(move || {
        if decided() {
            "All decided".to_owned()
        } else {
            "No conflict here".to_owned()
        }
    });
    view! {
        <EmptyState title=title>
            <p>{move || if decided() {
                "Each record of this walk was labeled by hand. Take “leave out decided” off to see them again."
            } else {
                "No record fits: the rules no longer meet, or one of them is off or gone."
            }}</p>
            <a class="button" href=move || walk.back().address()>"All conflicts"</a>
        </EmptyState>
    }
}
