//! The saved projects: open one, or delete it after being told what goes with it.

use leptos::prelude::*;

use super::when::ago;
use crate::actions::project::{delete_project, list_projects, open_project};
use crate::components::numbers::{counted, size};
use crate::components::{Button, ButtonKind, Dialog, IconButton, Shape};
use crate::route::{Page, Route, Router};
use crate::state::{Bench, use_bench};
use crate::worker::protocol::ProjectCard;

/// The list; nothing where no project is saved.
#[component]
pub(crate) fn SavedProjects() -> impl IntoView {
    let bench = use_bench();
    list_projects(bench);
    let projects = Memo::new(move |_| bench.projects.get().unwrap_or_default());
    let doomed = RwSignal::new(None::<ProjectCard>);
    let deleting = RwSignal::new(false);
    let ask = move |card: ProjectCard| {
        doomed.set(Some(card));
        deleting.set(true);
    };
    view! {
        <Show when=move || projects.with(|projects| !projects.is_empty())>
            <section class="start-section" aria-labelledby="saved-title">
                <h2 id="saved-title">"Saved in this browser"</h2>
                <ul class="saved-list">
                    <For each=move || projects.get() key=|card| (card.id.clone(), card.updated_ms.to_bits(), card.name.clone()) let:card>
                        <SavedRow card=card on_delete=Callback::new(ask) />
                    </For>
                </ul>
            </section>
        </Show>
        <DeleteDialog doomed=doomed open=deleting />
    }
}

#[component]
fn SavedRow(card: ProjectCard, on_delete: Callback<ProjectCard>) -> impl IntoView {
    let bench = use_bench();
    let router = Router::expect();
    let id = card.id.clone();
    let about = format!(
        "{}, {}, {}, {}",
        counted(card.records, "record", "records"),
        counted(
            u32::try_from(card.labels.len()).unwrap_or(u32::MAX),
            "label",
            "labels"
        ),
        counted(card.rules, "rule", "rules"),
        size(card.size_bytes),
    );
    let name = card.name.clone();
    let changed = ago(card.updated_ms, js_sys::Date::now());
    view! {
        <li class="saved-row" data-testid="project-row">
            <button type="button" class="saved-open" on:click=move |_| open_or_return(bench, router, &id)>
                <span class="saved-name">{card.name.clone()}</span>
                <span class="saved-about">{about}</span>
            </button>
            <span class="saved-when">{format!("changed {changed}")}</span>
            <IconButton shape=Shape::Close name=format!("Delete {name}…") on:click=move |_| on_delete.run(card.clone()) />
        </li>
    }
}

/// Opens a project; the one that is open already is only returned to.
fn open_or_return(bench: Bench, router: Router, id: &str) {
    if bench
        .project_id
        .with_untracked(|open| open.as_deref() == Some(id))
    {
        router.go(&Route::page(Page::Rules));
    } else {
        open_project(bench, id.to_owned());
    }
}

/// Names what is lost, and asks.
#[component]
fn DeleteDialog(doomed: RwSignal<Option<ProjectCard>>, open: RwSignal<bool>) -> impl IntoView {
    let bench = use_bench();
    let lost = move || doomed.with(|card| card.as_ref().map(what_is_lost).unwrap_or_default());
    let delete = move |_| {
        open.set(false);
        if let Some(card) = doomed.get_untracked() {
            delete_project(bench, card.id);
        }
    };
    view! {
        <Dialog title="Delete project" open=open>
            <div class="change">
                <p>{lost}</p>
                <p class="muted small">"This can't be undone, unless you have saved it as a project file."</p>
                <div class="data-actions">
                    <Button kind=ButtonKind::Primary on:click=delete>"Delete for good"</Button>
                    <Button on:click=move |_| open.set(false)>"Keep it"</Button>
                </div>
            </div>
        </Dialog>
    }
}

fn what_is_lost(card: &ProjectCard) -> String {
    format!(
        "Deletes {} from this browser, with its {}, {}, its gold and its labels: {}.",
        card.name,
        counted(card.records, "record", "records"),
        counted(card.rules, "rule", "rules"),
        if card.labels.is_empty() {
            "none yet".to_owned()
        } else {
            card.labels.join(", ")
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deleting_names_what_is_lost() {
        let card = ProjectCard {
            id: "1".into(),
            name: "mails".into(),
            records: 1200,
            labels: vec!["HAM".into(), "SPAM".into()],
            rules: 1,
            updated_ms: 0.0,
            size_bytes: 0.0,
        };
        let said = what_is_lost(&card);
        assert!(
            said.contains("mails") && said.contains("1,200 records, 1 rule") && said.contains("HAM, SPAM"),
            "{said}"
        );
    }
}
