//! One label: its colour, name, key, what hangs on it, and what can be done with it.

use labelloom_engine::ids::LabelId;
use labelloom_engine::session::edit::Edit;
use labelloom_engine::session::reply::LabelView;
use labelloom_engine::session::request::Filter;
use leptos::{ev, html, prelude::*};

use super::super::records;
use super::change::Change;
use super::color::ColorPick;
use super::name_problem;
use crate::actions::edit::edit;
use crate::browser::focus;
use crate::components::numbers::{count, counted};
use crate::components::{IconButton, Menu, Shape};
use crate::state::use_bench;

/// A row of the label editor. Alt with an arrow key moves it.
#[component]
pub(crate) fn LabelRow(
    id: LabelId,
    labels: Signal<Vec<LabelView>>,
    change: RwSignal<Option<Change>>,
) -> impl IntoView {
    let bench = use_bench();
    let label = Memo::new(move |_| labels.with(|labels| labels.iter().find(|label| label.id == id).cloned()));
    let position = Memo::new(move |_| {
        labels
            .with(|labels| labels.iter().position(|label| label.id == id))
            .unwrap_or(0)
    });
    let last = Memo::new(move |_| labels.with(|labels| labels.len().saturating_sub(1)));
    let name = Memo::new(move |_| {
        label.with(|label| label.as_ref().map(|label| label.name.clone()).unwrap_or_default())
    });
    let color = Memo::new(move |_| label.with(|label| label.as_ref().map_or(0, |label| label.color)));
    let row = NodeRef::<html::Li>::new();

    let move_to = move |to: usize| {
        let Ok(to) = u32::try_from(to) else { return };
        edit(bench, Edit::MoveLabel { id, position: to });
    };
    let on_key = move |event: ev::KeyboardEvent| {
        let at = position.get_untracked();
        match event.key().as_str() {
            "ArrowUp" if event.alt_key() && at > 0 => move_to(at - 1),
            "ArrowDown" if event.alt_key() && at < last.get_untracked() => move_to(at + 1),
            _ => return,
        }
        event.prevent_default();
        keep_focus();
    };
    view! {
        <li class="label-row" node_ref=row on:keydown=on_key>
            <ColorPick label=name color=color on_pick=move |color| edit(bench, Edit::RecolorLabel { id, color }) />
            <span class="label-key">{move || position.get() + 1}</span>
            <LabelName id=id name=name labels=labels />
            <a class="label-count rules" href=records(Filter::VotedFor(id))>
                {move || label.with(|label| counted(label.as_ref().map_or(0, |label| label.rules), "rule", "rules"))}
            </a>
            <a class="label-count gold" href=records(Filter::Gold(id))>
                {move || label.with(|label| format!("{} gold", count(label.as_ref().map_or(0, |label| label.gold))))}
            </a>
            <div class="label-tools">
                <IconButton
                    shape=Shape::Up
                    name=Signal::derive(move || format!("Move {} up (Alt+↑)", name.get()))
                    disabled=Signal::derive(move || position.get() == 0)
                    on:click=move |_| move_to(position.get_untracked().saturating_sub(1))
                />
                <IconButton
                    shape=Shape::Down
                    name=Signal::derive(move || format!("Move {} down (Alt+↓)", name.get()))
                    disabled=Signal::derive(move || position.get() >= last.get())
                    on:click=move |_| move_to(position.get_untracked() + 1)
                />
                <Menu shape=Shape::More name="More">
                    <button type="button" disabled=move || last.get() == 0 on:click=move |_| change.set(Some(Change::Merge(id)))>
                        "Merge into…"
                    </button>
                    <button type="button" on:click=move |_| change.set(Some(Change::Delete(id)))>"Delete…"</button>
                </Menu>
            </div>
        </li>
    }
}

/// The name, to change in place: Enter or leaving keeps it, Escape takes it back.
#[component]
fn LabelName(id: LabelId, name: Memo<String>, labels: Signal<Vec<LabelView>>) -> impl IntoView {
    let bench = use_bench();
    let input = NodeRef::<html::Input>::new();
    let problem = RwSignal::new(None::<String>);
    let keep = move || {
        let Some(input) = input.get_untracked() else {
            return;
        };
        let written = input.value();
        if written == name.get_untracked() {
            problem.set(None);
            return;
        }
        problem.set(labels.with_untracked(|labels| name_problem(labels, Some(id), &written)));
        if problem.with_untracked(Option::is_none) {
            edit(bench, Edit::RenameLabel { id, name: written });
        }
    };
    let on_key = move |event: ev::KeyboardEvent| {
        let Some(input) = input.get_untracked() else {
            return;
        };
        match event.key().as_str() {
            "Enter" => keep(),
            "Escape" => {
                event.stop_propagation();
                input.set_value(&name.get_untracked());
                problem.set(None);
            }
            _ => {}
        }
    };
    view! {
        <input
            class="label-name"
            node_ref=input
            aria-label=move || format!("Name of label {}", name.get())
            aria-invalid=move || problem.with(Option::is_some).to_string()
            autocomplete="off"
            prop:value=name
            on:change=move |_| keep()
            on:keydown=on_key
        />
        {move || problem.get().map(|problem| view! { <p class="label-problem" role="alert">{problem}</p> })}
    }
}

/// Gives the focus back to what had it, once the list is in its new order: moving an element takes its focus away.
fn keep_focus() {
    let focused = document().active_element();
    set_timeout(move || focus::give(focused), std::time::Duration::from_millis(60));
}
