//! What the worker says unasked, put into the page's stores.

use leptos::prelude::*;

use super::{draft, project};
use crate::state::{Bench, NoticeAction};
use crate::worker::protocol::{Answer, Event, Problem};
use crate::worker::{CallError, Said, WorkerStatus};

/// Connects the channel's listener to the stores. Called once, when the page starts.
pub(crate) fn listen(bench: Bench) {
    bench.client().listen(move |said| hear(bench, said));
}

fn hear(bench: Bench, said: Said) {
    match said {
        Said::Event(event) => event_came(bench, event),
        Said::Memory(bytes) => bench.memory_bytes.maybe_update(|known| {
            let grown = *known != bytes;
            *known = bytes;
            grown
        }),
        Said::Status(status) => status_changed(bench, status),
        Said::Died(message) => died(bench, &message),
        Said::Reopened(opened) => reopened(bench, opened),
    }
}

fn event_came(bench: Bench, event: Event) {
    match event {
        Event::Saved { revision, at_ms } => bench.save.update(|save| save.saved(revision, at_ms)),
        Event::SaveFailed(problem) => {
            bench.save.update(|save| save.failed(problem.clone()));
            bench.offer(problem, NoticeAction::SaveProjectFile);
        }
        Event::FileLoaded => bench.files_loaded.update(|files| *files += 1),
        Event::ProjectTakenOver => {
            bench.read_only.set(true);
            bench.offer(
                Problem::new(
                    "Another tab took this project over",
                    "It can be read here. Go on in the other tab, or take it back.",
                ),
                NoticeAction::TakeOver,
            );
        }
    }
}

fn status_changed(bench: Bench, status: WorkerStatus) {
    bench.worker.set(status);
    if matches!(status, WorkerStatus::Refused | WorkerStatus::GaveUp) {
        let what = "The engine behind this page can't be started";
        bench.offer(
            Problem::new(what, "Load the page again; everything saved is kept."),
            NoticeAction::Reload,
        );
    }
}

fn died(bench: Bench, message: &str) {
    bench.progress.set(None);
    let what = format!("The engine stopped: {message}");
    bench.tell_problem(Problem::new(
        what,
        "It is started again with everything that was saved.",
    ));
}

fn reopened(bench: Bench, opened: Result<Answer, CallError>) {
    let shown_revision = bench.save.with_untracked(|save| save.revision);
    let typed = bench.draft_text.get_untracked();
    match opened {
        Ok(Answer::Opened {
            id,
            view,
            repaired,
            read_only,
        }) => {
            let lost = shown_revision.saturating_sub(view.revision);
            project::show_opened(bench, id, *view, repaired, read_only);
            // What stands in the editor is newer than what the dead worker had kept.
            if let Some(draft) = typed {
                draft::draft_changed(bench, draft);
            }
            if lost > 0 {
                let what = format!("{lost} of the last changes were not yet saved and are gone");
                bench.tell_problem(Problem::new(what, "Look at the rules and make them again."));
            }
        }
        Ok(_) => {}
        Err(error) => {
            project::show_none(bench);
            let what = "The project could not be opened again";
            bench.tell_problem(match error {
                CallError::Failed(problem) => problem,
                _ => Problem::new(what, "Open it from the start page, or load the page again."),
            });
        }
    }
}
