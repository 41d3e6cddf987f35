//! From a file to a project.

use std::rc::Rc;

use js_sys::Array;
use labelloom_engine::formats::ReadOptions;
use labelloom_engine::formats::mapping::Mapping;
use labelloom_engine::formats::pictures::{LABEL, PATH};
use labelloom_engine::images::Format;
use labelloom_engine::modality::Modality;
use labelloom_engine::session::import::ImportPlan;
use labelloom_engine::session::reply::ProjectView;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use super::project;
use crate::browser::{files, storage};
use crate::components::numbers::{counted, long_count};
use crate::state::{Bench, Incoming, NoticeAction, ProgressView};
use crate::worker::protocol::{Answer, Call, CallProgress, Problem};
use crate::worker::{CallError, OnProgress, Slot};

/// A file was chosen or dropped: a saved project opens at once, an image is shown as images are, anything else is
/// previewed.
pub(crate) fn open_file(bench: Bench, file: File) {
    spawn_local(async move {
        let mut head = Vec::new();
        // A file that can't be read says so when it is previewed.
        let _ = files::read(&file, 0, 200, &mut head).await;
        // A saved project says so in its first bytes, whatever the file is called.
        if String::from_utf8_lossy(&head).contains("\"labelloom-project\"") {
            let title = format!("Opening {}", file.name());
            return make_project(bench, Call::OpenProjectFile, &file, title);
        }
        if Format::of(&head).is_some() {
            return bench.dropped.set(Some(Array::of1(&file)));
        }
        bench.dropped.set(None);
        bench.incoming.set(Some(Incoming {
            file,
            preview: None,
            problem: None,
        }));
        look_at_incoming(bench, None);
    });
}

/// Text was pasted: it is a file without a name.
pub(crate) fn paste_text(bench: Bench, text: &str) {
    match files::from_text("pasted text", text) {
        Ok(file) => open_file(bench, file),
        Err(error) => bench.tell_problem(Problem::new(error, "Save the text as a file and drop that here.")),
    }
}

/// The person changed how the file is to be read.
pub(crate) fn preview_again(bench: Bench, options: ReadOptions) {
    look_at_incoming(bench, Some(options));
}

/// The person doesn't want this file after all.
pub(crate) fn forget_incoming(bench: Bench) {
    bench.incoming.set(None);
}

fn look_at_incoming(bench: Bench, options: Option<ReadOptions>) {
    let Some(incoming) = bench.incoming.get_untracked() else {
        return;
    };
    spawn_local(async move {
        let call = Call::Preview {
            name: incoming.file.name(),
            options,
        };
        let ticket = bench
            .client()
            .begin(call, Some(Slot::Preview), Some(incoming.file.into()), None);
        match ticket.answer().await {
            Ok(Answer::Preview(preview)) => bench.incoming.update(|incoming| {
                if let Some(incoming) = incoming {
                    incoming.preview = Some(*preview);
                    incoming.problem = None;
                }
            }),
            Ok(_) => {}
            Err(error) => tell_about_incoming(bench, error),
        }
    });
}

/// A problem with a file that is being looked at is shown there, so that it can be read otherwise. A file that can't
/// even be looked at is put away, with a notice.
fn tell_about_incoming(bench: Bench, error: CallError) {
    let CallError::Failed(problem) = error else { return };
    let was_previewed = bench
        .incoming
        .with_untracked(|incoming| incoming.as_ref().is_some_and(|it| it.preview.is_some()));
    if !was_previewed {
        bench.incoming.set(None);
        bench.tell_problem(problem);
        return;
    }
    bench.incoming.update(|incoming| {
        if let Some(incoming) = incoming {
            incoming.problem = Some(problem);
        }
    });
}

/// Makes a project of the previewed file.
pub(crate) fn import(bench: Bench, plan: ImportPlan) {
    let Some(incoming) = bench.incoming.get_untracked() else {
        return;
    };
    let title = format!("Importing {}", plan.source_name);
    make_project(bench, Call::Import { plan }, &incoming.file, title);
}

/// Makes a project of images that are decoded and packed, some with labels or none. A problem with them is for the caller
/// to show.
pub(crate) async fn import_images(
    bench: Bench,
    pack: File,
    project_name: String,
    has_labels: bool,
) -> Result<(), Problem> {
    let source_name = pack.name();
    let call = Call::Preview {
        name: source_name.clone(),
        options: None,
    };
    let attached = Some(pack.clone().into());
    let ticket = bench.client().begin(call, Some(Slot::Preview), attached, None);
    let preview = match ticket.answer().await {
        Ok(Answer::Preview(preview)) => preview,
        Err(CallError::Failed(problem)) => return Err(problem),
        Ok(_) | Err(_) => return Ok(()),
    };
    // The first images, which are all that a preview sees, may have no label.
    let mapping = Mapping {
        gold: has_labels.then(|| LABEL.to_owned()),
        id: Some(PATH.to_owned()),
        ..preview.mapping
    };
    let labels = (!has_labels).then(Vec::new);
    let title = format!("Importing {project_name}");
    let plan = ImportPlan {
        source_name,
        project_name,
        options: preview.options,
        mapping,
        labels,
    };
    make_project(bench, Call::Import { plan }, &pack, title);
    Ok(())
}

/// Makes a project of a sample that comes with the page.
pub(crate) fn open_sample(bench: Bench, name: &str) {
    let on_progress = progress_into(bench);
    let call = Call::Sample {
        name: name.to_owned(),
    };
    let ticket = bench.client().begin(call, None, None, Some(on_progress));
    follow(bench, ticket, "Opening the sample".to_owned());
}

/// Ends the long work under way.
pub(crate) fn cancel(bench: Bench) {
    if let Some(progress) = bench.progress.get_untracked() {
        bench.client().cancel(progress.request_id);
    }
}

fn make_project(bench: Bench, call: Call, file: &File, title: String) {
    let ticket = bench.client().call_with_blob(call, file, progress_into(bench));
    follow(bench, ticket, title);
}

pub(super) fn progress_into(bench: Bench) -> OnProgress {
    Rc::new(move |progress: CallProgress| {
        bench.progress.update(|view| {
            if let Some(view) = view {
                view.progress = Some(progress);
            }
        });
    })
}

fn follow(bench: Bench, ticket: crate::worker::Ticket, title: String) {
    let view = ProgressView {
        request_id: ticket.request_id,
        title,
        progress: None,
        cancellable: true,
    };
    bench.progress.set(Some(view));
    spawn_local(async move {
        let answer = ticket.answer().await;
        bench.progress.set(None);
        match answer {
            Ok(Answer::Imported { id, view }) => {
                bench.incoming.set(None);
                bench.dropped.set(None);
                storage::ask_to_persist();
                let found = what_import_found(&view);
                project::show_opened(bench, id, *view, None, false);
                if let Some(found) = found {
                    bench.tell_with(found, NoticeAction::ImportReport);
                }
            }
            Ok(_) => {}
            Err(error) => tell_about_incoming(bench, error),
        }
    });
}

/// A sentence on a new import; samples and project files come with rules and have nothing to report.
fn what_import_found(view: &ProjectView) -> Option<String> {
    let report = &view.source.report;
    let row = match view.source.modality {
        Modality::Text => "row",
        Modality::Image => "image",
    };
    let aside = match report.rows_bad {
        0 => format!("every {row} became a record"),
        1 => format!("1 {row} was set aside"),
        bad => format!("{} {row}s were set aside", long_count(bad)),
    };
    let records = counted(view.records, "record", "records");
    view.rules
        .is_empty()
        .then(|| format!("Imported {records} from {}; {aside}.", view.source.name))
}
