//! The foot: that all of it happens in this tab, how quick the last figures came, and what the engine is at.

use leptos::prelude::*;

use super::requests::requests_since_load;
use crate::{
    actions,
    components::{Button, numbers::counted},
    state::{ProgressView, use_bench},
    worker::WorkerStatus,
};

/// The foot of the page.
#[component]
pub(crate) fn Foot() -> impl IntoView {
    let bench = use_bench();
    let requests = requests_since_load(bench.worker);
    let latency = keystroke_to_figures();
    view! {
        <footer class="foot">
            <span data-testid="requests">
                {move || since_load(requests.get(), bench.files_loaded.get())}
            </span>
            <span class="gap"></span>
            <span data-testid="latency" data-engine-ms=move || bench.engine_ms.get()>{move || latency.get().map(|ms| figures_in(ms, bench.engine_ms.get()))}</span>
            <Work />
        </footer>
    }
}

/// What the page has asked for. Its own parts are fetched when they are first used, and are no news to anyone else.
fn since_load(requests: u32, own_files: u32) -> String {
    let requests = counted(requests, "request", "requests");
    let own = match own_files {
        0 => String::new(),
        files => format!(" but for {} of this page", counted(files, "file", "files")),
    };
    format!("Computed in this tab · {requests} since load{own}")
}

/// How long the last figures took, and how much of that was counting.
fn figures_in(ms: f64, engine_ms: Option<f64>) -> String {
    let counting = engine_ms.map(|ms| format!(", {ms:.1} ms of it counting"));
    format!("keystroke → figures {ms:.0} ms{}", counting.unwrap_or_default())
}

/// What the engine is at, with a way to end it.
#[component]
fn Work() -> impl IntoView {
    let bench = use_bench();
    let idle = move || match bench.worker.get() {
        WorkerStatus::Starting => "engine starting",
        WorkerStatus::Ready => "engine idle",
        WorkerStatus::Refused | WorkerStatus::GaveUp => "engine stopped",
    };
    let memory = move || {
        let bytes = bench.memory_bytes.get();
        (bytes > 0.0).then(|| format!(", {:.0} MB", bytes / 1e6))
    };
    move || {
        match bench.progress.get() {
        None => view! { <span class="work" data-testid="engine-memory" title="Memory that the engine has grown to">{idle}{memory}</span> }.into_any(),
        Some(progress) => view! { <Progress progress=progress /> }.into_any(),
    }
    }
}

#[component]
fn Progress(progress: ProgressView) -> impl IntoView {
    let bench = use_bench();
    let stage = progress
        .progress
        .as_ref()
        .map(|progress| format!(", {}", progress.stage))
        .unwrap_or_default();
    view! {
        <span class="work" role="status">
            {format!("{}{stage}", progress.title)}
            <progress aria-label=progress.title.clone() value=progress.fraction().map(|done| done.to_string()) max="1"></progress>
            {progress.cancellable.then(|| view! { <Button on:click=move |_| actions::import::cancel(bench)>"Cancel"</Button> })}
        </span>
    }
}

/// Milliseconds from the last keystroke in a rule to the frame that shows its figures.
fn keystroke_to_figures() -> RwSignal<Option<f64>> {
    let bench = use_bench();
    let latency = RwSignal::new(None);
    let typed_at = StoredValue::new(None::<f64>);
    let now = || window().performance().map(|clock| clock.now());
    Effect::new(move || {
        bench.draft_text.track();
        typed_at.set_value(now());
    });
    Effect::new(move || {
        let is_newest = bench.draft.with(|draft| {
            let draft = draft.as_ref().map(|draft| &draft.draft);
            draft.is_some() && bench.draft_text.with_untracked(|text| text.as_ref() == draft)
        });
        if is_newest {
            request_animation_frame(move || {
                let begun = typed_at.try_update_value(Option::take).flatten();
                if let (Some(begun), Some(now)) = (begun, now()) {
                    latency.try_set(Some(now - begun));
                }
            });
        }
    });
    latency
}
