//! Changes to the open project.

use labelloom_engine::ids::{LabelId, SliceId};
use labelloom_engine::session::edit::Edit;
use labelloom_engine::session::reply::Reply;
use labelloom_engine::session::request::Request;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{ask, show_project};
use crate::state::Bench;
use crate::worker::protocol::Problem;

/// Makes a change.
pub(crate) fn edit(bench: Bench, edit: Edit) {
    spawn_local(async move {
        change(bench, Request::Edit(edit)).await;
    });
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
        let what = "This project is open in another tab and can't be changed here";
        bench.tell_problem(Problem::new(what, "Close it there, or take it over."));
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
