//! The rule being written: its figures at every keystroke, and kept on disk shortly after.

use std::rc::Rc;

use labelloom_engine::session::edit::{Draft, Edit, RuleText};
use labelloom_engine::session::reply::{Reply, RuleView};
use labelloom_engine::session::request::Request;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::edit::change;
use crate::browser::clock;
use crate::route::Open;
use crate::state::Bench;
use crate::worker::protocol::{Answer, Call, CallProgress};
use crate::worker::{CallError, Slot};

/// The draft goes to disk when typing pauses for this long.
const KEEP_AFTER_MS: i32 = 250;

/// The editor's text changed: asks for its figures, and soon keeps it.
pub(crate) fn draft_changed(bench: Bench, draft: Draft) {
    bench.draft_text.set(Some(draft.clone()));
    keep_soon(bench);
    count(bench, draft);
}

/// The draft that was open when the page was last left, shown again. It is on disk already.
pub(super) fn restore(bench: Bench, draft: Option<Draft>) {
    bench.draft_text.set(draft.clone());
    if let Some(draft) = draft {
        count(bench, draft);
    }
}

fn count(bench: Bench, draft: Draft) {
    let on_progress = Rc::new(move |progress: CallProgress| bench.draft_progress.set(Some(progress)));
    let call = Call::engine(Request::Draft(draft));
    let ticket = bench
        .client()
        .begin(call, Some(Slot::Draft), None, Some(on_progress));
    spawn_local(async move {
        let delivery = ticket.delivery().await;
        let engine_ms = delivery.as_ref().ok().map(|delivery| delivery.engine_ms);
        let answer = delivery.map(|delivery| delivery.answer);
        // A newer text is at work, and its progress is what shows.
        if matches!(answer, Err(CallError::Dropped)) {
            return;
        }
        bench.draft_progress.set(None);
        if let Some(Reply::Draft(view)) = super::reply(bench, answer)
            && bench.draft_text.with_untracked(Option::is_some)
        {
            bench.engine_ms.set(engine_ms);
            bench.draft.set(Some(*view));
        }
    });
}

/// Saves the draft as a rule and puts it away. It stays open when the project refuses it.
pub(crate) fn save_draft(bench: Bench) {
    let Some(draft) = bench.draft_text.get_untracked() else {
        return;
    };
    let edit = match draft.rule {
        Some(id) => Edit::SetRule { id, text: draft.text },
        None => Edit::AddRule { text: draft.text },
    };
    spawn_local(async move {
        if change(bench, Request::Edit(edit)).await {
            close_draft(bench);
        }
    });
}

/// Puts the draft away.
pub(crate) fn close_draft(bench: Bench) {
    // Asked before anybody hears of it: figures asked for in answer must be the newer call of the slot.
    let ticket = bench
        .client()
        .begin(Call::engine(Request::CloseDraft), Some(Slot::Draft), None, None);
    bench.draft_text.set(None);
    bench.draft.set(None);
    bench.draft_progress.set(None);
    spawn_local(async move {
        if let Some(Reply::Project(view)) = super::reply(bench, ticket.answer().await) {
            super::show_project(bench, *view);
        }
    });
    bench.save.update(|save| {
        save.draft_changed();
    });
    keep_now(bench);
}

/// Where figures are of the rules as saved: what is being written waits for the editor, and on disk as it is.
pub(crate) fn set_aside(bench: Bench) {
    let Some(draft) = bench.draft_text.get_untracked() else {
        return;
    };
    let open = draft.rule.map_or(Open::New, Open::Rule);
    if is_written(bench, &draft) {
        bench.left.update(|left| {
            left.entry(open).or_insert(draft.text);
        });
    }
    let ticket = bench
        .client()
        .begin(Call::engine(Request::CloseDraft), Some(Slot::Draft), None, None);
    bench.draft.set(None);
    bench.draft_progress.set(None);
    // The project is shown as it was; nothing of it has changed.
    spawn_local(async move { drop(ticket.answer().await) });
}

/// Whether a draft says something that is not saved.
fn is_written(bench: Bench, draft: &Draft) -> bool {
    let saved = bench.project.with_untracked(|project| {
        let rules = project.as_ref().map(|project| project.rules.iter());
        let rule = rules.and_then(|mut rules| rules.find(|rule| Some(rule.id) == draft.rule));
        rule.map(RuleView::text)
    });
    match (saved, draft.rule) {
        (Some(saved), _) => saved != draft.text,
        (None, Some(_)) => false,
        (None, None) => {
            draft.text
                != RuleText {
                    label: draft.text.label,
                    ..RuleText::default()
                }
        }
    }
}

fn keep_soon(bench: Bench) {
    let Some(revision) = bench.save.try_update(|save| save.draft_changed()) else {
        return;
    };
    clock::after(KEEP_AFTER_MS, move || {
        if bench.save.try_with_untracked(|save| save.draft_revision) == Some(revision) {
            keep_now(bench);
        }
    });
}

/// Keeps the draft whenever the page is hidden: a closed tab, a locked phone. Called once, when the page starts.
pub(crate) fn keep_when_hidden(bench: Bench) {
    window_event_listener_untyped("visibilitychange", move |_| {
        if document().visibility_state() == web_sys::VisibilityState::Hidden {
            keep_now(bench);
        }
    });
}

/// Keeps the draft at once.
pub(crate) fn keep_now(bench: Bench) {
    let save = bench.save.get_untracked();
    if bench.read_only.get_untracked() || save.draft_revision == save.saved_draft_revision {
        return;
    }
    let draft = bench.draft_text.get_untracked();
    let call = Call::KeepDraft {
        draft,
        draft_revision: save.draft_revision,
    };
    spawn_local(async move {
        match bench.client().latest(Slot::KeepDraft, call).await {
            Ok(Answer::DraftKept { draft_revision }) => {
                bench.save.update(|save| save.draft_saved(draft_revision));
            }
            Ok(_) => {}
            Err(error) => bench.tell_error(error),
        }
    });
}
