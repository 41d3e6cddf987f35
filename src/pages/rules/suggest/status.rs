//! How far a question is, and whether what is shown is still so. Its line keeps its height, so that nothing jumps.

use leptos::prelude::*;

use super::Pane;
use crate::{
    actions,
    components::{Button, ButtonKind},
    state::{Found, Work},
};

/// Progress with a way to stop it; else what has changed since the answer, with a way to ask anew.
#[component]
pub(super) fn Status<T: Clone + PartialEq + Send + Sync + 'static>(
    work: Work<T>,
    found: Memo<Found>,
    /// What is being done, in words.
    doing: &'static str,
    #[prop(into)] on_ask: UnsyncCallback<()>,
    testid: &'static str,
) -> impl IntoView {
    let pane = Pane::expect();
    let changes = Memo::new(move |_| {
        let now = found.get();
        work.answer
            .with(|answer| answer.as_ref().and_then(|answer| answer.found.changes(&now)))
    });
    let fraction = move || {
        work.progress
            .with(|progress| progress.as_ref().and_then(|progress| progress.fraction()))
    };
    let stage = move || {
        let stage = work
            .progress
            .with(|progress| progress.as_ref().map(|progress| progress.stage.clone()));
        stage.map_or_else(|| format!("{doing} …"), |stage| format!("{doing}: {stage}"))
    };
    move || {
        if work.at_work.get().is_some() {
            view! {
                <div class="suggest-status" role="status">
                    <progress aria-label=doing max="1" prop:value=move || fraction().unwrap_or(0.0)></progress>
                    <span class="suggest-stage">{stage}</span>
                    <Button kind=ButtonKind::Quiet on:click=move |_| actions::suggest::stop(pane.desk.bench, work)>"Cancel"</Button>
                </div>
            }
            .into_any()
        } else if let Some(changes) = changes.get() {
            view! {
                <div class="suggest-status suggest-stale" role="status">
                    <span class="suggest-stage">{changes}</span>
                    <Button attr:data-testid=testid on:click=move |_| on_ask.run(())>"Refresh"</Button>
                </div>
            }
            .into_any()
        } else {
            ().into_any()
        }
    }
}
