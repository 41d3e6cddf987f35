//! Notices: what happened, what to do now, and a button where the page can do it.

use std::time::Duration;

use leptos::prelude::*;

use crate::{
    actions,
    components::{Button, IconButton, Shape},
    route::{Page, Route},
    state::{Bench, Notice, NoticeAction, Tone, use_bench},
};

/// A notice without a problem goes away by itself after this long.
const STAYS: Duration = Duration::from_secs(6);

/// The notices, newest below. Screen readers hear them as they come.
#[component]
pub(crate) fn Notices() -> impl IntoView {
    let bench = use_bench();
    view! {
        <div class="notices" role="status" aria-live="polite">
            <For each=move || bench.notices.get() key=|notice| notice.id let:notice>
                <NoticeView notice=notice />
            </For>
        </div>
    }
}

#[component]
fn NoticeView(notice: Notice) -> impl IntoView {
    let bench = use_bench();
    let id = notice.id;
    let is_problem = notice.tone == Tone::Problem;
    if !is_problem {
        set_timeout(move || bench.dismiss(id), STAYS);
    }
    view! {
        <div class="notice" class:notice-failed=is_problem data-testid="notice">
            <p class="notice-words">
                {notice.what}
                {(!notice.remedy.is_empty()).then(|| view! { <span class="notice-remedy">{notice.remedy}</span> })}
            </p>
            {notice.action.map(|action| view! {
                <Button on:click=move |_| { act(bench, action); bench.dismiss(id) }>{name(action)}</Button>
            })}
            <IconButton shape=Shape::Close name="Dismiss" on:click=move |_| bench.dismiss(id) />
        </div>
    }
}

fn name(action: NoticeAction) -> &'static str {
    match action {
        NoticeAction::Undo => "Undo",
        NoticeAction::TakeOver => "Take over",
        NoticeAction::ImportReport => "Import report",
        NoticeAction::Reload => "Load again",
        NoticeAction::SaveProjectFile => "Save a file",
    }
}

fn act(bench: Bench, action: NoticeAction) {
    match action {
        NoticeAction::Undo => actions::edit::undo(bench),
        NoticeAction::TakeOver => actions::project::take_over(bench),
        // A browser refuses an address only when it changes hundreds of times in seconds.
        NoticeAction::ImportReport => drop(window().location().set_hash(&Route::page(Page::Data).address())),
        NoticeAction::Reload => drop(window().location().reload()),
        NoticeAction::SaveProjectFile => actions::export::project_file(bench),
    }
}
