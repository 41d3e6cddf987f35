//! Projects: list, open, take over, close, delete.

use std::collections::BTreeMap;

use labelloom_engine::session::reply::ProjectView;
use labelloom_engine::session::request::Selection;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::parts::{self, Part};
use crate::state::{Bench, NoticeAction, is_of_images};
use crate::worker::protocol::{Answer, Call, Problem};

/// Lists the saved projects.
pub(crate) fn list_projects(bench: Bench) {
    spawn_local(async move {
        match bench.client().call(Call::Projects).await {
            Ok(Answer::Projects(cards)) => bench.projects.set(Some(cards)),
            Ok(_) => {}
            Err(error) => bench.tell_error(error),
        }
    });
}

/// Opens a saved project.
pub(crate) fn open_project(bench: Bench, project: String) {
    open(bench, project, false);
}

/// Takes the open project over from the tab that has it.
pub(crate) fn take_over(bench: Bench) {
    if let Some(project) = bench.project_id.get_untracked() {
        open(bench, project, true);
    }
}

fn open(bench: Bench, project: String, take_over: bool) {
    spawn_local(async move {
        match bench.client().call(Call::Open { project, take_over }).await {
            Ok(Answer::Opened {
                id,
                view,
                repaired,
                read_only,
            }) => {
                show_opened(bench, id, *view, repaired, read_only);
            }
            Ok(_) => {}
            Err(error) => bench.tell_error(error),
        }
    });
}

/// Deletes a saved project for good. The page asks the person before.
pub(crate) fn delete_project(bench: Bench, project: String) {
    spawn_local(async move {
        let deleted = bench
            .client()
            .call(Call::Delete {
                project: project.clone(),
            })
            .await;
        match deleted {
            Ok(_) => {
                if bench.project_id.get_untracked().as_ref() == Some(&project) {
                    show_none(bench);
                }
                list_projects(bench);
            }
            Err(error) => bench.tell_error(error),
        }
    });
}

/// Puts a project that was opened into the stores.
pub(super) fn show_opened(
    bench: Bench,
    id: String,
    view: ProjectView,
    repaired: Option<String>,
    read_only: bool,
) {
    let other = bench.project_id.get_untracked().as_ref() != Some(&id);
    if other {
        bench.left.set(BTreeMap::new());
        bench.mending.set(None);
        bench.selection.set(Selection::default());
    }
    bench.save.update(|save| save.opened(view.revision));
    bench.draft.set(None);
    bench.read_only.set(read_only);
    bench.withdraw(NoticeAction::TakeOver);
    bench.project_id.set(Some(id));
    let draft = view.draft.clone();
    bench.project.set(Some(view));
    load_pictures(bench);
    super::draft::restore(bench, draft);
    if let Some(repaired) = repaired {
        bench.tell(repaired);
    }
    if read_only {
        bench.offer(
            Problem::new(
                "This project is open in another tab",
                "It can be read here, not changed. Close it there, or take it over.",
            ),
            NoticeAction::TakeOver,
        );
    }
}

/// Loads what draws images, where the project is of images.
fn load_pictures(bench: Bench) {
    let is_of_images = bench.project.with_untracked(is_of_images);
    bench.pictures.set(false);
    if is_of_images {
        spawn_local(async move {
            match parts::load(Part::Pages).await {
                Ok(()) => bench.pictures.set(true),
                Err(error) => bench.tell_problem(Problem::new(
                    format!("Images can't be shown: {error}"),
                    "Their names are shown. Check the connection to where the bench came from, and load the page again.",
                )),
            }
        });
    }
}

/// Clears the stores of the project that was open.
pub(super) fn show_none(bench: Bench) {
    bench.project.set(None);
    bench.project_id.set(None);
    bench.read_only.set(false);
    bench.draft.set(None);
    bench.draft_text.set(None);
    bench.left.set(BTreeMap::new());
    bench.mending.set(None);
    bench.selection.set(Selection::default());
    bench.save.update(|save| save.opened(0));
}
