//! Embeddings from a file to the open project.

use labelloom_engine::session::reply::Reply;
use leptos::prelude::*;
use web_sys::File;

use super::import::progress_into;
use super::show_project;
use crate::browser::files;
use crate::state::{Bench, ProgressView};
use crate::worker::CallError;
use crate::worker::protocol::{Answer, Call, Problem};

/// A list of ids is a few bytes a record.
const MOST_ID_BYTES: f64 = 67_108_864.0;

/// Makes an array the embeddings of the project's records, in their order or by a list of ids. Why it can't be is for the
/// caller to show; a person who stops it knows.
pub(crate) async fn add(bench: Bench, array: &File, ids: Option<&File>) -> Result<(), Problem> {
    let ids = match ids {
        Some(ids) => Some(text(ids).await?),
        None => None,
    };
    let name = array.name();
    let title = format!("Adding {name}");
    let call = Call::AddEmbeddings { name, ids };
    let ticket = bench.client().call_with_blob(call, array, progress_into(bench));
    bench.progress.set(Some(ProgressView {
        request_id: ticket.request_id,
        title,
        progress: None,
        cancellable: true,
    }));
    let answer = ticket.answer().await;
    bench.progress.set(None);
    match answer {
        Ok(Answer::Engine(reply)) => {
            if let Reply::Project(view) = *reply {
                show_project(bench, *view);
            }
            // Where the document names them already, its revision is what it was.
            bench
                .graphing
                .ended
                .update(|ended| *ended = ended.wrapping_add(1));
            Ok(())
        }
        Err(CallError::Failed(problem)) => Err(problem),
        Ok(_) | Err(_) => Ok(()),
    }
}

async fn text(file: &File) -> Result<String, Problem> {
    let remedy = "Save it as UTF-8 text, a record's id a line.";
    let unread = || Problem::new(format!("{} can't be read", file.name()), remedy);
    let bytes = files::read_small(file, MOST_ID_BYTES).await.ok_or_else(unread)?;
    let text = String::from_utf8(bytes).map_err(|_| unread())?;
    Ok(text
        .strip_prefix('\u{FEFF}')
        .map_or_else(|| text.clone(), str::to_owned))
}
