//! Word lists: what one holds, and changes whose errors are shown where they were made.

use labelloom_engine::session::edit::Edit;
use labelloom_engine::session::reply::Reply;
use labelloom_engine::session::request::Request;
use leptos::prelude::*;
use web_sys::File;

use super::{ask, show_project};
use crate::browser::files;
use crate::state::Bench;
use crate::worker::CallError;
use crate::worker::protocol::{Answer, Call, Problem};

/// A larger file is no list of words.
const MOST_BYTES: f64 = 16e6;

/// The entries of a word list.
pub(crate) async fn entries(bench: Bench, name: String) -> Option<Vec<String>> {
    match ask(bench, Request::List { name }).await? {
        Reply::List(list) => Some(list.entries),
        _ => None,
    }
}

/// Makes changes one after the other. The first that is refused ends them; why is for the caller to show.
pub(crate) async fn make(bench: Bench, edits: Vec<Edit>) -> Result<(), Problem> {
    if bench.read_only.get_untracked() {
        let what = "This project is open in another tab and can't be changed here";
        return Err(Problem::new(what, "Close it there, or take it over."));
    }
    for edit in edits {
        match bench.client().call(Call::Engine(Request::Edit(edit))).await {
            Ok(Answer::Engine(reply)) => {
                if let Reply::Project(view) = *reply {
                    show_project(bench, *view);
                }
            }
            Err(CallError::Failed(problem)) => return Err(problem),
            // Whoever ended the call has told why.
            Ok(_) | Err(_) => return Err(Problem::new("The list was not saved", "Save it again.")),
        }
    }
    Ok(())
}

/// The text of a file with words.
pub(crate) async fn text_of(file: File) -> Result<String, Problem> {
    if file.size() > MOST_BYTES {
        let what = format!("{} is too large for a list of words", file.name());
        return Err(Problem::new(
            what,
            "Choose a text file with a word or a phrase a line.",
        ));
    }
    let Some(bytes) = files::read_small(&file, MOST_BYTES).await else {
        let what = format!("{} can't be read", file.name());
        return Err(Problem::new(
            what,
            "Check that it is still there, and choose it again.",
        ));
    };
    labelloom_engine::formats::text_of(&file.name(), &bytes)
        .map_err(|error| Problem::new(error.what, "Choose a text file with a word or a phrase a line."))
}
