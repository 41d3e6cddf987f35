//! Files for the person.

use labelloom_engine::session::reply::{ExportPreview, FileReply, Reply};
use labelloom_engine::session::request::{ExportOptions, Include, Request};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;

use super::ask_latest;
use super::import::progress_into;
use crate::browser::download;
use crate::state::{Bench, ProgressView};
use crate::worker::Slot;
use crate::worker::protocol::{Answer, Call, Problem};

/// How an export would begin.
pub(crate) async fn export_preview(bench: Bench, options: ExportOptions) -> Option<ExportPreview> {
    match ask_latest(bench, Slot::ExportPreview, Request::ExportPreview(options)).await? {
        Reply::ExportPreview(preview) => Some(preview),
        _ => None,
    }
}

/// Writes an export and downloads it.
pub(crate) fn export(bench: Bench, options: ExportOptions) {
    fetch_file(bench, Request::Export(options));
}

/// Downloads the rows that import set aside.
pub(crate) fn bad_rows(bench: Bench) {
    fetch_file(bench, Request::BadRows);
}

/// Downloads the whole project as a file.
pub(crate) fn project_file(bench: Bench) {
    let options = ExportOptions {
        augmented: Default::default(),
        format: "project".to_owned(),
        model: None,
        include: Include::All,
        threshold: 0.0,
        at: None,
    };
    export(bench, options);
}

/// Asks for a file and downloads it.
pub(super) fn fetch_file(bench: Bench, request: Request) {
    let ticket = bench
        .client()
        .begin(Call::engine(request), None, None, Some(progress_into(bench)));
    let title = "Writing the file".to_owned();
    let view = ProgressView {
        request_id: ticket.request_id,
        title,
        progress: None,
        cancellable: true,
    };
    bench.progress.set(Some(view));
    spawn_local(async move {
        let delivery = ticket.delivery().await;
        bench.progress.set(None);
        match delivery {
            Ok(delivery) => {
                if let (Answer::Engine(reply), Some(bytes)) = (delivery.answer, delivery.attachment)
                    && let Reply::File(file) = *reply
                {
                    hand_over(bench, &file, &bytes);
                }
            }
            Err(error) => bench.tell_error(error),
        }
    });
}

fn hand_over(bench: Bench, file: &FileReply, bytes: &JsValue) {
    match download::bytes(&file.name, &file.mime, bytes) {
        Ok(()) => {
            for said in &file.said {
                bench.tell(said.clone());
            }
        }
        Err(error) => {
            let remedy = "Try again; if it stays so, export fewer records at a time.";
            bench.tell_problem(Problem::new(error, remedy));
        }
    }
}
