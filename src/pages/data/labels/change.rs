//! Merging and deleting a label: what it would touch is shown before it is done.

use labelloom_engine::ids::LabelId;
use labelloom_engine::session::edit::Edit;
use labelloom_engine::session::reply::{Impact, LabelView};
use leptos::prelude::*;

use super::alike::namesake;
use crate::actions::{edit::edit, read};
use crate::components::{Button, ButtonKind, Dialog, Field, Select, SelectOption};
use crate::state::{Bench, NoticeAction, use_bench};

/// A change of the label set that reaches beyond one label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// This label becomes part of another, which is asked for.
    Merge(LabelId),
    /// This label goes, with its rules.
    Delete(LabelId),
}

impl Change {
    fn label(self) -> LabelId {
        match self {
            Self::Merge(id) | Self::Delete(id) => id,
        }
    }

    fn past(self) -> &'static str {
        match self {
            Self::Merge(_) => "Merged",
            Self::Delete(_) => "Deleted",
        }
    }

    fn verb(self) -> &'static str {
        match self {
            Self::Merge(_) => "Merge",
            Self::Delete(_) => "Delete",
        }
    }

    /// The edit to make, once the target of a merge is known.
    fn edit(self, into: Option<LabelId>) -> Option<Edit> {
        match self {
            Self::Merge(from) => into.map(|into| Edit::MergeLabel { from, into }),
            Self::Delete(id) => Some(Edit::DeleteLabel { id }),
        }
    }
}

/// The dialog that shows the impact of a change and makes it.
#[component]
pub(crate) fn ChangeDialog(
    chosen: Change,
    labels: Signal<Vec<LabelView>>,
    change: RwSignal<Option<Change>>,
) -> impl IntoView {
    let bench = use_bench();
    let name = labels.with_untracked(|labels| {
        labels
            .iter()
            .find(|label| label.id == chosen.label())
            .map(|label| label.name.clone())
            .unwrap_or_default()
    });
    let others = labels.with_untracked(|labels| {
        labels
            .iter()
            .filter(|label| label.id != chosen.label())
            .cloned()
            .collect::<Vec<_>>()
    });
    let namesake = labels.with_untracked(|labels| namesake(labels, chosen.label()).map(|label| label.id));
    let into = RwSignal::new(namesake.or(others.first().map(|label| label.id)));
    let open = RwSignal::new(true);
    Effect::new(move || {
        if !open.get() {
            change.set(None);
        }
    });
    let done_name = name.clone();
    let impact = impact_of(bench, chosen, into);
    let confirm = move |_| {
        if let Some(change) = chosen.edit(into.get_untracked()) {
            edit(bench, change);
            bench.tell_with(
                format!("{} the label {done_name}", chosen.past()),
                NoticeAction::Undo,
            );
        }
        open.set(false);
    };
    view! {
        <Dialog title=format!("{} {name}", chosen.verb()) open=open>
            <div class="change">
                {matches!(chosen, Change::Merge(_)).then(|| view! { <MergeTarget others=others into=into /> })}
                {move || impact.get().map(|impact| view! { <ImpactView impact=impact /> })}
                <p class="muted small">"You can undo this."</p>
                <div class="data-actions">
                    <Button kind=ButtonKind::Primary on:click=confirm>{format!("{} {name}", chosen.verb())}</Button>
                    <Button on:click=move |_| open.set(false)>"Cancel"</Button>
                </div>
            </div>
        </Dialog>
    }
}

/// The list of labels to merge into.
#[component]
fn MergeTarget(others: Vec<LabelView>, into: RwSignal<Option<LabelId>>) -> impl IntoView {
    let options = others
        .iter()
        .map(|label| SelectOption {
            value: label.id.0.to_string(),
            name: label.name.clone(),
        })
        .collect::<Vec<_>>();
    let value = Signal::derive(move || into.get().map(|id| id.0.to_string()).unwrap_or_default());
    let pick = move |value: String| into.set(value.parse().ok().map(LabelId));
    view! {
        <Field id="merge-into" name="Into" hint="Its rules and gold go over to this label.">
            <Select id="merge-into" value=value options=options on_pick=pick />
        </Field>
    }
}

/// The sentence that says all of it, and the rules by name.
#[component]
fn ImpactView(impact: Impact) -> impl IntoView {
    view! {
        <p class="change-sentence">{impact.sentence}</p>
        {(!impact.rules.is_empty())
            .then(|| view! {
                <ul class="change-list" aria-label="Rules touched">
                    {impact.rules.into_iter().map(|rule| view! { <li>{rule}</li> }).collect_view()}
                </ul>
            })}
    }
}

/// What the change would touch, asked anew whenever the target changes; none until the answer is there.
fn impact_of(bench: Bench, chosen: Change, into: RwSignal<Option<LabelId>>) -> RwSignal<Option<Impact>> {
    let impact = RwSignal::new(None);
    Effect::new(move || {
        let Some(edit) = chosen.edit(into.get()) else {
            return;
        };
        leptos::task::spawn_local(async move {
            // Of several questions only the newest is answered; the dialog may be closed by then.
            if let Some(answer) = read::impact(bench, edit).await {
                impact.try_set(Some(answer));
            }
        });
    });
    impact
}
