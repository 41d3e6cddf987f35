//! One record in full, in a drawer below the list, which keeps its place: text, votes with their words, majority in a
//! sentence, gold and fields.

use labelloom_engine::{
    ids::LabelId,
    session::reply::{RecordView, TextView},
};
use leptos::{prelude::*, task::spawn_local};

use crate::actions;
use crate::components::{Button, ButtonKind, IconButton, Kbd, Picture, RecordText, Shape, numbers::count};
use crate::keys::{Action, Keys};
use crate::pages::by_hand::{self, ByHand};
use crate::pages::rules::{ballot, desk::Desk, editor::pin::Pins};
use crate::pages::why::{ByModel, Why};
use crate::route::Router;

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
    Keys::on_gold(move |digit| {
        if let Some(label) = by_hand::meant(&desk.labels.get_untracked(), digit) {
            decide(desk, label);
        }
    });
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
    let router = desk.router;
    let keys: Keys = expect_context();
    let labels = desk.labels.get_untracked();
    let open = Callback::new(move |open| desk.router.route.with(|route| route.opening(open).address()));
    let records = Callback::new(move |filter| desk.address(filter));
    let texts = record.texts.clone();
    let of_columns = record.fields.clone();
    let said = Callback::new(move |rule| ballot::said(desk, rule, &of_columns));
    let (index, pieces, cut, fields) = (
        record.index,
        record.pieces.clone(),
        record.cut,
        record.fields.clone(),
    );
    let field = |(name, value): (String, String)| view! { <dt>{name}</dt><dd dir="auto">{value}</dd> };
    let more_text = move |text: TextView| {
        view! {
            <h3 class="drawer-text-name">{text.name}</h3>
            <p class="drawer-text"><RecordText pieces=text.pieces cut=text.cut color=desk.colors() /></p>
        }
    };
    view! {
        <Picture record=index side=192 name=record.id.clone() />
        <p class="drawer-text"><RecordText pieces=pieces cut=cut color=desk.colors() /></p>
        {texts.into_iter().map(more_text).collect_view()}
        <ByHand
            gold=record.gold
            by_hand=record.by_hand
            held_out=record.held_out
            labels=labels.clone()
            on_pick=Callback::new(move |label| decide(desk, label))
        />
        <Why record=record.clone() labels=labels open=open records=records said=said />
        <ByModel index=index open=open />
        // A press would take the selection away before it is read.
        <Button kind=ButtonKind::Plain keys="R" on:mousedown=|event| event.prevent_default() on:click=move |_| keys.press(Action::RuleFromWords)>"Rule from selected words"</Button>
        <a class="button" data-testid="record-variants" href=move || router.route.with(|route| route.variants(Some(index)).address())>"Variants" <Kbd keys="V" /></a>
        <Pins index=index id=record.id.clone() />
        <dl class="drawer-fields"><dt>"id"</dt><dd>{record.id}</dd>{fields.into_iter().map(field).collect_view()}</dl>
    }
}

/// Labels the record in the drawer by hand, or takes its label back.
fn decide(desk: Desk, label: Option<LabelId>) {
    let open = desk.router.route.with_untracked(|route| route.record);
    let record = desk
        .record
        .get_untracked()
        .filter(|record| Some(record.index) == open);
    if let Some(record) = record.filter(|record| by_hand::is_change(record, label)) {
        spawn_local(async move {
            actions::edit::set_gold(desk.bench, record.index, label).await;
        });
    }
}
