//! The label editor: the classes of the project, in the order that gives them their keys and indices.

mod alike;
mod change;
mod color;
mod row;

use labelloom_engine::ids::LabelId;
use labelloom_engine::session::edit::Edit;
use labelloom_engine::session::reply::LabelView;
use leptos::{ev, prelude::*};

use crate::actions::edit::edit;
use crate::components::Button;
use crate::state::use_bench;
use alike::AlikeLabels;
use change::{Change, ChangeDialog};
use row::LabelRow;

/// All labels, one row each, and a field for a new one.
#[component]
pub(crate) fn LabelsCard(#[prop(into)] labels: Signal<Vec<LabelView>>) -> impl IntoView {
    let ids = Memo::new(move |_| {
        labels.with(|labels| labels.iter().map(|label| label.id).collect::<Vec<LabelId>>())
    });
    let change = RwSignal::new(None::<Change>);
    view! {
        <section class="card" aria-label="Labels">
            <div class="card-head">
                <h2>"Labels"</h2>
                <span class="muted">{move || ids.with(Vec::len)}</span>
            </div>
            <ol class="labels">
                <For each=move || ids.get() key=|id| *id let:id>
                    <LabelRow id=id labels=labels change=change />
                </For>
            </ol>
            <AlikeLabels labels=labels change=change />
            <AddLabel labels=labels />
            {move || change.get().map(|chosen| view! { <ChangeDialog chosen=chosen labels=labels change=change /> })}
        </section>
    }
}

/// The field that adds a label at the end.
#[component]
fn AddLabel(labels: Signal<Vec<LabelView>>) -> impl IntoView {
    let bench = use_bench();
    let name = RwSignal::new(String::new());
    let problem = Memo::new(move |_| {
        let name = name.get();
        if name.is_empty() {
            None
        } else {
            labels.with(|labels| name_problem(labels, None, &name))
        }
    });
    let add = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let wanted = name.get_untracked();
        if wanted.is_empty() || problem.get_untracked().is_some() {
            return;
        }
        edit(bench, Edit::AddLabel { name: wanted });
        name.set(String::new());
    };
    view! {
        <form class="label-add" on:submit=add>
            <input
                class="input"
                data-testid="label-add"
                aria-label="Name of a new label"
                placeholder="New label"
                autocomplete="off"
                bind:value=name
            />
            <Button disabled=Signal::derive(move || name.with(String::is_empty) || problem.with(Option::is_some)) attr:r#type="submit">
                "Add label"
            </Button>
            <p class="label-problem" role="status">{move || problem.get()}</p>
        </form>
    }
}

/// Why a label cannot be called this, if it cannot: names are unique and compared exactly.
fn name_problem(labels: &[LabelView], own: Option<LabelId>, name: &str) -> Option<String> {
    if name.trim().is_empty() {
        return Some("A label needs a name.".into());
    }
    let taken = labels
        .iter()
        .any(|label| label.name == name && Some(label.id) != own);
    taken.then(|| format!("There is a label {name} already. To make two into one, use Merge."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(id: u32, name: &str) -> LabelView {
        LabelView {
            id: LabelId(id),
            name: name.into(),
            color: 0,
            rules: 0,
            gold: 0,
        }
    }

    #[test]
    fn a_name_is_taken_by_others_only() {
        let labels = [label(0, "HAM"), label(1, "SPAM")];
        assert!(name_problem(&labels, None, "SPAM").is_some());
        assert!(
            name_problem(&labels, Some(LabelId(1)), "SPAM").is_none(),
            "its own name is free to keep"
        );
        assert!(name_problem(&labels, None, "spam").is_none(), "compared exactly");
        assert!(name_problem(&labels, None, "  ").is_some());
    }
}
