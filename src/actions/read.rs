//! What components ask for and show: rows of a list, one record, what an edit would touch.

use labelloom_engine::session::edit::Edit;
use labelloom_engine::session::related::RelatedView;
use labelloom_engine::session::reply::{ColumnView, Impact, RecordView, Reply, RowsView};
use labelloom_engine::session::request::{Keep, Request, Selection};

use super::ask_latest;
use crate::state::Bench;
use crate::worker::protocol::{Call, Problem};
use crate::worker::{CallError, Slot};

/// The list in the middle of the Rules page. Lists have numbers, so that one's newer question drops only its own older
/// one.
pub(crate) const RECORDS: u8 = 0;
/// The records that speak against the open rule.
pub(crate) const COUNTER_EXAMPLES: u8 = 1;

/// Records `start..end` of a selection, for the list of that number; a newer question of the same list wins.
pub(crate) async fn rows(
    bench: Bench,
    list: u8,
    selection: Selection,
    (start, end): (u32, u32),
    keep: Option<Keep>,
) -> Option<RowsView> {
    match ask_latest(
        bench,
        Slot::Rows(list),
        Request::Rows {
            selection,
            start,
            end,
            keep,
        },
    )
    .await?
    {
        Reply::Rows(rows) => Some(rows),
        _ => None,
    }
}

/// One record with everything known of it.
pub(crate) async fn record(bench: Bench, index: u32) -> Option<RecordView> {
    match ask_latest(bench, Slot::Record, Request::Record { index }).await? {
        Reply::Record(record) => Some(*record),
        _ => None,
    }
}

/// The same for whoever needs a record apart from the one in the drawer.
pub(crate) async fn record_aside(bench: Bench, index: u32) -> Option<RecordView> {
    match super::ask(bench, Request::Record { index }).await? {
        Reply::Record(record) => Some(*record),
        _ => None,
    }
}

/// What belongs to some words.
pub(crate) async fn related(bench: Bench, words: String, record: Option<u32>) -> Option<RelatedView> {
    match ask_latest(bench, Slot::Related, Request::Related { words, record }).await? {
        Reply::Related(related) => Some(*related),
        _ => None,
    }
}

/// A column's values, or why they make no votes, which is said where it was asked.
pub(crate) async fn column(bench: Bench, column: String) -> Option<Result<ColumnView, Problem>> {
    let call = Call::engine(Request::Column { column });
    match bench.client().latest(Slot::Column, call).await {
        Err(CallError::Failed(problem)) => Some(Err(problem)),
        answer => match super::reply(bench, answer)? {
            Reply::Column(view) => Some(Ok(view)),
            _ => None,
        },
    }
}

/// What an edit would touch, before it is made.
pub(crate) async fn impact(bench: Bench, edit: Edit) -> Option<Impact> {
    match ask_latest(bench, Slot::Impact, Request::Impact(edit)).await? {
        Reply::Impact(impact) => Some(impact),
        _ => None,
    }
}
