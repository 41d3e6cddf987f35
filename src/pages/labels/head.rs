//! The page's head: how far the labels are, and what the last edit did to them.

use leptos::prelude::*;

use super::{
    board::Board,
    judged::Switch,
    parts::{Records, Trouble, Working},
    words,
};
use crate::pages::lookup::Lookup;
use crate::{
    actions,
    components::{Button, ButtonKind, numbers::counted},
    route::Judge,
};
use labelloom_engine::session::{
    labels::{LabelsChange, LabelsView},
    request::Filter,
};

/// Title, state, and what changed.
#[component]
pub(super) fn Head() -> impl IntoView {
    let board = Board::expect();
    let labels = board.fitting.labels;
    let is_at_work = Memo::new(move |_| labels.at_work.with(Option::is_some));
    let again = move |_| {
        actions::labels::fit(board.bench, board.judge.get_untracked() == Judge::HeldOut);
    };
    view! {
        <div class="fit-head fit-wide">
            <h1>"Labels"</h1>
            <OfSlice />
            <span class="fit-state" data-testid="model-state" data-fitted=move || (!is_at_work.get() && !board.is_behind()).to_string()>
                {move || if is_at_work.get() {
                    view! { <Working progress=labels.progress name="Fitting…" /> }.into_any()
                } else {
                    view! { <span class="muted">{board.labels_view().map(|view| fitted(&view))}</span> }.into_any()
                }}
            </span>
            <span class="gap"></span>
            <Switch />
            <Button kind=ButtonKind::Quiet attr:data-testid="model-fit" attr:title="The model is fitted again by itself after every change" on:click=again>
                "Fit again"
            </Button>
        </div>
        {move || labels.problem.get().map(|problem| view! { <div class="fit-wide"><Trouble problem=problem /></div> })}
    }
}

/// That figures are of a slice alone, and the way to all records.
#[component]
fn OfSlice() -> impl IntoView {
    let board = Board::expect();
    let name = Memo::new(move |_| {
        board.project.with(|project| {
            let slice = project
                .slices
                .iter()
                .find(|slice| Some(slice.id) == project.slice);
            slice.map(|slice| slice.name.clone())
        })
    });
    let whole = move || board.router.route.with(|route| route.within(None).address());
    move || {
        name.get().map(|name| {
            view! {
                <span class="muted">
                    {format!("Figures of ‘{name}’ alone; the model is fitted to all records. ")}
                    <a class="link" href=whole>"Figures of all"</a>
                </span>
            }
        })
    }
}

/// How the fit went, in a few words.
fn fitted(view: &LabelsView) -> String {
    let covered = view.records.saturating_sub(view.uncovered);
    let mut said = format!(
        "Fitted to {}",
        counted(covered, "record with a vote", "records with a vote")
    );
    if let Some(iterations) = view.iterations {
        said.push_str(&format!(" in {}", counted(iterations, "step", "steps")));
    }
    if view.converged == Some(false) {
        said.push_str("; it had not settled when the steps ended");
    }
    said
}

/// What the last edit did to the labels.
#[component]
pub(super) fn Changed(change: LabelsChange) -> impl IntoView {
    let board = Board::expect();
    let before = super::board::parts(change.dev_before);
    let after = super::board::parts(change.dev_after);
    let edit = change
        .edit
        .clone()
        .unwrap_or_else(|| "the last change".to_owned());
    let gained = (change.gained > 0)
        .then(|| format!("{} had none before", counted(change.gained, "record", "records")));
    let lost = (change.lost > 0).then(|| {
        format!(
            "{} none any more",
            counted(change.lost, "record has", "records have")
        )
    });
    let more: Vec<String> = [gained, lost].into_iter().flatten().collect();
    let gold = change
        .other_gold
        .then_some(" Gold itself changed, so that the two accuracies are of other records.");
    view! {
        <p class="fit-changed" data-testid="labels-changed" data-count=change.changed.to_string()>
            <span>"After “" {edit} "”: " {words::changed(change.changed, before, after)} "." {gold}</span>
            {(!more.is_empty()).then(|| view! { <span class="muted">{more.join(", ")}</span> })}
            {(change.changed > 0).then(|| view! {
                <span>"See " <Records records=change.changed href=board.records(&[Filter::LabelChanged]) testid="labels-changed-records" /></span>
            })}
        </p>
    }
}
