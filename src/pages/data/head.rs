//! The head of the Data page: the project's name, its size, and what can be done with all of it.

use labelloom_engine::session::edit::Edit;
use labelloom_engine::session::reply::ProjectView;
use leptos::{ev, html, prelude::*};

use super::{slice, start};
use crate::actions::edit::edit;
use crate::actions::{export, project as projects};
use crate::components::numbers::{count, counted};
use crate::components::{Button, ButtonKind, Dialog};
use crate::route::{Route, Router};
use crate::state::use_bench;

/// Name, record count, and the project's own actions.
#[component]
pub(crate) fn Head(project: Signal<Option<ProjectView>>) -> impl IntoView {
    let records = slice(project, |project| project.records);
    let deleting = RwSignal::new(false);
    view! {
        <div class="data-head">
            <ProjectName name=slice(project, |project| project.name.clone()) />
            <span class="data-count">
                <b>{move || count(records.get())}</b>
                {move || if records.get() == 1 { " record" } else { " records" }}
            </span>
            <span class="gap"></span>
            <div class="data-actions">
                <SaveProject />
                <a class="button" href=start()>"Switch project or import…"</a>
                <Button on:click=move |_| deleting.set(true)>"Delete project…"</Button>
            </div>
            <DeleteProject project=project open=deleting />
        </div>
    }
}

/// The name, to change in place: Enter or leaving keeps it, Escape takes it back.
#[component]
fn ProjectName(name: Memo<String>) -> impl IntoView {
    let bench = use_bench();
    let input = NodeRef::<html::Input>::new();
    let keep = move || {
        let Some(input) = input.get_untracked() else {
            return;
        };
        let written = input.value().trim().to_owned();
        if written.is_empty() {
            input.set_value(&name.get_untracked());
        } else if written != name.get_untracked() {
            edit(bench, Edit::RenameProject { name: written });
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
            }
            _ => {}
        }
    };
    view! {
        <h1 class="unseen">{move || format!("Data of {}", name.get())}</h1>
        <input
            class="data-name"
            node_ref=input
            aria-label="Project name"
            autocomplete="off"
            prop:value=name
            on:change=move |_| keep()
            on:keydown=on_key
        />
    }
}

/// The project as a file: the second net beside the browser's own storage.
#[component]
fn SaveProject() -> impl IntoView {
    let bench = use_bench();
    view! { <Button on:click=move |_| export::project_file(bench)>"Save project file"</Button> }
}

/// Asks before the project is gone, and names what goes with it.
#[component]
fn DeleteProject(project: Signal<Option<ProjectView>>, open: RwSignal<bool>) -> impl IntoView {
    let bench = use_bench();
    let router = Router::expect();
    let lost = slice(project, what_is_lost);
    let delete = move |_| {
        open.set(false);
        if let Some(id) = bench.project_id.get_untracked() {
            projects::delete_project(bench, id);
            router.go(&Route::default());
        }
    };
    view! {
        <Dialog title="Delete project" open=open>
            <div class="change">
                <p>{lost}</p>
                <p class="muted small">"This can't be undone. A saved project file brings everything back."</p>
                <div class="data-actions">
                    <SaveProject />
                    <Button kind=ButtonKind::Primary on:click=delete>"Delete for good"</Button>
                    <Button on:click=move |_| open.set(false)>"Keep it"</Button>
                </div>
            </div>
        </Dialog>
    }
}

fn what_is_lost(project: &ProjectView) -> String {
    let rules = u32::try_from(project.rules.len()).unwrap_or(u32::MAX);
    let labels = u32::try_from(project.labels.len()).unwrap_or(u32::MAX);
    format!(
        "Deletes {} from this browser: {}, {}, {} and {} gold.",
        project.name,
        counted(project.records, "record", "records"),
        counted(labels, "label", "labels"),
        counted(rules, "rule", "rules"),
        count(project.gold.dev + project.gold.held_out),
    )
}
