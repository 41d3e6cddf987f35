//! The label set of a new project: taken from the gold column, or a list of one's own.

use leptos::{ev, prelude::*};

use crate::components::{Button, IconButton, Shape};

/// Chooses between the gold column's values and a list, and edits the list.
#[component]
pub(crate) fn LabelsChoice(
    /// The gold column, where one is chosen.
    gold: Memo<Option<String>>,
    /// Its values as far as the preview shows them.
    seen: Memo<Vec<String>>,
    /// The person's own list; none means the column's values.
    own: RwSignal<Option<Vec<String>>>,
) -> impl IntoView {
    let from_column = Memo::new(move |_| gold.with(Option::is_some) && own.with(Option::is_none));
    view! {
        <section class="import-card" aria-label="Labels">
            <h2>"Labels"</h2>
            {move || gold.get().map(|column| view! {
                <div class="chips">
                    <label class="choice">
                        <input
                            type="radio"
                            name="labels-from"
                            prop:checked=from_column
                            on:change=move |_| own.set(None)
                        />
                        <b>{format!("Take them from the column “{column}”")}</b>
                        <small>"Every value becomes a label."</small>
                    </label>
                    <label class="choice">
                        <input
                            type="radio"
                            name="labels-from"
                            prop:checked=move || !from_column.get()
                            on:change=move |_| own.set(Some(seen.get_untracked()))
                        />
                        <b>"Use this list"</b>
                        <small>"Other values of the column are kept and counted, and can be mapped later."</small>
                    </label>
                </div>
            })}
            <Show when=move || from_column.get() fallback=move || view! { <LabelList own=own /> }>
                <SeenLabels seen=seen />
            </Show>
        </section>
    }
}

/// The values the preview shows, not to be edited.
#[component]
fn SeenLabels(seen: Memo<Vec<String>>) -> impl IntoView {
    view! {
        <p class="card-note">
            {move || if seen.with(Vec::is_empty) { "None in the rows looked at; all rows are read at import." } else { "In the rows looked at:" }}
        </p>
        <ul class="label-chips">
            {move || seen.get().into_iter().enumerate().map(|(at, name)| view! {
                <li class=format!("label-tag lc{}", at % usize::from(labelloom_engine::labels::COLORS))>{name}</li>
            }).collect_view()}
        </ul>
    }
}

/// The editable list: rename, order, remove, add. It may be empty: labels can be added later.
#[component]
fn LabelList(own: RwSignal<Option<Vec<String>>>) -> impl IntoView {
    let names = Memo::new(move |_| own.get().unwrap_or_default());
    let change = move |with: &mut dyn FnMut(&mut Vec<String>)| {
        own.update(|own| with(own.get_or_insert_default()));
    };
    let new_name = RwSignal::new(String::new());
    let add = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let name = new_name.get_untracked();
        if name.trim().is_empty() || names.with_untracked(|names| names.contains(&name)) {
            return;
        }
        change(&mut |names| names.push(name.clone()));
        new_name.set(String::new());
    };
    view! {
        <ol class="label-chips" aria-label="Labels">
            <For each=move || names.get().into_iter().enumerate() key=|(at, name)| (*at, name.clone()) let((at, name))>
                <li class="label-chip">
                    <input
                        aria-label=format!("Label {}", at + 1)
                        prop:value=name.clone()
                        on:change:target=move |event| {
                            let written = event.target().value();
                            let free = !written.trim().is_empty() && names.with_untracked(|names| !names.contains(&written));
                            if free {
                                change(&mut |names| names[at].clone_from(&written));
                            } else {
                                event.target().set_value(&names.with_untracked(|names| names[at].clone()));
                            }
                        }
                    />
                    <IconButton
                        shape=Shape::Previous
                        name=format!("Move {name} forward")
                        disabled=at == 0
                        on:click=move |_| change(&mut |names| names.swap(at - 1, at))
                    />
                    <IconButton
                        shape=Shape::Close
                        name=format!("Remove {name}")
                        on:click=move |_| change(&mut |names| drop(names.remove(at)))
                    />
                </li>
            </For>
        </ol>
        <form class="label-chips" on:submit=add>
            <input class="input label-new" aria-label="New label" placeholder="New label" autocomplete="off" bind:value=new_name />
            <Button attr:r#type="submit">"Add label"</Button>
            <span class="muted small">"Labels can also be added, renamed and merged later."</span>
        </form>
    }
}
