//! Changes to the open project.

use labelloom_engine::ids::{LabelId, SliceId};
use labelloom_engine::session::edit::Edit;
use labelloom_engine::session::reply::Reply;
use labelloom_engine::session::request::Request;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{ask, show_project};
use crate::state::Bench;
use crate::worker::CallError;
use crate::worker::protocol::{Answer, Call, Problem};

/// Makes a change.
pub(crate) fn edit(bench: Bench, edit: Edit) {
    spawn_local(async move {
        change(bench, Request::Edit(edit)).await;
    });
}

/// Makes a change that may be refused; why is for the caller to show, where it was asked for.
pub(crate) async fn attempt(bench: Bench, edit: Edit) -> Result<(), Problem> {
    if bench.read_only.get_untracked() {
        return Err(elsewhere());
    }
    match bench.client().call(Call::engine(Request::Edit(edit))).await {
        Ok(Answer::Engine(reply)) => {
            if let Reply::Project(view) = *reply {
                show_project(bench, *view);
            }
            Ok(())
        }
        Err(CallError::Failed(problem)) => Err(problem),
        // Whoever ended the call has told why.
        Ok(_) | Err(_) => Err(Problem::new("It was not saved", "Save it again.")),
    }
}

/// Sets a record's gold by hand, or takes it back. Whether it was done.
pub(crate) async fn set_gold(bench: Bench, record: u32, label: Option<LabelId>) -> bool {
    change(bench, Request::Edit(Edit::SetGold { record, label })).await
}

/// Takes the last change back.
pub(crate) fn undo(bench: Bench) {
    spawn_local(async move {
        change(bench, Request::Undo).await;
    });
}

/// Makes the last undone change again.
pub(crate) fn redo(bench: Bench) {
    spawn_local(async move {
        change(bench, Request::Redo).await;
    });
}

/// Keeps figures and lists to a slice, or to none.
pub(crate) fn within(bench: Bench, slice: Option<SliceId>) {
    spawn_local(async move {
        if let Some(Reply::Project(view)) = ask(bench, Request::Within(slice)).await {
            bench.project.set(Some(*view));
            // The draft's figures are of the records counted before.
            if let Some(draft) = bench.draft_text.get_untracked() {
                super::draft::draft_changed(bench, draft);
            }
        }
    });
}

/// Asks for a change and shows the project after it. Whether it was made.
pub(super) async fn change(bench: Bench, request: Request) -> bool {
    if bench.read_only.get_untracked() {
        bench.tell_problem(elsewhere());
        return false;
    }
    match ask(bench, request).await {
        Some(Reply::Project(view)) => {
            show_project(bench, *view);
            true
        }
        _ => false,
    }
}

/// Why a project can be read here only.
fn elsewhere() -> Problem {
    let what = "This project is open in another tab and can't be changed here";
    Problem::new(what, "Close it there, or take it over.")
}
