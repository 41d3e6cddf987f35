//! What is on disk, in a word and a dot.

use leptos::prelude::*;

use crate::{
    actions,
    components::{Button, ButtonKind},
    state::{Shown, use_bench},
};

/// "Saved", "Saving…", why not, or that another tab has the project.
#[component]
pub(super) fn SaveStateView() -> impl IntoView {
    let bench = use_bench();
    let shown = Memo::new(move |_| bench.save.with(crate::state::SaveState::shown));
    let words = move || match (bench.read_only.get(), shown.get()) {
        (true, _) => "Read-only: open in another tab".to_owned(),
        (_, Shown::Saved) => "Saved".to_owned(),
        (_, Shown::Saving) => "Saving…".to_owned(),
        (_, Shown::Failed) => {
            let why = bench
                .save
                .with(|save| save.problem.as_ref().map(|problem| problem.what.clone()));
            format!("Not saved: {}", why.unwrap_or_default())
        }
    };
    let class = move || match (bench.read_only.get(), shown.get()) {
        (true, _) => "save-state save-busy",
        (_, Shown::Saved) => "save-state save-calm",
        (_, Shown::Saving) => "save-state save-calm save-busy",
        (_, Shown::Failed) => "save-state save-failed",
    };
    view! {
        <span class=class>
            <span class="save-dot" aria-hidden="true"></span>
            <span class="save-words" data-testid="save-state" title=words>{words}</span>
            <Show when=move || bench.read_only.get()>
                <Button kind=ButtonKind::Quiet on:click=move |_| actions::project::take_over(bench)>"Take over"</Button>
            </Show>
        </span>
    }
}
