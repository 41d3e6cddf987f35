//! The operations: on or off, those that are on with what can be set of them.

use labelloom_engine::session::augment::{OperationChoice, OperationInfo, ThesaurusState};
use leptos::prelude::*;

use super::operation::{NotFor, Settings, place, share_out};
use crate::{
    components::{Tip, numbers::counted},
    pages::augment::board::Board,
};

/// All operations; those of reference programs apart.
#[component]
pub(super) fn Operations() -> impl IntoView {
    let board = Board::expect();
    // Operations are what the program knows; they do not change while it runs.
    let all = board.view.with_untracked(|view| {
        view.as_ref()
            .map(|view| view.operations.clone())
            .unwrap_or_default()
    });
    let (reference, own): (Vec<_>, Vec<_>) = all.into_iter().partition(|operation| operation.is_reference);
    let draws = Memo::new(move |_| board.policy().map(|policy| policy.draws).unwrap_or_default());
    let is_reference_on = board.choice.with_untracked(|choice| {
        let is_on = |info: &OperationInfo| place(choice, &info.name).is_some();
        reference.iter().any(is_on)
    });
    let thesaurus = move || {
        board
            .view
            .with(|view| match view.as_ref().map(|view| &view.thesaurus) {
                Some(ThesaurusState::Here { words }) => {
                    format!("The thesaurus knows {}.", counted(*words, "word", "words"))
                }
                Some(ThesaurusState::Missing { why }) => format!("{why}."),
                _ => "The thesaurus is loaded when an operation first needs it.".to_owned(),
            })
    };
    view! {
        <div class="card augment-group">
            <h2>"Operations"</h2>
            {move || {
                let drawn = draws.get();
                if drawn.is_empty() {
                    view! { <ul class="augment-operations">{own.iter().cloned().map(|info| view! { <Line info=info /> }).collect_view()}</ul> }.into_any()
                } else {
                    let is_drawn = |info: &&OperationInfo| drawn.contains(&info.name);
                    view! {
                        <p class="small muted">"The policy draws them, with strengths of its own."</p>
                        <ul class="augment-operations">{own.iter().filter(is_drawn).cloned().map(|info| view! { <Drawn info=info /> }).collect_view()}</ul>
                    }
                    .into_any()
                }
            }}
            {(!board.of_images).then(|| view! {
                <details open=is_reference_on>
                    <summary>"As reference programs do it"</summary>
                    <ul class="augment-operations">{reference.into_iter().map(|info| view! { <Line info=info /> }).collect_view()}</ul>
                </details>
                <p class="small muted">{thesaurus}</p>
            })}
        </div>
    }
}

/// An operation that the policy draws: only which labels' records it leaves alone is chosen.
#[component]
fn Drawn(info: OperationInfo) -> impl IntoView {
    let (title, sentence) = (info.title.clone(), info.sentence);
    let name = StoredValue::new(info.name);
    view! {
        <li class="augment-operation">
            <span class="augment-operation-head"><span>{title.clone()}</span> <Tip term="?" meaning=format!("{title}: {sentence}") /></span>
            <details class="augment-more">
                <summary>"Labels to leave alone"</summary>
                <NotFor operation=name />
            </details>
        </li>
    }
}

#[component]
fn Line(info: OperationInfo) -> impl IntoView {
    let board = Board::expect();
    let name = StoredValue::new(info.name.clone());
    let is_on = Memo::new(move |_| {
        board
            .choice
            .with(|choice| name.with_value(|name| place(choice, name).is_some()))
    });
    let toggle = move |is_on: bool| {
        let of_one = board.policy().is_some_and(|policy| policy.is_of_one);
        let name = name.get_value();
        board.choose(|choice| {
            match place(choice, &name) {
                Some(at) if !is_on && choice.operations.len() > 1 => drop(choice.operations.remove(at)),
                None if is_on => {
                    if of_one {
                        choice.operations.clear();
                    }
                    choice.operations.push(OperationChoice::of(&name));
                }
                _ => {}
            }
            share_out(choice);
        });
    };
    // Of a policy of one operation another one is put in its place.
    let is_last = move || is_on.get() && board.choice.with(|choice| choice.operations.len() == 1);
    let id = format!("operation-{}", info.name);
    let (title, sentence) = (info.title.clone(), info.sentence.clone());
    let shown = info.clone();
    view! {
        <li class="augment-operation" class:augment-operation-on=move || is_on.get()>
            <span class="augment-operation-head">
                <input
                    type="checkbox"
                    id=id.clone()
                    data-testid="augment-operation"
                    data-name=info.name.clone()
                    title=move || is_last().then_some("One operation at least is on")
                    disabled=is_last
                    prop:checked=move || is_on.get()
                    on:change:target=move |event| {
                        toggle(event.target().checked());
                        event.target().set_checked(is_on.get_untracked());
                    }
                />
                <label for=id>{title.clone()}</label>
                <Tip term="?" meaning=format!("{title}: {sentence}") />
            </span>
            {move || is_on.get().then(|| view! { <Settings info=shown.clone() /> })}
        </li>
    }
}
