//! What may be written next in a query.

use labelloom_engine::session::complete::{CompleteView, Completing};
use labelloom_engine::session::reply::Reply;
use labelloom_engine::session::request::Request;

use super::ask_latest;
use crate::state::Bench;
use crate::worker::Slot;

/// What may stand at the cursor.
pub(crate) async fn at_cursor(bench: Bench, asked: Completing) -> Option<CompleteView> {
    view(ask_latest(bench, Slot::Complete, Request::Complete(asked)).await?)
}

/// Words that may follow.
pub(crate) async fn next_words(bench: Bench, asked: Completing) -> Option<CompleteView> {
    view(ask_latest(bench, Slot::NextWords, Request::NextWords(asked)).await?)
}

fn view(reply: Reply) -> Option<CompleteView> {
    match reply {
        Reply::Complete(view) => Some(*view),
        _ => None,
    }
}
