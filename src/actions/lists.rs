//! Word lists: what one holds, and changes whose errors are shown where they were made.

use labelloom_engine::session::edit::Edit;
use labelloom_engine::session::reply::Reply;
use labelloom_engine::session::request::Request;
use web_sys::File;

use super::{ask, edit::attempt};
use crate::browser::files;
use crate::state::Bench;
use crate::worker::protocol::Problem;

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
    for edit in edits {
        attempt(bench, edit).await?;
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
